"""The calls for one plug, and who made them: only a call that was seen explains a report (S5)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from homeassistant.const import (
    ATTR_AREA_ID,
    ATTR_DEVICE_ID,
    ATTR_DOMAIN,
    ATTR_ENTITY_ID,
    ATTR_FLOOR_ID,
    ATTR_LABEL_ID,
    ATTR_SERVICE,
    ATTR_SERVICE_DATA,
    ENTITY_MATCH_ALL,
    EVENT_CALL_SERVICE,
    SERVICE_TOGGLE,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
)
from homeassistant.core import Context, Event, HomeAssistant, callback, split_entity_id
from homeassistant.helpers.group import expand_entity_ids
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

# Seconds for which a call may explain a report, which carries the context of a call for five.
EXPLAINS_FOR = 10.0
# No more calls of our own than this wait to be seen.
OURS_KEPT = 16
_ASKS_FOR_ON = {SERVICE_TURN_ON: True, SERVICE_TURN_OFF: False, SERVICE_TOGGLE: None}
# What names plugs of which the call has no entity ids.
_PLACES = (ATTR_AREA_ID, ATTR_DEVICE_ID, ATTR_FLOOR_ID, ATTR_LABEL_ID)


class Cause(Enum):
    """What caused a report."""

    # The plug itself, somebody at the plug, or nothing: the state is older than the last call.
    UNKNOWN = auto()
    OURS = auto()
    OTHERS = auto()


@dataclass(frozen=True, slots=True)
class _Call:
    """A call for the plug, known by its context; `on` is None for a toggle."""

    at: float
    context_id: str
    on: bool | None
    by: Cause


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
            if call.context_id == context.id and call.on in (None, on):
                return call.by
        return Cause.UNKNOWN

    @callback
    def _may_name(self, called: Mapping[str, Any]) -> bool:
        """Return whether a call asks plugs of this domain for a state, perhaps this one."""
        domain = split_entity_id(self.entity_id)[0]
        return called[ATTR_DOMAIN] == domain and called[ATTR_SERVICE] in _ASKS_FOR_ON

    @callback
    def _called(self, event: Event[Mapping[str, Any]]) -> None:
        """Remember a call for the plug.

        What it names is looked up now: the plug may have another name once it reports, and a group other
        members. An error in that is no error of a report, which has to be handled in any case (S3).
        """
        if not self._is_named(event.data[ATTR_SERVICE_DATA]):
            return
        now, context_id = self._hass.loop.time(), event.context.id
        while self._calls and now - self._calls[0].at > EXPLAINS_FOR:
            self._calls.popleft()
        by = Cause.OURS if context_id in self._ours else Cause.OTHERS
        on = _ASKS_FOR_ON[event.data[ATTR_SERVICE]]
        self._calls.append(_Call(now, context_id, on, by))

    def _is_named(self, data: Mapping[str, Any]) -> bool:
        """Return whether a call names the plug, by whatever target."""
        # The event has the fields as the caller wrote them: one id, several with commas, or a list.
        named = data.get(ATTR_ENTITY_ID) or ()
        ids = named.split(",") if isinstance(named, str) else named
        ids = [str(entity_id).strip().lower() for entity_id in ids]
        if self.entity_id in ids or ENTITY_MATCH_ALL in ids:
            return True
        if not any(data.get(place) for place in _PLACES):
            # Most calls, in which the registries have nothing to add.
            return self.entity_id in expand_entity_ids(self._hass, ids)
        target = TargetSelection({**data, ATTR_ENTITY_ID: ids})
        selected = async_extract_referenced_entity_ids(self._hass, target)
        return self.entity_id in selected.referenced | selected.indirectly_referenced
