"""Entities, their states and their attributes have texts and icons."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.backcare.rules.models import (
    DoctorAdvice,
    Phase,
    Reason,
    Refusal,
    SessionEvent,
    Therapy,
)
from tests.catalogue.files import ICONS, TEXTS, members
from tests.conftest import Person

# Why heat that somebody else switched on may be refused (S7).
REFUSED_OUTSIDE_USE = {
    Refusal.BACKSTOP_FAILED,
    Refusal.CLOCK_UNTRUSTED,
    Refusal.HEAT_TOO_EARLY,
    Refusal.RED_FLAG_OPEN,
    Refusal.RESTING,
    Refusal.SESSION_RUNNING,
    Refusal.STORAGE_FAILED,
}


def test_entities_are_named_and_drawn(entities: list[er.RegistryEntry]) -> None:
    """Every entity has a text and an icon, and no text or icon is left over."""
    keys = {(entity.domain, entity.translation_key) for entity in entities}
    assert keys
    for catalogue in (TEXTS["entity"], ICONS["entity"]):
        assert keys == {(domain, key) for domain, by_key in catalogue.items() for key in by_key}
    for domain, key in keys:
        assert TEXTS["entity"][domain][key]["name"]
    assert {(entity.unique_id, entity.config_entry_id) for entity in entities} == {
        (f"{entity.config_entry_id}_{entity.translation_key}", entity.config_entry_id)
        for entity in entities
    }


def test_states_and_attributes_have_texts(
    hass: HomeAssistant, entities: list[er.RegistryEntry]
) -> None:
    """Every state of an enum and every value of an attribute has a text, and none is left over."""
    by_key = {(entity.domain, entity.translation_key): entity for entity in entities}

    phase = by_key["sensor", "phase"]
    texts = TEXTS["entity"]["sensor"]["phase"]["state"]
    assert phase.capabilities
    assert set(phase.capabilities["options"]) == set(Phase) == set(texts)
    assert set(ICONS["entity"]["sensor"]["phase"]["state"]) == set(Phase)

    session = by_key["event", "session"]
    texts = TEXTS["entity"]["event"]["session"]["state_attributes"]
    icons = ICONS["entity"]["event"]["session"]["state_attributes"]
    assert session.capabilities
    assert set(session.capabilities["event_types"]) == set(texts["event_type"]["state"])
    assert set(session.capabilities["event_types"]) == set(icons["event_type"]["state"])
    assert set(SessionEvent) >= set(session.capabilities["event_types"])
    assert set(texts["therapy"]["state"]) == set(Therapy)

    # Attributes that are ours, not those of the platform, and their values if these are words.
    therapies, advice, truth = set(Therapy), set(DoctorAdvice), {"true", "false"}
    step = {
        "question_open": truth,
        "therapy": therapies,
        "tier": advice,
        "minutes": None,
        "until": None,
    }
    for domain, key, attributes in (
        ("timer", "session", {"therapy": therapies}),
        ("sensor", "next_session", {"minutes_left": None}),
        ("sensor", "next_step", step),
        ("sensor", "phase", {"told_otherwise": truth}),
        ("binary_sensor", "see_doctor", {"tier": advice}),
    ):
        state = hass.states.get(by_key[domain, key].entity_id)
        assert state is not None
        assert set(attributes) <= set(state.attributes)
        texts = TEXTS["entity"][domain][key]["state_attributes"]
        assert set(texts) == set(attributes)
        for attribute, values in attributes.items():
            assert texts[attribute]["name"]
            assert set(texts[attribute].get("state", {})) == (values or set()), attribute


async def test_the_attributes_of_a_spasm_have_texts(hass: HomeAssistant, anna: Person) -> None:
    """None has free text, which everybody could read (S16)."""
    await anna.act("start_episode")
    await anna.act("log_spasm", intensity=3, activity="gardening")
    state = hass.states.get(anna.entity_id("event.spasm"))
    assert state is not None
    texts = TEXTS["entity"]["event"]["spasm"]["state_attributes"]
    assert set(texts) == {"at", "duration", "event_type", "intensity"} <= set(state.attributes)


def test_reasons_have_texts() -> None:
    """Every reason that an event can give has a text, and none is left over or never given."""
    texts = TEXTS["entity"]["event"]["session"]["state_attributes"]["reason"]["state"]

    assert set(texts) == set(Reason) | REFUSED_OUTSIDE_USE
    assert members("Reason") == set(Reason.__members__)
