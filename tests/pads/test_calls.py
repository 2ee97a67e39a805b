"""Only a call that was seen for the plug explains its report, whatever names the plug (S5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    label_registry as lr,
)
from homeassistant.helpers.entity import CONTEXT_RECENT_TIME_SECONDS
from homeassistant.helpers.entity_component import DATA_INSTANCES
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from custom_components.backcare.pads.calls import Calls, Cause
from tests.conftest import Person
from tests.faulty_plug import Answer, Machine, Outlet, listen

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@pytest.fixture
async def warm(anna: Person, outlet: Outlet) -> Person:
    """Anna, whose heat session has just begun: what the plug reports now may be an older state."""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    return anna


def targets(hass: HomeAssistant, outlet: Outlet) -> dict[str, dict[str, Any]]:
    """Return what names the plug, which is put into a device, an area and a group, with a label."""
    entry = MockConfigEntry(domain="demo")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={("demo", "plug")}
    )
    area = ar.async_get(hass).async_create("Bedroom")
    label = lr.async_get(hass).async_create("Warm")
    er.async_get(hass).async_update_entity(
        outlet.entity_id, device_id=device.id, area_id=area.id, labels={label.label_id}
    )
    hass.states.async_set("group.warm", "on", {"entity_id": [outlet.entity_id]})
    return {
        "list": {"entity_id": ["switch.other_pad", "switch.pad"]},
        "list in capitals": {"entity_id": ["SWITCH.PAD"]},
        "commas": {"entity_id": "switch.other_pad,switch.pad"},
        "commas and capitals": {"entity_id": "switch.other_pad, Switch.PAD "},
        "all": {"entity_id": "All"},
        "group in capitals": {"entity_id": "GROUP.WARM"},
        "device": {"device_id": device.id},
        "area, with another plug": {"entity_id": "switch.other_pad", "area_id": [area.id]},
        "label": {"label_id": label.label_id},
    }


async def call(hass: HomeAssistant, service: str, target: dict[str, Any]) -> None:
    await hass.services.async_call("switch", service, target, blocking=True)


async def test_a_call_is_seen_whatever_names_the_plug(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    machine: Machine,
    subtests: pytest.Subtests,
) -> None:
    """S5, S7: an off ends the session at once, and an on begins one, although both may be older states."""
    # The plug is all that "all" switches.
    for session in (HEAT, "switch.ice_session"):
        er.async_get(hass).async_remove(warm.entity_id(session))
    only = {"entity_id": outlet.entity_id}
    named = targets(hass, outlet).items()
    calls = [
        ("only", "turn_off", only),
        ("only", "turn_on", only),
        *((name, "toggle", target) for name, target in named),
    ]
    for name, service, target in calls:
        on = not outlet.relay
        with subtests.test(name, service=service):
            await call(hass, service, target)
            await machine.settle()
            assert (outlet.relay, warm.state(TIMER)) == (on, "active" if on else "idle")


def press_with(hass: HomeAssistant, outlet: Outlet, context: Context) -> None:
    """Have the plug report on with this context, as each report has for some seconds after a call."""
    entity = hass.data[DATA_INSTANCES]["switch"].get_entity(outlet.entity_id)
    assert entity is not None
    entity.async_set_context(context)
    outlet.press(True)


@pytest.mark.parametrize(
    ("domain", "service", "target"),
    [
        pytest.param("switch", "turn_on", {"entity_id": "switch.other_pad"}, id="other-plug"),
        pytest.param("switch", "turn_on", {"area_id": "elsewhere"}, id="other-area"),
        pytest.param("switch", "turn_on", {"entity_id": "none"}, id="none"),
        pytest.param("switch", "turn_off", {"entity_id": "switch.pad"}, id="another-state"),
        pytest.param("switch", "blink", {"entity_id": "switch.pad"}, id="another-action"),
        pytest.param("siren", "turn_on", {"entity_id": "switch.pad"}, id="another-domain"),
    ],
)
async def test_a_call_for_something_else_explains_nothing(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    machine: Machine,
    domain: str,
    service: str,
    target: dict[str, Any],
) -> None:
    """S5: an off that was lost looks the same."""
    events = listen(hass, warm.entity_id(SESSION))
    await warm.use(HEAT, "turn_off")
    async_mock_service(hass, "switch", "blink")
    async_mock_service(hass, "siren", "turn_on")
    context = Context()
    await hass.services.async_call(domain, service, target, blocking=True, context=context)
    press_with(hass, outlet, context)
    await machine.settle()

    assert events == [("stopped", None), ("refused", "plug_bounced")]
    assert not outlet.relay


async def test_our_own_call_is_nobodys_use(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: an on of ours that is reported once more after the stop."""
    events = listen(hass, warm.entity_id(SESSION))
    on = hass.states.get(outlet.entity_id)
    assert on is not None
    await warm.use(HEAT, "turn_off")
    press_with(hass, outlet, on.context)
    await machine.settle()

    assert events == [("stopped", None), ("refused", "switched_on_late")]
    assert not outlet.relay


@pytest.mark.parametrize("other", ["switch.pad", "switch.other_pad"])
async def test_a_call_is_remembered_however_many_others_there_are(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine, other: str
) -> None:
    """S7: many in a house may switch at once."""
    await warm.use(HEAT, "turn_off")
    outlet.answers[True] = Answer.IGNORE
    context = Context()
    target = {"entity_id": outlet.entity_id}
    await hass.services.async_call("switch", "turn_on", target, blocking=True, context=context)
    for _ in range(50):
        await call(hass, "turn_off", {"entity_id": other})
    press_with(hass, outlet, context)
    await machine.settle()

    assert outlet.relay


@dataclass
class Asked:
    """Calls for on with one context, as a script makes them."""

    hass: HomeAssistant
    context: Context

    async def on(self, fields: dict[str, Any]) -> None:
        await self.hass.services.async_call(
            "switch", "turn_on", fields, blocking=True, context=self.context
        )


@pytest.fixture
async def asked(hass: HomeAssistant, warm: Person, outlet: Outlet) -> Asked:
    """What somebody asks the plug with, which is slow to report, and has just been switched off."""
    await warm.use(HEAT, "turn_off")
    outlet.answers[True] = Answer.IGNORE
    return Asked(hass, Context())


async def test_a_call_is_remembered_under_another_name(
    hass: HomeAssistant, asked: Asked, outlet: Outlet, machine: Machine
) -> None:
    """S8: it is the same plug, renamed before it reports."""
    await asked.on({"entity_id": outlet.entity_id})
    outlet.rename(hass, "renamed")
    await machine.settle()
    press_with(hass, outlet, asked.context)
    await machine.settle()

    assert outlet.relay


async def test_a_call_names_what_it_named_when_it_was_made(
    hass: HomeAssistant, asked: Asked, outlet: Outlet, machine: Machine
) -> None:
    """Python code may use its fields for the next call."""
    fields = {"entity_id": outlet.entity_id}
    await asked.on(fields)
    fields["entity_id"] = "switch.other_pad"
    press_with(hass, outlet, asked.context)
    await machine.settle()

    assert outlet.relay


async def test_a_call_names_the_plugs_of_a_group_when_it_was_made(
    hass: HomeAssistant, asked: Asked, outlet: Outlet, machine: Machine
) -> None:
    """As a group of all that is off, which the plug leaves."""
    hass.states.async_set("group.off", "off", {"entity_id": [outlet.entity_id]})
    await asked.on({"entity_id": "group.off"})
    hass.states.async_set("group.off", "off", {"entity_id": []})
    press_with(hass, outlet, asked.context)
    await machine.settle()

    assert outlet.relay


async def test_our_own_call_is_ours_however_many_follow(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7: what BackCare asked for is never taken for somebody's use."""
    calls = Calls(hass, outlet.entity_id)
    context = calls.new_context()
    target = {"entity_id": outlet.entity_id}
    await hass.services.async_call("switch", "turn_on", target, blocking=True, context=context)
    for _ in range(50):
        later = calls.new_context()
        await hass.services.async_call("switch", "turn_off", target, blocking=True, context=later)
    assert calls.cause_of(True, context) is Cause.OURS
    calls.stop()


async def test_a_call_is_forgotten_once_no_report_can_have_its_context(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    calls = Calls(hass, outlet.entity_id)
    context = Context()
    target = {"entity_id": outlet.entity_id}
    await hass.services.async_call("switch", "turn_on", target, blocking=True, context=context)
    await machine.run(timedelta(seconds=CONTEXT_RECENT_TIME_SECONDS))
    await call(hass, "turn_off", target)
    assert calls.cause_of(True, context) is Cause.OTHERS
    await machine.run(timedelta(seconds=2 * CONTEXT_RECENT_TIME_SECONDS))
    await call(hass, "turn_off", target)
    assert calls.cause_of(True, context) is Cause.UNKNOWN
    calls.stop()
