"""Erases what Home Assistant itself keeps of a person's entities, with the diary or the person.

The recorder has their states and long-term statistics, and the last states are kept for the next start.
docs/privacy.md lists what cannot be erased from here, and how to get rid of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, restore_state
from homeassistant.helpers.entityfilter import generate_filter
from homeassistant.helpers.recorder import DATA_INSTANCE

from ..texts import async_texts

# Also what was recorded while the clock was ahead.
_ALL_TIME = datetime(9000, 1, 1, tzinfo=UTC)


@callback
def entities_of(hass: HomeAssistant, entry_id: str) -> list[str]:
    """Return the ids of the entities of a person, the disabled ones too."""
    registered = er.async_entries_for_config_entry(er.async_get(hass), entry_id)
    return sorted(entity.entity_id for entity in registered)


@callback
def async_forget_last_states(hass: HomeAssistant, entity_ids: Collection[str]) -> None:
    """Forget the last states of entities, from which they would start the next time."""
    for states in _restorable_states(restore_state.async_get(hass)):
        for key in [key for key, stored in states.items() if stored.state.entity_id in entity_ids]:
            del states[key]


async def async_erase_recorded(hass: HomeAssistant, entity_ids: list[str]) -> None:
    """Erase what was stored of the states of entities; the recorder does its part in the background."""
    async_forget_last_states(hass, entity_ids)
    await restore_state.async_get(hass).async_dump_states()
    if entity_ids and DATA_INSTANCE in hass.data:
        from homeassistant.components.recorder import get_instance  # noqa: PLC0415 - may be absent
        from homeassistant.components.recorder.tasks import PurgeEntitiesTask  # noqa: PLC0415 - as above

        recorder = get_instance(hass)
        # Like the action `recorder.purge_entities`, which does not erase what is dated after now.
        these = generate_filter([], entity_ids, [], [])
        recorder.queue_task(PurgeEntitiesTask(these, _ALL_TIME))
        # These are not purged with the states.
        recorder.async_clear_statistics(entity_ids)


def _restorable_states(
    restorable: restore_state.RestoreStateData,
) -> Iterator[dict[str, restore_state.StoredState]]:
    """Yield what is kept of states by entity: one place in older releases, two since 2026.11."""
    for place in ("last_states", "last_states_by_entity_id", "last_states_by_entity_registry_id"):
        yield getattr(restorable, place, {})


async def async_what_is_left(hass: HomeAssistant) -> dict[str, Any]:
    """Return the response of a deletion: what Home Assistant may still have."""
    return {"message": (await async_texts(hass))("history_deleted")}
