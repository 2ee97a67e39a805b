"""The plug's own auto-off: what protects while Home Assistant is down."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
import logging
from typing import Any, Final

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.script import Script, async_validate_actions_config
import voluptuous as vol

from .const import DOMAIN
from .rules.models import PLAN, Therapy

_LOGGER = logging.getLogger(__name__)

CONF_BACKSTOP: Final = "backstop"
CONF_KIND: Final = "kind"
CONF_MINUTES: Final = "minutes"
CONF_WHEN: Final = "when"
CONF_ACTION: Final = "action"

# The plug's own off comes this much after BackCare's, so that it never ends a session early.
MARGIN = timedelta(minutes=1)
# A plug whose own off comes later than this is no backstop.
AT_MOST = PLAN[Therapy.HEAT].cap + timedelta(minutes=5)
# An action that takes longer has failed.
ACTION_WITHIN = 10.0


class BackstopKind(StrEnum):
    """Where the auto-off comes from."""

    NONE = "none"
    PLUG = "plug"
    ACTION = "action"


class BackstopWhen(StrEnum):
    """When the action that sets it runs."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Backstop:
    """The auto-off of a plug: none, one of `minutes` set in the plug, or one that an action sets."""

    kind: BackstopKind = BackstopKind.NONE
    minutes: int | None = None
    when: BackstopWhen = BackstopWhen.AFTER
    action: tuple[Mapping[str, Any], ...] = ()

    async def async_arm(self, hass: HomeAssistant, when: BackstopWhen, left: timedelta) -> bool:
        """Run the action that sets the plug's auto-off, if this is when; return whether it is set.

        `seconds`, `minutes` and `deciseconds` tell the action how long: what is `left`, and a margin.
        """
        if self.kind is not BackstopKind.ACTION or when is not self.when:
            return True
        seconds = -(-(left + MARGIN) // timedelta(seconds=1))
        variables = {"seconds": seconds, "minutes": -(-seconds // 60), "deciseconds": seconds * 10}
        try:
            async with asyncio.timeout(ACTION_WITHIN):
                actions = [dict(action) for action in cv.SCRIPT_SCHEMA(list(self.action))]
                sequence = await async_validate_actions_config(hass, actions)
                script = Script(hass, sequence, "backstop", DOMAIN, top_level=False)
                await script.async_run(variables, Context())
        except (HomeAssistantError, TimeoutError, vol.Invalid) as err:
            _LOGGER.warning("The backstop's action failed: %r", err)
            return False
        return True


def backstop_of(options: Mapping[str, Any]) -> Backstop:
    """Return the backstop that the options tell of."""
    chosen = options.get(CONF_BACKSTOP, {})
    return Backstop(
        kind=BackstopKind(chosen.get(CONF_KIND, BackstopKind.NONE)),
        minutes=chosen.get(CONF_MINUTES),
        when=BackstopWhen(chosen.get(CONF_WHEN, BackstopWhen.AFTER)),
        action=tuple(chosen.get(CONF_ACTION, ())),
    )
