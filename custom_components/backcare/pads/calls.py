"""The calls for one plug, and who made them: only a call that was seen explains a report (S5)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto

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

# A report carries the context of a call for five seconds, and no more calls than this come in that time.
KEPT = 16
_ASKS_FOR_ON = {SERVICE_TURN_ON: True, SERVICE_TURN_OFF: False, SERVICE_TOGGLE: None}


class Cause(Enum):
    """What caused a report."""

    # The plug itself, somebody at the plug, or nothing: the state is older than the last call.
    UNKNOWN = auto()
    OURS = auto()
    OTHERS = auto()


@dataclass(frozen=True, slots=True)
class _Call:
    """A call, known by its context; `on` is None for a toggle."""

    context_id: str
    on: bool | None


class Calls:
    """The calls for one plug."""

    def __init__(self, hass: HomeAssistant, entity_id: str) -> None:
        """Listen to the calls for the plug `entity_id`."""
        self._hass = hass
        self._ours: deque[str] = deque(maxlen=KEPT)
        self._calls: deque[_Call] = deque(maxlen=KEPT)
        self.entity_id = entity_id
        self.stop = hass.bus.async_listen(EVENT_CALL_SERVICE, self._called)

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
                return Cause.OURS if context.id in self._ours else Cause.OTHERS
        return Cause.UNKNOWN

    @callback
    def _called(self, event: Event) -> None:
        """Remember a call for the plug, whatever target it names."""
        if event.data[ATTR_DOMAIN] != split_entity_id(self.entity_id)[0]:
            return
        service = event.data[ATTR_SERVICE]
        if service not in _ASKS_FOR_ON:
            return
        data = event.data[ATTR_SERVICE_DATA]
        # The event has the fields as the caller wrote them: one id, several with commas, or a list.
        named = data.get(ATTR_ENTITY_ID) or ()
        ids = named.split(",") if isinstance(named, str) else named
        ids = [str(entity_id).strip().lower() for entity_id in ids]
        if self.entity_id not in ids and ENTITY_MATCH_ALL not in ids:
            target = TargetSelection({**data, ATTR_ENTITY_ID: ids})
            selected = async_extract_referenced_entity_ids(self._hass, target)
            if self.entity_id not in selected.referenced | selected.indirectly_referenced:
                return
        self._calls.append(_Call(event.context.id, _ASKS_FOR_ON[service]))
