"""The step of the options flow for what a doctor said instead of the plan (R2, R8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
import voluptuous as vol

from ..options import CONF_EARLY_STRETCHES, CONF_HEAT_AFTER_HOURS, DEFAULTS, limits_of
from ..rules.models import HEAT_AFTER_AT_LEAST, HEAT_AFTER_AT_MOST
from .backstop import BackstopFlow

# Not an option: it is on where the other two differ from the plan.
CONF_TOLD_OTHERWISE: Final = "told_otherwise"
CONF_CONFIRMED: Final = "confirmed"

HOUR: Final = timedelta(hours=1)
_OF_DOCTOR: Final = (CONF_HEAT_AFTER_HOURS, CONF_EARLY_STRETCHES)

DOCTOR_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_HEAT_AFTER_HOURS): vol.All(
            NumberSelector(
                NumberSelectorConfig(
                    min=HEAT_AFTER_AT_LEAST // HOUR,
                    max=HEAT_AFTER_AT_MOST // HOUR,
                    step=1,
                    unit_of_measurement=UnitOfTime.HOURS,
                    mode=NumberSelectorMode.SLIDER,
                )
            ),
            vol.Coerce(int),
        ),
        vol.Required(CONF_EARLY_STRETCHES): BooleanSelector(),
        vol.Required(CONF_CONFIRMED, default=False): BooleanSelector(),
    }
)


class DoctorFlow(BackstopFlow):
    """Asks what a doctor said, between the options form and the backstop."""

    async def async_step_doctor(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask from when heat is, and whether stretches are before recovery, with a word of confirmation."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input.pop(CONF_CONFIRMED):
                self._options |= user_input
                return await self.async_step_chosen()
            errors = {CONF_CONFIRMED: "not_confirmed"}
        options = {**DEFAULTS, **self.config_entry.options, **(user_input or {})}
        return self.async_show_form(
            step_id="doctor",
            data_schema=self.add_suggested_values_to_schema(
                DOCTOR_SCHEMA, {key: options[key] for key in _OF_DOCTOR}
            ),
            errors=errors,
        )

    async def async_step_chosen(self, _user_input: None = None) -> ConfigFlowResult:
        """Go on with the options that were entered: the flow's own class knows how."""
        raise NotImplementedError


def told_otherwise(options: Mapping[str, Any]) -> bool:
    """Return whether a doctor said otherwise than the plan."""
    return limits_of(options).told_otherwise
