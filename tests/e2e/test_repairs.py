"""Repairs are carried out in dialogs of BackCare's own, on each release."""

from .home_assistant import HomeAssistant
from .test_main_job import PLUG


async def test_each_repair_has_its_own_dialog(hass: HomeAssistant) -> None:
    """Where it cannot load them, Home Assistant asks for an OK, and deletes the repair."""
    await hass.add_person("Anna", heating_pad=PLUG)
    await hass.call("backcare.report_red_flags", flags=["weight_loss"])
    issues = {
        issue["translation_key"]: issue["issue_id"]
        for issue in (await hass.command("repairs/list_issues"))["issues"]
        if issue["domain"] == "backcare" and issue["is_fixable"]
    }

    step = await hass.fix(issues["red_flag_soon"])
    assert (step["type"], step["step_id"]) == ("menu", "init")
    assert "seen_by_doctor" in step["menu_options"]

    step = await hass.fix(issues["no_backstop"])
    assert (step["type"], step["step_id"]) == ("form", "confirm")
    step = await hass.fix_on(step)
    assert (step["type"], step["reason"]) == ("abort", "in_options")
    if "next_flow" not in step:
        step = await hass.open_options("Anna")
        assert (step["type"], step["step_id"]) == ("menu", "backstop_kind")
