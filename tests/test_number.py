"""The number *Pain*, which logs when it is set."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    START,
    Clocks,
    NothingChanges,
    Person,
    refused,
    snapshot_entities,
)

PAIN = "number.pain"


async def test_number(hass: HomeAssistant, anna: Person, snapshot: SnapshotAssertion) -> None:
    await anna.be_in("ice")
    await anna.use(PAIN, "set_value", value=4)

    await snapshot_entities(hass, anna, "number", snapshot)


async def test_the_pain_is_unknown_until_it_is_logged(anna: Person) -> None:
    assert anna.state(PAIN) == "unknown"

    await anna.be_in("ice")
    assert anna.state(PAIN) == "unknown"

    await anna.use(PAIN, "set_value", value=0)
    assert anna.state(PAIN) == "0"


@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_the_pain_is_logged_by_the_number_and_by_the_action(
    anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")

    await anna.use(PAIN, "set_value", value=7)
    assert anna.state(PAIN) == "7"

    await clocks.forward(HOUR)
    await anna.act("log_pain", level=10, activity="lifting")
    assert anna.state(PAIN) == "10"
    assert anna.state("sensor.common_trigger") == "lifting"


async def test_what_was_logged_of_earlier_is_not_the_pain_of_now(
    anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await clocks.forward(HOUR)
    await anna.use(PAIN, "set_value", value=2)

    await anna.act("log_pain", level=8, at=(START + MINUTE).isoformat())

    assert anna.state(PAIN) == "2"


async def test_what_is_taken_back_leaves_what_was_logged_before(
    anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await anna.use(PAIN, "set_value", value=2)
    await clocks.forward(MINUTE)
    await anna.use(PAIN, "set_value", value=9)

    await anna.act("undo_last")
    assert anna.state(PAIN) == "2"

    with refused("no_entry"):
        await anna.act("undo_last")


@pytest.mark.parametrize("value", [3.5, 0.1, 9.999])
async def test_half_levels_are_refused(
    anna: Person, nothing_changes: NothingChanges, value: float
) -> None:
    await anna.be_in("ice")
    await anna.use(PAIN, "set_value", value=5)

    with nothing_changes(), refused("invalid_value", field="level", allowed="0–10"):  # noqa: RUF001
        await anna.use(PAIN, "set_value", value=value)


@pytest.mark.parametrize("value", [-1, 11])
async def test_levels_beyond_the_scale_are_refused(
    anna: Person, nothing_changes: NothingChanges, value: float
) -> None:
    """By Home Assistant at the number, by BackCare at the action."""
    await anna.be_in("ice")

    with nothing_changes():
        with pytest.raises(ServiceValidationError, match=r"0.*10"):
            await anna.use(PAIN, "set_value", value=value)
        with refused("invalid_value", field="level", allowed="0–10"):  # noqa: RUF001
            await anna.act("log_pain", level=value)


async def test_without_an_episode_there_is_no_pain_to_log(
    anna: Person, nothing_changes: NothingChanges
) -> None:
    with nothing_changes(), refused("no_episode"):
        await anna.use(PAIN, "set_value", value=5)


async def test_a_new_episode_begins_without_a_level(anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill(4 * DAY)
    await anna.use(PAIN, "set_value", value=6)
    await clocks.forward(HOUR)

    await anna.act("start_episode")
    assert anna.state(PAIN) == "unknown"

    await anna.act("end_episode")
    assert anna.state(PAIN) == "unknown"


async def test_an_onset_that_is_corrected_takes_the_pain_before_it_along(
    anna: Person, clocks: Clocks
) -> None:
    await anna.fall_ill(HOUR)
    await anna.use(PAIN, "set_value", value=6)
    await clocks.forward(HOUR)

    await anna.act("correct_onset", onset=(START + MINUTE).isoformat())
    assert anna.state(PAIN) == "unknown"

    await anna.act("correct_onset", onset=(START - MINUTE).isoformat())
    assert anna.state(PAIN) == "6"


async def test_the_pain_is_kept_over_a_restart(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("ice")
    await anna.use(PAIN, "set_value", value=6)
    await clocks.forward(40 * DAY)

    await anna.reload()

    assert anna.state(PAIN) == "6"
