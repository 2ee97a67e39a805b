"""The fields of an action are in no recorded event, and in no log."""

from __future__ import annotations

from collections.abc import Callable
import logging
from typing import Any

from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Event, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from pytest_homeassistant_custom_component.typing import WebSocketGenerator
import voluptuous as vol

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import Pain, Spasm
from tests.conftest import Person, refused
from tests.stored import Stored

ACTIVITY = "quarrel with my husband"
PERSON = {"config_entry_id": "anna"}


@pytest.fixture
def calls(hass: HomeAssistant, anna: Person) -> Callable[[], list[dict[str, Any]]]:
    """The call events of BackCare's actions."""
    events: list[Event] = async_capture_events(hass, EVENT_CALL_SERVICE)
    return lambda: [
        event.data["service_data"] for event in events if event.data["domain"] == DOMAIN
    ]


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("log_spasm", {"intensity": 7, "duration": "00:01:00", "activity": ACTIVITY}),
        ("log_pain", {"level": 4, "activity": ACTIVITY, "at": "2026-03-02T09:00:00+00:00"}),
        ("report_red_flags", {"flags": ["saddle_numbness"]}),
        ("clear_red_flags", {"reason": "seen_by_doctor"}),
    ],
)
async def test_the_event_of_a_call_says_whose_it_is_alone(
    anna: Person, calls: Callable[[], list[dict[str, Any]]], action: str, fields: dict[str, Any]
) -> None:
    await anna.be_in("ice")

    await anna.act(action, **fields)

    assert calls()[1:] == [PERSON]


async def test_a_script_and_its_trace_leave_nothing(
    hass: HomeAssistant, anna: Person, calls: Callable[[], list[dict[str, Any]]], stored: Stored
) -> None:
    """Each run says the same: what is taken out of a call is taken out of that call alone."""
    await anna.be_in("ice")
    action = {"action": f"{DOMAIN}.log_spasm", "data": {**PERSON, "activity": ACTIVITY}}
    config = {"script": {"log": {"sequence": [{"repeat": {"count": 2, "sequence": [action]}}]}}}
    assert await async_setup_component(hass, "script", config)

    await hass.services.async_call("script", "log", blocking=True)

    assert calls()[1:] == [PERSON, PERSON]
    spasms = [entry for entry in stored.entries() if isinstance(entry, Spasm)]
    assert [spasm.activity for spasm in spasms] == [ACTIVITY, ACTIVITY]
    traces = [trace.as_extended_dict() for trace in hass.data["trace"]["script.log"].all_traces()]
    assert traces
    # As the script has it, which an administrator may read anyhow.
    assert ACTIVITY not in str([trace["trace"] for trace in traces])


async def test_the_frontend_leaves_nothing(
    hass: HomeAssistant,
    anna: Person,
    calls: Callable[[], list[dict[str, Any]]],
    hass_ws_client: WebSocketGenerator,
    stored: Stored,
) -> None:
    await anna.be_in("ice")
    client = await hass_ws_client(hass)

    await client.send_json_auto_id(
        {
            "type": "call_service",
            "domain": DOMAIN,
            "service": "log_pain",
            "service_data": {"level": 4, "activity": ACTIVITY},
        }
    )
    assert (await client.receive_json())["success"]

    assert calls()[1:] == [{}]
    [pain] = [entry for entry in stored.entries() if isinstance(entry, Pain)]
    assert (pain.level, pain.activity) == (4, ACTIVITY)


async def test_what_is_refused_while_nobody_waits_is_in_no_log(
    hass: HomeAssistant, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant logs the call then."""
    await anna.be_in("ice")
    fields = {**PERSON, "intensity": 11, "activity": ACTIVITY}
    with refused("invalid_value", field="intensity"):
        await hass.services.async_call(DOMAIN, "log_spasm", dict(fields), blocking=True)

    await hass.services.async_call(DOMAIN, "log_spasm", dict(fields))
    await hass.services.async_call(DOMAIN, "log_spasm", fields | {"config_entry_id": "nobody"})
    await hass.async_block_till_done()

    assert caplog.text.count("Error executing service") == 2
    assert ACTIVITY not in caplog.text


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("start_session", {"therapy": ACTIVITY}),
        ("report_red_flags", {"flags": ["fever", ACTIVITY]}),
        ("clear_red_flags", {"reason": ACTIVITY}),
        ("clear_red_flags", {"reason": "gone", "flags": ACTIVITY}),
        ("delete_entry", {"entry_id": ACTIVITY}),
    ],
)
async def test_what_is_no_name_is_in_no_log(
    hass: HomeAssistant,
    anna: Person,
    caplog: pytest.LogCaptureFixture,
    action: str,
    fields: dict[str, Any],
) -> None:
    """S11: Home Assistant also logs the errors that led to a refusal."""
    await anna.be_in("ice")

    await hass.services.async_call(DOMAIN, action, PERSON | fields)
    await hass.async_block_till_done()

    assert caplog.text.count("Error executing service") == 1
    assert ACTIVITY not in caplog.text


@pytest.mark.parametrize("field", ["at", "duration", "intensity"])
async def test_what_cannot_be_read_is_in_no_log(
    hass: HomeAssistant, anna: Person, caplog: pytest.LogCaptureFixture, field: str
) -> None:
    """S11: a script logs why a call is invalid."""
    step = {"action": f"{DOMAIN}.log_spasm", "data": {**PERSON, field: "{{ 'zymurgy' }}"}}
    assert await async_setup_component(hass, "script", {"script": {"log": {"sequence": [step]}}})
    with pytest.raises(vol.Invalid):
        await hass.services.async_call("script", "log", blocking=True)
    [logged] = [it.getMessage() for it in caplog.records if it.levelno > logging.INFO]
    assert "Invalid data" in logged
    assert "zymurgy" not in logged
