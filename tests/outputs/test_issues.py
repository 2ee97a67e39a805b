"""Repairs show what a person has to do, until it is done."""

from __future__ import annotations

from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.outputs.backstops import ROWS
from tests.conftest import SECOND, Person, new_person
from tests.faulty_plug import Answer, Machine, Outlet
from tests.stored import Stored

PLUG = {"kind": "plug", "minutes": 35}
ACTION = {"kind": "action", "when": "after", "action": [{"action": "homeassistant.turn_off"}]}
SAFETY = Path(__file__).parents[2] / "docs/safety.md"
ASSUMED_STATE = "assumed_state_anna"


def issue(hass: HomeAssistant, issue_id: str) -> ir.IssueEntry | None:
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id)


def issues(hass: HomeAssistant) -> set[str]:
    return {issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN}


async def anna_with(hass: HomeAssistant, outlet: Outlet, **options: Any) -> Person:
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, **options)
    await anna.set_up()
    return anna


async def choose(hass: HomeAssistant, anna: Person, **options: Any) -> None:
    """Have other options, as after the options flow."""
    hass.config_entries.async_update_entry(anna.entry, options=options)
    await anna.reload()


# No backstop


def no_backstop(hass: HomeAssistant, outlet: Outlet) -> str:
    """Return the issue of a plug, which is known by its id in the registry."""
    registered = er.async_get(hass).async_get(outlet.entity_id)
    assert registered is not None
    return f"no_backstop_{registered.id}"


async def test_a_pad_without_a_backstop_has_an_issue_until_it_has_one(
    hass: HomeAssistant, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    raised = issue(hass, no_backstop(hass, outlet))
    assert raised is not None
    assert raised.severity is ir.IssueSeverity.WARNING
    assert raised.translation_placeholders == {"heating_pad": "pad"}

    await anna.unload()
    assert issue(hass, no_backstop(hass, outlet))
    await anna.set_up()
    assert issue(hass, no_backstop(hass, outlet))

    await choose(hass, anna, heating_pad=outlet.entity_id, backstop=PLUG)
    assert issues(hass) == set()


async def test_an_ignored_issue_stays_ignored(hass: HomeAssistant, outlet: Outlet) -> None:
    """Nor after a reload or other options; only a backstop that was there and is gone is news."""
    anna = await anna_with(hass, outlet)
    ir.async_ignore_issue(hass, DOMAIN, no_backstop(hass, outlet), ignore=True)

    await choose(hass, anna, heating_pad=outlet.entity_id, heat_minutes=10)
    raised = issue(hass, no_backstop(hass, outlet))
    assert raised is not None
    assert raised.dismissed_version is not None

    await choose(hass, anna, heating_pad=outlet.entity_id, backstop=PLUG)
    await choose(hass, anna, heating_pad=outlet.entity_id)
    raised = issue(hass, no_backstop(hass, outlet))
    assert raised is not None
    assert raised.dismissed_version is None


async def test_without_a_pad_there_is_nothing_to_switch_off(
    hass: HomeAssistant, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)

    await choose(hass, anna)

    assert issues(hass) == set()


async def test_a_pad_that_does_not_exist_yet_has_an_issue_too(hass: HomeAssistant) -> None:
    anna = new_person(hass, "Anna", heating_pad="switch.not_yet")
    await anna.set_up()

    raised = issue(hass, "no_backstop_switch.not_yet")
    assert raised is not None
    assert raised.translation_placeholders == {"heating_pad": "switch.not_yet"}


@pytest.mark.parametrize(
    ("annas", "bens", "raised"),
    [
        pytest.param(None, None, True, id="neither"),
        pytest.param(PLUG, None, False, id="what-is-set-in-the-plug-is-for-both"),
        pytest.param(ACTION, None, True, id="what-an-action-sets-is-for-one"),
        pytest.param(ACTION, ACTION, False, id="both"),
    ],
)
async def test_a_pad_of_two_has_one_issue(
    hass: HomeAssistant, outlet: Outlet, annas: Any, bens: Any, *, raised: bool
) -> None:
    """And not when one of them comes or goes."""
    for name, backstop in (("Anna", annas), ("Ben", bens)):
        options = {} if backstop is None else {"backstop": backstop}
        person = new_person(hass, name, heating_pad=outlet.entity_id, **options)
        await person.set_up()
    expected = {no_backstop(hass, outlet)} if raised else set()
    assert issues(hass) == expected

    await person.unload()
    assert issues(hass) == expected


@pytest.mark.parametrize(
    ("platform", "row"),
    [("esphome", "-esphome"), ("mqtt", "-mqtt"), ("faulty", ""), (None, "")],
)
async def test_it_links_to_the_row_of_the_plug(
    hass: HomeAssistant, platform: str | None, row: str
) -> None:
    """And to the chapter, where the table has no row for it."""
    plug = "switch.not_yet"
    if platform is not None:
        registry = er.async_get(hass)
        plug = registry.async_get_or_create("switch", platform, "plug").entity_id
    anna = new_person(hass, "Anna", heating_pad=plug)
    await anna.set_up()

    (raised,) = ir.async_get(hass).issues.values()
    assert raised.learn_more_url is not None
    assert raised.learn_more_url.endswith(f"/docs/safety.md#backstop{row}")


def test_each_plug_that_is_linked_to_has_a_row() -> None:
    anchors = set(re.findall(r'<a id="backstop-?(\w*)"></a>', SAFETY.read_text()))
    assert anchors == {"", *ROWS}


# Assumed state


async def test_a_plug_that_assumes_its_state_has_an_issue(
    hass: HomeAssistant, outlet: Outlet
) -> None:
    """S5: from when it shows itself, through unavailability, until it knows."""
    await anna_with(hass, outlet, backstop=PLUG)
    assert issue(hass, ASSUMED_STATE) is None

    outlet.assumed = True
    outlet.report(False)
    await hass.async_block_till_done()
    raised = issue(hass, ASSUMED_STATE)
    assert raised is not None
    assert raised.severity is ir.IssueSeverity.WARNING
    assert raised.translation_placeholders == {"heating_pad": "pad"}

    outlet.assumed = False
    outlet.vanish()
    await hass.async_block_till_done()
    assert issue(hass, ASSUMED_STATE)

    outlet.come_back()
    await hass.async_block_till_done()
    assert issue(hass, ASSUMED_STATE) is None


async def test_a_power_sensor_shows_what_an_assumed_state_does_not(
    hass: HomeAssistant, outlet: Outlet
) -> None:
    outlet.assumed = True
    outlet.report(False)
    anna = await anna_with(hass, outlet)
    assert issue(hass, ASSUMED_STATE)

    await choose(hass, anna, heating_pad=outlet.entity_id, power_sensor="sensor.power")
    assert issue(hass, ASSUMED_STATE) is None

    await choose(hass, anna, heating_pad=outlet.entity_id)
    assert issue(hass, ASSUMED_STATE)
    await choose(hass, anna)
    assert issue(hass, ASSUMED_STATE) is None


async def test_a_renamed_plug_is_still_followed(hass: HomeAssistant, outlet: Outlet) -> None:
    anna = await anna_with(hass, outlet)
    outlet.rename(hass, "another_name")
    await hass.async_block_till_done()
    assert anna.entry.options["heating_pad"] == "switch.another_name"

    outlet.assumed = True
    outlet.report(False)
    await hass.async_block_till_done()
    assert issue(hass, ASSUMED_STATE)

    await anna.unload()
    outlet.assumed = False
    outlet.report(False)
    await hass.async_block_till_done()
    assert issue(hass, ASSUMED_STATE)


async def test_another_entry_changes_nothing(hass: HomeAssistant, outlet: Outlet) -> None:
    anna = await anna_with(hass, outlet)
    ben = new_person(hass, "Ben")
    await ben.set_up()
    hass.config_entries.async_update_entry(ben.entry, title="Benjamin")
    hass.config_entries.async_update_entry(anna.entry, title="Anne")
    outlet.assumed = True
    outlet.report(False)
    await hass.async_block_till_done()

    assert issues(hass) == {no_backstop(hass, outlet), ASSUMED_STATE}


# A fault


async def test_a_fault_of_the_pad_comes_and_goes(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    anna = await anna_with(hass, outlet, backstop=PLUG)
    await anna.be_in("heat")
    await anna.use("switch.heat_session", "turn_on")
    outlet.answers[False] = Answer.IGNORE
    await machine.until(
        hass.services.async_call(DOMAIN, "stop_session", blocking=True),
    )
    await machine.run(12 * SECOND)
    raised = issue(hass, "heating_pad_fault_anna")
    assert raised is not None
    assert raised.severity is ir.IssueSeverity.CRITICAL

    outlet.mend()
    outlet.press(False)
    await machine.run(90 * SECOND)
    assert issues(hass) == {"unanswered_anna"}


# Removed persons


async def test_a_removed_person_has_no_issue(hass: HomeAssistant, outlet: Outlet) -> None:
    outlet.assumed = True
    outlet.report(False)
    anna = await anna_with(hass, outlet)
    assert issues(hass) == {no_backstop(hass, outlet), ASSUMED_STATE}

    await hass.config_entries.async_remove(anna.entry.entry_id)
    await hass.async_block_till_done()

    assert issues(hass) == set()


async def test_a_fault_outlives_who_is_removed(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """The pad may be hot, no matter who used it."""
    anna = await anna_with(hass, outlet, backstop=PLUG)
    await anna.be_in("heat")
    await anna.use("switch.heat_session", "turn_on")
    outlet.answers[False] = Answer.IGNORE
    await hass.services.async_call(DOMAIN, "stop_session", blocking=True)
    await machine.run(12 * SECOND)
    assert issues(hass) == {"heating_pad_fault_anna", "unanswered_anna"}

    await machine.until(hass.config_entries.async_remove(anna.entry.entry_id))

    assert issues(hass) == {"heating_pad_fault_anna"}


# A lost record


async def test_a_lost_record_has_an_issue_until_the_onset_is_set(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    """S10: no copy is spoken of, as there is none."""
    await anna.unload()
    stored.damage("DELETE FROM persons")
    await anna.set_up()
    raised = issue(hass, "store_lost_anna")
    assert raised is not None
    assert raised.is_persistent
    assert raised.translation_placeholders == {
        "person": "/config/integrations/integration/backcare#config_entry=anna"
    }

    await anna.fall_ill()
    assert issue(hass, "store_lost_anna") is None
