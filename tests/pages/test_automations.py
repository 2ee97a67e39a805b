"""The YAML on the page of each trigger and condition runs as it stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
import re
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest

from tests.conftest import DAY, HOUR, MINUTE, PAD, Clocks, Person
from tests.pages.__main__ import DOCS
from tests.pages.automations import LISTED
from tests.pages.examples import OF_ALL, VARIABLES

type Does = Callable[[HomeAssistant, Person, Clocks], Awaitable[None]]

# The variables of a trigger for templates; all others are core's.
CORES = {"id", "idx", "alias", "platform", "description"}


def _yaml(kind: str, name: str) -> Any:
    page = (DOCS / f"{kind}s/{name}.md").read_text()
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    return parse_yaml(block)


async def _automate(hass: HomeAssistant, **parts: Any) -> list[dict[str, Any]]:
    """Set up an automation; return what its runs have in `trigger`."""
    runs: list[dict[str, Any]] = []

    @callback
    def note(call: Any) -> None:
        runs.append(call.data["trigger"])

    hass.services.async_register("test", "note", note)
    actions = [{"action": "test.note", "data": {"trigger": "{{ trigger }}"}}]
    automation = {"alias": "example", "actions": actions, **parts}
    assert await async_setup_component(hass, "automation", {"automation": [automation]})
    await hass.async_block_till_done()
    assert hass.states.is_state("automation.example", "on")
    return runs


async def nothing(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    """Leave all as it is."""


async def ice(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.act("start_session", therapy="ice")


async def ice_to_its_end(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await ice(hass, anna, clocks)
    await clocks.forward(15 * MINUTE)


async def rest(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await clocks.forward(15 * MINUTE)
    await clocks.forward(HOUR)


async def ice_and_rest(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await ice(hass, anna, clocks)
    await rest(hass, anna, clocks)


async def three_days(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill()
    await clocks.forward(3 * DAY)


async def strong_spasm(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill()
    await anna.act("log_spasm", intensity=6)
    await anna.act("log_spasm", intensity=7)


async def strong_pain(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill()
    await anna.act("log_pain", level=6)
    await anna.act("log_pain", level=7)


async def fever(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.act("report_red_flags", flags=["fever"])


async def pad_on_again_and_again(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill()
    for _ in range(4):
        pad = {"entity_id": PAD}
        await hass.services.async_call("input_boolean", "turn_on", pad, blocking=True)
        await hass.async_block_till_done()


FIRES: dict[str, Does] = {
    "session_started": ice,
    "session_ended": ice_to_its_end,
    "phase_changed": three_days,
    "session_available": ice_and_rest,
    "spasm_logged": strong_spasm,
    "pain_logged": strong_pain,
    "red_flag_reported": fever,
    "heating_pad_fault": pad_on_again_and_again,
}
# After what a condition does not hold yet, and after what it does.
HOLDS: dict[str, tuple[Does, Does]] = {
    "is_phase": (nothing, three_days),
    "is_session_running": (nothing, ice),
    "is_session_allowed": (ice, rest),
    "has_open_red_flag": (nothing, fever),
}


@pytest.mark.parametrize("name", LISTED["trigger"])
async def test_the_trigger_of_the_page_fires(
    hass: HomeAssistant, anna: Person, clocks: Clocks, name: str
) -> None:
    """Once, with the variables that the page lists."""
    runs = await _automate(hass, triggers=[_yaml("trigger", name)])
    await FIRES[name](hass, anna, clocks)
    (run,) = runs
    assert set(run) - CORES == {*VARIABLES[name], *OF_ALL}


@pytest.mark.parametrize("name", LISTED["condition"])
async def test_the_condition_of_the_page_holds(
    hass: HomeAssistant, anna: Person, clocks: Clocks, name: str
) -> None:
    """It fires once it is true, and not before."""
    asked = {"trigger": "event", "event_type": "asked"}
    runs = await _automate(hass, triggers=[asked], conditions=[_yaml("condition", name)])
    let_through = []
    for does in HOLDS[name]:
        await does(hass, anna, clocks)
        hass.bus.async_fire("asked")
        await hass.async_block_till_done()
        let_through.append(len(runs))
    assert let_through == [0, 1]
