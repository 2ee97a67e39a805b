"""Conditions of automations: what a person is doing and may do now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Unpack, cast, override

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_OPTIONS, CONF_TARGET
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.condition import Condition, ConditionCheckParams, ConditionConfig
from homeassistant.helpers.typing import ConfigType, VolDictType
import voluptuous as vol

from .outputs.targets import Anchor, Target
from .person.manager import BackcareManager
from .rules.models import Phase, Refused, Therapy

CONF_BEHAVIOR = "behavior"
CONF_PHASE = "phase"
CONF_THERAPY = "therapy"

BEHAVIORS: Mapping[str, Callable[[list[bool]], bool]] = {"any": any, "all": all}

type Options = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ConditionDescription:
    """Describes a condition."""

    anchor: Anchor
    options: VolDictType = field(default_factory=dict)
    holds_fn: Callable[[BackcareManager, Options], bool]


class BackcareCondition(Condition):
    """A condition that holds for any, or for all, of the targeted persons."""

    description: ClassVar[ConditionDescription]

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Initialize the condition."""
        super().__init__(hass, config)
        self._options = config.options or {}
        self._target = Target(hass, config.target or {}, self.description.anchor)

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Return the valid config."""
        behavior = {vol.Required(CONF_BEHAVIOR, default="any"): vol.In(list(BEHAVIORS))}
        schema = vol.Schema(
            {
                vol.Required(CONF_TARGET): cv.TARGET_FIELDS,
                vol.Required(CONF_OPTIONS, default=dict): {**behavior, **cls.description.options},
            }
        )
        return cast(ConfigType, schema(config))

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        """Return whether it holds; without a person that is set up, it does not."""
        entries = map(self._hass.config_entries.async_get_known_entry, self._target.persons())
        verdicts = [
            self.description.holds_fn(entry.runtime_data, self._options)
            for entry in entries
            if entry.state is ConfigEntryState.LOADED
        ]
        return bool(verdicts) and BEHAVIORS[self._options[CONF_BEHAVIOR]](verdicts)


def _is_phase(manager: BackcareManager, options: Options) -> bool:
    return manager.overview.phase in options[CONF_PHASE]


def _is_session_running(manager: BackcareManager, options: Options) -> bool:
    session = manager.overview.session
    if session is None or not session.running:
        return False
    return not options.get(CONF_THERAPY) or session.therapy in options[CONF_THERAPY]


def _is_session_allowed(manager: BackcareManager, options: Options) -> bool:
    therapy = options.get(CONF_THERAPY) or manager.overview.therapy
    return therapy is not None and not isinstance(manager.would_start(therapy), Refused)


def _has_open_red_flag(manager: BackcareManager, _options: Options) -> bool:
    return bool(manager.person.red_flags)


DESCRIPTIONS = {
    "is_phase": ConditionDescription(
        anchor=Anchor("sensor", "phase"),
        options={
            vol.Required(CONF_PHASE): vol.All(
                cv.ensure_list, vol.Length(min=1), [vol.Coerce(Phase)]
            )
        },
        holds_fn=_is_phase,
    ),
    "is_session_running": ConditionDescription(
        anchor=Anchor("event", "session"),
        options={vol.Optional(CONF_THERAPY): vol.All(cv.ensure_list, [vol.Coerce(Therapy)])},
        holds_fn=_is_session_running,
    ),
    "is_session_allowed": ConditionDescription(
        anchor=Anchor("sensor", "next_session"),
        options={vol.Optional(CONF_THERAPY): vol.Coerce(Therapy)},
        holds_fn=_is_session_allowed,
    ),
    "has_open_red_flag": ConditionDescription(
        anchor=Anchor("binary_sensor", "see_doctor"), holds_fn=_has_open_red_flag
    ),
}

CONDITIONS: dict[str, type[Condition]] = {
    key: type(f"Backcare_{key}", (BackcareCondition,), {"description": description})
    for key, description in DESCRIPTIONS.items()
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions of BackCare."""
    return CONDITIONS
