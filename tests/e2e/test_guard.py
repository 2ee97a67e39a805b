"""The pads are guarded in a real Home Assistant of which not everything loads (S13)."""

import asyncio
from pathlib import Path
import shutil

from .home_assistant import HomeAssistant
from .test_main_job import PLUG, add_person_with_heat

BROKEN = "from homeassistant.core import what_a_release_has_moved\n"


def break_modules(hass: HomeAssistant, *modules: str) -> Path:
    """Have a BackCare of its own, in which these cannot be imported; return its folder."""
    folder = hass.config / "custom_components/backcare"
    original = folder.resolve()
    folder.unlink()
    shutil.copytree(original, folder)
    for module in modules:
        (folder / f"{module}.py").write_text(BROKEN)
    return folder


async def not_loaded(hass: HomeAssistant) -> list[str]:
    """Return the parts that the repair names."""
    issues = (await hass.command("repairs/list_issues"))["issues"]
    parts = [
        issue["translation_placeholders"]["parts"]
        for issue in issues
        if (issue["domain"], issue["issue_id"]) == ("backcare", "not_loaded")
    ]
    return parts[0].split(", ") if parts else []


async def test_comforts_that_do_not_load_cost_nothing_else(own_hass: HomeAssistant) -> None:
    entities = await add_person_with_heat(own_hass)
    await own_hass.call("backcare.start_session", therapy="heat", duration="00:10:00")
    await own_hass.persons_saved()
    await own_hass.kill()
    folder = break_modules(own_hass, "calendar", "websocket", "timer")
    (folder / "frontend/backcare-card.js").unlink()
    with (own_hass.config / "configuration.yaml").open("a") as configuration:
        configuration.write("\ntimer:\n  no slug!:\n    duration: yesterday\n")
    await own_hass.start()

    # The session runs on, as after any kill (S8).
    assert own_hass.relay.is_on()
    await own_hass.shows(entities["switch.heat_session"], "on", within=10)
    assert await not_loaded(own_hass) == ["calendar", "card", "timer", "websocket"]
    await own_hass.call("backcare.stop_session")
    await own_hass.shows(PLUG, "off")


async def test_a_person_who_cannot_be_set_up_has_the_pad_off(own_hass: HomeAssistant) -> None:
    await add_person_with_heat(own_hass)
    await own_hass.call("backcare.start_session", therapy="heat", duration="00:10:00")
    await own_hass.persons_saved()
    await own_hass.kill()
    assert own_hass.relay.is_on()
    break_modules(own_hass, "config_flow")
    await own_hass.start()

    await own_hass.shows(PLUG, "off", within=10)
    assert not own_hass.relay.is_on()
    assert await not_loaded(own_hass) == ["Anna"]
    # Nor does anybody else switch it on (S7).
    await own_hass.call("switch.turn_on", entity_id=PLUG)
    await own_hass.shows(PLUG, "off")
    await asyncio.sleep(1)
    assert not own_hass.relay.is_on()
