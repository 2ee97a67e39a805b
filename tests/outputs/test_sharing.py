"""Entities of pain and spasms exist only where the person shares them (S16)."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_registry import RegistryEntryDisabler
from homeassistant.helpers.restore_state import async_get as restorable
import pytest

from tests.conftest import Person, new_person

DETAILS = ("button.log_spasm", "event.spasm", "number.pain", "sensor.spasms_today")
WRITTEN = "sensor.common_trigger"
USER = {"user": "a-user"}


def disabled_by(hass: HomeAssistant, person: Person) -> dict[str, RegistryEntryDisabler | None]:
    registry = er.async_get(hass)
    entities = {key: registry.async_get(person.entity_id(key)) for key in (*DETAILS, WRITTEN)}
    return {key: entity.disabled_by for key, entity in entities.items() if entity is not None}


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        pytest.param({}, True, id="nobody-is-linked"),
        pytest.param(USER, False, id="a-user-is-linked"),
        pytest.param({**USER, "share_details": True}, True, id="who-shares"),
        pytest.param({"share_details": False}, False, id="nobody-who-shares-nothing"),
    ],
)
async def test_details_are_in_states_only_where_they_are_shared(
    hass: HomeAssistant, options: dict[str, object], shown: bool
) -> None:
    anna = new_person(hass, "Anna", **options)
    await anna.set_up()
    await anna.be_in("ice")

    await anna.act("log_spasm", intensity=7, activity="gardening")
    await anna.act("log_pain", level=9)

    assert [anna.state(key) is not None for key in DETAILS] == [shown] * len(DETAILS)
    # The words are in no state until an administrator enables that entity.
    assert anna.state(WRITTEN) is None
    assert anna.state("sensor.phase") == "ice"


async def test_who_is_linked_later_shares_nothing_from_then_on(
    hass: HomeAssistant, anna: Person
) -> None:
    await anna.be_in("ice")
    await anna.act("log_pain", level=9)

    hass.config_entries.async_update_entry(anna.entry, options=USER)
    await anna.reload()

    assert set(disabled_by(hass, anna).values()) == {RegistryEntryDisabler.INTEGRATION}
    assert [anna.state(key) for key in DETAILS] == [None] * len(DETAILS)

    hass.config_entries.async_update_entry(anna.entry, options=USER | {"share_details": True})
    await anna.reload()

    assert anna.state("number.pain") == "9"
    assert disabled_by(hass, anna)[WRITTEN] is RegistryEntryDisabler.INTEGRATION


async def test_what_is_no_longer_shared_is_not_kept_for_the_next_start(
    hass: HomeAssistant, anna: Person
) -> None:
    await anna.be_in("ice")
    await anna.act("log_spasm", intensity=7)

    hass.config_entries.async_update_entry(anna.entry, options=USER)
    await anna.reload()

    stored = {state.state.entity_id for state in restorable(hass).async_get_stored_states()}
    assert anna.entity_id("event.session") in stored
    assert anna.entity_id("event.spasm") not in stored


async def test_what_somebody_has_disabled_stays_disabled(hass: HomeAssistant, anna: Person) -> None:
    registry, user = er.async_get(hass), RegistryEntryDisabler.USER
    registry.async_update_entity(anna.entity_id("number.pain"), disabled_by=user)

    await anna.reload()

    assert disabled_by(hass, anna)["number.pain"] is user


async def test_the_activity_to_avoid_is_shown_by_whoever_enables_it(
    hass: HomeAssistant, anna: Person
) -> None:
    er.async_get(hass).async_update_entity(anna.entity_id(WRITTEN), disabled_by=None)
    await anna.reload()
    await anna.be_in("ice")

    await anna.act("log_spasm", activity="gardening")

    assert anna.state(WRITTEN) == "gardening"
