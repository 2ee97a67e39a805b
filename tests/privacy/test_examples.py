"""The examples of docs/privacy.md work as they stand."""

from __future__ import annotations

import json
from pathlib import Path
import re
from typing import Any, cast

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.db_schema import EventTypes, StatesMeta, StatisticsMeta
from homeassistant.components.recorder.util import session_scope
from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.script import Script
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)
from pytest_homeassistant_custom_component.typing import RecorderInstanceContextManager

from custom_components.backcare.const import DOMAIN
from tests.conftest import MINUTE, Clocks, Person, of_owner

PRIVACY = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text()
EXCLUDE, EXPORT = (
    cast(Any, parse_yaml(block)) for block in re.findall(r"```yaml\n(.*?)```", PRIVACY, re.DOTALL)
)


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: RecorderInstanceContextManager) -> None:
    """Have the database before Home Assistant: the test plugin asks for this order."""


@pytest.fixture
def recorder_config(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Configure the recorder as the document says, or not at all."""
    return dict(request.param)


def recorded(hass: HomeAssistant) -> tuple[set[str], bool]:
    """Return the entities of Anna with states or statistics, and whether there are events of calls."""
    with session_scope(hass=hass, read_only=True) as session:
        ids = [*session.query(StatesMeta.entity_id), *session.query(StatisticsMeta.statistic_id)]
        types = {one for (one,) in session.query(EventTypes.event_type)}
    return {one for (one,) in ids if ".anna_" in one}, EVENT_CALL_SERVICE in types


@pytest.mark.parametrize(
    ("recorder_config", "kept"),
    [pytest.param(EXCLUDE["recorder"], False, id="excluded"), pytest.param({}, True, id="as-is")],
    indirect=["recorder_config"],
)
async def test_what_is_excluded_is_not_recorded(
    recorder_mock: Recorder, hass: HomeAssistant, anna: Person, clocks: Clocks, kept: bool
) -> None:
    await anna.be_in("ice")
    await anna.act("log_spasm", intensity=7, activity="gardening")
    await anna.use("number.pain", "set_value", value=9)
    await anna.act("start_session", duration="00:05:00")
    await clocks.forward(10 * MINUTE)
    await async_wait_recording_done(hass)
    do_adhoc_statistics(hass, start=clocks.wall.replace(minute=0))
    await async_wait_recording_done(hass)

    entities, calls = recorded(hass)

    assert bool(entities) is kept
    assert calls is kept


async def test_everything_can_be_saved_as_a_file(hass: HomeAssistant, anna: Person) -> None:
    sent = async_mock_service(hass, "notify", "send_message")
    await anna.be_in("ice")
    await anna.act("log_spasm", activity="gardening")

    script = Script(hass, cv.SCRIPT_SCHEMA(EXPORT), "privacy", DOMAIN)
    await script.async_run(context=await of_owner(hass))
    await hass.async_block_till_done()

    [message] = [call.data["message"] for call in sent]
    # A template that looks like a value becomes one.
    everything = json.loads(message) if isinstance(message, str) else message
    assert [entry["activity"] for entry in everything["diary"]] == ["gardening"]
