"""Google Assistant, Alexa and HomeKit, each by Home Assistant's own code for it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any
from unittest.mock import patch

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.components.alexa.smart_home import (
    AlexaConfig,
    async_handle_message as async_ask_alexa,
)
from homeassistant.components.google_assistant import GOOGLE_ASSISTANT_SCHEMA
from homeassistant.components.google_assistant.http import GoogleConfig
from homeassistant.components.google_assistant.smart_home import (
    async_handle_message as async_ask_google,
)
from homeassistant.components.homekit.accessories import HomeDriver, get_accessory
from homeassistant.components.homekit.iidmanager import AccessoryIIDStorage
from homeassistant.components.homekit.type_switches import Switch
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entityfilter import FILTER_SCHEMA
from homeassistant.setup import async_setup_component
import pytest

from tests.conftest import PAD, Person

# Home Assistant has no types for these.
_GOOGLE_CONFIG: Any = GoogleConfig
_ASK_GOOGLE: Any = async_ask_google

ICE, HEAT, TIMER = "switch.ice_session", "switch.heat_session", "timer.session"


# Google Assistant


class Google:
    """Google Assistant, set up by hand; with `reports` it is told of states by itself, as in the cloud."""

    def __init__(self, hass: HomeAssistant, *, reports: bool) -> None:
        self._hass = hass
        options = GOOGLE_ASSISTANT_SCHEMA({"project_id": "home"})
        self._config: Any = _GOOGLE_CONFIG(hass, options | {"report_state": reports})

    async def start(self) -> None:
        for component in ("homeassistant", "http"):
            assert await async_setup_component(self._hass, component, {})
        await self._config.async_initialize()
        self._user = await self._hass.auth.async_create_user("Anna", group_ids=[GROUP_ID_USER])

    async def ask(self, intent: str, payload: dict[str, Any] | None = None) -> dict[str, Any]:
        message = {
            "requestId": "1",
            "inputs": [{"intent": f"action.devices.{intent}", "payload": payload or {}}],
        }
        user = self._user.id
        answer = await _ASK_GOOGLE(self._hass, self._config, user, user, message, "cloud")
        await self._hass.async_block_till_done()
        said: dict[str, Any] = answer["payload"]
        return said

    async def turn(self, entity_id: str, *, on: bool) -> dict[str, Any]:
        """Return what is answered to "turn it on"."""
        execution = [{"command": "action.devices.commands.OnOff", "params": {"on": on}}]
        command = {"devices": [{"id": entity_id}], "execution": execution}
        return await self.ask("EXECUTE", {"commands": [command]})


async def google(hass: HomeAssistant, *, reports: bool) -> Google:
    assistant = Google(hass, reports=reports)
    await assistant.start()
    return assistant


async def test_google_has_the_switches(
    hass: HomeAssistant, anna: Person, entities: list[er.RegistryEntry]
) -> None:
    """And the sensors of minutes are none of those that it knows; it knows no timer."""
    devices = (await (await google(hass, reports=False)).ask("SYNC"))["devices"]

    ours = {entity.entity_id for entity in entities}
    assert {device["id"]: device["type"] for device in devices if device["id"] in ours} == {
        anna.entity_id(key): "action.devices.types.SWITCH" for key in (ICE, HEAT)
    }


async def test_google_starts_and_stops(hass: HomeAssistant, anna: Person) -> None:
    await anna.be_in("heat")
    assistant = await google(hass, reports=False)

    answer = await assistant.turn(anna.entity_id(HEAT), on=True)
    assert answer["commands"][0]["status"] == "SUCCESS"
    assert hass.states.is_state(PAD, "on")

    await assistant.turn(anna.entity_id(HEAT), on=False)
    assert hass.states.is_state(PAD, "off")


async def test_google_says_of_a_refusal_that_something_went_wrong(
    hass: HomeAssistant, anna: Person
) -> None:
    await anna.be_in("ice")

    answer = await (await google(hass, reports=False)).turn(anna.entity_id(HEAT), on=True)

    assert answer == {"errorCode": "unknownError"}
    assert anna.state(HEAT) == "off"


async def test_google_that_is_told_of_states_does_not_wait_for_the_refusal(
    hass: HomeAssistant, anna: Person
) -> None:
    """It says that it did, and shows the switch off."""
    await anna.be_in("ice")
    assistant = await google(hass, reports=True)
    heat = anna.entity_id(HEAT)

    answer = await assistant.turn(heat, on=True)
    assert answer["commands"][0]["status"] == "SUCCESS"

    shown = await assistant.ask("QUERY", {"devices": [{"id": heat}]})
    assert shown["devices"][heat]["on"] is False
    assert hass.states.is_state(PAD, "off")


# Alexa


class Alexa:
    """Alexa, set up by hand."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        options = {"filter": FILTER_SCHEMA({}), "locale": "en-US", "entity_config": {}}
        self._config = AlexaConfig(hass, options)

    async def start(self) -> None:
        for component in ("homeassistant", "http"):
            assert await async_setup_component(self._hass, component, {})
        await self._config.async_initialize()

    async def ask(self, namespace: str, name: str, entity_id: str | None = None) -> dict[str, Any]:
        header = {
            "namespace": namespace,
            "name": name,
            "payloadVersion": "3",
            "messageId": "1",
            "correlationToken": "1",
        }
        directive: dict[str, Any] = {"header": header, "payload": {}}
        if entity_id is not None:
            scope = {"type": "BearerToken", "token": "token"}
            endpoint_id = entity_id.replace(".", "#")
            directive["endpoint"] = {"scope": scope, "endpointId": endpoint_id, "cookie": {}}
        answer = await async_ask_alexa(self._hass, self._config, {"directive": directive})
        await self._hass.async_block_till_done()
        assert answer is not None
        event: dict[str, Any] = answer["event"]
        return event

    async def turn(self, entity_id: str, *, on: bool) -> str:
        power = "TurnOn" if on else "TurnOff"
        answer = await self.ask("Alexa.PowerController", power, entity_id)
        name: str = answer["header"]["name"]
        return name


@pytest.fixture
async def alexa(hass: HomeAssistant) -> Alexa:
    assistant = Alexa(hass)
    await assistant.start()
    return assistant


async def test_alexa_has_switches_timer_pain_and_the_button_for_a_spasm(
    anna: Person, alexa: Alexa
) -> None:
    found = (await alexa.ask("Alexa.Discovery", "Discover"))["payload"]["endpoints"]

    ours = {device["endpointId"].replace("#", ".") for device in found}
    keys = (ICE, HEAT, TIMER, "number.pain", "button.log_spasm")
    assert {anna.entity_id(key) for key in keys} <= ours
    # What begins a plan anew is under nobody's thumb, and on nobody's tongue.
    for key in ("button.new_episode", "button.recovered"):
        assert anna.entity_id(key) not in ours


async def test_alexa_starts_and_stops(hass: HomeAssistant, anna: Person, alexa: Alexa) -> None:
    await anna.be_in("heat")

    assert await alexa.turn(anna.entity_id(HEAT), on=True) == "Response"
    assert hass.states.is_state(PAD, "on")
    assert await alexa.turn(anna.entity_id(HEAT), on=False) == "Response"
    assert hass.states.is_state(PAD, "off")


async def test_alexas_timer_is_the_session(hass: HomeAssistant, anna: Person, alexa: Alexa) -> None:
    """On starts the therapy of the phase; it can be held and goes on."""
    await anna.be_in("heat")
    timer = anna.entity_id(TIMER)

    await alexa.turn(timer, on=True)
    assert (anna.state(TIMER), anna.state(HEAT)) == ("active", "on")
    await alexa.ask("Alexa.TimeHoldController", "Hold", timer)
    assert anna.state(TIMER) == "paused"
    assert hass.states.is_state(PAD, "off")
    await alexa.ask("Alexa.TimeHoldController", "Resume", timer)
    assert anna.state(TIMER) == "active"
    await alexa.turn(timer, on=False)
    assert anna.state(TIMER) == "idle"
    assert hass.states.is_state(PAD, "off")


async def test_alexa_does_not_wait_for_a_refusal(
    hass: HomeAssistant, anna: Person, alexa: Alexa
) -> None:
    """Home Assistant answers her before the switch does; it stays off, and is reported as off."""
    await anna.be_in("ice")
    heat = anna.entity_id(HEAT)

    assert await alexa.turn(heat, on=True) == "Response"

    assert anna.state(HEAT) == "off"
    assert hass.states.is_state(PAD, "off")


# HomeKit


@pytest.fixture
async def bridge(hass: HomeAssistant) -> AsyncGenerator[HomeDriver]:
    """HomeKit's driver without a network."""
    iids = AccessoryIIDStorage(hass, "")
    await iids.async_initialize()
    of_driver = "pyhap.accessory_driver"
    with (
        patch(f"{of_driver}.AsyncZeroconf"),
        patch(f"{of_driver}.HAPServer"),
        patch(f"{of_driver}.AccessoryDriver.publish"),
        patch(f"{of_driver}.AccessoryDriver.persist"),
    ):
        yield HomeDriver(
            hass,
            entry_id="",
            bridge_name="Home",
            entry_title="Home",
            iid_storage=iids,
            pincode=b"123-45-678",
            address="127.0.0.1",
            loop=hass.loop,
        )


def accessory(hass: HomeAssistant, bridge: HomeDriver, entity_id: str) -> Any:
    state = hass.states.get(entity_id)
    assert state is not None
    return get_accessory(hass, bridge, state, 2, {})


async def test_homekit_has_the_switches_and_no_timer(
    hass: HomeAssistant, anna: Person, bridge: HomeDriver
) -> None:
    for key in (ICE, HEAT):
        assert isinstance(accessory(hass, bridge, anna.entity_id(key)), Switch)
    for key in (TIMER, "sensor.next_step", "sensor.ice_today", "number.pain"):
        assert accessory(hass, bridge, anna.entity_id(key)) is None


async def test_homekit_shows_a_refusal_by_switching_back(
    hass: HomeAssistant, anna: Person, bridge: HomeDriver
) -> None:
    await anna.be_in("ice")
    heat = accessory(hass, bridge, anna.entity_id(HEAT))
    heat.run()

    heat.char_on.client_update_value(True)
    await hass.async_block_till_done()

    assert not heat.char_on.value
    assert hass.states.is_state(PAD, "off")


async def test_homekit_starts_and_stops(
    hass: HomeAssistant, anna: Person, bridge: HomeDriver
) -> None:
    await anna.be_in("heat")
    heat = accessory(hass, bridge, anna.entity_id(HEAT))
    heat.run()

    for on in (True, False):
        heat.char_on.client_update_value(on)
        await hass.async_block_till_done()
        assert hass.states.is_state(PAD, "on" if on else "off")
        assert bool(heat.char_on.value) is on
