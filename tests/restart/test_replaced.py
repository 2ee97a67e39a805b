"""A plug that was renamed, removed or replaced while BackCare did not run (S8, S15)."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.backcare.const import DOMAIN
from tests.conftest import MINUTE, SECOND
from tests.faulty_plug import Machine, Outlet
from tests.house import House
from tests.pads.test_guard import broken

from .session import FAULT, HEAT, TIMER, anna_in


async def with_washer(house: House) -> tuple[HomeAssistant, Outlet]:
    """Start Home Assistant without BackCare, with a washing machine on another plug."""
    hass = await house.boot()
    await house.plugs_join()
    washer = Outlet("washer")
    await washer.join(hass)
    return hass, washer


@pytest.mark.parametrize("loads", [True, False], ids=["loaded", "guarded"])
async def test_a_plug_renamed_meanwhile_is_followed(
    house: House, outlet: Outlet, machine: Machine, loads: bool
) -> None:
    """And the washing machine, which has its name now, is left alone, whoever guards the pad."""
    await house.kill()
    hass, washer = await with_washer(house)
    outlet.rename(hass, "warmer")
    washer.rename(hass, "pad")
    washer.press(True)
    if loads:
        await house.set_up()
        await house.started()
    else:
        with broken("person.manager"):
            await house.set_up()
            await house.started()

    assert anna_in(house).entry.options["heating_pad"] == "switch.warmer"
    assert outlet.relay is loads
    await machine.run(16 * MINUTE)
    assert not outlet.relay
    assert (washer.calls, washer.relay) == ([], True)
    washer.press(False)


async def test_a_plug_replaced_meanwhile_is_missing_and_a_fault(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S15: it was on when it was last seen, and nothing can switch it off from here."""
    await house.kill()
    hass, washer = await with_washer(house)
    outlet.remove(hass)
    washer.rename(hass, "pad")
    washer.press(True)
    await house.set_up()
    await house.started()
    await machine.run(11 * SECOND)

    anna = anna_in(house)
    issues = {issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN}
    assert {"heating_pad_missing_anna", "heating_pad_fault_anna"} <= issues
    assert anna.state(FAULT) == "on"
    assert anna.state(TIMER) != "active"
    await machine.run(30 * MINUTE)
    assert (washer.calls, washer.relay) == ([], True)
    assert er.async_get(hass).async_get("switch.pad") is not None
    washer.press(False)


async def test_a_plug_replaced_while_it_was_off_is_missing_and_no_fault(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    await machine.until(anna_in(house).use(HEAT, "turn_off"))
    await machine.run(5 * MINUTE)
    await house.kill()
    hass, washer = await with_washer(house)
    outlet.remove(hass)
    washer.rename(hass, "pad")
    await house.set_up()
    await house.started()
    await machine.run(MINUTE)

    assert ir.async_get(hass).async_get_issue(DOMAIN, "heating_pad_missing_anna")
    assert anna_in(house).state(FAULT) == "off"
    assert washer.calls == []
