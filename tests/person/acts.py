"""Commands that are started without waiting for them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from homeassistant.const import ATTR_CONFIG_ENTRY_ID, ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import Person as Record
from tests.conftest import Person
from tests.faulty_plug import Machine


def begin(hass: HomeAssistant, person: Person, action: str, **fields: Any) -> asyncio.Task[Any]:
    """Call an action of BackCare, or of an entity as in `timer.session/cancel`."""
    key, _, of_entity = action.partition("/")
    if of_entity:
        domain, action = key.partition(".")[0], of_entity
        fields |= {ATTR_ENTITY_ID: person.entity_id(key)}
    else:
        domain = DOMAIN
        fields |= {ATTR_CONFIG_ENTRY_ID: person.entry.entry_id}
    call = hass.services.async_call(domain, action, fields, blocking=True)
    return hass.async_create_background_task(call, action)


def outcome(act: asyncio.Task[Any]) -> str:
    """Return how an act ended: done, cancelled, or the reason of its refusal."""
    if act.cancelled():
        return "cancelled"
    if not act.done():
        return "under way"
    err = act.exception()
    return "done" if err is None else str(getattr(err, "translation_key", repr(err)))


async def ended(machine: Machine, *acts: asyncio.Task[Any]) -> list[str]:
    """Wait for acts that nothing holds up, and return how each ended."""
    for act in acts:
        await machine.until(asyncio.wait({act}))
    return [outcome(act) for act in acts]


def decided(record: Record | None) -> Record:
    """Return a person in memory or on disk without what only its row notes."""
    assert record is not None
    return replace(record, latest=None, published=None)
