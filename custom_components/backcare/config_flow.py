"""Config flow for a person and an optional heating pad; everything else is an option with a default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.config_entries import (
    ConfigFlow,
    ConfigFlowContext,
    ConfigFlowResult,
    FlowType,
)
from homeassistant.const import CONF_NAME
from homeassistant.core import callback
from homeassistant.helpers.selector import TextSelector
from homeassistant.util import slugify
import voluptuous as vol

from .assist.people import heard_as
from .const import DOMAIN
from .flows.announcements import AnnouncementsFlow
from .flows.pad import PAD_SELECTOR, PadFlow, pad_errors
from .flows.person_options import SOURCE_BACKSTOP, SOURCE_WELCOME
from .flows.plan import PlanFlow
from .flows.privacy import PrivacyFlow
from .options import CONF_HEATING_PAD
from .outputs.backstops import running_test

if TYPE_CHECKING:
    from .person.manager import BackcareConfigEntry

# A name begins the ids of all entities of its person, and those have a limit.
NAME_AT_MOST: Final = 64
# Invisible, but they shape the letters and emoji beside them.
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"

USER_SCHEMA: Final = vol.Schema(
    {vol.Required(CONF_NAME): TextSelector(), vol.Optional(CONF_HEATING_PAD): PAD_SELECTOR}
)
RECONFIGURE_SCHEMA: Final = vol.Schema({vol.Required(CONF_NAME): TextSelector()})


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
            errors = self._name_errors(name) | pad_errors(self.hass, options)
            if not errors:
                return self.async_create_entry(title=name, data={CONF_NAME: name}, options=options)
        return self._form("user", USER_SCHEMA, user_input, errors)

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Continue with the optional steps: the person has been added already."""
        flow = await self.hass.config_entries.options.async_init(
            result["result"].entry_id, context=ConfigFlowContext(source=SOURCE_WELCOME)
        )
        return {**result, "next_flow": (FlowType.OPTIONS_FLOW, flow["flow_id"])}

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
        # Home Assistant's own *Rename* changes the title alone.
        filled = user_input or {CONF_NAME: entry.title}
        return self._form("reconfigure", RECONFIGURE_SCHEMA, filled, errors)

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
        if not heard_as(name):
            return {CONF_NAME: "name_empty"}
        if max(len(name), len(slugify(name))) > NAME_AT_MOST:
            return {CONF_NAME: "name_too_long"}
        others = (entry for entry in self._async_current_entries() if entry is not of)
        if heard_as(name) in {heard_as(other.title) for other in others}:
            return {CONF_NAME: "name_taken"}
        return {}


class BackcareOptionsFlow(PadFlow, PlanFlow, AnnouncementsFlow, PrivacyFlow):
    """Changes the options of a person."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer the parts of the options, or start with the one that was asked for."""
        self._take_over()
        has_pad = CONF_HEATING_PAD in self.config_entry.options
        if self._starts_with == SOURCE_WELCOME:
            return await self.async_step_welcome()
        if running_test(self.hass, self.config_entry) is not None:
            return await self.async_step_running()
        if self._starts_with == SOURCE_BACKSTOP and has_pad:
            return await self.async_step_backstop_kind()
        parts = ["pad", "plan", "announcements", "privacy", *["backstop_kind"] * has_pad]
        return self.async_show_menu(step_id="init", menu_options=parts)


def _tidy(name: str) -> str:
    """Return the name without characters that nobody sees, and with its whitespace normalized."""
    seen = (c for c in name if c.isprintable() or c.isspace() or c in _JOINERS)
    return " ".join("".join(seen).split())
