"""What the card is sent: everybody at once, and then every change. The card decides none of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.pads.backstop import Backstop, BackstopKind
from custom_components.backcare.rules.models import RedFlag, Therapy
from tests.card_feed import merged
from tests.conftest import DAY, HOUR, MINUTE, PAD, SECOND, START, Clocks, Person, new_person
from tests.faulty_plug import Answer, Machine, Outlet


class Feed:
    """A subscription, as a card has one."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.waiting: list[dict[str, Any]] = []
        self.view: dict[str, Any] | None = None

    async def open(self, *history_of: str) -> dict[str, Any]:
        message = {"type": "backcare/subscribe", "history_of": history_of}
        await self.client.send_json_auto_id(message)
        answer = await self.client.receive_json()
        assert answer["success"], answer
        self.subscription = answer["id"]
        return (await self.sent())[-1]

    async def received(self) -> list[dict[str, Any]]:
        """Return all that was sent since the last call: a ping comes back after it."""
        await self.client.send_json_auto_id({"type": "ping"})
        sent, self.waiting = [message["event"] for message in self.waiting], []
        while (message := await self.client.receive_json())["type"] != "pong":
            assert message["type"] == "event", message
            sent.append(message["event"])
        return sent

    async def sent(self) -> list[dict[str, Any]]:
        """Return what the card knew after each message."""
        sent = []
        for event in await self.received():
            self.view = merged(self.view, event)
            sent.append(self.view)
        return sent

    async def command(self, command: str, **fields: Any) -> dict[str, Any]:
        """Give a command for Anna and return the answer; keep what was sent meanwhile."""
        message = {"type": f"backcare/{command}", "config_entry_id": "anna"}
        await self.client.send_json_auto_id(message | fields)
        while (answer := await self.client.receive_json())["type"] == "event":
            self.waiting.append(answer)
        return dict(answer)

    async def latest(self) -> dict[str, Any]:
        """Return the first person as sent last; something must have been sent."""
        person: dict[str, Any] = (await self.sent())[-1]["persons"][0]
        return person


@pytest.fixture
async def feed(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> AsyncIterator[Feed]:
    feed = Feed(await hass_ws_client(hass))
    yield feed
    await feed.client.close()


# An offer that says nothing yet.
OFFERED = dict.fromkeys(("length", "at_most", "without_pad", "rests_until", "refused"))


def offer(person: dict[str, Any], therapy: Therapy) -> dict[str, Any]:
    found: dict[str, Any] = next(o for o in person["offers"] if o["therapy"] == therapy)
    return found


async def test_a_person_is_shown_whole(anna: Person, feed: Feed) -> None:
    await anna.fall_ill(HOUR)
    event = await feed.open()

    assert event["now"] == START.isoformat()
    heat_from = (START - HOUR + 3 * DAY).isoformat()
    early = {
        "reason": "heat_too_early",
        "allowed_from": heat_from,
        "placeholders": {"allowed_from": "2026-03-05 00:00"},
    }
    assert event["persons"] == [
        {
            "config_entry_id": "anna",
            "name": "Anna",
            "mine": False,
            "private": False,
            "read_only": False,
            "loaded": True,
            "next_step": {
                "state": "use_ice",
                "text": "step_use_ice",
                "therapy": "ice",
                "until": None,
                "length": 900.0,
                "cut_off": None,
            },
            "phase": "ice",
            "onset": (START - HOUR).isoformat(),
            "recovered": None,
            "heat_from": heat_from,
            "therapy": "ice",
            "session": None,
            "ended": None,
            "offers": [
                {**OFFERED, "therapy": "ice", "length": 900.0, "at_most": 1200.0},
                {**OFFERED, "therapy": "heat", "refused": early},
                {
                    **OFFERED,
                    "therapy": "massage",
                    "refused": early | {"reason": "massage_too_early"},
                },
                {
                    **OFFERED,
                    "therapy": "stretch",
                    "refused": {
                        "reason": "not_recovered",
                        "allowed_from": None,
                        "placeholders": {},
                    },
                },
                {**OFFERED, "therapy": "walk", "length": 600.0, "at_most": 14400.0},
            ],
            "rests": {"ice": 3600.0, "heat": 3600.0},
            "told_otherwise": None,
            "question": START.isoformat(),
            "unread": ["conditions", "pregnant_or_frail", "patch_or_drowsy"],
            "doctor": None,
            "red_flags": [],
            "today": {
                "since": "2026-03-02T08:00:00+00:00",
                "until": "2026-03-03T08:00:00+00:00",
                "ice": 0.0,
                "heat": 0.0,
                "spasms": 0,
            },
            "pain": None,
            "pain_at": None,
            "avoid": [],
            "activities": [],
            "eased": [],
            "last_act": {
                "act": "start_episode",
                "until": (START + 10 * MINUTE).isoformat(),
            },
            "pad": {
                "entity_id": PAD,
                "name": "Pad",
                "on": False,
                "fault": False,
                "takes_back": None,
            },
        }
    ]


async def test_every_red_flag_may_be_reported(anna: Person, feed: Feed) -> None:
    red_flags = (await feed.open())["red_flags"]
    assert {"chest_pain", "saddle_numbness"} <= set(red_flags["emergency"])
    assert {"fever", "leg_weakness"} <= set(red_flags["urgent"])
    assert "weight_loss" in red_flags["soon"]
    assert sorted(flag for tier in red_flags.values() for flag in tier) == sorted(RedFlag)


async def test_a_session_is_sent_from_start_to_stop(
    anna: Person, clocks: Clocks, feed: Feed
) -> None:
    await feed.open()

    await anna.act("start_session", therapy="ice", duration={"minutes": 12})
    session = (await feed.latest())["session"]
    assert session == {
        "therapy": "ice",
        "started": START.isoformat(),
        "length": 720.0,
        "remaining": 720.0,
        "finishes_at": (START + 12 * MINUTE).isoformat(),
        "lapses_at": None,
        "on_pad": False,
        "longer": True,
    }

    await clocks.forward(2 * MINUTE)
    assert await feed.sent() == []

    await anna.act("pause_session")
    session = (await feed.latest())["session"]
    assert (session["remaining"], session["finishes_at"]) == (600.0, None)
    assert session["lapses_at"] == (START + 17 * MINUTE).isoformat()

    await anna.act("stop_session")
    person = await feed.latest()
    assert person["session"] is None
    assert person["today"]["ice"] == 120.0
    assert offer(person, Therapy.ICE)["length"] == 900.0


async def test_the_end_of_a_rest_is_sent_when_it_comes(
    anna: Person, clocks: Clocks, feed: Feed
) -> None:
    """Also for therapies other than the phase's own."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="ice", duration={"minutes": 20})
    await clocks.forward(20 * MINUTE)
    resting = offer((await feed.open())["persons"][0], Therapy.ICE)["refused"]
    assert (resting["reason"], resting["placeholders"]["cap"]) == ("resting", "20")
    assert resting["allowed_from"] == (START + 80 * MINUTE).isoformat()

    await clocks.forward(HOUR)
    assert offer(await feed.latest(), Therapy.ICE)["length"] == 900.0


async def test_what_is_logged_is_sent(anna: Person, clocks: Clocks, feed: Feed) -> None:
    await anna.fall_ill()
    await feed.open()

    await anna.act("log_spasm", intensity=7, activity="<b>Gardening</b>")
    person = await feed.latest()
    assert person["today"]["spasms"] == 1
    assert person["activities"] == ["<b>Gardening</b>"]
    assert person["avoid"] == [{"activity": "<b>Gardening</b>", "count": 1}]
    assert person["last_act"]["act"] == "log_spasm"

    await clocks.forward(MINUTE)
    await anna.act("log_pain", level=4)
    person = await feed.latest()
    assert (person["pain"], person["pain_at"]) == (4, (START + MINUTE).isoformat())
    assert person["last_act"] == {
        "act": "log_pain",
        "until": (START + 11 * MINUTE).isoformat(),
    }

    await anna.act("undo_last")
    person = await feed.latest()
    assert (person["pain"], person["pain_at"], person["last_act"]) == (None, None, None)


async def test_the_last_week_comes_along_where_it_has_changed(
    anna: Person, ben: Person, clocks: Clocks, feed: Feed
) -> None:
    """The week is sent only when it changes, and only of a person who is shown."""
    for person in (anna, ben):
        await person.fall_ill(HOUR)
    await anna.act("log_pain", level=2)
    old = anna.entry.runtime_data.overview.latest_pain
    assert old is not None
    await clocks.forward(8 * DAY)
    await anna.act("log_pain", level=6)
    (new,) = (await feed.open("anna"))["histories"]["anna"]
    assert new["level"] == 6

    await anna.act("start_session", therapy="ice")
    await ben.act("log_pain", level=8)
    assert [event["histories"] for event in await feed.received()] == [{}, {}]

    await clocks.forward(10 * MINUTE)
    await anna.act("stop_session")
    (event,) = await feed.sent()
    assert event["persons"][0]["session"] is None
    kinds = [entry["kind"] for entry in event["histories"]["anna"]]
    assert sorted(kinds) == ["exposure", "pain", "session"]

    # The deleted entry may be shown nowhere else.
    await clocks.forward(DAY)
    await anna.act("log_pain", level=1)
    await feed.sent()
    await anna.act("delete_entry", entry_id=new["id"])
    assert [len(event["histories"]["anna"]) for event in await feed.sent()] == [3]
    await anna.act("delete_entry", entry_id=old.entry_id)
    assert await feed.sent() == []


async def test_what_has_not_changed_is_not_sent_again(
    anna: Person, ben: Person, clocks: Clocks, feed: Feed
) -> None:
    await anna.fall_ill(HOUR)
    await anna.act("log_pain", level=2)
    await feed.open("anna")
    await clocks.forward(SECOND)
    await anna.act("log_pain", level=6)

    (event,) = await feed.received()
    assert [set(person) for person in event["changed"]] == [
        {"config_entry_id", "pain", "pain_at", "last_act"},
        {"config_entry_id"},
    ]
    week = event["histories"]["anna"]
    assert (week["kept"], [entry["level"] for entry in week["entries"]]) == (1, [6])


async def test_earlier_activities_are_sent_after_those_of_the_episode(
    anna: Person, clocks: Clocks, feed: Feed
) -> None:
    await anna.fall_ill()
    await anna.act("log_spasm", activity="Driving")
    await anna.act("log_spasm", activity="gardening")
    await anna.act("end_episode")
    await clocks.forward(MINUTE)
    await anna.fall_ill()
    await anna.act("log_pain", level=4, activity="Gardening")

    event = await feed.open()

    assert event["persons"][0]["activities"] == ["Gardening", "Driving"]


async def test_red_flags_are_sent_with_what_they_refuse(anna: Person, feed: Feed) -> None:
    await anna.be_in("heat")
    await feed.open()

    await anna.act("report_red_flags", flags=["fever"])
    person = await feed.latest()
    assert (person["doctor"], person["red_flags"]) == ("urgent", ["fever"])
    # S11: a refusal never names a flag.
    assert offer(person, Therapy.HEAT)["refused"] == {
        "reason": "red_flag_open",
        "allowed_from": None,
        "placeholders": {},
    }


async def test_a_pad_that_cannot_heat_refuses_heat(
    hass: HomeAssistant, anna: Person, feed: Feed
) -> None:
    await anna.be_in("heat")
    assert offer((await feed.open())["persons"][0], Therapy.HEAT)["length"] == 1200.0

    hass.states.async_set(PAD, "unavailable")
    await hass.async_block_till_done()
    refused = offer(await feed.latest(), Therapy.HEAT)["refused"]
    assert refused["reason"] == "heating_pad_unavailable"
    assert refused["placeholders"]["heating_pad"]


async def test_a_shared_pad_is_sent_once_it_is_free(
    anna: Person, ben: Person, clocks: Clocks, feed: Feed
) -> None:
    for person in (anna, ben):
        await person.be_in("heat")
    await anna.act("start_session", therapy="heat")
    await anna.act("pause_session")

    heats = [offer(person, Therapy.HEAT) for person in (await feed.open())["persons"]]
    assert [heat["refused"]["reason"] for heat in heats] == [
        "session_running",
        "heating_pad_in_use",
    ]

    await anna.act("stop_session")
    await clocks.forward(MINUTE)
    event = (await feed.sent())[-1]
    assert offer(event["persons"][1], Therapy.HEAT)["length"] == 1200.0


async def test_a_pad_is_sent_soon_after_a_test_of_its_backstop(
    anna: Person, ben: Person, clocks: Clocks, feed: Feed
) -> None:
    """Nothing happens to either person as it ends."""
    await ben.be_in("heat")
    backstop = Backstop(BackstopKind.PLUG, minutes=30)
    test = anna.entry.runtime_data.test_backstop(PAD, backstop)
    heat = offer((await feed.open())["persons"][1], Therapy.HEAT)
    assert heat["refused"]["reason"] == "heating_pad_in_use"

    test.end()
    await clocks.forward(6 * SECOND)
    assert offer((await feed.sent())[-1]["persons"][1], Therapy.HEAT)["length"] == 1200.0


async def test_persons_come_and_go(hass: HomeAssistant, anna: Person, feed: Feed) -> None:
    event = await feed.open()
    assert [person["name"] for person in event["persons"]] == ["Anna"]

    async def sent_after(happening: Callable[[], Awaitable[Any]]) -> list[tuple[str, bool]]:
        await happening()
        await hass.async_block_till_done()
        event = (await feed.sent())[-1]
        return [(person["name"], person["loaded"]) for person in event["persons"]]

    ben = new_person(hass, "Ben")
    assert await sent_after(ben.set_up) == [("Anna", True), ("Ben", True)]
    assert await sent_after(ben.unload) == [("Anna", True), ("Ben", False)]
    assert await sent_after(ben.set_up) == [("Anna", True), ("Ben", True)]

    async def rename() -> None:
        hass.config_entries.async_update_entry(anna.entry, title="Anne")

    assert await sent_after(rename) == [("Anne", True), ("Ben", True)]

    async def remove() -> None:
        await hass.config_entries.async_remove(ben.entry.entry_id)

    assert await sent_after(remove) == [("Anne", True)]


async def test_a_reloaded_person_is_still_sent(
    hass: HomeAssistant, anna: Person, feed: Feed
) -> None:
    await feed.open()
    await anna.reload()
    assert (await feed.latest())["loaded"]

    await anna.act("start_session", therapy="ice")
    assert (await feed.latest())["session"]["therapy"] == "ice"


async def test_nothing_is_sent_after_unsubscribing(anna: Person, feed: Feed) -> None:
    await feed.open()
    await feed.client.send_json_auto_id(
        {"type": "unsubscribe_events", "subscription": feed.subscription}
    )
    assert (await feed.client.receive_json())["success"]

    await anna.act("start_session", therapy="ice")
    await anna.unload()
    assert await feed.sent() == []


async def test_what_was_read_is_not_shown_again(anna: Person, feed: Feed) -> None:
    """R14"""
    await feed.open()
    await feed.command("note_read", precautions=["conditions", "pregnant_or_frail"])
    assert (await feed.latest())["unread"] == ["patch_or_drowsy"]
    answer = await feed.command("note_read", precautions=["everything"])
    assert answer["error"]["code"] == "invalid_format"


async def test_an_end_is_shown_until_somebody_has_noticed_it(
    anna: Person, clocks: Clocks, feed: Feed
) -> None:
    """R15"""
    await feed.open()
    await anna.act("start_session", therapy="ice")
    assert (await feed.latest())["ended"] is None
    await clocks.forward(15 * MINUTE)
    person = await feed.latest()
    assert person["ended"] == {
        "therapy": "ice",
        "event": "finished",
        "at": (START + 15 * MINUTE).isoformat(),
        "on_pad": False,
    }
    assert person["next_step"]["state"] == "take_off"
    assert (await feed.command("acknowledge"))["success"]
    person = await feed.latest()
    assert (person["ended"], person["next_step"]["state"]) == (None, "rest")


async def test_a_session_is_made_longer_as_far_as_the_limits_go(anna: Person, feed: Feed) -> None:
    """R3"""
    await feed.open()
    await anna.act("start_session", therapy="ice")
    assert (await feed.latest())["session"]["longer"]
    assert (await feed.command("change_session", by=300))["success"]
    session = (await feed.latest())["session"]
    assert (session["length"], session["longer"]) == (1200.0, False)
    answer = await feed.command("change_session", by=300)
    assert answer["error"]["translation_key"] == "over_limit"


@pytest.mark.parametrize("by", ["nan", "inf", 1e300, -1e300, "1e999"])
async def test_what_is_no_length_of_time_is_refused(anna: Person, feed: Feed, by: float) -> None:
    await anna.act("start_session", therapy="ice")
    before = anna.entry.runtime_data.person
    error = (await feed.command("change_session", by=by))["error"]
    assert (error["code"], "not a duration" in error["message"]) == ("invalid_format", True)
    assert anna.entry.runtime_data.person == before


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        pytest.param("note_read", {"precautions": ["conditions"]}, id="note_read"),
        pytest.param("acknowledge", {}, id="acknowledge"),
        pytest.param("change_session", {"by": 60}, id="change_session"),
    ],
)
async def test_who_may_only_read_gives_no_command(
    anna: Person,
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_access_token: str,
    command: str,
    fields: dict[str, Any],
) -> None:
    """S16"""
    await anna.act("start_session", therapy="ice")
    before = anna.entry.runtime_data.person
    feed = Feed(await hass_ws_client(hass, hass_read_only_access_token))
    assert (await feed.command(command, **fields))["error"]["code"] == "unauthorized"
    assert anna.entry.runtime_data.person == before
    await feed.client.close()


async def test_heat_is_offered_without_the_pad_too(
    hass: HomeAssistant, anna: Person, feed: Feed
) -> None:
    """R6: in the shower, and where the plug does not answer."""
    await anna.be_in("heat")
    heat = offer((await feed.open())["persons"][0], Therapy.HEAT)
    assert (heat["length"], heat["without_pad"], heat["at_most"]) == (1200.0, 1200.0, 1800.0)
    hass.states.async_set(PAD, "unavailable")
    await hass.async_block_till_done()
    heat = offer(await feed.latest(), Therapy.HEAT)
    assert (heat["length"], heat["without_pad"]) == (None, 1200.0)
    assert heat["refused"]["reason"] == "heating_pad_unavailable"


@pytest.mark.parametrize(("country", "number"), [("DE", "112"), ("US", "911"), ("AQ", None)])
async def test_the_number_to_call_is_the_country_s(
    hass: HomeAssistant, anna: Person, feed: Feed, country: str, number: str | None
) -> None:
    """No number is better than a wrong one."""
    await hass.config.async_update(country=country)
    assert (await feed.open())["emergency_number"] == number


async def test_a_reader_sees_it_too_and_may_report(
    hass: HomeAssistant,
    anna: Person,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_access_token: str,
) -> None:
    """S16: how soon to see a doctor is for everybody in the house, which red flag it is is not."""
    feed = Feed(await hass_ws_client(hass, hass_read_only_access_token))
    assert (await feed.open())["persons"][0]["name"] == "Anna"

    async def act(action: str, **fields: Any) -> dict[str, Any]:
        await feed.client.send_json_auto_id(
            {
                "type": "call_service",
                "domain": DOMAIN,
                "service": action,
                "service_data": fields | {"config_entry_id": "anna"},
            }
        )
        while (message := await feed.client.receive_json())["type"] == "event":
            feed.view = merged(feed.view, message["event"])
            sent.append(feed.view["persons"][0])
        answer: dict[str, Any] = message
        return answer

    sent: list[dict[str, Any]] = []
    assert (await act("report_red_flags", flags=["fever"]))["success"]
    assert (sent[-1]["doctor"], sent[-1]["red_flags"]) == ("urgent", [])
    refused = await act("clear_red_flags", reason="seen_by_doctor")
    assert refused["error"]["message"] == "Unauthorized"
    assert sent[-1]["doctor"] == "urgent"
    await feed.client.close()


async def test_without_a_person_nobody_is_sent(hass: HomeAssistant, feed: Feed) -> None:
    assert await async_setup_component(hass, DOMAIN, {})
    assert (await feed.open())["persons"] == []


async def test_the_same_is_not_sent_twice(anna: Person, clocks: Clocks, feed: Feed) -> None:
    await feed.open()
    await clocks.forward(MINUTE)
    assert await feed.sent() == []


async def test_recovery_is_sent_with_its_time(anna: Person, feed: Feed) -> None:
    await anna.be_in("heat")
    assert (await feed.open())["persons"][0]["recovered"] is None

    await anna.act("mark_recovered")
    person = await feed.latest()
    assert (person["phase"], person["recovered"]) == ("recovery", START.isoformat())


async def test_heat_and_ice_are_summed_up_apart(anna: Person, clocks: Clocks, feed: Feed) -> None:
    await anna.be_in("heat")
    await feed.open()
    # Heat waits after ice.
    for therapy, length in (("heat", 15 * MINUTE), ("ice", 10 * MINUTE)):
        await anna.act("start_session", therapy=therapy)
        await clocks.forward(length)
        await anna.act("stop_session")
        today = (await feed.latest())["today"]

    assert (today["ice"], today["heat"]) == (600.0, 900.0)


async def test_rests_are_those_that_were_chosen(
    hass: HomeAssistant, anna: Person, feed: Feed
) -> None:
    ben = new_person(hass, "Ben", ice_rest_minutes=90, heat_rest_minutes=45)
    await ben.set_up()
    rests = [person["rests"] for person in (await feed.open())["persons"]]
    assert rests == [{"ice": 3600.0, "heat": 3600.0}, {"ice": 5400.0, "heat": 2700.0}]


async def test_a_pad_that_stays_on_is_a_fault_until_it_is_off(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, feed: Feed
) -> None:
    ben = new_person(hass, "Ben", heating_pad=outlet.entity_id)
    await ben.set_up()
    await ben.be_in("heat")
    await ben.act("start_session")
    await feed.open()

    async def faults() -> list[bool]:
        return [person["pad"]["fault"] for person in (await feed.sent())[-1]["persons"]]

    outlet.answers[False] = Answer.IGNORE
    await ben.act("stop_session")
    assert await faults() == [False, False]
    await machine.run(11 * SECOND)
    assert await faults() == [False, True]

    outlet.press(False)
    await machine.settle()
    assert await faults() == [False, False]
