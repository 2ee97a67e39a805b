"""System health: which heating pads are guarded, and what was learned of their plugs (S5, S13)."""

from __future__ import annotations

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.core import HomeAssistant, callback

from .pads.registry import HEATING_PADS
from .pads.summary import is_guarded_alone, summary_of


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Register the system health, which contains no names because people publish it (S11)."""
    register.async_register_info(async_system_health_info)


async def async_system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return how many pads are guarded, how many of them alone, and a line for each."""
    pads = hass.data[HEATING_PADS].all() if HEATING_PADS in hass.data else []
    return {
        "heating_pads": len(pads),
        "guarded_alone": sum(map(is_guarded_alone, pads)),
    } | {
        f"heating_pad_{number}": _line(summary_of(shared))
        for number, shared in enumerate(pads, start=1)
    }


def _line(summary: dict[str, Any]) -> str:
    values = {**summary, **summary.pop("learned")}
    return ", ".join(f"{name}: {value}" for name, value in values.items() if value is not None)
