"""The calls for one plug, and who made them: only a call that was seen explains a report (S5)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from homeassistant.const import (
    ATTR_DOMAIN,
    ATTR_ENTITY_ID,
    ATTR_SERVICE,
    ATTR_SERVICE_DATA,
    ENTITY_MATCH_ALL,
    EVENT_CALL_SERVICE,
    SERVICE_TOGGLE,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
)
from homeassistant.core import Context, Event, HomeAssistant, callback, split_entity_id
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

# Seconds for which a call may explain a report, which carries the context of a call for five.
EXPLAINS_FOR = 10.0
# No more calls of our own than this come in that time.
OURS_KEPT = 16
_ASKS_FOR_ON = {SERVICE_TURN_ON: True, SERVICE_TURN_OFF: False, SERVICE_TOGGLE: None}


class Cause(Enum):
    """What caused a report."""

    # The plug itself, somebody at the plug, or nothing: the state is older than the last call.
    UNKNOWN = auto()
    OURS = auto()
    OTHERS = auto()


@dataclass(frozen=True, slots=True)
class _Call:
    """A call of the plug's domain, known by its context; `on` is None for a toggle."""

    at: float
    context_id: str
    on: bool | None
    data: Mapping[str, Any]


class Calls:
    """The calls for one plug."""

    def __init__(self, hass: HomeAssistant, entity_id: str) -> None:
        """Listen to the calls for the plug `entity_id`."""
        self._hass = hass
        self._ours: deque[str] = deque(maxlen=OURS_KEPT)
        self._calls: deque[_Call] = deque()
        self.entity_id = entity_id
        self.stop = hass.bus.async_listen(EVENT_CALL_SERVICE, self._called, self._may_name)

    @callback
    def new_context(self) -> Context:
        """Return a new context without a user, for a call of our own."""
        context = Context()
        self._ours.append(context.id)
        return context

    @callback
    def cause_of(self, on: bool, context: Context) -> Cause:  # noqa: FBT001 - the state is the subject
        """Return who made the call that caused a report: it has this context and asked for this state.

        A stale report within five seconds of a call has the context too, but another state.
        """
        for call in self._calls:
            if call.context_id != context.id or call.on not in (None, on):
                continue
            if self._is_named(call.data):
                return Cause.OURS if context.id in self._ours else Cause.OTHERS
        return Cause.UNKNOWN

    @callback
    def _may_name(self, called: Mapping[str, Any]) -> bool:
        """Return whether a call asks plugs of this domain for a state, perhaps this one."""
        domain = split_entity_id(self.entity_id)[0]
        return called[ATTR_DOMAIN] == domain and called[ATTR_SERVICE] in _ASKS_FOR_ON

    @callback
    def _called(self, event: Event[Mapping[str, Any]]) -> None:
        """Remember a call; which plugs it names matters only once a report may be its effect."""
        now = self._hass.loop.time()
        while self._calls and now - self._calls[0].at > EXPLAINS_FOR:
            self._calls.popleft()
        on = _ASKS_FOR_ON[event.data[ATTR_SERVICE]]
        self._calls.append(_Call(now, event.context.id, on, event.data[ATTR_SERVICE_DATA]))

    def _is_named(self, data: Mapping[str, Any]) -> bool:
        """Return whether a call names the plug, by whatever target."""
        # As the caller wrote them: one id, several with commas, or a list.
        named = data.get(ATTR_ENTITY_ID) or ()
        ids = named.split(",") if isinstance(named, str) else named
        ids = [str(entity_id).strip().lower() for entity_id in ids]
        if self.entity_id in ids or ENTITY_MATCH_ALL in ids:
            return True
        target = TargetSelection({**data, ATTR_ENTITY_ID: ids})
        selected = async_extract_referenced_entity_ids(self._hass, target)
        return self.entity_id in selected.referenced | selected.indirectly_referenced
