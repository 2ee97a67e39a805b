"""Which announcements wait for the end of quiet hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from tests.announcements.home import (
    AGAIN,
    HEAT_PHASE,
    ICE,
    ICE_OFF,
    LAST_MINUTE,
    anna_with,
)
from tests.conftest import DAY, HOUR, MINUTE, SECOND
from tests.faulty_plug import Machine, Outlet
from tests.hearers import Hearers


@pytest.mark.long
@pytest.mark.parametrize(
    ("hours", "over_after"),
    [
        # The tests begin at 01:00 in Home Assistant's zone, and the rest is over at 02:10.
        pytest.param(("22:00:00", "07:00:00"), 6 * HOUR, id="over-midnight"),
        pytest.param(("22:00:00 ", "7:00"), 6 * HOUR, id="as-the-form-accepts-it"),
        pytest.param(("02:00:00", "03:30:00"), 2 * HOUR + 30 * MINUTE, id="within-a-day"),
        pytest.param(("02:10:00", "02:11:00"), HOUR + 11 * MINUTE, id="from-that-minute"),
        pytest.param(("00:00:00", "02:10:00"), HOUR + 10 * MINUTE, id="until-that-minute"),
        pytest.param(("03:00:00", "01:00:00"), HOUR + 10 * MINUTE, id="not-now"),
        pytest.param(None, HOUR + 10 * MINUTE, id="none"),
    ],
)
async def test_what_can_wait_is_said_after_the_quiet_hours(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    hours: tuple[str, str] | None,
    over_after: timedelta,
) -> None:
    quiet: dict[str, Any] = (
        {} if hours is None else {"quiet_from": hours[0], "quiet_until": hours[1]}
    )
    anna = await anna_with(hass, outlet, **quiet)
    await anna.use(ICE, "turn_on")
    await machine.run(10 * MINUTE)
    await anna.use(ICE, "turn_off")

    await machine.run(over_after - 10 * MINUTE - SECOND)
    assert hearers.satellite.heard == []
    await machine.run(61 * SECOND)
    assert hearers.satellite.heard == [AGAIN]
    await machine.run(30 * MINUTE)
    assert hearers.satellite.heard == [AGAIN]


async def test_what_is_untrue_by_then_is_not_said(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, quiet_from="22:00:00", quiet_until="07:00:00")
    await anna.use(ICE, "turn_on")
    await machine.run(10 * MINUTE)
    await anna.use(ICE, "turn_off")
    await machine.run(5 * HOUR + 45 * MINUTE)

    await anna.use(ICE, "turn_on")
    await machine.run(10 * MINUTE)
    await anna.act("end_episode")
    await machine.run(HOUR)

    assert hearers.satellite.heard == []


async def test_the_end_of_a_session_is_said_in_the_quiet_hours(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, quiet_from="00:00:00", quiet_until="23:00:00")

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.satellite.heard == [LAST_MINUTE, ICE_OFF]


@pytest.mark.parametrize(
    ("night", "end"),
    [
        # 02:30 does not exist in the first of these nights, and exists twice in the second.
        pytest.param(datetime(2026, 3, 29, 0, tzinfo=UTC), HOUR, id="spring"),
        pytest.param(datetime(2026, 10, 24, 23, tzinfo=UTC), HOUR + 30 * MINUTE, id="autumn"),
    ],
)
async def test_the_quiet_hours_end_also_when_the_clocks_change(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    freezer: FrozenDateTimeFactory,
    night: datetime,
    end: timedelta,
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(night)
    anna = await anna_with(hass, outlet, quiet_from="22:00:00", quiet_until="02:30:00")
    await anna.act("correct_onset", onset=(night - 3 * DAY + 10 * MINUTE).isoformat())

    await machine.run(end - SECOND)
    assert hearers.satellite.heard == []
    await machine.run(61 * SECOND)
    assert hearers.satellite.heard == [HEAT_PHASE]
