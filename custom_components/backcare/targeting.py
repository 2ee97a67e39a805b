"""Distinguishes calls of actions that name an entity from those that just include it.

An area, a label, "all", a group and a scene include our entities like lamps. Such a call starts no session
and logs nothing. An entity does not know by which target it was reached, but the event of the call, which
contains the target and has the same context, is fired before.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
import logging
from typing import Any

from homeassistant.const import (
    ATTR_DEVICE_ID,
    ATTR_DOMAIN,
    ATTR_ENTITY_ID,
    ATTR_SERVICE,
    ATTR_SERVICE_DATA,
    CONF_ENTITIES,
    ENTITY_MATCH_ALL,
    EVENT_CALL_SERVICE,
    SERVICE_TOGGLE,
)
from homeassistant.core import DOMAIN as HOMEASSISTANT, Context, Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.singleton import singleton
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

from .const import DOMAIN

_LOGGER = logging.getLogger(__name__)

SCENE = "scene"
DOMAINS = {HOMEASSISTANT, SCENE, "button", "number", "switch", "timer"}
# An entity is called at once, but perhaps after all others of a large scene.
KEPT = 512


@dataclass(frozen=True, slots=True, eq=False)
class _Call:
    """A call, and how often it has reached each entity that it does not name."""

    domain: str
    action: str
    fields: Mapping[str, Any]
    context_id: str
    included: Counter[str] = field(default_factory=Counter)


@callback
@singleton(f"{DOMAIN}_targeting")
def async_calls(hass: HomeAssistant) -> Calls:
    """Return the calls of this Home Assistant."""
    return Calls(hass)


class Calls:
    """The latest calls that may have reached an entity of ours."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Initialize and listen."""
        self._hass = hass
        self._calls: deque[_Call] = deque(maxlen=KEPT)
        hass.bus.async_listen(EVENT_CALL_SERVICE, self._called, _is_of_interest)

    @callback
    def _called(self, event: Event[Mapping[str, Any]]) -> None:
        called = event.data
        self._calls.append(
            _Call(
                called[ATTR_DOMAIN],
                called[ATTR_SERVICE],
                called[ATTR_SERVICE_DATA],
                event.context.id,
            )
        )

    async def async_names(self, entity: er.RegistryEntry, context: Context | None) -> bool:
        """Return whether the call that has just reached an entity names it."""
        if context is None:
            return True
        if not self._of(entity, context):
            # The event may still be waiting for the handling of another one.
            await asyncio.sleep(0)
        calls = self._of(entity, context)
        if not calls:
            return True
        for call in self._not_naming(entity, calls):
            # Not more often: a later step of the same automation may name the entity.
            if call.included[entity.entity_id] < self._ways(call, entity):
                call.included[entity.entity_id] += 1
                _LOGGER.info(
                    "%s does nothing: %s.%s included it, and did not name it",
                    entity.entity_id,
                    call.domain,
                    call.action,
                )
                return False
        return True

    def _of(self, entity: er.RegistryEntry, context: Context) -> list[_Call]:
        """Return the calls with a context, up to the one that reached the entity; empty without that one."""
        calls = [call for call in self._calls if call.context_id == context.id]
        while calls and calls[-1].domain != entity.domain:
            calls.pop()
        return calls

    def _not_naming(self, entity: er.RegistryEntry, calls: list[_Call]) -> Iterator[_Call]:
        """Yield the calls that may have reached the entity or made the last one, but do not name it."""
        # A group that is toggled turns its members on or off.
        actions = {calls[-1].action, SERVICE_TOGGLE}
        for call in reversed(calls):
            if (call.domain == SCENE or call.action in actions) and not self._names(call, entity):
                yield call

    def _names(self, call: _Call, entity: er.RegistryEntry) -> bool:
        """Return whether a call names an entity, or a device that has no other of its kind."""
        if {entity.entity_id, entity.id} & _ids(call.fields, ATTR_ENTITY_ID):
            return True
        if entity.device_id not in _ids(call.fields, ATTR_DEVICE_ID):
            return False
        of_device = er.async_entries_for_device(er.async_get(self._hass), entity.device_id or "")
        return sum(other.domain == entity.domain for other in of_device) == 1

    def _ways(self, call: _Call, entity: er.RegistryEntry) -> int:
        """Return how often a call reaches an entity: by its target, and by groups in that."""
        named = _ids(call.fields, ATTR_ENTITY_ID)
        if ENTITY_MATCH_ALL in named:
            named = set(self._hass.states.async_entity_ids(call.domain))
        selection = TargetSelection({**call.fields, ATTR_ENTITY_ID: list(named)})
        selected = async_extract_referenced_entity_ids(self._hass, selection, expand_group=False)
        following = selected.referenced | selected.indirectly_referenced
        following |= _ids(call.fields, CONF_ENTITIES)
        ways = int(entity.entity_id in following)
        looked_at = set[str]()
        while following:
            looked_at |= following
            states = [self._hass.states.get(entity_id) for entity_id in following]
            members = [_ids(state.attributes, ATTR_ENTITY_ID) for state in states if state]
            ways += sum(entity.entity_id in ids for ids in members)
            following = set[str]().union(*members) - looked_at
        return ways


@callback
def _is_of_interest(called: Mapping[str, Any]) -> bool:
    return called[ATTR_DOMAIN] in DOMAINS


def _ids(fields: Mapping[str, Any], key: str) -> set[str]:
    """Return the ids in a field, which may be one, several with commas, or a list."""
    ids = fields.get(key) or ()
    if isinstance(ids, str):
        ids = ids.split(",")
    return {str(id_).strip().lower() for id_ in ids}
