"""The options of a person, and the limits that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from enum import StrEnum
from typing import Any, Final

from homeassistant.util import dt as dt_util

from .rules.models import HEAT_AFTER, PLAN, Limits, Therapy

CONF_HEATING_PAD: Final = "heating_pad"
CONF_POWER_SENSOR: Final = "power_sensor"
CONF_OUTSIDE_USE: Final = "outside_use"
CONF_HEAT_AFTER_HOURS: Final = "heat_after_hours"
CONF_EARLY_STRETCHES: Final = "early_stretches"
CONF_ICE_MINUTES: Final = "ice_minutes"
CONF_ICE_REST_MINUTES: Final = "ice_rest_minutes"
CONF_HEAT_MINUTES: Final = "heat_minutes"
CONF_HEAT_REST_MINUTES: Final = "heat_rest_minutes"
CONF_ANNOUNCE_TO: Final = "announce_to"
CONF_TTS_ENGINE: Final = "tts_engine"
CONF_USER: Final = "user"
CONF_SHARE_DETAILS: Final = "share_details"
CONF_QUIET_FROM: Final = "quiet_from"
CONF_QUIET_UNTIL: Final = "quiet_until"
CONF_CARERS: Final = "carers"
CONF_SATELLITES: Final = "satellites"


class OutsideUse(StrEnum):
    """What happens when somebody else switches the pad on (S7), strictest first."""

    OFF = "off"
    ADOPT = "adopt"
    IGNORE = "ignore"


DEFAULTS: Final[Mapping[str, Any]] = {
    CONF_OUTSIDE_USE: OutsideUse.ADOPT,
    CONF_HEAT_AFTER_HOURS: HEAT_AFTER // timedelta(hours=1),
    CONF_EARLY_STRETCHES: False,
    CONF_ICE_MINUTES: PLAN[Therapy.ICE].default // timedelta(minutes=1),
    CONF_ICE_REST_MINUTES: PLAN[Therapy.ICE].rest // timedelta(minutes=1),
    CONF_HEAT_MINUTES: PLAN[Therapy.HEAT].default // timedelta(minutes=1),
    CONF_HEAT_REST_MINUTES: PLAN[Therapy.HEAT].rest // timedelta(minutes=1),
}


def limits_of(options: Mapping[str, Any]) -> Limits:
    """Return the limits of the options, always within the bounds of the plan (S1)."""
    chosen = {**DEFAULTS, **options}
    return Limits.within_plan(
        heat_after=timedelta(hours=chosen[CONF_HEAT_AFTER_HOURS]),
        ice=timedelta(minutes=chosen[CONF_ICE_MINUTES]),
        ice_rest=timedelta(minutes=chosen[CONF_ICE_REST_MINUTES]),
        heat=timedelta(minutes=chosen[CONF_HEAT_MINUTES]),
        heat_rest=timedelta(minutes=chosen[CONF_HEAT_REST_MINUTES]),
        early_stretches=bool(chosen[CONF_EARLY_STRETCHES]),
    )


def outside_use_of(options: Mapping[str, Any]) -> OutsideUse:
    """Return what happens at outside use."""
    return OutsideUse({**DEFAULTS, **options}[CONF_OUTSIDE_USE])


def shares_details(options: Mapping[str, Any]) -> bool:
    """Return whether every user of the house may see pain, spasms and activities (S16)."""
    return bool(options.get(CONF_SHARE_DETAILS, CONF_USER not in options))


def quiet_hours_of(options: Mapping[str, Any]) -> tuple[time, time] | None:
    """Return the start and the end of the quiet hours in local time, None if there are none."""
    # Home Assistant's form accepts more than ISO 8601 has, and keeps it as it was entered.
    begin = dt_util.parse_time(options.get(CONF_QUIET_FROM, ""))
    end = dt_util.parse_time(options.get(CONF_QUIET_UNTIL, ""))
    return None if begin is None or end is None else (begin, end)
