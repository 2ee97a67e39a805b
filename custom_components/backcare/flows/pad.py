"""The step of the options flow for the pad, and what can be a pad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import ATTR_DEVICE_CLASS, ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from ..const import DOMAIN
from ..options import (
    CONF_HEATING_PAD,
    CONF_OUTSIDE_USE,
    CONF_POWER_SENSOR,
    DEFAULTS,
    OutsideUse,
)
from ..outputs.plug_record import async_record_of
from ..pads.backstop import CONF_BACKSTOP
from ..pads.registry import HEATING_PADS
from .backstop import BackstopFlow

PAD_DOMAINS: Final = ("switch", "input_boolean")
# Filters work in the frontend only: we check the pad ourselves.
PAD_SELECTOR: Final = EntitySelector(EntitySelectorConfig(filter={"domain": list(PAD_DOMAINS)}))

PAD_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(CONF_HEATING_PAD): PAD_SELECTOR,
        vol.Optional(CONF_POWER_SENSOR): EntitySelector(
            EntitySelectorConfig(
                filter={"domain": "sensor", "device_class": SensorDeviceClass.POWER}
            )
        ),
        vol.Required(CONF_OUTSIDE_USE, default=DEFAULTS[CONF_OUTSIDE_USE]): SelectSelector(
            SelectSelectorConfig(
                options=[
                    use.value for use in (OutsideUse.ADOPT, OutsideUse.OFF, OutsideUse.IGNORE)
                ],
                translation_key=CONF_OUTSIDE_USE,
            )
        ),
    }
)
_OF_PAD: Final = (CONF_HEATING_PAD, CONF_POWER_SENSOR, CONF_OUTSIDE_USE)


class PadFlow(BackstopFlow):
    """Asks for the pad, and for a backstop if the pad is a new one."""

    async def async_step_pad(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the pad, its power sensor, and what happens when somebody else switches it on."""
        errors: dict[str, str] = {}
        options, gone = self.config_entry.options, self._gone()
        if user_input is not None:
            errors = pad_errors(self.hass, user_input) | _power_errors(self.hass, user_input)
            # Values from the options are accepted as they are.
            errors = {
                field: error
                for field, error in errors.items()
                if user_input.get(field) != options.get(field)
            }
            if not errors:
                return await self._async_pad_chosen(user_input, gone)
        filled = {key: value for key, value in {**DEFAULTS, **options}.items() if key not in gone}
        return self.async_show_form(
            step_id="pad",
            data_schema=self.add_suggested_values_to_schema(
                PAD_SCHEMA, filled if user_input is None else user_input
            ),
            errors=errors,
            description_placeholders={
                "plug": await async_record_of(self.hass, options.get(CONF_HEATING_PAD))
            },
        )

    async def _async_pad_chosen(
        self, chosen: Mapping[str, Any], gone: list[str]
    ) -> ConfigFlowResult:
        """Save the pad; a backstop belongs to its plug, and another plug needs its own."""
        entry = self.config_entry
        before = entry.options
        kept = {key: value for key, value in before.items() if key not in _OF_PAD}
        options = {**kept, **chosen}
        # Submitting the id of an entity that was gone chooses the entity that has it now (S8).
        again = [option for option in gone if chosen.get(option) == before[option]]
        for option in again:
            self.hass.data[HEATING_PADS].chosen.choose_again(entry.entry_id, option)
        pad = chosen.get(CONF_HEATING_PAD)
        another = pad != before.get(CONF_HEATING_PAD) or CONF_HEATING_PAD in again
        if another:
            options.pop(CONF_BACKSTOP, None)
        await self._async_store(options, reload=bool(again))
        if another and pad is not None:
            return await self.async_step_backstop_kind()
        return await self.async_step_save()

    def _gone(self) -> list[str]:
        """Return the options whose entity is gone; another entity may have its id now."""
        if HEATING_PADS not in self.hass.data:
            return []
        chosen = self.hass.data[HEATING_PADS].chosen
        both = (CONF_HEATING_PAD, CONF_POWER_SENSOR)
        return [option for option in both if chosen.is_gone(self.config_entry.entry_id, option)]


def pad_errors(hass: HomeAssistant, user_input: Mapping[str, Any]) -> dict[str, str]:
    """Return the error of the heating pad, or nothing."""
    if (pad := user_input.get(CONF_HEATING_PAD)) is None:
        return {}
    state = hass.states.get(pad)
    registered = er.async_get(hass).async_get(pad)
    if state is None and registered is None:
        return {CONF_HEATING_PAD: "heating_pad_missing"}
    group = state is not None and ATTR_ENTITY_ID in state.attributes
    platform = None if registered is None else registered.platform
    # A group confirms nothing about its members, and our own switches would switch themselves.
    if pad.partition(".")[0] not in PAD_DOMAINS or group or platform in {"group", DOMAIN}:
        return {CONF_HEATING_PAD: "heating_pad_unsuitable"}
    return {}


def _power_errors(hass: HomeAssistant, user_input: Mapping[str, Any]) -> dict[str, str]:
    """Return the error of the power sensor, or nothing."""
    if (sensor := user_input.get(CONF_POWER_SENSOR)) is None:
        return {}
    state = hass.states.get(sensor)
    registered = er.async_get(hass).async_get(sensor)
    classes = set()
    if registered is not None:
        classes |= {registered.device_class, registered.original_device_class}
    if state is not None:
        classes.add(state.attributes.get(ATTR_DEVICE_CLASS))
    if not classes:
        return {CONF_POWER_SENSOR: "power_sensor_missing"}
    if sensor.partition(".")[0] != "sensor" or SensorDeviceClass.POWER not in classes:
        return {CONF_POWER_SENSOR: "power_sensor_unsuitable"}
    return {}
