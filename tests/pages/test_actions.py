"""The YAML on the page of each action runs as it stands, and does what the page says."""

from __future__ import annotations

from datetime import timedelta
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.script import Script
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import parse_yaml
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import Therapy
from custom_components.backcare.rules.plan import PLAN
from tests.catalogue.files import SERVICES
from tests.conftest import DAY, MINUTE, SECOND, Person, of_owner
from tests.pages.__main__ import DOCS
from tests.pages.examples import ANSWERS

type Act = tuple[str, dict[str, Any]]

# The commands that an example needs first, and the state that shows its effect.
ILL: Act = ("start_episode", {})
ICE: Act = ("start_session", {"therapy": "ice"})
FEVER: Act = ("report_red_flags", {"flags": ["fever"]})
RUN: dict[str, tuple[list[Act], str, str]] = {
    "start_episode": ([], "sensor.heat_from", "2026-03-04T19:00:00+00:00"),
    "correct_onset": ([ILL], "sensor.heat_from", "2026-03-04T09:00:00+00:00"),
    "end_episode": ([ILL], "sensor.phase", "none"),
    "mark_recovered": ([ILL], "sensor.phase", "recovery"),
    "start_session": ([], "timer.session", "active"),
    "stop_session": ([ICE], "timer.session", "idle"),
    "pause_session": ([ICE], "timer.session", "paused"),
    "resume_session": ([ICE, ("pause_session", {})], "timer.session", "active"),
    "log_spasm": ([("start_episode", {"onset": "2026-03-01"})], "sensor.spasms_today", "1"),
    "log_pain": ([ILL], "number.pain", "4"),
    "undo_last": ([ILL], "sensor.phase", "none"),
    "delete_entry": ([ILL, ("log_spasm", {})], "sensor.spasms_today", "0"),
    "report_red_flags": ([], "binary_sensor.see_doctor", "on"),
    "clear_red_flags": ([FEVER], "binary_sensor.see_doctor", "off"),
    "get_summary": ([ILL], "sensor.phase", "ice"),
    "get_history": ([ILL], "sensor.phase", "ice"),
    "get_report": ([ILL], "sensor.phase", "ice"),
    "export": ([ILL], "sensor.phase", "ice"),
    "delete_history": ([ILL, ("log_spasm", {})], "sensor.spasms_today", "0"),
}


@pytest.mark.parametrize("name", SERVICES)
async def test_the_yaml_of_the_page_does_what_it_says(
    hass: HomeAssistant, anna: Person, name: str
) -> None:
    """And its answer has what the page lists."""
    before, entity, state = RUN[name]
    for action, fields in before:
        await anna.act(action, **fields)
    page = (DOCS / f"actions/{name}.md").read_text()
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    sequence = cv.SCRIPT_SCHEMA(parse_yaml(block))

    script = Script(hass, sequence, name, DOMAIN)
    result = await script.async_run(context=await of_owner(hass))
    await hass.async_block_till_done()

    assert anna.state(entity) == state
    assert result is not None
    assert set(result.variables.get("answer", {})) == set(ANSWERS.get(name, {}))


DAYS_28 = 28 * DAY
LONG = "a" * 100


def ago(duration: timedelta) -> str:
    return (dt_util.utcnow() - duration).isoformat()


@pytest.mark.parametrize(
    ("phase", "action", "field", "taken", "refused"),
    [
        pytest.param(None, "start_episode", "onset", DAYS_28, DAYS_28 + SECOND, id="onset"),
        pytest.param(None, "start_episode", "onset", timedelta(0), -SECOND, id="onset-to-come"),
        pytest.param("ice", "correct_onset", "onset", DAYS_28, DAYS_28 + SECOND, id="correction"),
        pytest.param("heat", "log_spasm", "at", DAY, 4 * DAY, id="spasm-before-the-onset"),
        pytest.param("heat", "log_spasm", "at", timedelta(0), -SECOND, id="spasm-to-come"),
        pytest.param("heat", "log_pain", "at", DAY, 4 * DAY, id="pain-before-the-onset"),
        pytest.param("ice", "log_spasm", "intensity", 10, 11, id="intensity"),
        pytest.param("ice", "log_spasm", "intensity", 1, 0, id="least-intensity"),
        pytest.param("ice", "log_spasm", "activity", LONG, LONG + "a", id="activity"),
        pytest.param("ice", "log_spasm", "eased_by", LONG, LONG + "a", id="eased-by"),
        pytest.param("ice", "log_spasm", "duration", "24:00:00", "24:00:01", id="spasm-duration"),
        pytest.param("ice", "log_pain", "level", 10, 11, id="level"),
        pytest.param("ice", "log_pain", "level", 0, -1, id="least-level"),
        pytest.param("ice", "log_pain", "activity", LONG, LONG + "a", id="what-raised-pain"),
        pytest.param("ice", "delete_history", "confirm", True, False, id="confirm"),
    ],
)
async def test_the_bounds_of_the_page_hold(
    hass: HomeAssistant,
    anna: Person,
    phase: str | None,
    action: str,
    field: str,
    taken: Any,
    refused: Any,
) -> None:
    """The last value is taken, and the first beyond it refused."""
    if phase:
        await anna.be_in(phase)
    others = {"level": 4} if action == "log_pain" else {}
    values = [ago(value) if isinstance(value, timedelta) else value for value in (refused, taken)]

    with pytest.raises(ServiceValidationError):
        await anna.act(action, **{**others, field: values[0]})
    await anna.act(action, **{**others, field: values[1]})


PHASES = {
    Therapy.ICE: "ice",
    Therapy.HEAT: "heat",
    Therapy.MASSAGE: "heat",
    Therapy.STRETCH: "recovery",
    Therapy.WALK: "ice",
}


@pytest.mark.parametrize("therapy", PLAN)
async def test_the_durations_of_the_page_hold(anna: Person, therapy: Therapy) -> None:
    """From a minute to the cap of the therapy (R3, R6-R9)."""
    await anna.be_in(PHASES[therapy])
    cap = PLAN[therapy].cap
    for refused in (MINUTE - SECOND, cap + SECOND):
        with pytest.raises(ServiceValidationError):
            await anna.act("start_session", therapy=therapy, duration=str(refused))
    await anna.act("start_session", therapy=therapy, duration=str(cap))
