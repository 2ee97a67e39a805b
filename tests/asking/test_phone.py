"""The question about red flags on a phone, as a notification with answers (R13)."""

from __future__ import annotations

from typing import Any

from homeassistant.core import Context, HomeAssistant
import pytest

from tests.announcements.home import anna_with
from tests.conftest import MINUTE, SECOND, Person
from tests.faulty_plug import Machine, Outlet
from tests.hearers import PHONE, Hearers

SEE_DOCTOR = "binary_sensor.see_doctor"
STEP_ONE = "New or worse? Bladder"
STEP_TWO = "New or worse? One weak leg."


@pytest.fixture
async def anna(hass: HomeAssistant, outlet: Outlet, hearers: Hearers) -> Person:
    """Anna, whose phone is told."""
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


async def test_nothing_is_asked_in_the_quiet_hours(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, hearers: Hearers
) -> None:
    quiet = {"quiet_from": "00:00:00", "quiet_until": "06:00:00"}
    await anna_with(hass, outlet, announce_to=[PHONE], answered=False, **quiet)

    await machine.run(5 * MINUTE)

    assert hearers.phone.heard == []
