"""The question about red flags on a phone, as a notification with answers (R13)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from homeassistant.core import Context, HomeAssistant
import pytest

from tests.announcements.home import anna_with
from tests.conftest import HOUR, MINUTE, SECOND, Person
from tests.faulty_plug import Machine, Outlet
from tests.hearers import PHONE, Hearers
from tests.house import House, house_with

SEE_DOCTOR = "binary_sensor.see_doctor"
STEP_ONE = "New or worse? Bladder"
STEP_TWO = "New or worse? One weak leg."


@pytest.fixture
async def anna(hass: HomeAssistant, outlet: Outlet, hearers: Hearers) -> Person:
    """Anna, who is notified on her phone."""
    return await anna_with(hass, outlet, announce_to=[PHONE], answered=False)


async def press(hass: HomeAssistant, machine: Machine, hearers: Hearers, title: str) -> None:
    await hearers.phone.press(hass, title)
    await machine.run(SECOND)


async def test_a_phone_asks_after_a_while_and_none_of_these_is_an_answer(
    hass: HomeAssistant, anna: Person, machine: Machine, hearers: Hearers
) -> None:
    await machine.run(MINUTE)
    assert hearers.phone.heard == []
    await machine.run(MINUTE + SECOND)

    assert hearers.phone.heard[0].startswith(STEP_ONE)
    assert list(hearers.phone.presses) == ["Yes", "None of these", "Not sure"]
    await press(hass, machine, hearers, "None of these")
    assert hearers.phone.heard[1].startswith(STEP_TWO)
    await press(hass, machine, hearers, "None of these")

    assert not anna.attributes("sensor.next_step")["question_open"]
    assert hearers.phone.heard[-1].startswith("Good. The article still advises contacting a doctor")


@pytest.mark.parametrize(
    ("answers", "tier"), [(["Yes"], "emergency"), (["None of these", "Yes"], "urgent")]
)
async def test_a_yes_on_a_phone_is_reported(
    hass: HomeAssistant,
    anna: Person,
    machine: Machine,
    hearers: Hearers,
    answers: list[str],
    tier: str,
) -> None:
    await machine.run(2 * MINUTE + SECOND)

    for answer in answers:
        await press(hass, machine, hearers, answer)

    assert anna.attributes(SEE_DOCTOR)["tier"] == tier
    assert hearers.phone.heard[-1].startswith("Noted.")


async def test_not_sure_on_a_phone_leaves_the_duty_open(
    hass: HomeAssistant, anna: Person, machine: Machine, hearers: Hearers
) -> None:
    await machine.run(2 * MINUTE + SECOND)

    await press(hass, machine, hearers, "Not sure")

    assert hearers.phone.heard[-1].startswith("Not sure? Call your doctor")
    assert anna.attributes("sensor.next_step")["question_open"]


async def test_what_is_answered_is_not_asked_and_an_old_answer_does_nothing(
    hass: HomeAssistant, anna: Person, machine: Machine, hearers: Hearers
) -> None:
    await machine.run(2 * MINUTE + SECOND)
    old = hearers.phone.presses["Yes"]
    await anna.act("report_red_flags", flags=[])
    await machine.run(SECOND)
    assert hearers.phone.heard[-1] == "clear_notification"

    await hearers.phone.press_id(hass, old)
    await anna.act("end_episode")
    await anna.fall_ill()
    await anna.act("report_red_flags", flags=[])
    await machine.run(5 * MINUTE)

    assert anna.state(SEE_DOCTOR) == "off"
    assert len(hearers.phone.heard) == 2


async def test_none_is_taken_from_whoever_may_clear(
    hass: HomeAssistant,
    outlet: Outlet,
    machine: Machine,
    hearers: Hearers,
    hass_admin_user: Any,
    hass_read_only_user: Any,
) -> None:
    """S16: by the user of the phone; yes is taken from anybody."""
    anna = await anna_with(
        hass, outlet, announce_to=[PHONE], answered=False, user=hass_admin_user.id
    )
    await machine.run(2 * MINUTE + SECOND)
    reader = Context(user_id=hass_read_only_user.id)

    async def pressed(title: str) -> None:
        answer = {"action": hearers.phone.presses[title]}
        hass.bus.async_fire("mobile_app_notification_action", answer, context=reader)
        await machine.run(SECOND)

    await pressed("None of these")
    yes = dict(hearers.phone.presses)
    await pressed("None of these")
    assert anna.attributes("sensor.next_step")["question_open"]
    hass.bus.async_fire("mobile_app_notification_action", {"action": yes["Yes"]}, context=reader)
    await machine.run(SECOND)

    assert anna.attributes(SEE_DOCTOR)["tier"] == "urgent"


async def test_what_is_not_asked_in_the_quiet_hours_is_asked_after_them(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, hearers: Hearers
) -> None:
    """R13: the duty stays open over night, and nobody may look at the card in the morning."""
    quiet = {"quiet_from": "00:00:00", "quiet_until": "02:00:00"}
    await anna_with(hass, outlet, announce_to=[PHONE], answered=False, **quiet)

    await machine.run(5 * MINUTE)
    assert hearers.phone.heard == []
    await machine.run(HOUR)

    assert [asked.startswith(STEP_ONE) for asked in hearers.phone.heard] == [True]


async def test_a_reload_neither_drops_the_question_nor_repeats_it(
    hass: HomeAssistant, anna: Person, machine: Machine, hearers: Hearers
) -> None:
    """R13: as when an option is changed; its notification is cleared once it is answered elsewhere."""
    await machine.run(MINUTE)
    for _ in range(2):
        await machine.until(anna.reload())
        await machine.run(3 * MINUTE)
        assert [asked.startswith(STEP_ONE) for asked in hearers.phone.heard] == [True]

    await anna.act("report_red_flags", flags=[])
    await machine.run(SECOND)
    assert hearers.phone.heard[1:] == ["clear_notification"]


@pytest.mark.parametrize("after", [MINUTE, 5 * MINUTE], ids=["not-asked-yet", "asked"])
async def test_a_question_that_is_open_is_asked_again_after_a_restart(
    machine: Machine, hass_storage: dict[str, Any], after: timedelta
) -> None:
    """R13: until it is answered; the notification takes the place of the one before."""
    async with house_with(machine, hass_storage) as home:
        home.has("Anna", announce_to=[PHONE])
        await start(home)
        await home.persons["anna"].fall_ill()
        await machine.run(after)

        await home.kill()
        await machine.run(MINUTE)
        hearers = await start(home)
        await machine.run(3 * MINUTE)
        assert [asked.startswith(STEP_ONE) for asked in hearers.phone.heard] == [True]

        await home.persons["anna"].act("report_red_flags", flags=[])
        await machine.run(SECOND)
        assert hearers.phone.heard[1:] == ["clear_notification"]


async def start(home: House) -> Hearers:
    """Start Home Assistant with a phone."""
    hearers = Hearers(await home.boot())
    await home.machine.until(hearers.join())
    await home.set_up()
    await home.started()
    return hearers


async def test_a_question_whose_answer_is_taken_back_is_asked_again_across_a_reload(
    anna: Person, machine: Machine, hearers: Hearers
) -> None:
    """R13: its notification is gone."""
    await machine.run(3 * MINUTE)
    await anna.act("report_red_flags", flags=[])
    await machine.run(SECOND)
    await anna.act("undo_last")
    await machine.run(SECOND)

    await machine.until(anna.reload())
    await machine.run(3 * MINUTE)
    assert hearers.phone.heard[1] == "clear_notification"
    assert [asked.startswith(STEP_ONE) for asked in hearers.phone.heard[2:]] == [True]


async def test_a_notification_of_an_episode_before_is_withdrawn(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, hearers: Hearers
) -> None:
    """R13: its answers do nothing any more."""
    anna = await anna_with(hass, outlet, "heat", announce_to=[PHONE], answered=False)
    await machine.run(3 * MINUTE)
    await anna.fall_ill()
    await machine.run(SECOND)
    assert hearers.phone.heard[1:] == ["clear_notification"]

    await machine.run(3 * MINUTE)
    assert [asked.startswith(STEP_ONE) for asked in hearers.phone.heard[2:]] == [True]


async def test_the_question_of_an_episode_that_began_before_the_end_of_quiet_hours_is_asked_once(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, hearers: Hearers
) -> None:
    quiet = {"quiet_from": "00:00:00", "quiet_until": "02:00:00"}
    anna = await anna_with(hass, outlet, "heat", announce_to=[PHONE], answered=False, **quiet)
    await machine.run(58 * MINUTE + 30 * SECOND)
    await anna.fall_ill()

    await machine.run(10 * MINUTE)
    asked = [text for text in hearers.phone.heard if text != "clear_notification"]
    assert [text.startswith(STEP_ONE) for text in asked] == [True]
