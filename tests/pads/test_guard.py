"""The pads are guarded first, even if nothing else loads (S13)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import fields
import importlib
from importlib.abc import MetaPathFinder
import json
from pathlib import Path
import subprocess
import sys
from typing import Any, override
from unittest.mock import patch

from homeassistant.components.system_health import get_info
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.backcare import card, loading
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.diagnostics import async_get_config_entry_diagnostics
from custom_components.backcare.parts import ISSUE, Parts
from custom_components.backcare.person.manager import BackcareManager
from custom_components.backcare.storage.pads import Learned, PadRow
from custom_components.backcare.system_health import async_system_health_info
from tests.conftest import DAY, MINUTE, SECOND, Clocks, Person, new_person
from tests.faulty_plug import PROVEN, Answer, Machine, Outlet, listen
from tests.house import House, house_with

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
PLATFORMS = ["binary_sensor", "button", "calendar", "event", "number", "sensor", "switch"]

# The modules of the guard; no other is imported before the pads are guarded.
GUARD = {
    *("clock", "command_context", "const", "loading", "options", "pads", "parts", "rules"),
    *("storage", "wakeup"),
}
IMPORTED = """
import json, sys
import custom_components.backcare
print(json.dumps([name for name in sys.modules if name.startswith("custom_components.backcare.")]))
"""


def not_loaded(hass: HomeAssistant) -> str | None:
    """Return the parts that the repair names, None without one."""
    issue = ir.async_get(hass).async_get_issue(DOMAIN, ISSUE)
    if issue is None:
        return None
    assert issue.translation_placeholders is not None
    return issue.translation_placeholders["parts"]


def state_of(person: Person) -> ConfigEntryState:
    """Return the state of the entry: a call, for it changes behind mypy's back."""
    return person.entry.state


class _Broken(MetaPathFinder):
    def __init__(self, name: str) -> None:
        self._name = name

    @override
    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == self._name:
            raise ImportError(f"cannot import a name for {fullname}")


@contextmanager
def broken(module: str) -> Iterator[None]:
    """Have a module that cannot be imported, as when a release has moved a name that it imports."""
    name = f"custom_components.backcare.{module}"
    whole = importlib.import_module(name)
    del sys.modules[name]
    with patch.object(sys, "meta_path", [_Broken(name), *sys.meta_path]):
        try:
            yield
        finally:
            sys.modules[name] = whole


async def set_up(hass: HomeAssistant, clocks: Clocks, **options: Any) -> Person:
    """Set Anna up, as far as that goes, and let a minute pass."""
    anna = new_person(hass, "Anna", **options)
    await hass.config_entries.async_setup(anna.entry.entry_id)
    await hass.async_block_till_done()
    await clocks.forward(MINUTE)
    return anna


# Imports


@pytest.mark.long
def test_the_integration_imports_what_the_guard_needs_and_nothing_else() -> None:
    top = Path(__file__).parents[2]
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", IMPORTED], cwd=top, capture_output=True, check=True, timeout=60
    )
    rooms = {name.split(".")[2] for name in json.loads(run.stdout)}
    assert rooms == GUARD


def test_no_integration_of_home_assistant_can_keep_it_out() -> None:
    manifest = json.loads((Path(card.__file__).parent / "manifest.json").read_text())
    assert not {"dependencies", "after_dependencies"} & manifest.keys()


# One part does not load


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_platform_that_does_not_load_is_named_and_nothing_else_misses(
    hass: HomeAssistant,
    pad: str,
    clocks: Clocks,
    platform: str,
) -> None:
    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": pad}, blocking=True)
    with broken(platform):
        anna = await set_up(hass, clocks, heating_pad=pad)

    assert anna.entry.state is ConfigEntryState.LOADED
    assert not_loaded(hass) == platform
    assert hass.states.is_state(pad, "off")
    await anna.act("start_session", therapy="ice")
    assert anna.state(TIMER) == "active"

    await anna.reload()
    assert not_loaded(hass) is None
    assert anna.state(TIMER) in ("active", "paused")


@pytest.mark.parametrize(
    ("module", "part"),
    [
        ("services", "actions"),
        ("websocket", "websocket"),
        ("timer", "timer"),
        ("outputs.pad_issues", "issues"),
        ("outputs.notifications", "notifications"),
        ("outputs.automation_events", "automation_events"),
        ("announcements.announcer", "announcements"),
    ],
)
async def test_a_comfort_that_does_not_load_is_named_and_the_pad_guarded(
    hass: HomeAssistant,
    pad: str,
    clocks: Clocks,
    module: str,
    part: str,
) -> None:
    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": pad}, blocking=True)
    with broken(module):
        anna = await set_up(hass, clocks, heating_pad=pad)

    assert anna.entry.state is ConfigEntryState.LOADED
    assert not_loaded(hass) == part
    assert hass.states.is_state(pad, "off")
    await anna.use("switch.ice_session", "turn_on")
    assert anna.state("switch.ice_session") == "on"
    await anna.unload()


async def test_a_card_that_was_not_downloaded_is_named(
    hass: HomeAssistant, pad: str, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    hass.config.components.add("frontend")
    monkeypatch.setattr(card, "CARD", Path("/nonexistent/backcare-card.js"))
    anna = await set_up(hass, clocks, heating_pad=pad)

    assert anna.entry.state is ConfigEntryState.LOADED
    assert not_loaded(hass) == "card"


async def test_a_mistake_in_timer_helpers_is_no_mistake_of_the_pad(
    hass: HomeAssistant, pad: str, clocks: Clocks
) -> None:
    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": pad}, blocking=True)
    anna = new_person(hass, "Anna", heating_pad=pad)
    broken = {"timer": {"Not A Slug!": {"duration": "yesterday"}}}
    assert await async_setup_component(hass, DOMAIN, broken)
    await hass.async_block_till_done()
    await clocks.forward(MINUTE)

    assert anna.entry.state is ConfigEntryState.LOADED
    assert not_loaded(hass) == "timer"
    assert hass.states.is_state(pad, "off")


async def test_a_comfort_that_hangs_holds_nobody_up(
    hass: HomeAssistant,
    pad: str,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released = asyncio.Event()

    async def hang(hass: HomeAssistant, component: str, config: Any) -> bool:
        await released.wait()
        return True

    monkeypatch.setattr(loading, "async_setup_component", hang)
    hass.states.async_set(pad, "on")
    anna = new_person(hass, "Anna", heating_pad=pad)
    await machine.until(hass.config_entries.async_setup(anna.entry.entry_id))
    await machine.settle()

    assert anna.entry.state is ConfigEntryState.LOADED
    assert not_loaded(hass) == "timer"
    assert hass.states.is_state(pad, "off")
    released.set()


async def test_a_part_that_comes_late_is_named_until_then(
    hass: HomeAssistant, machine: Machine
) -> None:
    parts, released = Parts(hass), asyncio.Event()
    await machine.until(parts.async_load("late", released.wait()))
    assert not_loaded(hass) == "late"

    released.set()
    await machine.settle()
    assert not_loaded(hass) is None


# Nobody comes


@pytest.fixture
def outlet() -> Outlet:
    return Outlet("pad")


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    """A house with Anna, where nothing has started yet."""
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        yield house


@pytest.mark.parametrize(
    ("outside_use", "on"), [("adopt", False), ("off", False), ("ignore", True)]
)
@pytest.mark.parametrize("module", ["config_flow", "person.manager"])
async def test_a_person_who_cannot_be_set_up_has_the_pad_guarded(
    house: House,
    outlet: Outlet,
    machine: Machine,
    module: str,
    outside_use: str,
    on: bool,
) -> None:
    """By the options, before any code for the person runs: found on at start, and never adopted."""
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    outlet.press(True)
    with broken(module):
        await house.start()
    anna = house.persons["anna"]
    assert state_of(anna) is ConfigEntryState.SETUP_ERROR
    assert outlet.relay is on
    assert "Anna" in (not_loaded(house.hass) or "").split(", ")

    # Outside use goes by the options too.
    outlet.press(False)
    await machine.run(SECOND)
    outlet.press(True)
    await machine.run(SECOND)
    assert outlet.relay is on

    # Then the person comes.
    await machine.until(house.hass.config_entries.async_reload("anna"))
    await machine.settle()
    assert state_of(anna) is ConfigEntryState.LOADED
    assert "Anna" not in (not_loaded(house.hass) or "").split(", ")


@pytest.mark.parametrize("module", ["config_flow", "person.manager"])
async def test_a_session_does_not_run_on_without_its_person(
    house: House,
    outlet: Outlet,
    machine: Machine,
    module: str,
) -> None:
    """S8: nobody is there who could end it."""
    await house.start()
    await machine.until(house.persons["anna"].fall_ill(since=4 * DAY))
    await machine.until(house.persons["anna"].use(HEAT, "turn_on"))
    await machine.run(MINUTE)
    await house.kill()
    assert outlet.relay

    with broken(module):
        await house.start()
    assert not outlet.relay

    await machine.until(house.hass.config_entries.async_reload("anna"))
    assert house.persons["anna"].state(TIMER) == "paused"
    assert outlet.on_calls == 1


async def test_who_is_disabled_leaves_the_pad(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    with broken("config_flow"):
        await house.start()
    await machine.until(
        house.hass.config_entries.async_set_disabled_by("anna", ConfigEntryDisabler.USER)
    )
    assert not_loaded(house.hass) is None
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay
    outlet.press(False)


async def test_who_is_disabled_is_neither_waited_nor_stood_in_for(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """Such a person is never loaded; the other is, and the pads are reconciled at once."""
    other = Outlet("other_pad")
    house.has("Ben", heating_pad=other.entity_id)
    house.disable("Anna")
    outlet.press(True)
    other.press(True)
    await house.boot()
    await house.plugs_join()
    await other.join(house.hass)
    await house.set_up()
    await house.started()
    assert not other.relay

    await machine.run(2 * MINUTE)
    assert outlet.relay
    assert not_loaded(house.hass) is None
    outlet.press(False)


async def test_a_person_is_stood_in_for_until_loaded(
    house: House, outlet: Outlet, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The set-up may take long, and may fail once more."""
    with broken("config_flow"):
        await house.start()
    released = asyncio.Event()

    async def hang(*_: Any) -> None:
        await released.wait()

    monkeypatch.setattr(BackcareManager, "async_start", hang)
    reloading = asyncio.ensure_future(house.hass.config_entries.async_reload("anna"))
    await machine.settle()
    assert state_of(house.persons["anna"]) is ConfigEntryState.SETUP_IN_PROGRESS
    assert not_loaded(house.hass) == "Anna"
    outlet.press(True)
    await machine.run(SECOND)
    assert not outlet.relay
    released.set()
    await machine.until(reloading)


async def test_the_pads_are_reconciled_only_once(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7, S10: whoever switches a pad on later that is left alone was not BackCare before the start."""
    house.has("Anna", heating_pad=outlet.entity_id, outside_use="ignore")
    await house.start()
    await house.kill()
    house.stored.path.write_text("no database")
    await house.start()
    await machine.run(PROVEN)
    outlet.press(True)
    house.hass.config_entries.async_update_entry(house.persons["anna"].entry, title="Anne")
    await machine.run(MINUTE)
    assert outlet.relay
    outlet.press(False)


async def test_the_pads_are_guarded_before_any_person_is_set_up(
    house: House, outlet: Outlet, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unconfirmed off continues at once, however long other parts take to load."""
    await house.start()
    await machine.until(house.persons["anna"].fall_ill(since=4 * DAY))
    await machine.until(house.persons["anna"].use(HEAT, "turn_on"))
    outlet.answers[False] = Answer.IGNORE
    await machine.until(house.persons["anna"].use(HEAT, "turn_off"))
    await house.kill()
    outlet.answers[False] = Answer.OBEY
    assert house.stored.pads() == {outlet.entity_id: PadRow(outlet.entity_id)}

    released = asyncio.Event()

    async def hang(*_: Any) -> None:
        await released.wait()

    hass = await house.boot()
    await house.plugs_join()
    monkeypatch.setattr("custom_components.backcare.async_load_shared_parts", hang)
    setting_up = asyncio.ensure_future(async_setup_component(hass, DOMAIN, {}))
    await machine.settle()
    assert not outlet.relay
    released.set()
    await machine.until(setting_up)


async def test_a_person_who_takes_long_but_uses_the_pad_is_not_stood_in_for(
    house: House, outlet: Outlet, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loaded person knows the session; the guard knows only the options."""
    await house.start()
    await machine.until(house.persons["anna"].fall_ill(since=4 * DAY))
    await machine.until(house.persons["anna"].use(HEAT, "turn_on"))
    await machine.run(MINUTE)
    await house.kill()
    released, start = asyncio.Event(), BackcareManager.async_start

    async def start_slowly(manager: BackcareManager) -> None:
        await start(manager)
        await released.wait()

    monkeypatch.setattr(BackcareManager, "async_start", start_slowly)
    await house.boot()
    await house.plugs_join()
    setting_up = asyncio.ensure_future(house.set_up())
    await machine.settle()
    await house.started()
    await machine.run(2 * MINUTE)
    assert outlet.relay
    assert not_loaded(house.hass) is None

    released.set()
    await machine.until(setting_up)
    assert house.persons["anna"].state(TIMER) == "active"
    outlet.press(False)
    await machine.run(SECOND)
    assert house.persons["anna"].state(TIMER) == "idle"


async def test_the_entry_of_another_integration_is_not_waited_for(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """It may never load; nor is it said to be guarded."""
    outlet.press(True)
    hass = await house.boot()
    MockConfigEntry(domain="other", title="Other").add_to_hass(hass)
    await house.plugs_join()
    await house.set_up()
    await house.started()
    assert not outlet.relay
    await machine.run(2 * MINUTE)
    assert not_loaded(hass) is None


async def test_who_fails_and_has_no_pad_is_named_and_nothing_more(
    house: House, outlet: Outlet, caplog: pytest.LogCaptureFixture
) -> None:
    """There is nothing to guard."""
    house.has("Ben")
    outlet.press(True)
    with broken("person.manager"):
        await house.start()
    assert not outlet.relay
    assert set((not_loaded(house.hass) or "").split(", ")) >= {"Anna", "Ben"}
    assert "Exception in _entry_changed" not in caplog.text


async def test_who_fails_again_is_named_again(house: House, machine: Machine) -> None:
    await house.start()
    for _ in range(2):
        with broken("person.manager"):
            await machine.until(house.hass.config_entries.async_reload("anna"))
        assert not_loaded(house.hass) == "Anna"
        await machine.until(house.hass.config_entries.async_reload("anna"))
        assert not_loaded(house.hass) is None


async def test_a_person_who_cannot_be_set_up_wants_outside_use_off_whoever_shares_the_pad(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7: nobody knows whether it is this person's heat, and the other is told why it goes off."""
    house.has("Ben", heating_pad=outlet.entity_id)
    await house.start()
    with broken("person.manager"):
        await machine.until(house.hass.config_entries.async_reload("anna"))
    events = listen(house.hass, house.persons["ben"].entity_id(SESSION))
    outlet.press(True)
    await machine.settle()
    assert not outlet.relay
    assert events == [("refused", "outside_use_off")]


async def test_the_guard_goes_by_the_options_as_they_are_changed(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7, S13: a person who cannot be set up can still choose another plug, and what becomes of it."""
    other = Outlet("other_pad")
    with broken("person.manager"):
        await house.start()
        await other.join(house.hass)
        anna = house.persons["anna"].entry
        for options, on in (
            ({"heating_pad": other.entity_id}, (True, False)),
            ({"heating_pad": other.entity_id, "outside_use": "ignore"}, (True, True)),
            ({"heating_pad": outlet.entity_id, "outside_use": "off"}, (False, True)),
            ({}, (True, True)),
        ):
            for plug in (outlet, other):
                plug.press(False)
            house.hass.config_entries.async_update_entry(anna, options=options)
            await machine.until(house.hass.config_entries.async_reload("anna"))
            await machine.run(PROVEN)
            for plug in (outlet, other):
                plug.press(True)
            await machine.run(SECOND)
            assert (outlet.relay, other.relay) == on, options
    other.press(False)


async def test_an_off_that_only_the_guard_wants_is_on_disk(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4, S9: whatever comes of the person, and of Home Assistant."""
    with broken("person.manager"):
        await house.start()
    outlet.answers[False] = Answer.IGNORE
    outlet.press(True)
    await machine.run(SECOND)
    assert house.stored.pads() == {outlet.entity_id: PadRow(outlet.entity_id)}


# Shown to users


async def shown(hass: HomeAssistant) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return system health and Anna's diagnostics."""
    entry = hass.config_entries.async_get_known_entry("anna")
    return (
        await async_system_health_info(hass),
        await async_get_config_entry_diagnostics(hass, entry),
    )


async def test_a_pad_that_is_guarded_alone_is_shown_with_what_was_learned(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """In system health and diagnostics, without a name (S11)."""
    with broken("person.manager"):
        await house.start()
        health, diagnostics = await shown(house.hass)
    assert (health["heating_pads"], health["guarded_alone"]) == (1, 1)
    assert "guarded_alone: True" in health["heating_pad_1"]
    assert "proven_offs: " in health["heating_pad_1"]
    assert diagnostics["heating_pad"]["guarded_alone"] is True
    assert diagnostics["heating_pad"]["learned"].keys() == {field.name for field in fields(Learned)}
    assert "pad" not in json.dumps(list(diagnostics["heating_pad"].values()))

    await machine.until(house.hass.config_entries.async_reload("anna"))
    health, diagnostics = await shown(house.hass)
    assert (health["heating_pads"], health["guarded_alone"]) == (1, 0)
    assert diagnostics["heating_pad"]["guarded_alone"] is False


async def test_system_health_is_what_home_assistant_asks_for(
    hass: HomeAssistant, pad: str, clocks: Clocks
) -> None:
    await set_up(hass, clocks, heating_pad=pad)
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    info: dict[str, dict[str, Any]] = {**await get_info(hass)}
    assert info[DOMAIN]["heating_pads"] == 1
    texts = await async_get_translations(hass, "en", "system_health", [DOMAIN])
    assert set(texts) == {
        f"component.{DOMAIN}.system_health.info.{key}" for key in ("guarded_alone", "heating_pads")
    }


# Which plug it is


async def test_another_switch_under_the_name_of_the_plug_is_not_it(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8: the plug was removed while its off was unconfirmed, and another switch has its name."""
    await house.start()
    house.forget("Anna")
    await house.kill()
    house.stored.put("an id that the registry does not know", PadRow(outlet.entity_id))
    outlet.press(True)
    await house.start()
    await machine.run(MINUTE)
    assert outlet.relay
    outlet.press(False)


async def test_a_plug_renamed_while_home_assistant_was_down_is_switched_off(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S9: it is known by its id in the registry."""
    await house.start()
    await machine.run(MINUTE)
    house.forget("Anna")
    registered = er.async_get(house.hass).async_get(outlet.entity_id)
    assert registered is not None
    await house.kill()
    house.stored.put(registered.id, PadRow("switch.as_it_was_called"))
    outlet.press(True)
    await house.start()
    assert not outlet.relay
    await machine.run(PROVEN)
    assert house.stored.pads() == {}
