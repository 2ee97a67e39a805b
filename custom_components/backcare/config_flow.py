"""Config flow for a person and an optional heating pad; everything else is an option with a default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.const import ATTR_DEVICE_CLASS, ATTR_ENTITY_ID, CONF_NAME, UnitOfTime
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
)
from homeassistant.util import slugify
import voluptuous as vol

from .const import DOMAIN
from .flows.announcements import announce_errors, announcement_fields, folded, unfolded
from .flows.backstop import BACKSTOP_SELECTOR, SOURCE_BACKSTOP
from .flows.doctor import CONF_TOLD_OTHERWISE, DoctorFlow, told_otherwise
from .flows.privacy import async_privacy_fields, async_shown, chosen, privacy_errors
from .options import (
    CONF_HEAT_MINUTES,
    CONF_HEAT_REST_MINUTES,
    CONF_HEATING_PAD,
    CONF_ICE_MINUTES,
    CONF_ICE_REST_MINUTES,
    CONF_OUTSIDE_USE,
    CONF_POWER_SENSOR,
    DEFAULTS,
    OutsideUse,
)
from .outputs.backstops import running_test
from .outputs.plug_record import async_record_of
from .pads.backstop import CONF_BACKSTOP, BackstopKind, backstop_of
from .pads.registry import HEATING_PADS
from .rules.models import (
    PLAN,
    REST_AT_LEAST,
    REST_AT_MOST,
    SHORTEST,
    Therapy,
)

if TYPE_CHECKING:
    from .person.manager import BackcareConfigEntry

# A name begins the ids of all entities of its person, and those have a limit.
NAME_AT_MOST: Final = 64

PAD_DOMAINS: Final = ("switch", "input_boolean")
# Filters work in the frontend only: we check the pad ourselves.
PAD_SELECTOR: Final = EntitySelector(EntitySelectorConfig(filter={"domain": list(PAD_DOMAINS)}))
POWER_SELECTOR: Final = EntitySelector(
    EntitySelectorConfig(filter={"domain": "sensor", "device_class": SensorDeviceClass.POWER})
)


def _whole(least: timedelta, most: timedelta, unit: UnitOfTime) -> vol.All[int]:
    """Return a selector of whole hours or minutes, within the bounds of the plan."""
    one = timedelta(**{unit.name.lower(): 1})
    number = NumberSelector(
        NumberSelectorConfig(
            min=least // one,
            max=most // one,
            step=1,
            unit_of_measurement=unit,
            mode=NumberSelectorMode.SLIDER,
        )
    )
    return vol.All(number, vol.Coerce(int))


def _default(therapy: Therapy) -> vol.All[int]:
    return _whole(SHORTEST, PLAN[therapy].cap, UnitOfTime.MINUTES)


USER_SCHEMA: Final = vol.Schema(
    {vol.Required(CONF_NAME): TextSelector(), vol.Optional(CONF_HEATING_PAD): PAD_SELECTOR}
)
RECONFIGURE_SCHEMA: Final = vol.Schema({vol.Required(CONF_NAME): TextSelector()})
_OPTIONS: Final = {
    CONF_OUTSIDE_USE: SelectSelector(
        SelectSelectorConfig(
            options=[use.value for use in (OutsideUse.ADOPT, OutsideUse.OFF, OutsideUse.IGNORE)],
            translation_key=CONF_OUTSIDE_USE,
        )
    ),
    CONF_ICE_MINUTES: _default(Therapy.ICE),
    CONF_ICE_REST_MINUTES: _whole(REST_AT_LEAST, REST_AT_MOST, UnitOfTime.MINUTES),
    CONF_HEAT_MINUTES: _default(Therapy.HEAT),
    CONF_HEAT_REST_MINUTES: _whole(REST_AT_LEAST, REST_AT_MOST, UnitOfTime.MINUTES),
}
OPTIONS_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(CONF_HEATING_PAD): PAD_SELECTOR,
        vol.Optional(CONF_POWER_SENSOR): POWER_SELECTOR,
        vol.Required(CONF_BACKSTOP, default=BackstopKind.NONE.value): BACKSTOP_SELECTOR,
        **{vol.Required(key, default=DEFAULTS[key]): option for key, option in _OPTIONS.items()},
        vol.Required(CONF_TOLD_OTHERWISE, default=False): BooleanSelector(),
    }
)


class BackcareConfigFlow(ConfigFlow, domain=DOMAIN):
    """Adds a person, or renames one."""

    VERSION = 1
    MINOR_VERSION = 1

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: BackcareConfigEntry) -> BackcareOptionsFlow:
        """Return the options flow."""
        return BackcareOptionsFlow()

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the name and an optional heating pad."""
        errors: dict[str, str] = {}
        if user_input is not None:
            options = dict(user_input)
            name = _tidy(options.pop(CONF_NAME))
            errors = self._name_errors(name) | _pad_errors(self.hass, options)
            if not errors:
                return self.async_create_entry(title=name, data={CONF_NAME: name}, options=options)
        return self._form("user", USER_SCHEMA, user_input, errors)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for another name."""
        entry = self._get_reconfigure_entry()
        errors: dict[str, str] = {}
        if user_input is not None:
            name = _tidy(user_input[CONF_NAME])
            errors = self._name_errors(name, of=entry)
            if not errors:
                return self.async_update_reload_and_abort(
                    entry, title=name, data_updates={CONF_NAME: name}
                )
        return self._form("reconfigure", RECONFIGURE_SCHEMA, user_input or entry.data, errors)

    def _form(
        self,
        step: str,
        schema: vol.Schema,
        filled: Mapping[str, Any] | None,
        errors: dict[str, str],
    ) -> ConfigFlowResult:
        return self.async_show_form(
            step_id=step,
            data_schema=self.add_suggested_values_to_schema(schema, filled),
            errors=errors,
        )

    def _name_errors(self, name: str, *, of: BackcareConfigEntry | None = None) -> dict[str, str]:
        """Return the error of a name, or nothing."""
        if not name:
            return {CONF_NAME: "name_empty"}
        if max(len(name), len(slugify(name))) > NAME_AT_MOST:
            return {CONF_NAME: "name_too_long"}
        others = (entry for entry in self._async_current_entries() if entry is not of)
        if name.casefold() in {_tidy(other.data[CONF_NAME]).casefold() for other in others}:
            return {CONF_NAME: "name_taken"}
        return {}


class BackcareOptionsFlow(DoctorFlow):
    """Changes the options of a person."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for all options; without a pad, its backstop is removed too."""
        errors: dict[str, str] = {}
        if user_input is None and not self._options:
            if running_test(self.hass, self.config_entry) is not None:
                return await self.async_step_running()
            if self.source == SOURCE_BACKSTOP and CONF_HEATING_PAD in self.config_entry.options:
                return await self.async_step_backstop_kind()
        if user_input is not None:
            errors = await self._async_errors(user_input)
            if not errors:
                self._options = chosen(folded(user_input), self.config_entry.options)
                if self._options.pop(CONF_TOLD_OTHERWISE):
                    return await self.async_step_doctor()
                return await self.async_step_chosen()
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                OPTIONS_SCHEMA.extend(
                    {**await async_privacy_fields(self.hass), **announcement_fields()}
                ),
                await self._async_form_data(self._filled()) if user_input is None else user_input,
            ),
            errors=errors,
            description_placeholders={
                "plug": await async_record_of(
                    self.hass, self.config_entry.options.get(CONF_HEATING_PAD)
                )
            },
        )

    @override
    async def async_step_chosen(self, _user_input: None = None) -> ConfigFlowResult:
        """Go on with the backstop, if there is to be one."""
        kind = BackstopKind(self._options.pop(CONF_BACKSTOP))
        if kind is BackstopKind.NONE or CONF_HEATING_PAD not in self._options:
            return await self.async_step_save()
        if kind is BackstopKind.PLUG:
            return await self.async_step_backstop_plug()
        return await self.async_step_backstop_action()

    @override
    async def async_step_save(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Save the options; a name that was gone is chosen anew, for what has it now (S8)."""
        entry = self.config_entry
        for option in self._gone():
            if self._options.get(option) == entry.options[option]:
                self.hass.data[HEATING_PADS].chosen.choose_again(entry.entry_id, option)
                self.hass.config_entries.async_schedule_reload(entry.entry_id)
        return await super().async_step_save(user_input)

    def _gone(self) -> list[str]:
        """Return the options that name what is gone; something else may have the name now."""
        if HEATING_PADS not in self.hass.data:
            return []
        chosen = self.hass.data[HEATING_PADS].chosen
        both = (CONF_HEATING_PAD, CONF_POWER_SENSOR)
        return [option for option in both if chosen.is_gone(self.config_entry.entry_id, option)]

    async def _async_errors(self, form: Mapping[str, Any]) -> dict[str, str]:
        """Return the errors of what was changed: what was filled in from the options is taken as it is."""
        before = await self._async_form_data(self.config_entry.options)

        def changed(field: str) -> bool:
            return form.get(field) != before.get(field)

        errors = (
            _pad_errors(self.hass, form)
            | _power_errors(self.hass, form)
            | privacy_errors(self.hass, self.config_entry, form)
            | announce_errors(self.hass, form)
        )
        return {field: error for field, error in errors.items() if changed(field)}

    async def _async_form_data(self, options: Mapping[str, Any]) -> dict[str, Any]:
        return unfolded(await async_shown(self.hass, options))

    def _filled(self) -> dict[str, Any]:
        """Return the input so far, or else the options without what is gone (S8)."""
        options = {**DEFAULTS, **(self._options or self.config_entry.options)}
        if not self._options:
            options = {key: it for key, it in options.items() if key not in self._gone()}
        return {
            **options,
            CONF_BACKSTOP: backstop_of(options).kind.value,
            CONF_TOLD_OTHERWISE: told_otherwise(options),
        }


def _tidy(name: str) -> str:
    """Return the name with its whitespace normalized."""
    return " ".join(name.split())


def _pad_errors(hass: HomeAssistant, user_input: Mapping[str, Any]) -> dict[str, str]:
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
