"""The question about pain after a session on a satellite (R10)."""

from __future__ import annotations

from typing import Any

from homeassistant.core import Context, HomeAssistant
import pytest

from tests.announcements.home import anna_with
from tests.conftest import DAY, HOUR, MINUTE
from tests.faulty_plug import Machine, Outlet
from tests.hearers import Hearers
from tests.satellites import Say, until

PAIN = "number.pain"
QUESTION = "How is the pain, from 0 to 10?"


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        *(("4", "4"), ("four", "4"), ("my pain is seven", "7"), ("2 of 10", "2")),
        *(("about four", "4"), ("I'd say a four", "4"), ("um, maybe a 3 out of 10", "3")),
    ],
)
async def test_the_pain_is_asked_once_the_end_was_said(
    hass: HomeAssistant,
    machine: Machine,
    outlet: Outlet,
    hearers: Hearers,
    say: Say,
    answer: str,
    level: str,
) -> None:
    anna = await anna_with(hass, outlet, announce_to=[])
    await say("Start ice")
    hearers.satellite.answers = [answer]

    await machine.run(15 * MINUTE)
    await until(machine, lambda: len(hearers.satellite.heard) == 3)

    assert hearers.satellite.questions == [QUESTION]
    assert anna.state(PAIN) == level
    assert hearers.satellite.heard[-2].startswith("Take the ice off now")
    assert hearers.satellite.heard[-1] == f"Pain {level} of 10 is logged."


async def test_an_answer_is_an_acknowledgement(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, hearers: Hearers, say: Say
) -> None:
    await anna_with(hass, outlet, announce_to=[])
    await say("Start ice")
    hearers.satellite.answers = ["4"]
    await machine.run(15 * MINUTE)
    await until(machine, lambda: len(hearers.satellite.heard) == 3)

    await machine.run(15 * MINUTE)

    ends = [text for text in hearers.satellite.heard if text.startswith("Take the ice off")]
    assert len(ends) == 1


@pytest.mark.parametrize("answer", [None, "no thanks"])
async def test_no_answer_logs_nothing(
    hass: HomeAssistant,
    machine: Machine,
    outlet: Outlet,
    hearers: Hearers,
    say: Say,
    answer: str | None,
) -> None:
    anna = await anna_with(hass, outlet, announce_to=[])
    await say("Start ice")
    hearers.satellite.answers = [answer]

    await machine.run(16 * MINUTE)

    assert hearers.satellite.questions == [QUESTION]
    assert anna.state(PAIN) == "unknown"


@pytest.mark.long
async def test_it_is_asked_once_a_day(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, hearers: Hearers, say: Say
) -> None:
    await anna_with(hass, outlet, announce_to=[])
    for _ in range(2):
        await say("Start ice for five minutes")
        await machine.run(2 * HOUR)
    assert hearers.satellite.questions == [QUESTION]

    await machine.run(DAY)
    await say("Start ice for five minutes")
    await machine.run(10 * MINUTE)

    assert hearers.satellite.questions == 2 * [QUESTION]


@pytest.mark.parametrize(
    "why", ["logged", "logged before a spasm", "quiet", "open question", "elsewhere"]
)
async def test_it_is_not_asked(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, hearers: Hearers, say: Say, why: str
) -> None:
    """Where it is known, at night, while another question is open, and where nobody spoke."""
    quiet = {"quiet_from": "00:00:00", "quiet_until": "06:00:00"} if why == "quiet" else {}
    answered = why != "open question"
    anna = await anna_with(hass, outlet, announce_to=[], answered=answered, **quiet)
    if why.startswith("logged"):
        await anna.use(PAIN, "set_value", value=3)
    if why.endswith("spasm"):
        await machine.run(MINUTE)
        await anna.act("log_spasm")
    if why == "elsewhere":
        await anna.act("start_session", therapy="ice")
    else:
        await say("Start ice")

    await machine.run(16 * MINUTE)

    assert hearers.satellite.questions == []


async def test_what_was_answered_is_not_repeated_where_it_is_private(
    hass: HomeAssistant,
    machine: Machine,
    outlet: Outlet,
    hearers: Hearers,
    say: Say,
    hass_admin_user: Any,
) -> None:
    """S16: a satellite is the whole house."""
    anna = await anna_with(hass, outlet, announce_to=[], answered=False, user=hass_admin_user.id)
    await hass.services.async_call(
        "backcare",
        "report_red_flags",
        {"flags": []},
        blocking=True,
        context=Context(user_id=hass_admin_user.id),
    )
    await say("Start ice")
    hearers.satellite.answers = ["4"]

    await machine.run(15 * MINUTE)
    await until(machine, lambda: len(hearers.satellite.heard) == 3)

    assert hearers.satellite.heard[-1] == "It is logged."
    assert anna.entry.options["user"] == hass_admin_user.id
