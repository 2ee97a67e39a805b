"""The steps of the options flow for the numbers of the plan, and for what a doctor said instead (R2, R8)."""

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

from ..options import (
    CONF_EARLY_STRETCHES,
    CONF_HEAT_AFTER_HOURS,
    CONF_HEAT_MINUTES,
    CONF_HEAT_REST_MINUTES,
    CONF_ICE_MINUTES,
    CONF_ICE_REST_MINUTES,
    DEFAULTS,
    limits_of,
)
from ..rules.models import (
    HEAT_AFTER_AT_LEAST,
    HEAT_AFTER_AT_MOST,
    PLAN,
    REST_AT_LEAST,
    REST_AT_MOST,
    SHORTEST,
    Therapy,
)
from .person_options import PersonOptionsFlow

# Not an option: it is on if the two options from a doctor differ from the plan.
CONF_TOLD_OTHERWISE: Final = "told_otherwise"
CONF_CONFIRMED: Final = "confirmed"


def _whole(least: timedelta, most: timedelta, unit: UnitOfTime) -> vol.All[int]:
    """Return a selector of whole hours or minutes, within the bounds of the plan."""
    one = timedelta(**{unit.name.lower(): 1})
    number = NumberSelector(
        NumberSelectorConfig(
            min=least // one,
            max=most // one,
            step=1,
            unit_of_measurement=unit,
            mode=NumberSelectorMode.BOX,
        )
    )
    return vol.All(number, vol.Coerce(int))


def _default(therapy: Therapy) -> vol.All[int]:
    return _whole(SHORTEST, PLAN[therapy].cap, UnitOfTime.MINUTES)


_REST: Final = _whole(REST_AT_LEAST, REST_AT_MOST, UnitOfTime.MINUTES)
PLAN_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_ICE_MINUTES, default=DEFAULTS[CONF_ICE_MINUTES]): _default(Therapy.ICE),
        vol.Required(CONF_ICE_REST_MINUTES, default=DEFAULTS[CONF_ICE_REST_MINUTES]): _REST,
        vol.Required(CONF_HEAT_MINUTES, default=DEFAULTS[CONF_HEAT_MINUTES]): _default(
            Therapy.HEAT
        ),
        vol.Required(CONF_HEAT_REST_MINUTES, default=DEFAULTS[CONF_HEAT_REST_MINUTES]): _REST,
        vol.Required(CONF_TOLD_OTHERWISE, default=False): BooleanSelector(),
    }
)
DOCTOR_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_HEAT_AFTER_HOURS): _whole(
            HEAT_AFTER_AT_LEAST, HEAT_AFTER_AT_MOST, UnitOfTime.HOURS
        ),
        vol.Required(CONF_EARLY_STRETCHES): BooleanSelector(),
        vol.Required(CONF_CONFIRMED, default=False): BooleanSelector(),
    }
)
_OF_DOCTOR: Final = (CONF_HEAT_AFTER_HOURS, CONF_EARLY_STRETCHES)


class PlanFlow(PersonOptionsFlow):
    """Asks how long sessions and rests are, and what a doctor said."""

    def __init__(self) -> None:
        """Initialize the flow."""
        super().__init__()
        self._plan: dict[str, Any] = {}

    async def async_step_plan(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the durations; without advice from a doctor, the plan's defaults apply."""
        options = self.config_entry.options
        if user_input is not None:
            told_otherwise = user_input.pop(CONF_TOLD_OTHERWISE)
            self._plan = user_input
            return await (self.async_step_doctor() if told_otherwise else self._async_save_plan({}))
        told_otherwise = limits_of(options).told_otherwise
        return self.async_show_form(
            step_id="plan",
            data_schema=self.add_suggested_values_to_schema(
                PLAN_SCHEMA, {**DEFAULTS, **options, CONF_TOLD_OTHERWISE: told_otherwise}
            ),
        )

    async def async_step_doctor(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask when heat may begin, whether stretches may precede recovery, and for a confirmation."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input.pop(CONF_CONFIRMED):
                return await self._async_save_plan(user_input)
            errors = {CONF_CONFIRMED: "not_confirmed"}
        options = {**DEFAULTS, **self.config_entry.options, **(user_input or {})}
        return self.async_show_form(
            step_id="doctor",
            data_schema=self.add_suggested_values_to_schema(
                DOCTOR_SCHEMA, {key: options[key] for key in _OF_DOCTOR}
            ),
            errors=errors,
        )

    async def _async_save_plan(self, of_doctor: Mapping[str, Any]) -> ConfigFlowResult:
        """Save the durations; what has changed since they were asked for stays, such as the user."""
        options = self.config_entry.options
        kept = {key: value for key, value in options.items() if key not in _OF_DOCTOR}
        return await self._async_save({**kept, **self._plan, **of_doctor})
