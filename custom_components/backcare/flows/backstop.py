"""The steps of the options flow that set up the backstop of a pad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import UnitOfTime
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.selector import (
    ActionSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from ..options import CONF_HEATING_PAD
from ..outputs.backstops import async_forget_result
from ..pads.backstop import (
    AT_MOST,
    CONF_ACTION,
    CONF_BACKSTOP,
    CONF_KIND,
    CONF_MINUTES,
    CONF_WHEN,
    BackstopKind,
    BackstopWhen,
    async_is_action,
    backstop_of,
)
from .backstop_check import MINUTE, BackstopCheckFlow, in_minutes

# We refuse too many minutes ourselves, and say what the limit is.
PLUG_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_MINUTES): vol.All(
            NumberSelector(
                NumberSelectorConfig(
                    min=1,
                    step=1,
                    unit_of_measurement=UnitOfTime.MINUTES,
                    mode=NumberSelectorMode.BOX,
                )
            ),
            vol.Coerce(int),
        )
    }
)
ACTION_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_WHEN, default=BackstopWhen.AFTER.value): SelectSelector(
            SelectSelectorConfig(
                options=[when.value for when in BackstopWhen], translation_key="backstop_when"
            )
        ),
        vol.Required(CONF_ACTION): ActionSelector(),
    }
)

# A pad heats for half an hour at most: no plug with this one ends a session early.
SUGGESTED: Final = {CONF_MINUTES: AT_MOST // MINUTE}


class BackstopFlow(BackstopCheckFlow):
    """Asks for the backstop of a pad, and saves it before the test."""

    async def async_step_backstop_kind(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the kind of backstop: a repair leads here, too."""
        has_backstop = backstop_of(self.config_entry.options).kind is not BackstopKind.NONE
        kinds = [f"backstop_{kind}" for kind in (BackstopKind.PLUG, BackstopKind.ACTION)]
        kinds.append(f"backstop_{BackstopKind.NONE}")
        return await self._async_menu("backstop_kind", *["test"] * has_backstop, *kinds)

    async def async_step_backstop_none(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Remove the backstop."""
        options = self.config_entry.options
        return await self._async_save(
            {key: value for key, value in options.items() if key != CONF_BACKSTOP}
        )

    async def async_step_backstop_plug(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask after how many minutes the plug goes off by itself."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[CONF_MINUTES] <= AT_MOST // MINUTE:
                return await self._async_save_backstop(BackstopKind.PLUG, user_input)
            errors = {CONF_MINUTES: "backstop_too_late"}
        return await self._async_form(BackstopKind.PLUG, PLUG_SCHEMA, user_input, errors)

    async def async_step_backstop_action(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the action that makes the plug go off by itself."""
        errors: dict[str, str] = {}
        if user_input is not None:
            action = cv.ensure_list(user_input[CONF_ACTION])
            if await async_is_action(self.hass, action):
                chosen = {CONF_WHEN: user_input[CONF_WHEN], CONF_ACTION: action}
                return await self._async_save_backstop(BackstopKind.ACTION, chosen)
            errors = {CONF_ACTION: "action_invalid"}
        return await self._async_form(BackstopKind.ACTION, ACTION_SCHEMA, user_input, errors)

    async def _async_form(
        self,
        kind: BackstopKind,
        schema: vol.Schema,
        user_input: dict[str, Any] | None,
        errors: dict[str, str],
    ) -> ConfigFlowResult:
        return self.async_show_form(
            step_id=f"backstop_{kind}",
            data_schema=self.add_suggested_values_to_schema(
                schema, await self._async_stored(kind) if user_input is None else user_input
            ),
            errors=errors,
            description_placeholders={
                "at_most": in_minutes(AT_MOST),
                "seconds": "{{ seconds }}",
                "minutes": "{{ minutes }}",
                "deciseconds": "{{ deciseconds }}",
            },
            last_step=False,
        )

    async def _async_stored(self, kind: BackstopKind) -> Mapping[str, Any]:
        """Return the backstop that was set before, if it is of this kind and would be accepted."""
        before: Mapping[str, Any] = self.config_entry.options.get(CONF_BACKSTOP, {})
        if backstop_of({CONF_BACKSTOP: before}).kind is not kind:
            return SUGGESTED
        action = before.get(CONF_ACTION)
        return before if action is None or await async_is_action(self.hass, action) else {}

    async def _async_save_backstop(
        self, kind: BackstopKind, chosen: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Save the backstop, and offer a test."""
        options = self.config_entry.options
        backstop = {CONF_KIND: kind.value, **chosen}
        if options.get(CONF_BACKSTOP) != backstop:
            await async_forget_result(self.hass, options[CONF_HEATING_PAD])
        await self._async_store({**options, CONF_BACKSTOP: backstop})
        return await self.async_step_backstop()
