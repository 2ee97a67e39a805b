"""Publications of a person: one for each change, complete, and none for a query."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import condition
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.options import OutsideUse
from custom_components.backcare.rules.models import Refused, Therapy
from custom_components.backcare.rules.overview import PadView
from tests.conftest import MINUTE, SECOND, Clocks, NothingChanges, Person, new_person
from tests.faulty_plug import Machine, Outlet


async def test_a_logged_spasm_is_published_once_and_whole(
    hass: HomeAssistant, anna: Person
) -> None:
    await anna.be_in("ice")
    manager = anna.entry.runtime_data
    published: list[tuple[int, str | None, int]] = []

    def listen(events: tuple[Any, ...]) -> None:
        overview = manager.overview
        published.append((overview.today.spasms, overview.common_trigger, len(events)))

    manager.subscribe(listen)

    await anna.act("log_spasm", intensity=7, activity="gardening")

    assert published == [(1, "gardening", 1)]


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("log_pain", {"level": 4, "activity": "lifting"}),
        ("start_session", {"therapy": "ice"}),
        ("mark_recovered", {}),
        ("report_red_flags", {"flags": ["fever"]}),
        ("end_episode", {}),
    ],
)
async def test_a_change_is_published_once(
    hass: HomeAssistant, anna: Person, action: str, fields: dict[str, Any]
) -> None:
    await anna.be_in("heat")
    published: list[tuple[Any, ...]] = []
    anna.entry.runtime_data.subscribe(published.append)

    await anna.act(action, **fields)

    assert len(published) == 1


@pytest.mark.parametrize("outside_use", OutsideUse)
async def test_a_pad_that_is_off_is_shown_as_off_from_the_start(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, outside_use: OutsideUse
) -> None:
    """Nobody has to have used it before; one that is left alone is as its plug says."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await anna.set_up()
    await machine.run(SECOND)

    def on() -> bool:
        pad: PadView | None = anna.entry.runtime_data.overview.pad
        assert pad is not None
        return pad.on

    assert not on()
    outlet.press(on=True)
    await machine.run(30 * SECOND)
    assert on() is (outside_use is not OutsideUse.OFF)
    outlet.press(on=False)
    await machine.run(30 * SECOND)
    assert not on()


async def test_a_shared_pad_that_is_taken_is_published_to_the_other_once(
    hass: HomeAssistant, anna: Person, ben: Person
) -> None:
    await anna.be_in("heat")
    await ben.be_in("heat")
    manager = ben.entry.runtime_data
    published: list[Refused | None] = []

    def listen(_events: tuple[Any, ...]) -> None:
        assert manager.overview.pad is not None
        published.append(manager.overview.pad.refused)

    manager.subscribe(listen)

    await anna.act("start_session", therapy="heat")

    assert len(published) == 1
    assert published[0] == manager.lease.refused()
    assert published[0] is not None

    published.clear()
    await anna.act("stop_session")
    # It is free once it is confirmed off.
    assert published[-1] is None
    assert published == list(dict.fromkeys(published))


async def test_a_preview_changes_nothing(
    anna: Person, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    """Also where time would have its effect: a session is over, and nobody has noticed."""
    await anna.be_in("heat")
    await anna.act("start_session", duration="00:10:00")
    clocks.step_wall(11 * MINUTE)
    manager = anna.entry.runtime_data
    before = manager.person

    with nothing_changes():
        for therapy in Therapy:
            manager.would_start(therapy)
            manager.would_start(therapy, once_free=True)

    assert manager.person is before


async def test_a_condition_changes_nothing(
    hass: HomeAssistant, anna: Person, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session", duration="00:10:00")
    config = {
        "condition": f"{DOMAIN}.is_session_allowed",
        "target": {"entity_id": anna.entity_id("sensor.next_session")},
        "options": {"therapy": "ice"},
    }
    config = await condition.async_validate_condition_config(hass, config)
    check = await condition.async_from_config(hass, config)
    clocks.step_wall(11 * MINUTE)
    before = anna.entry.runtime_data.person

    with nothing_changes():
        check(hass)

    assert anna.entry.runtime_data.person is before


async def test_who_has_no_episode_is_not_woken(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    published: list[tuple[Any, ...]] = []
    anna.entry.runtime_data.subscribe(published.append)

    # Up to midnight here, when a day begins.
    for _ in range(60):
        await clocks.forward(timedelta(minutes=10) + SECOND)

    assert published == []
