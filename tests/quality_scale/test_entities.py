"""The rules on entities, devices and flows, checked on a person that is set up."""

from __future__ import annotations

from homeassistant.config_entries import SOURCE_USER
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.diagnostics import async_get_config_entry_diagnostics
from tests.catalogue.files import INTEGRATION, MANIFEST, SERVICES, TEXTS
from tests.conftest import PAD, Person
from tests.quality_scale.scale import done, exempt

# How many entities of a person nobody would call many.
FEW = 25


def _entities(hass: HomeAssistant, person: Person) -> list[er.RegistryEntry]:
    found = er.async_entries_for_config_entry(er.async_get(hass), person.entry.entry_id)
    assert found
    return found


def _devices(hass: HomeAssistant, person: Person) -> list[dr.DeviceEntry]:
    return dr.async_entries_for_config_entry(dr.async_get(hass), person.entry.entry_id)


@done
async def test_action_setup(hass: HomeAssistant) -> None:
    """Actions are there without a person, so that an automation is checked while none is loaded."""
    assert await async_setup_component(hass, DOMAIN, {})
    assert set(hass.services.async_services_for_domain(DOMAIN)) == set(SERVICES)


@done
async def test_action_exceptions(hass: HomeAssistant, anna: Person) -> None:
    """What cannot be done is an error with a text, by an action of ours and by one of an entity."""
    for domain, action, fields in (
        (DOMAIN, "end_episode", {}),
        ("timer", "start", {"entity_id": "timer.anna_session", "duration": "09:00:00"}),
    ):
        with pytest.raises(ServiceValidationError) as refused:
            await hass.services.async_call(domain, action, fields, blocking=True)
        assert refused.value.translation_domain == DOMAIN
        assert refused.value.translation_key in TEXTS["exceptions"]


@done
async def test_config_flow(hass: HomeAssistant) -> None:
    """A person is added by a form, whose fields are all explained."""
    assert MANIFEST["config_flow"]
    shown = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert shown["type"] is FlowResultType.FORM
    for step in (TEXTS["config"]["step"]["user"], *TEXTS["options"]["step"].values()):
        assert set(step.get("data", ())) == set(step.get("data_description", ()))


@done
async def test_unique_config_entry(hass: HomeAssistant, anna: Person) -> None:
    """Nobody is added twice: a name is taken, however it is written."""
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    again = await hass.config_entries.flow.async_configure(flow["flow_id"], {"name": " aNNa "})
    assert again["type"] is FlowResultType.FORM
    assert again["errors"] == {"name": "name_taken"}
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1


@done
def test_reconfiguration_flow(hass: HomeAssistant, anna: Person) -> None:
    """The name can be changed; what else there is to configure is an option."""
    assert anna.entry.supports_reconfigure
    assert anna.entry.supports_options


@done
async def test_config_entry_unloading(hass: HomeAssistant, anna: Person) -> None:
    """A person can be unloaded, and loaded again."""
    assert await hass.config_entries.async_unload(anna.entry.entry_id)
    assert not hass.config_entries.async_loaded_entries(DOMAIN)
    assert await hass.config_entries.async_setup(anna.entry.entry_id)
    assert hass.config_entries.async_loaded_entries(DOMAIN) == [anna.entry]


@done
def test_entity_unique_id(hass: HomeAssistant, anna: Person) -> None:
    """The entry's ID and a key, unique in its domain."""
    ids = [(entity.domain, entity.unique_id) for entity in _entities(hass, anna)]
    assert len(set(ids)) == len(ids)
    assert all(unique_id.startswith(f"{anna.entry.entry_id}_") for _, unique_id in ids)
    shown = {state.entity_id for state in hass.states.async_all() if ".anna_" in state.entity_id}
    assert shown <= {entity.entity_id for entity in _entities(hass, anna)}


@done
def test_has_entity_name(hass: HomeAssistant, anna: Person) -> None:
    """All of them."""
    assert all(entity.has_entity_name for entity in _entities(hass, anna))


@exempt
async def test_entity_unavailable(hass: HomeAssistant, anna: Person) -> None:
    """Whatever becomes of the plug, what is shown of a person is known."""
    hass.states.async_set(PAD, STATE_UNAVAILABLE)
    await hass.async_block_till_done()
    states = [hass.states.get(entity.entity_id) for entity in _entities(hass, anna)]
    assert STATE_UNAVAILABLE not in {state.state for state in states if state is not None}


@done
def test_devices(hass: HomeAssistant, anna: Person) -> None:
    """A person is a service, with a name and a maker, and has all of the entities."""
    (device,) = _devices(hass, anna)
    assert device.entry_type is dr.DeviceEntryType.SERVICE
    assert device.name == anna.entry.title
    assert device.manufacturer
    assert {entity.device_id for entity in _entities(hass, anna)} == {device.id}


@exempt
def test_dynamic_devices(hass: HomeAssistant, anna: Person) -> None:
    """An entry is one device: none can come while it is loaded."""
    assert len(_devices(hass, anna)) == 1


@exempt
async def test_stale_devices(hass: HomeAssistant, anna: Person) -> None:
    """An entry is one device, which goes with it."""
    assert len(_devices(hass, anna)) == 1
    await hass.config_entries.async_remove(anna.entry.entry_id)
    assert not _devices(hass, anna)


@done
async def test_diagnostics(hass: HomeAssistant, anna: Person) -> None:
    """They can be downloaded; what may be in them is held by tests/test_diagnostics.py."""
    assert await async_get_config_entry_diagnostics(hass, anna.entry)


@done
def test_entity_category(hass: HomeAssistant, anna: Person) -> None:
    """Rarely used buttons, faults, and pain as statistics."""
    categories = {
        entity.translation_key: str(entity.entity_category)
        for entity in _entities(hass, anna)
        if entity.entity_category is not None
    }
    assert categories == {
        "new_episode": "config",
        "recovered": "config",
        "heating_pad_fault": "diagnostic",
        "pain_level": "diagnostic",
    }


@done
def test_entity_device_class(hass: HomeAssistant, anna: Person) -> None:
    """Wherever Home Assistant has a class that fits."""
    classes = {
        entity.unique_id.removeprefix(f"{anna.entry.entry_id}_"): entity.original_device_class
        for entity in _entities(hass, anna)
    }
    expected = {
        "phase": "enum",
        "heat_from": "timestamp",
        "next_session": "timestamp",
        "ice_today": "duration",
        "heat_today": "duration",
        "heating_pad_fault": "problem",
    }
    assert expected.items() <= classes.items()


@done
def test_entity_disabled_by_default(hass: HomeAssistant, anna: Person) -> None:
    """Text that everybody could read; the others are few, and what they cost the recorder is counted."""
    disabled = [
        it for it in _entities(hass, anna) if it.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    ]
    assert [it.translation_key for it in disabled] == ["common_trigger"]
    assert len(_entities(hass, anna)) <= FEW
    assert (INTEGRATION.parents[1] / "tests/cost/test_recorder.py").exists()


@done
def test_entity_translations(hass: HomeAssistant, anna: Person) -> None:
    """Each has a name in every language: that the others have what English has is held by tests/catalogue."""
    for entity in _entities(hass, anna):
        assert entity.translation_key is not None
        assert TEXTS["entity"][entity.domain][entity.translation_key]["name"]
