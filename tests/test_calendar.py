"""The calendar: sessions, entries, phases, and the next change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    ServiceCall,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)
from syrupy.assertion import SnapshotAssertion

from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    START,
    Clocks,
    Person,
    snapshot_entities,
)

CALENDAR = "calendar.therapy"
BERLIN = "Europe/Berlin"
FOREVER = (START - 1000 * DAY, START + 3000 * DAY)


class Shown(NamedTuple):
    """An event of the calendar."""

    summary: str
    since: datetime
    until: datetime


type Ask = Callable[[datetime, datetime], Awaitable[list[Shown]]]


@pytest.fixture
def ask(hass: HomeAssistant, anna: Person) -> Ask:
    """Ask for the events of a time as an automation does."""

    async def ask(start: datetime, end: datetime) -> list[Shown]:
        fields = {"start_date_time": start, "end_date_time": end}
        calendar = anna.entity_id(CALENDAR)
        answer: Any = await hass.services.async_call(
            "calendar",
            "get_events",
            {"entity_id": calendar, **fields},
            blocking=True,
            return_response=True,
        )
        return [
            Shown(
                event["summary"],
                datetime.fromisoformat(event["start"]),
                datetime.fromisoformat(event["end"]),
            )
            for event in answer[calendar]["events"]
        ]

    return ask


@pytest.fixture
def written(hass: HomeAssistant, anna: Person) -> list[str]:
    """The states of the calendar that were written."""
    states: list[str] = []

    @callback
    def listen(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        assert state is not None
        states.append(f"{state.state} {state.attributes.get('message', '')}".strip())

    async_track_state_change_event(hass, anna.entity_id(CALENDAR), listen)
    return states


def summaries(shown: list[Shown]) -> list[str]:
    return [event.summary for event in shown]


async def have_ice(anna: Person, clocks: Clocks) -> None:
    """Have a quarter of an hour of ice."""
    await anna.act("start_session", therapy="ice")
    await clocks.forward(15 * MINUTE)


@pytest.mark.parametrize("name", ["US/Pacific", BERLIN])
async def test_all_of_time_can_be_asked_for(
    hass: HomeAssistant, anna: Person, clocks: Clocks, ask: Ask, name: str
) -> None:
    """Its last hours in America, and its first ones in Europe, are outside of what UTC has."""
    await hass.config.async_set_time_zone(name)
    await have_ice(anna, clocks)
    zone = dt_util.get_default_time_zone()

    shown = await ask(datetime.min.replace(tzinfo=zone), datetime.max.replace(tzinfo=zone))

    assert "Ice" in summaries(shown)


# The state


@pytest.mark.parametrize("phase", ["ice", "heat", "recovery"])
async def test_calendar(
    hass: HomeAssistant, anna: Person, phase: str, snapshot: SnapshotAssertion
) -> None:
    await hass.config.async_set_time_zone(BERLIN)
    await anna.be_in(phase)

    await snapshot_entities(hass, anna, "calendar", snapshot)


async def test_the_coming_phase_is_shown_and_a_session_writes_nothing(
    anna: Person, clocks: Clocks, written: list[str]
) -> None:
    await anna.be_in("ice")
    await have_ice(anna, clocks)

    await anna.act("start_session", duration="00:05:00")
    await anna.act("pause_session")
    await anna.act("resume_session")
    await clocks.forward(5 * MINUTE)

    assert written == ["off Heat phase begins"]


async def test_nothing_is_written_while_nothing_changes(
    anna: Person, clocks: Clocks, written: list[str]
) -> None:
    await anna.be_in("ice")
    await anna.act("start_session")
    await anna.act("log_spasm", intensity=3)
    written.clear()

    for _ in range(14):
        await clocks.forward(MINUTE)
    assert written == []


async def test_the_coming_phase_is_shown_until_it_has_come(
    anna: Person, clocks: Clocks, written: list[str]
) -> None:
    await anna.be_in("ice")
    assert written == ["off Heat phase begins"]

    await clocks.forward(3 * DAY - SECOND)
    assert anna.state(CALENDAR) == "off"
    assert "message" in anna.attributes(CALENDAR)

    await clocks.forward(SECOND)
    assert anna.state(CALENDAR) == "off"
    assert "message" not in anna.attributes(CALENDAR)
    assert set(written) == {"off Heat phase begins", "off"}

    await anna.act("mark_recovered")
    assert anna.attributes(CALENDAR)["message"] == "Episode ends"


async def test_a_changed_session_ends_later_in_the_calendar(anna: Person, ask: Ask) -> None:
    await anna.be_in("ice")
    await anna.act("start_session")
    [before, *_] = [shown for shown in await ask(*FOREVER) if shown.summary == "Ice"]

    await anna.use("timer.session", "change", duration="00:02:00")

    [after, *_] = [shown for shown in await ask(*FOREVER) if shown.summary == "Ice"]
    assert after.until == before.until + 2 * MINUTE


async def test_what_somebody_wrote_is_in_no_state(hass: HomeAssistant, anna: Person) -> None:
    """S11"""
    await anna.be_in("ice")
    await anna.act("log_spasm", activity="a secret place")

    state = hass.states.get(anna.entity_id(CALENDAR))
    assert state is not None
    assert "secret" not in str(state.as_dict())


# Queries of the frontend


async def test_a_day_as_the_frontend_shows_it(
    hass: HomeAssistant, anna: Person, clocks: Clocks, hass_client: ClientSessionGenerator
) -> None:
    await hass.config.async_set_time_zone(BERLIN)
    client = await hass_client()
    await anna.fall_ill()
    await have_ice(anna, clocks)
    await anna.act("log_spasm", intensity=7, duration="00:01:30", activity="Gardening")
    await anna.act("log_spasm", at=(START + 20 * SECOND).isoformat())
    await clocks.forward(SECOND)
    await anna.act("log_pain", level=4)

    response = await client.get(
        f"/api/calendars/{anna.entity_id(CALENDAR)}",
        params={"start": "2026-03-02T00:00:00+01:00", "end": "2026-03-03T00:00:00+01:00"},
    )

    assert response.status == HTTPStatus.OK
    shown = [
        (
            event["summary"],
            event["start"]["dateTime"].removeprefix("2026-03-"),
            event["end"]["dateTime"].removeprefix("2026-03-"),
            event["description"],
        )
        for event in await response.json()
    ]
    assert shown == [
        ("Ice", "02T10:00:00+01:00", "02T10:15:00+01:00", "15 minutes"),
        ("Ice phase", "02T10:00:00+01:00", "05T10:00:00+01:00", None),
        ("Spasm", "02T10:00:20+01:00", "02T10:00:20+01:00", None),
        ("Spasm 7/10", "02T10:15:00+01:00", "02T10:16:30+01:00", "Gardening"),
        ("Pain 4/10", "02T10:15:01+01:00", "02T10:15:01+01:00", None),
    ]


async def test_an_open_dashboard_shows_what_is_logged(
    hass: HomeAssistant, anna: Person, clocks: Clocks, hass_ws_client: WebSocketGenerator
) -> None:
    await anna.fall_ill()
    client = await hass_ws_client()
    subscription = {
        "type": "calendar/event/subscribe",
        "entity_id": anna.entity_id(CALENDAR),
        "start": (START - HOUR).isoformat(),
        "end": (START + HOUR).isoformat(),
    }
    await client.send_json_auto_id(subscription)
    answer = await client.receive_json()
    assert answer["success"]

    async def pushed() -> list[str]:
        message = await client.receive_json()
        return [event["summary"] for event in message["event"]["events"]]

    assert await pushed() == ["Ice phase"]

    await clocks.forward(SECOND)
    await anna.act("log_spasm", intensity=2)
    assert await pushed() == ["Ice phase", "Spasm 2/10"]

    unsubscription = {"type": "unsubscribe_events", "subscription": answer["id"]}
    await client.send_json_auto_id(unsubscription)
    assert (await client.receive_json())["success"]


@pytest.mark.parametrize(("language", "summary"), [("nl", "IJsfase"), ("ar", "Ice phase")])
async def test_the_language_is_that_of_home_assistant(
    hass: HomeAssistant, anna: Person, ask: Ask, language: str, summary: str
) -> None:
    """What is not translated is shown in English."""
    hass.config.language = language
    await anna.be_in("ice")

    assert summaries(await ask(START - HOUR, START + HOUR)) == [summary]


# From the start of a session: the time that is asked for, and what is in it.
TOUCHED: dict[str, tuple[timedelta, timedelta, list[str]]] = {
    "up to its start": (-HOUR, 0 * HOUR, []),
    "a second into it": (-HOUR, SECOND, ["Ice"]),
    "within it": (5 * MINUTE, 6 * MINUTE, ["Ice"]),
    "its last second": (15 * MINUTE - SECOND, HOUR, ["Ice"]),
    "from its end on": (15 * MINUTE, HOUR, []),
}


@pytest.mark.parametrize("over", [True, False], ids=["over", "under way"])
async def test_a_session_is_in_every_time_that_it_touches(
    anna: Person, clocks: Clocks, ask: Ask, over: bool, subtests: pytest.Subtests
) -> None:
    await anna.fall_ill()
    await anna.act("start_session")
    await clocks.forward(15 * MINUTE if over else MINUTE)

    for name, (start, end, found) in TOUCHED.items():
        with subtests.test(name):
            shown = await ask(START + start, START + end)

            assert [event for event in summaries(shown) if event == "Ice"] == found


AT_ITS_TIME: dict[str, tuple[timedelta, timedelta, int]] = {
    "up to it": (-HOUR, 0 * HOUR, 0),
    "a second later": (-HOUR, SECOND, 1),
    "from it on": (0 * HOUR, HOUR, 1),
    "after it": (SECOND, HOUR, 0),
}


async def test_what_has_no_length_is_at_its_time(
    anna: Person, ask: Ask, subtests: pytest.Subtests
) -> None:
    await anna.fall_ill(DAY)
    await anna.act("log_pain", level=3)
    await anna.act("log_spasm")

    for name, (start, end, found) in AT_ITS_TIME.items():
        with subtests.test(name):
            shown = summaries(await ask(START + start, START + end))

            assert (shown.count("Pain 3/10"), shown.count("Spasm")) == (found, found)


# A session that goes on


async def test_a_session_goes_on_until_its_planned_end(
    anna: Person, clocks: Clocks, ask: Ask
) -> None:
    async def ice() -> list[tuple[timedelta, timedelta]]:
        return [
            (event.since - START, event.until - START)
            for event in await ask(START - HOUR, START + HOUR)
            if event.summary == "Ice"
        ]

    await anna.fall_ill()
    await anna.act("start_session")
    await clocks.forward(5 * MINUTE)
    assert await ice() == [(0 * MINUTE, 15 * MINUTE)]

    await anna.act("pause_session")
    await clocks.forward(5 * MINUTE)
    assert await ice() == [(0 * MINUTE, 5 * MINUTE)]

    await anna.act("resume_session")
    await clocks.forward(MINUTE)
    assert await ice() == [(0 * MINUTE, 20 * MINUTE)]

    await anna.act("stop_session")
    assert await ice() == [(0 * MINUTE, 11 * MINUTE)]


# The phases


async def test_the_phases_of_an_episode_that_is_over(
    anna: Person, clocks: Clocks, ask: Ask
) -> None:
    await anna.fall_ill()
    await clocks.forward(5 * DAY)
    await anna.act("mark_recovered")
    await clocks.forward(2 * DAY)
    await anna.act("end_episode")

    assert await ask(*FOREVER) == [
        ("Ice phase", START, START + 3 * DAY),
        ("Heat phase", START + 3 * DAY, START + 5 * DAY),
        ("Recovery", START + 5 * DAY, START + 7 * DAY),
    ]
    assert summaries(await ask(START + 3 * DAY, START + 5 * DAY)) == ["Heat phase"]


async def test_who_recovers_on_ice_has_no_heat_phase(
    anna: Person, clocks: Clocks, ask: Ask
) -> None:
    await anna.fall_ill()
    await clocks.forward(DAY)
    await anna.act("mark_recovered")

    assert await ask(*FOREVER) == [
        ("Ice phase", START, START + DAY),
        ("Recovery", START + DAY, START + 29 * DAY),
        ("Episode ends", START + 29 * DAY, START + 29 * DAY),
    ]


async def test_an_episode_that_ends_on_ice_was_ice_alone(
    anna: Person, clocks: Clocks, ask: Ask
) -> None:
    await anna.fall_ill()
    await clocks.forward(DAY)
    await anna.act("end_episode")

    assert await ask(*FOREVER) == [("Ice phase", START, START + DAY)]


async def test_the_coming_phase_is_in_the_calendar(anna: Person, ask: Ask) -> None:
    await anna.fall_ill()

    assert await ask(START + DAY, START + 30 * DAY) == [
        ("Ice phase", START, START + 3 * DAY),
        ("Heat phase begins", START + 3 * DAY, START + 3 * DAY),
    ]
    assert summaries(await ask(START, START + 3 * DAY)) == ["Ice phase"]
    assert summaries(await ask(START + 3 * DAY, START + 4 * DAY)) == ["Heat phase begins"]


@pytest.mark.parametrize(
    ("passed", "until"),
    [
        pytest.param(0 * HOUR, "2026-03-07T00:00:00+01:00", id="until midnight"),
        pytest.param(12 * HOUR + 59 * MINUTE, "2026-03-07T00:00:00+01:00", id="in the evening"),
        pytest.param(13 * HOUR, "2026-03-08T00:00:00+01:00", id="an hour before midnight"),
    ],
)
async def test_a_heat_phase_goes_on_until_the_end_of_the_day(
    hass: HomeAssistant, anna: Person, clocks: Clocks, ask: Ask, passed: timedelta, until: str
) -> None:
    await hass.config.async_set_time_zone(BERLIN)
    await anna.fall_ill()
    await clocks.forward(4 * DAY + passed)
    now = clocks.wall

    heat = await ask(now - HOUR, now + HOUR)
    assert heat == [("Heat phase", START + 3 * DAY, datetime.fromisoformat(until))]
    assert await ask(now + SECOND, now + 30 * DAY) == []


async def test_automations_hear_of_the_start_and_end_of_what_has_them(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """The heat phase goes on for days: nobody hears that it ended."""
    calls: list[ServiceCall] = async_mock_service(hass, "test", "note")
    automations = [
        {
            "triggers": {
                "trigger": "calendar",
                "entity_id": anna.entity_id(CALENDAR),
                "event": event,
                "offset": offset,
            },
            "actions": {
                "action": "test.note",
                "data": {"what": f"{event} {offset} {{{{ trigger.calendar_event.summary }}}}"},
            },
            "mode": "parallel",
        }
        for event, offset in (("start", "00:00:00"), ("end", "00:00:00"), ("end", "-02:00:00"))
    ]
    assert await async_setup_component(hass, "automation", {"automation": automations})
    await hass.async_block_till_done()

    await anna.fall_ill(3 * DAY - 2 * HOUR - SECOND)
    for _ in range(30 * 4):
        await clocks.forward(15 * MINUTE)
    await hass.services.async_call("automation", "turn_off", {"entity_id": "all"}, blocking=True)

    assert {call.data["what"] for call in calls} == {
        "start 00:00:00 Heat phase begins",
        "end 00:00:00 Heat phase begins",
        "end 00:00:00 Ice phase",
    }


# Time zones, months, years


async def test_times_are_those_of_home_assistants_zone(
    hass: HomeAssistant, anna: Person, ask: Ask
) -> None:
    await hass.config.async_set_time_zone("Asia/Kathmandu")
    await anna.fall_ill()

    [phase] = await ask(START, START + HOUR)

    assert phase.since.isoformat() == "2026-03-02T14:45:00+05:45"


async def test_the_hour_that_comes_twice(
    hass: HomeAssistant, anna: Person, clocks: Clocks, ask: Ask
) -> None:
    """By what clocks show, such a session ends before it begins."""
    await hass.config.async_set_time_zone(BERLIN)
    began = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
    await clocks.forward(began - START)
    await anna.fall_ill()
    await anna.act("start_session")

    await clocks.forward(20 * MINUTE)

    day = datetime(2026, 10, 24, 22, tzinfo=UTC)
    [ice, _] = await ask(day, day + 25 * HOUR)
    assert (ice.summary, ice.since) == ("Ice", began)
    assert await ask(day + 25 * HOUR, day + 26 * HOUR) == [
        ("Ice phase", began, began + 3 * DAY),
    ]


async def test_a_day_of_23_hours_ends_at_its_midnight(
    hass: HomeAssistant, anna: Person, clocks: Clocks, ask: Ask
) -> None:
    await hass.config.async_set_time_zone(BERLIN)
    midnight = datetime(2026, 3, 28, 23, tzinfo=UTC)
    await clocks.forward(midnight - START)
    await anna.fall_ill(5 * DAY)
    await anna.act("log_pain", level=1)
    await clocks.forward(23 * HOUR)
    await anna.act("log_pain", level=2)

    def local(day: int) -> datetime:
        return dt_util.start_of_local_day(datetime(2026, 3, day))  # noqa: DTZ001 - the local day

    assert summaries(await ask(local(29), local(30))) == ["Heat phase", "Pain 1/10"]
    assert summaries(await ask(local(30), local(31))) == ["Heat phase", "Pain 2/10"]


async def test_a_session_over_a_month_is_in_both(anna: Person, clocks: Clocks, ask: Ask) -> None:
    april = datetime(2026, 4, 1, tzinfo=UTC)
    await clocks.forward(april - START - 5 * MINUTE)
    await have_ice(anna, clocks)
    ice = ("Ice", april - 5 * MINUTE, april + 10 * MINUTE)

    assert ice in await ask(april - 31 * DAY, april)
    assert ice in await ask(april, april + 30 * DAY)
    assert ice not in await ask(april + 10 * MINUTE, april + 30 * DAY)


async def test_an_episode_of_two_years_is_in_every_month_of_it(
    anna: Person, clocks: Clocks, ask: Ask
) -> None:
    await anna.fall_ill()
    await clocks.forward(730 * DAY)
    await anna.act("end_episode")
    heat = ("Heat phase", START + 3 * DAY, START + 730 * DAY)

    for days in (10, 400, 729):
        assert await ask(START + days * DAY, START + (days + 1) * DAY) == [heat]
    assert await ask(START + 730 * DAY, START + 760 * DAY) == []


async def test_all_is_there_after_a_restart(anna: Person, clocks: Clocks, ask: Ask) -> None:
    await anna.fall_ill()
    await have_ice(anna, clocks)
    await anna.act("log_spasm", intensity=5)
    await clocks.forward(HOUR)
    await anna.act("start_session")
    before = await ask(*FOREVER)

    await anna.reload()

    assert await ask(*FOREVER) == before
    assert summaries(before) == ["Ice", "Ice phase", "Spasm 5/10", "Ice", "Heat phase begins"]
    assert anna.attributes(CALENDAR)["message"] == "Heat phase begins"


async def test_what_was_taken_back_is_gone(anna: Person, ask: Ask) -> None:
    await anna.fall_ill()
    await anna.act("log_spasm")
    await anna.act("undo_last")

    assert summaries(await ask(START, START + HOUR)) == ["Ice phase"]
