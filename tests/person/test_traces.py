"""A stored record gets back from the diary what it lacks (S14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.backcare.rules.models import (
    ClearReason,
    Episode,
    Exposure,
    FlagsCleared,
    FlagsReported,
    Interval,
    Moment,
    Person as Record,
    RedFlag,
    Therapy,
)
from tests.conftest import DAY, HOUR, MINUTE, START, Person, refused
from tests.stored import Stored

NOW = Moment(START, 50_000.0, "this boot")
ILL = Record(
    episode=Episode(START - 4 * DAY, START - 4 * DAY, None),
    latest=Moment(START - HOUR, 5.0, "boot"),
)
FEVER = FlagsReported("flags_reported_1", START - 2 * HOUR, frozenset({RedFlag.FEVER}))
ICE_HAD = Exposure(
    "exposure_ice_1", START - 25 * MINUTE, START - 10 * MINUTE, Therapy.ICE, 15 * MINUTE
)


@pytest.mark.parametrize("lost", [False, True], ids=["an older record", "no record"])
async def test_a_red_flag_that_the_diary_has_open_is_open(
    hass: HomeAssistant, entry: MockConfigEntry, stored: Stored, *, lost: bool
) -> None:
    """S14, R11"""
    stored.put_person(ILL, FEVER)
    if lost:
        stored.damage("UPDATE persons SET checksum = 0")
    anna = Person(hass, entry)

    await anna.set_up()

    assert anna.entry.runtime_data.person.red_flags == {RedFlag.FEVER}
    assert anna.state("binary_sensor.see_doctor") == "on"


async def test_a_red_flag_that_was_cleared_stays_so(
    hass: HomeAssistant, entry: MockConfigEntry, stored: Stored
) -> None:
    cleared = FlagsCleared(
        "flags_cleared_1", START - HOUR, frozenset({RedFlag.FEVER}), ClearReason.SEEN_BY_DOCTOR
    )
    stored.put_person(ILL, FEVER, cleared)
    anna = Person(hass, entry)

    await anna.set_up()

    assert anna.state("binary_sensor.see_doctor") == "off"


async def test_exposure_that_the_diary_has_counts(
    hass: HomeAssistant, entry: MockConfigEntry, stored: Stored
) -> None:
    """S14, S1: 15 minutes of ice were had, 5 are left."""
    stored.put_person(ILL, ICE_HAD)
    anna = Person(hass, entry)

    await anna.set_up()

    with refused("over_limit"):
        await anna.act("start_session", therapy="ice", duration="00:10:00")


async def test_exposure_that_record_and_diary_have_counts_once(
    hass: HomeAssistant, entry: MockConfigEntry, stored: Stored
) -> None:
    started = NOW + -25 * MINUTE
    interval = Interval(Therapy.ICE, started, started + 15 * MINUTE, 15 * MINUTE)
    stored.put_person(replace(ILL, intervals=(interval,)), ICE_HAD)
    anna = Person(hass, entry)

    await anna.set_up()

    intervals = anna.entry.runtime_data.person.intervals
    assert [(i.therapy, i.exposure) for i in intervals] == [(Therapy.ICE, timedelta(minutes=15))]
