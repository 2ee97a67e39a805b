"""Plugs that take equally long for whoever calls them, and note when a call reaches them.

measured_plug:
  plugs: 3 # switch.plug_0 and so on
  written: [2] # switch.written_2 writes a row, then switches plug 2 on
"""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv, discovery
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

DOMAIN = "measured_plug"
CONFIG_SCHEMA = vol.Schema(
    {
        DOMAIN: vol.Schema(
            {
                vol.Required("plugs"): cv.positive_int,
                vol.Optional("written", default=[]): [cv.positive_int],
            }
        )
    },
    extra=vol.ALLOW_EXTRA,
)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Add the plugs."""
    await discovery.async_load_platform(hass, Platform.SWITCH, DOMAIN, config[DOMAIN], config)
    return True
