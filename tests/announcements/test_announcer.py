"""What is announced, to whom, and when: always after the pad is off, and holding up nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.backcare.announcements import announcer, reminders
from tests.conftest import DAY, HOUR, MINUTE, SECOND, START, Person, new_person, refused
from tests.faulty_plug import Answer as PlugAnswer, Machine, Outlet
from tests.hearers import ENGINE, PHONE, PLAYER, POST, SATELLITE, Answer, Hearers, Voice
from tests.house import House, house_with

ICE = "switch.ice_session"
HEAT = "switch.heat_session"
TIMER = "timer.session"
ALL = [SATELLITE, PLAYER, POST, PHONE]

LAST_MINUTE = "One more minute of ice."
ICE_OFF = "Ice off now. Next one from 02:15."
UNPLUG = "The heating pad could not be switched off. Unplug it now!"
HEAT_OVER = "The heat session is over, and the heating pad is off."
AGAIN = "Ice is allowed again."
HEAT_PHASE = "The plan's days of ice are over. The heat phase begins."
NOT_STARTED = "The heat session was not started. The plan's days of ice are not over yet."

type SetUp = Callable[..., Any]


@pytest.fixture
async def hearers(hass: HomeAssistant, machine: Machine) -> Hearers:
    """A satellite, a media player with a voice, a notify entity and a phone."""
    hearers = Hearers(hass)
    await hearers.join()
    return hearers


async def anna_with(
    hass: HomeAssistant, outlet: Outlet, phase: str = "ice", **options: Any
) -> Person:
    """Set up Anna, who is told everywhere unless the options say otherwise, in a phase."""
    options = {"heating_pad": outlet.entity_id, "announce_to": ALL} | options
    anna = new_person(hass, "Anna", **options)
    await anna.set_up()
    await anna.be_in(phase)
    return anna


def minutes_after_start(times: list[float]) -> list[float]:
    return [round((time - 50_000) / 60, 1) for time in times]


# A session ends


async def test_everybody_is_told_that_a_session_ends_and_has_ended(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    for ear in (hearers.satellite, hearers.player, hearers.post, hearers.phone):
        assert ear.heard == [LAST_MINUTE, ICE_OFF]
        assert minutes_after_start(ear.at) == [14, 15]
    # A media player is told which voice speaks, and in which language; nothing is kept of it.
    assert hearers.player.spoken["language"] == ["en"]
    assert hearers.player.spoken["cache"] == ["false"]
    assert hearers.postbox.title == "Anna"


@pytest.mark.parametrize(
    ("therapy", "said"),
    [
        ("heat", HEAT_OVER + " Next one from 01:50."),
        ("massage", "The massage is over."),
        ("walk", "That is enough light activity."),
    ],
)
async def test_the_end_of_any_session_is_said_once(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, therapy: str, said: str
) -> None:
    """Ice alone is repeated."""
    anna = await anna_with(hass, outlet, "heat")

    await anna.act("start_session", therapy=therapy)
    await machine.run(30 * MINUTE)

    assert hearers.satellite.heard[-1] == said
    assert len(hearers.satellite.heard) == 2


async def test_heat_without_a_pad_is_for_the_person_to_take_off(
    hass: HomeAssistant, machine: Machine, hearers: Hearers
) -> None:
    anna = new_person(hass, "Anna", announce_to=[SATELLITE])
    await anna.set_up()
    await anna.be_in("heat")

    await anna.act("start_session", therapy="heat")
    await machine.run(20 * MINUTE)

    assert hearers.satellite.heard[-1] == "Heat off now. Next one from 01:50."


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        pytest.param(timedelta(minutes=4, seconds=59), [], id="too-short"),
        pytest.param(timedelta(minutes=5), [4.0], id="long-enough"),
    ],
)
async def test_only_a_longer_session_has_a_last_minute(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    minutes: timedelta,
    told: list[float],
) -> None:
    anna = await anna_with(hass, outlet)

    await anna.act("start_session", therapy="ice", duration=minutes.total_seconds())
    await machine.run(minutes - SECOND)

    assert minutes_after_start(hearers.satellite.at) == told


async def test_the_last_minute_follows_a_pause_and_a_change(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(5 * MINUTE)
    await anna.use(TIMER, "pause")
    await machine.run(5 * MINUTE)
    await anna.use(TIMER, "start")
    await anna.use(TIMER, "change", duration="-00:02:00")

    await machine.run(7 * MINUTE - SECOND)
    assert hearers.satellite.heard == []
    await machine.run(SECOND)
    assert minutes_after_start(hearers.satellite.at) == [17]


async def test_a_longer_session_has_another_last_minute(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + 10 * SECOND)
    await anna.use(TIMER, "change", duration="00:05:00")

    await machine.run(6 * MINUTE)

    assert hearers.satellite.heard == [
        LAST_MINUTE,
        LAST_MINUTE,
        "Ice off now. Next one from 02:20.",
    ]
    assert minutes_after_start(hearers.satellite.at) == [14, 19, 20]


@pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["back", "forward"])
async def test_a_stepped_clock_delays_no_end(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, step: timedelta
) -> None:
    """A clock that is set ends a session by the earlier reading, and that is told then."""
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(5 * MINUTE)

    machine.step_wall(step)
    await machine.run(10 * MINUTE)

    said = hearers.satellite.heard
    assert said[-1].startswith("Ice off now.")
    assert (LAST_MINUTE in said) is (step < timedelta(0))
    assert minutes_after_start(hearers.satellite.at)[-1] <= 15


async def test_a_clock_set_to_shortly_before_the_end_still_tells_of_the_last_minute(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(5 * MINUTE)

    machine.step_wall(9 * MINUTE)
    await machine.run(20 * SECOND)

    assert hearers.satellite.heard == [LAST_MINUTE]


@pytest.mark.parametrize(
    "stop",
    [
        lambda anna: anna.act("stop_session"),
        lambda anna: anna.use(ICE, "turn_off"),
        lambda anna: anna.act("end_episode"),
        lambda anna: anna.act("report_red_flags", flags=["fever", "chest_pain"]),
    ],
    ids=["stopped", "switched off", "episode ended", "red flag"],
)
async def test_who_stops_is_not_told_to(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, stop: SetUp
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(5 * MINUTE)

    await stop(anna)
    await machine.run(20 * MINUTE)

    assert hearers.satellite.heard == hearers.phone.heard == []


async def test_a_pad_that_went_off_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")

    outlet.press(on=False)
    await machine.run(MINUTE)

    assert hearers.satellite.heard == [
        "The heat session has ended before its time: the heating pad went off."
    ]


# Ice off, again


async def test_ice_off_is_repeated_three_times_at_most(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """People fall asleep."""
    anna = await anna_with(hass, outlet)

    await anna.use(ICE, "turn_on")
    await machine.run(60 * MINUTE)

    assert hearers.satellite.heard == [LAST_MINUTE, *4 * [ICE_OFF]]
    assert minutes_after_start(hearers.satellite.at) == [14, 15, 17, 19, 21]


ACKNOWLEDGEMENTS: dict[str, Any] = {
    "switch off": lambda anna: anna.use(ICE, "turn_off"),
    "timer cancel": lambda anna: anna.use(TIMER, "cancel"),
    "stop refused": lambda anna: anna.act("stop_session"),
    "pain": lambda anna: anna.use("number.pain", "set_value", value=3),
    "new session": lambda anna: anna.act("start_session", therapy="walk"),
}


@pytest.mark.parametrize("acknowledge", ACKNOWLEDGEMENTS.values(), ids=ACKNOWLEDGEMENTS)
async def test_a_command_after_the_end_is_heard(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, acknowledge: SetUp
) -> None:
    """Whoever says stop, or anything else, is awake; phones do not show it any more either."""
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(16 * MINUTE)

    with suppress(ServiceValidationError):
        await acknowledge(anna)
    await machine.run(4 * MINUTE)

    assert hearers.satellite.heard == [LAST_MINUTE, ICE_OFF]
    assert hearers.phone.heard == [LAST_MINUTE, ICE_OFF, "clear_notification"]
    assert hearers.phone.told[-1]["data"] == {"tag": "backcare_anna_session"}


async def test_an_acknowledgement_by_phone_is_heard(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(16 * MINUTE)

    await hearers.phone.press(hass, "Got it")
    await machine.run(10 * MINUTE)

    assert hearers.satellite.heard == [LAST_MINUTE, ICE_OFF]


async def test_somebody_elses_command_is_no_acknowledgement(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    ben = new_person(hass, "Ben")
    await ben.set_up()
    await anna.use(ICE, "turn_on")
    await machine.run(16 * MINUTE)

    await ben.fall_ill()
    await machine.run(10 * MINUTE)

    assert hearers.satellite.heard.count(ICE_OFF) == 4


# The pad


async def test_nothing_is_said_before_the_pad_is_off(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S6"""
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE

    await machine.run(20 * MINUTE + 5 * SECOND)
    assert hearers.satellite.heard == ["One more minute of heat."]

    outlet.answers[False] = PlugAnswer.OBEY
    await machine.run(10 * SECOND)
    assert not outlet.relay
    assert hearers.satellite.heard[1].startswith(HEAT_OVER)
    assert hearers.satellite.at[1] >= outlet.switched[-1].at.steady


async def test_a_pad_that_stays_on_is_told_at_once_and_again(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Also in the quiet hours; never that it is off, and for an hour at most."""
    quiet = {"quiet_from": "00:00:00", "quiet_until": "23:00:00"}
    anna = await anna_with(hass, outlet, "heat", **quiet)
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE

    await machine.run(2 * HOUR)

    assert hearers.satellite.heard == ["One more minute of heat.", *6 * [UNPLUG]]
    fault = hearers.satellite.at[1]
    assert 10 <= fault - 50_000 - 20 * 60 <= 12
    assert [round((at - fault) / 60) for at in hearers.satellite.at[1:]] == [0, 2, 6, 14, 29, 59]
    named = "The heating pad pad could not be switched off. Unplug it now!"
    assert hearers.post.heard[1:] == 6 * [named]
    assert hearers.phone.presses.keys() == {"Got it"}


async def test_a_fault_that_is_over_is_told_and_repeated_no_more(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE
    await machine.run(21 * MINUTE)

    outlet.press(on=False)
    await machine.run(10 * MINUTE)

    assert hearers.satellite.heard[1:] == [UNPLUG, "The heating pad is off now."]


async def test_a_pad_that_never_says_off_keeps_no_other_word_back(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Who has unplugged it, as told, may fall asleep with ice all the same."""
    anna = await anna_with(hass, outlet, "heat", announce_to=[SATELLITE])
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE
    await machine.run(3 * HOUR)
    hearers.satellite.heard.clear()

    await anna.act("start_session", therapy="ice")
    hearers.satellite.at.clear()
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.satellite.heard[0] == LAST_MINUTE
    assert hearers.satellite.heard[1].startswith("Ice off now.")
    last_minute, off = minutes_after_start(hearers.satellite.at)
    assert off - last_minute == 1


async def test_a_slow_power_sensor_loses_no_end(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """It is no fault that it tells once a minute, so nothing else would be said."""
    anna = await anna_with(
        hass, outlet, "heat", announce_to=[SATELLITE], power_sensor="sensor.power"
    )
    measured = {"device_class": "power", "unit_of_measurement": "W"}
    await anna.use(HEAT, "turn_on")
    hass.states.async_set("sensor.power", "60", measured)

    await machine.run(20 * MINUTE + 60 * SECOND)
    assert hearers.satellite.heard == ["One more minute of heat."]
    hass.states.async_set("sensor.power", "0", measured)
    await machine.run(20 * SECOND)

    assert hearers.satellite.heard[1].startswith(HEAT_OVER)


async def test_a_fault_can_be_acknowledged(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Then the repair issue and the sensor are left to tell of it."""
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE
    await machine.run(21 * MINUTE)

    await hearers.phone.press(hass, "Got it")
    await machine.run(10 * MINUTE)

    assert hearers.satellite.heard[1:] == [UNPLUG]
    assert anna.state("binary_sensor.heating_pad_fault") == "on"


# The plan


async def test_a_new_phase_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """R5: that the plan's days are over, and no more."""
    anna = await anna_with(hass, outlet)

    await anna.act("correct_onset", onset=(START - 3 * DAY + HOUR).isoformat())
    await machine.run(59 * MINUTE)
    assert hearers.satellite.heard == []
    await machine.run(2 * MINUTE)
    assert hearers.satellite.heard == [HEAT_PHASE]

    await anna.act("mark_recovered")
    await machine.run(SECOND)
    assert hearers.satellite.heard[1:] == ["Recovery begins. The plan has stretches now."]

    # What somebody has just asked for, or taken back, is no news.
    await anna.act("mark_recovered", undo=True)
    await anna.act("end_episode")
    await anna.fall_ill()
    await machine.run(SECOND)
    assert len(hearers.satellite.heard) == 2


async def test_the_end_of_a_rest_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(10 * MINUTE)
    await anna.use(ICE, "turn_off")

    await machine.run(59 * MINUTE)
    assert hearers.satellite.heard == []
    await machine.run(2 * MINUTE)

    assert hearers.satellite.heard == [AGAIN]


# Quiet hours


@pytest.mark.parametrize(
    ("hours", "over_after"),
    [
        # The tests begin at 01:00 in Home Assistant's zone, and the rest is over at 02:10.
        pytest.param(("22:00:00", "07:00:00"), 6 * HOUR, id="over-midnight"),
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
    quiet = {} if hours is None else {"quiet_from": hours[0], "quiet_until": hours[1]}
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


# What others can hear


async def test_a_speaker_names_nobody_and_no_flag(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S11: nor any pain, nor the plug's name, which may be somebody's; a phone hears of no flag either."""
    er.async_get(hass).async_update_entity(outlet.entity_id, name="Anna's pad")
    await hass.async_block_till_done()
    anna = await anna_with(hass, outlet, "heat")
    ben = new_person(hass, "Ben", heating_pad=outlet.entity_id, announce_to=ALL)
    await ben.set_up()
    await ben.be_in("heat")
    await anna.use("number.pain", "set_value", value=7)

    await anna.use(HEAT, "turn_on")
    with refused("heating_pad_in_use"):
        await ben.use(HEAT, "turn_on")
    await machine.run(21 * MINUTE)
    await anna.act("report_red_flags", flags=["fever"])
    with refused("red_flag_open"):
        await anna.use(HEAT, "turn_on")
    await machine.run(MINUTE)

    aloud = hearers.satellite.heard + hearers.player.heard
    written = hearers.post.heard + hearers.phone.heard
    assert [text for text in written if "Anna's pad" in text]
    assert len(hearers.satellite.heard) == 4
    assert not [text for text in aloud if "Anna" in text or "Ben" in text or "7" in text]
    unsaid = ("flag", "fever", "doctor", "pain ")
    assert not [text for text in aloud + written if any(word in text.lower() for word in unsaid)]
    assert aloud[-1] == "The heat session was not started. Home Assistant's notifications say why."


async def test_two_persons_are_told_apart_by_their_phones_alone(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, announce_to=[SATELLITE, POST])
    ben = new_person(hass, "Ben", announce_to=[SATELLITE, PHONE])
    await ben.set_up()

    await anna.use(ICE, "turn_on")
    await ben.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + 30 * SECOND)

    # Both at once: the satellite is busy for the second, and is asked again.
    assert sorted(hearers.satellite.heard) == 2 * [ICE_OFF] + 2 * [LAST_MINUTE]
    assert hearers.postbox.title == "Anna"
    assert {told["title"] for told in hearers.phone.told} == {"Ben"}


async def test_it_speaks_home_assistants_language(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    hass.config.language = "de"
    anna = await anna_with(hass, outlet)

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.player.heard == [
        "Noch eine Minute Eis.",
        "Jetzt das Eis wegnehmen. Das nächste Mal ab 02:15 Uhr.",
    ]
    assert hearers.player.spoken["language"] == ["de"]


async def test_english_is_spoken_by_a_voice_that_knows_english(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Where Home Assistant's language is none that BackCare has texts in."""
    await hearers.add("tts", Voice("italiano", "it", "en"))
    hass.config.language = "it"
    anna = await anna_with(hass, outlet, announce_to=[PLAYER], tts_engine="tts.italiano")

    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)

    assert hearers.player.heard == [LAST_MINUTE]
    assert hearers.player.spoken["language"] == ["en"]


# Delivery


@pytest.mark.parametrize(
    "engine", [None, "tts.deutsch"], ids=["the first that speaks it", "chosen"]
)
async def test_a_media_player_speaks_with_a_voice_that_knows_the_language(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, engine: str | None
) -> None:
    await hearers.add("tts", Voice("deutsch", "de"))
    await hearers.add("tts", Voice("francais", "fr"))
    hass.config.language = "fr" if engine is None else "en"
    options = {} if engine is None else {"tts_engine": engine}
    anna = await anna_with(hass, outlet, announce_to=[PLAYER], **options)

    await anna.use(ICE, "turn_on")
    await hass.async_block_till_done(wait_background_tasks=True)
    await machine.run(14 * MINUTE + SECOND)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert hearers.player.engine == (engine or "tts.francais")
    assert ("language" in hearers.player.spoken) is (engine is None)


async def test_a_busy_satellite_is_asked_again(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + 59 * SECOND)
    hearers.satellite.answer = Answer.BUSY

    await machine.run(10 * SECOND)
    assert hearers.satellite.asked >= 3
    hearers.satellite.answer = Answer.HEAR
    await machine.run(20 * SECOND)

    assert hearers.satellite.heard == [LAST_MINUTE, ICE_OFF]


async def test_a_busy_satellite_hears_nothing_that_is_over_by_then(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Neither what was followed by something else about the same, nor what was acknowledged."""
    anna = await anna_with(hass, outlet, "heat", announce_to=[SATELLITE])
    await anna.use(HEAT, "turn_on")
    await machine.run(19 * MINUTE + 30 * SECOND)
    hearers.satellite.answer = Answer.BUSY
    outlet.answers[False] = PlugAnswer.IGNORE
    await machine.run(MINUTE + 30 * SECOND)
    outlet.press(on=False)
    await machine.run(5 * SECOND)
    hearers.satellite.answer = Answer.HEAR
    await machine.run(30 * SECOND)
    assert hearers.satellite.heard[1:] == ["The heating pad is off now."]

    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + 30 * SECOND)
    hearers.satellite.answer = Answer.BUSY
    await machine.run(MINUTE)
    await anna.act("start_session", therapy="walk")
    hearers.satellite.answer = Answer.HEAR
    await machine.run(MINUTE)
    assert hearers.satellite.heard[2:] == [LAST_MINUTE]


@pytest.mark.parametrize("answer", [Answer.BUSY, Answer.FAIL, Answer.HANG], ids=str)
async def test_who_never_hears_is_given_up_and_nothing_is_logged_of_what_was_said(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    caplog: pytest.LogCaptureFixture,
    answer: Answer,
) -> None:
    """S11; and no other hears it later for that."""
    anna = await anna_with(hass, outlet, "heat")
    hearers.satellite.answer = answer

    await anna.use(HEAT, "turn_on")
    await machine.run(20 * MINUTE + SECOND)
    assert not outlet.relay
    for ear in (hearers.player, hearers.post, hearers.phone):
        assert minutes_after_start(ear.at) == [19, 20]
    await machine.run(6 * MINUTE)
    asked = hearers.satellite.asked
    await machine.run(20 * MINUTE)

    assert hearers.satellite.asked == asked
    ours = [line for line in caplog.records if line.name.startswith("custom_components.backcare")]
    lost = [line.getMessage() for line in ours if "announcement" in line.getMessage()]
    assert len(lost) >= 1
    assert all(text.startswith(f"{SATELLITE} did not take an announcement") for text in lost)
    assert not [text for text in lost if "heat" in text.lower()]


async def test_a_hanging_satellite_delays_neither_the_off_nor_others(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S6"""
    anna = await anna_with(hass, outlet, "heat")
    hearers.satellite.answer = Answer.HANG

    await anna.use(HEAT, "turn_on")
    await machine.run(20 * MINUTE)

    assert outlet.last_on_for == pytest.approx(20 * 60, abs=1)
    assert hearers.post.heard[-1].startswith(HEAT_OVER)
    assert hearers.satellite.asked == 2
    assert hearers.satellite.given_up == 1


@pytest.mark.parametrize("target", [SATELLITE, PLAYER, POST])
async def test_who_is_not_there_yet_is_told_when_back(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, target: str
) -> None:
    """Core's actions pass over an unavailable entity in silence."""
    anna = await anna_with(hass, outlet, announce_to=[target])
    entity, ear = hearers.by_id[target]
    await anna.use(ICE, "turn_on")
    entity.vanish()
    await machine.run(15 * MINUTE + 10 * SECOND)
    assert ear.heard == []

    entity.come_back()
    await machine.run(30 * SECOND)

    assert ear.heard == [ICE_OFF]


async def test_who_is_renamed_goes_on_being_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Also over a restart: the options follow."""
    anna = await anna_with(hass, outlet, announce_to=[SATELLITE, PLAYER], tts_engine=ENGINE)
    registry = er.async_get(hass)
    for entity_id in (SATELLITE, PLAYER, ENGINE):
        registry.async_update_entity(entity_id, new_entity_id=f"{entity_id}_upstairs")
    await machine.settle()

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.satellite.heard == hearers.player.heard == [LAST_MINUTE, ICE_OFF]
    assert anna.entry.options["announce_to"] == [f"{SATELLITE}_upstairs", f"{PLAYER}_upstairs"]
    assert anna.entry.options["tts_engine"] == f"{ENGINE}_upstairs"


async def test_what_is_gone_is_told_nothing_and_hurts_nobody(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, announce_to=["assist_satellite.gone", "light.odd", POST])

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.post.heard == [LAST_MINUTE, ICE_OFF]


async def test_a_listener_that_fails_hurts_nobody(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """S6"""
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")

    def fail(*_args: Any) -> None:
        raise RuntimeError("nobody expects this")

    monkeypatch.setattr(announcer.Announcer, "_session_changed", fail)
    monkeypatch.setattr(reminders.Repetition, "stop", fail)
    await anna.act("stop_session")

    assert not outlet.relay
    assert anna.state(TIMER) == "idle"


# The phone


async def test_a_phone_without_the_action_of_its_app_is_told_as_an_entity(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, announce_to=[PHONE])
    hass.services.async_remove("notify", "mobile_app_my_phone")
    hass.states.async_set(PHONE, "unknown")
    calls = async_capture_events(hass, "call_service")

    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)

    sent = [call.data["service_data"] for call in calls if call.data["domain"] == "notify"]
    assert sent == [{"entity_id": PHONE, "message": LAST_MINUTE, "title": "Anna"}]


async def test_a_session_can_be_stopped_and_made_longer_by_phone(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    await machine.run(19 * MINUTE + SECOND)
    assert hearers.phone.told[-1]["data"]["tag"] == "backcare_anna_session"
    assert hearers.phone.presses.keys() == {"Stop", "5 more minutes"}

    await hearers.phone.press(hass, "5 more minutes")
    await machine.run(5 * MINUTE)
    assert anna.attributes(TIMER)["duration"] == "0:25:00"
    assert outlet.relay

    await hearers.phone.press(hass, "Stop")
    await machine.run(SECOND)
    assert anna.state(TIMER) == "idle"
    assert not outlet.relay
    assert hearers.phone.heard[-1] == "clear_notification"


@pytest.mark.parametrize(
    ("minutes", "offered"),
    [
        pytest.param(15, {"Stop", "5 more minutes"}, id="just-enough-left"),
        pytest.param(16, {"Stop"}, id="not-enough-left"),
    ],
)
async def test_more_minutes_are_offered_where_they_are_allowed(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    minutes: int,
    offered: set[str],
) -> None:
    """S1"""
    anna = await anna_with(hass, outlet)

    await anna.act("start_session", therapy="ice", duration=minutes * 60)
    await machine.run((minutes - 1) * MINUTE + SECOND)

    assert hearers.phone.presses.keys() == offered


async def test_more_minutes_that_are_refused_by_then_are_refused_on_the_phone(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S1: the rules are asked when it is pressed; the answer is for who pressed alone."""
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)
    offered = hearers.phone.presses
    await anna.use(TIMER, "change", duration="00:04:00")
    await machine.run(SECOND)

    await hearers.phone.press_id(hass, offered["5 more minutes"])
    await machine.run(SECOND)

    assert anna.attributes(TIMER)["duration"] == "0:19:00"
    refusal = "The session was not made longer. That is longer than allowed."
    assert hearers.phone.heard[-1].startswith(refusal)
    assert hearers.satellite.heard == [LAST_MINUTE]


async def test_an_old_notification_does_nothing_to_another_session(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Nor does one of another person, nor what nobody has issued."""
    anna = await anna_with(hass, outlet, announce_to=[PHONE])
    ben = new_person(hass, "Ben", announce_to=[PHONE])
    await ben.set_up()
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)
    annas = hearers.phone.presses
    await anna.use(ICE, "turn_off")
    await ben.use(ICE, "turn_on")
    await anna.act("start_session", therapy="walk")

    ids = [*annas.values(), "BACKCARE_STOP", "BACKCARE_OK_", None, 5, ["BACKCARE_STOP"]]
    for pressed in ids:
        await hearers.phone.press_id(hass, pressed)
    await machine.run(SECOND)

    assert anna.state(TIMER) == ben.state(TIMER) == "active"
    assert anna.attributes(TIMER)["duration"] == "0:10:00"


# Refusals that came without a screen


async def test_a_wall_button_is_told_why_a_session_was_not_started(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """And the switch shows again that it is off, to whatever already shows it on."""
    anna = await anna_with(hass, outlet)
    changes = async_capture_events(hass, "state_changed")

    with refused("heat_too_early"):
        await anna.use(HEAT, "turn_on")
    await hass.async_block_till_done()
    await machine.run(SECOND)

    assert hearers.satellite.heard == [f"{NOT_STARTED} Heat is allowed from Thursday, 01:00."]
    notice = notices(hass)["backcare_anna_not_started"]
    assert notice["message"] == hearers.satellite.heard[0]
    shown = [c.data["new_state"] for c in changes if c.data["entity_id"] == anna.entity_id(HEAT)]
    assert [state.state for state in shown] == ["off"]
    await anna.reload()
    changes.clear()
    await anna.act("correct_onset", onset=(START - HOUR).isoformat())
    assert not [c for c in changes if c.data["entity_id"] == anna.entity_id(HEAT)]


@pytest.mark.usefixtures("at_a_screen")
async def test_who_sees_the_error_is_told_nothing_else(
    hass: HomeAssistant, anna: Person, machine: Machine, hearers: Hearers
) -> None:
    hass.config_entries.async_update_entry(anna.entry, options={"announce_to": ALL})
    await anna.reload()
    await anna.be_in("ice")

    with refused("heat_too_early"):
        await anna.use(HEAT, "turn_on")
    await machine.run(SECOND)

    assert hearers.satellite.heard == []
    assert "backcare_anna_not_started" not in notices(hass)


async def test_why_a_pad_went_off_again_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S7: the plug's own button, or its own voice command."""
    anna = await anna_with(hass, outlet)

    outlet.press(on=True)
    await machine.run(MINUTE)

    assert not outlet.relay
    told = "Somebody switched the heating pad on, and it is off again."
    assert [text for text in hearers.satellite.heard if text.startswith(told)]
    assert hearers.satellite.heard[0].endswith("Heat is allowed from Thursday, 01:00.")
    assert hearers.satellite.at[0] >= outlet.switched[-1].at.steady
    assert anna.state("sensor.phase") == "ice"


def notices(hass: HomeAssistant) -> dict[str, Any]:
    return persistent_notification._async_get_or_create_notifications(hass)  # noqa: SLF001


# Leaving


async def test_unloading_cancels_what_is_on_its_way(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    hearers.satellite.answer = Answer.HANG
    await anna.use(ICE, "turn_on")
    await machine.run(16 * MINUTE)
    assert hearers.satellite.asked > hearers.satellite.given_up

    await machine.until(hass.config_entries.async_unload("anna"))
    heard = list(hearers.post.heard)
    await machine.run(HOUR)

    assert hearers.satellite.asked == hearers.satellite.given_up
    assert hearers.post.heard == heard
    await hearers.phone.press(hass, "Got it")


async def test_a_restart_ends_the_repetition(
    machine: Machine, hass_storage: dict[str, Any]
) -> None:
    async with house_with(machine, hass_storage) as home:
        hearers = await start(home, announce_to=[SATELLITE])
        await home.persons["anna"].use(ICE, "turn_on")
        await machine.run(16 * MINUTE)
        assert len(hearers.satellite.heard) == 2

        await home.stop()
        hearers = await start(home)
        await machine.run(20 * MINUTE)

        assert hearers.satellite.heard == []


@pytest.mark.parametrize(
    ("down", "told"),
    [
        pytest.param(20 * MINUTE, True, id="just-now"),
        pytest.param(2 * HOUR, False, id="long-ago"),
    ],
)
async def test_ice_that_ended_while_home_assistant_was_down_is_told_of(
    machine: Machine, hass_storage: dict[str, Any], down: timedelta, *, told: bool
) -> None:
    """It may still be on; hours later nobody needs to hear it."""
    async with house_with(machine, hass_storage) as home:
        await start(home, announce_to=[SATELLITE])
        await home.persons["anna"].use(ICE, "turn_on")
        await home.kill()
        await machine.run(down)
        hearers = await start(home)
        await machine.run(MINUTE)

        assert bool([text for text in hearers.satellite.heard if "Ice off" in text]) is told


async def start(home: House, **options: Any) -> Hearers:
    if options:
        home.has("Anna", **options)
    await home.boot()
    hearers = Hearers(home.hass)
    await home.machine.until(hearers.join())
    await home.set_up()
    await home.started()
    return hearers
