"""The plug's own auto-off, which protects while Home Assistant is down."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
import logging
from typing import Any, Final

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.script import Script, async_validate_actions_config
from homeassistant.helpers.trace import script_execution_get, trace_clear
import voluptuous as vol

from ..const import DOMAIN
from ..rules.models import PLAN, Therapy
from .heating_pad import HeatingPad

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
# An action that takes longer than these seconds has failed.
ACTION_WITHIN = 10.0

# Everything that an option of an unexpected shape can raise.
UNREADABLE = (
    ArithmeticError,
    HomeAssistantError,
    LookupError,
    TypeError,
    ValueError,
    vol.Invalid,
)

type Action = Mapping[str, Any]


class BackstopKind(StrEnum):
    """Where the auto-off comes from."""

    NONE = "none"
    PLUG = "plug"
    ACTION = "action"


class BackstopWhen(StrEnum):
    """When the action that sets the auto-off runs."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Backstop:
    """The auto-off of a plug: none, one of `minutes` set in the plug, or one that an action sets."""

    kind: BackstopKind = BackstopKind.NONE
    minutes: int | None = None
    when: BackstopWhen = BackstopWhen.AFTER
    action: tuple[Action, ...] = ()

    async def async_arm(
        self, hass: HomeAssistant, pad: HeatingPad, when: BackstopWhen, left: timedelta
    ) -> bool:
        """Run the action that sets the plug's auto-off, if it runs at this time; return whether it is set.

        The action gets the time that is `left`, with a margin, as `seconds`, `minutes` and `deciseconds`.
        An action that cannot be cancelled blocks nothing (S6).
        """
        if self.kind is not BackstopKind.ACTION or when is not self.when:
            return True
        # The action may do anything to the plug, which only another off takes back.
        pad.touched()
        seconds = -(-(left + MARGIN) // timedelta(seconds=1))
        variables = {"seconds": seconds, "minutes": -(-seconds // 60), "deciseconds": seconds * 10}
        run = hass.async_create_background_task(
            _async_run(hass, self.action, variables), "backstop's action"
        )
        try:
            await asyncio.wait((run,), timeout=ACTION_WITHIN)
            armed = run.done() and run.result()
        except Exception:
            _LOGGER.exception("The backstop's action failed")
            return False
        else:
            if not armed:
                _LOGGER.warning("The backstop's action did not finish in time")
            return armed
        finally:
            run.cancel()
            if not pad.wished_on:
                # A countdown that is set after the off turns some plugs on, which another off takes back.
                pad.wish_off()


NO_BACKSTOP: Final = Backstop()


def backstop_of(options: Mapping[str, Any]) -> Backstop:
    """Return the backstop in the options; one that cannot be read is none."""
    try:
        stored = options.get(CONF_BACKSTOP)
        return _backstop_from(stored) if stored else NO_BACKSTOP
    except UNREADABLE as err:
        _LOGGER.warning("The backstop in the options is unreadable: %s", type(err).__name__)
        return NO_BACKSTOP


async def async_is_action(hass: HomeAssistant, action: Any) -> bool:
    """Return whether Home Assistant can run this as an action of a backstop."""
    try:
        await _async_sequence(hass, action)
    except UNREADABLE:
        return False
    return True


def _backstop_from(stored: Mapping[str, Any]) -> Backstop:
    kind = BackstopKind(stored[CONF_KIND])
    if kind is BackstopKind.NONE:
        return NO_BACKSTOP
    if kind is BackstopKind.PLUG:
        minutes = int(stored[CONF_MINUTES])
        if not timedelta(0) < timedelta(minutes=minutes) <= AT_MOST:
            raise ValueError(minutes)
        return Backstop(kind, minutes)
    action = tuple(stored[CONF_ACTION])
    _schema_of(action)
    return Backstop(kind, when=BackstopWhen(stored[CONF_WHEN]), action=action)


def _schema_of(action: Any) -> list[dict[str, Any]]:
    """Return an action as Home Assistant parses it, or raise Invalid if it does nothing."""
    sequence: list[dict[str, Any]] = cv.SCRIPT_SCHEMA([dict(step) for step in action])
    if not sequence:
        raise vol.Invalid("an action that does nothing")
    return sequence


async def _async_sequence(hass: HomeAssistant, action: Any) -> list[dict[str, Any]]:
    return await async_validate_actions_config(hass, _schema_of(action))


async def _async_run(
    hass: HomeAssistant, action: Sequence[Action], variables: Mapping[str, Any]
) -> bool:
    """Run an action in its own task; return whether it finished."""
    # Otherwise this would appear in the trace of the automation that started the session.
    trace_clear()
    script = Script(hass, await _async_sequence(hass, action), "Backstop", DOMAIN)
    try:
        await script.async_run(dict(variables), Context())
    finally:
        await script.async_unload()
    # A script that stops at a condition or with an error raises nothing.
    return script_execution_get() == "finished"
