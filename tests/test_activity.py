"""Home Assistant's activity of a session: few rows, each with who gave the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
import re
from typing import Any

from homeassistant.components import logbook
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from pytest_homeassistant_custom_component.typing import (
    RecorderInstanceContextManager,
    WebSocketGenerator,
)

from tests.catalogue.files import REPOSITORY
from tests.conftest import MINUTE, PAD, SECOND, Clocks, Person, of_owner

pytestmark = pytest.mark.usefixtures("recorder_mock")

type Row = dict[str, Any]
type Rows = Callable[[], Awaitable[list[Row]]]

SWITCH = "switch.heat_session"
TIMER = "timer.session"
ENTITIES = REPOSITORY / "docs/entities.md"
# The session event, the next step, the switch and the timer.
A_COMMAND = {"event.session", "sensor.next_step", SWITCH, TIMER}


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: RecorderInstanceContextManager) -> None:
    """Have the database before Home Assistant: the test plugin asks for this order."""


@pytest.fixture
async def owner(hass: HomeAssistant) -> Context:
    return await of_owner(hass)


@pytest.fixture
def configuration() -> Row:
    """Return what `configuration.yaml` says."""
    return {}


@pytest.fixture
async def rows(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    configuration: Row,
    hass_ws_client: WebSocketGenerator,
) -> Rows:
    """Return the rows of the device page, or of the house, since the last look, in the heat phase."""
    assert await async_setup_component(hass, "http", {})
    assert await logbook.async_setup(hass, configuration)
    client = await hass_ws_client(hass)
    entities = er.async_entries_for_config_entry(er.async_get(hass), anna.entry.entry_id)
    keys = {e.entity_id: f"{e.domain}.{e.unique_id.removeprefix('anna_')}" for e in entities}
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), anna.entry.entry_id)

    of_the_device = {"entity_ids": list(keys), "device_ids": [device.id for device in devices]}
    since: datetime = clocks.wall

    async def look() -> list[Row]:
        nonlocal since
        await clocks.forward(SECOND)
        await async_wait_recording_done(hass)
        await client.send_json_auto_id(
            {
                "type": "logbook/get_events",
                "start_time": since.isoformat(),
                **({} if configuration else of_the_device),
            }
        )
        answer = await client.receive_json()
        assert answer["success"], answer
        since = clocks.wall
        await clocks.forward(SECOND)
        return [
            {**row, "of": keys[row["entity_id"]]}
            for row in answer["result"]
            if row.get("entity_id") in keys
        ]

    await anna.be_in("heat")
    await anna.act("report_red_flags", flags=[])
    await look()
    return look


def counted(rows: list[Row]) -> dict[str, int]:
    return dict(Counter(row["of"] for row in rows))


def users(rows: list[Row]) -> set[str | None]:
    return {row.get("context_user_id") for row in rows}


async def test_a_session_is_a_few_rows_that_say_who(
    hass: HomeAssistant, anna: Person, clocks: Clocks, rows: Rows, owner: Context
) -> None:
    """Started, paused and resumed by a user, and ended by time, without a user."""
    anna.context = owner
    for key, action in ((SWITCH, "turn_on"), (TIMER, "pause"), (TIMER, "start")):
        await anna.use(key, action)
        written = await rows()
        assert counted(written) == dict.fromkeys(A_COMMAND, 1), action
        assert users(written) == {owner.user_id}, action

    await clocks.forward(21 * MINUTE)
    written = await rows()
    assert anna.state(TIMER) == "idle"
    assert counted(written) == dict.fromkeys(A_COMMAND, 1)
    assert users(written) == {None}


@pytest.mark.parametrize("action", ["start_session", "stop_session"])
async def test_an_action_is_of_who_called_it(
    hass: HomeAssistant, anna: Person, rows: Rows, owner: Context, action: str
) -> None:
    if action == "stop_session":
        await anna.use(SWITCH, "turn_on")
        await rows()

    fields = {"config_entry_id": "anna"}
    await hass.services.async_call("backcare", action, fields, blocking=True, context=owner)
    written = await rows()
    assert counted(written) == dict.fromkeys(A_COMMAND, 1)
    assert users(written) == {owner.user_id}


async def test_a_refusal_is_no_row(anna: Person, rows: Rows, owner: Context) -> None:
    """The caller has seen the error."""
    anna.context = owner
    with pytest.raises(ServiceValidationError):
        await anna.act("start_session", therapy="heat", duration={"minutes": 40})
    with pytest.raises(ServiceValidationError):
        await anna.use(TIMER, "start", duration="02:00:00")
    assert await rows() == []


async def test_a_red_flag_says_what_to_do(
    hass: HomeAssistant, anna: Person, rows: Rows, owner: Context
) -> None:
    await anna.use(SWITCH, "turn_on")
    await rows()

    fields = {"config_entry_id": "anna", "flags": ["fever"]}
    await hass.services.async_call(
        "backcare", "report_red_flags", fields, blocking=True, context=owner
    )
    written = await rows()
    assert counted(written) == dict.fromkeys({*A_COMMAND, "binary_sensor.see_doctor"}, 1)
    assert users(written) == {owner.user_id}
    assert "fever" not in str(written)


async def test_what_nobody_asked_for_says_why(
    hass: HomeAssistant, anna: Person, clocks: Clocks, rows: Rows
) -> None:
    await anna.use(SWITCH, "turn_on")
    await clocks.forward(MINUTE)
    await rows()

    await hass.services.async_call("input_boolean", "turn_off", {"entity_id": PAD}, blocking=True)
    await clocks.forward(MINUTE)
    written = await rows()
    assert [(row["name"], row["message"]) for row in written if "message" in row] == [
        ("Anna", "Heat: The heating pad was switched off by hand.")
    ]


@pytest.mark.parametrize(
    "configuration",
    [parse_yaml(re.findall(r"```yaml\n(.*?)```", ENTITIES.read_text(), re.DOTALL)[0])],
    ids=["docs/entities.md"],
)
async def test_the_activity_of_the_house_can_be_shorter(
    anna: Person, clocks: Clocks, rows: Rows
) -> None:
    await anna.use(SWITCH, "turn_on")
    await clocks.forward(30 * MINUTE)

    assert counted(await rows()) == {"event.session": 2}
