"""Triggers of automations for the events of a person.

They listen to events rather than states: nothing fires because an entity is added or removed, and events
from while Home Assistant was down fire once it has started.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar, cast, override

from homeassistant.const import ATTR_CONFIG_ENTRY_ID, ATTR_ENTITY_ID, CONF_OPTIONS, CONF_TARGET
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.trigger import (
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
from homeassistant.helpers.typing import ConfigType, VolDictType
import voluptuous as vol

from .outputs.automation_events import SIGNAL_PERSON_EVENT
from .outputs.targets import Anchor, Target
from .rules.diary import INTENSITIES, LEVELS
from .rules.models import (
    FlagsReported,
    HeatingPadFault,
    Logged,
    Pain,
    PersonEvent,
    Phase,
    PhaseChanged,
    SessionAvailable,
    SessionChange,
    SessionEvent,
    Spasm,
    Therapy,
)
from .rules.overview import Overview
from .rules.red_flags import highest_tier

CONF_INTENSITY = "intensity"
CONF_LEVEL = "level"
CONF_OUTCOME = "outcome"
CONF_THERAPY = "therapy"
CONF_TO = "to"

type Options = Mapping[str, Any]
type Variables = dict[str, Any]

# For automations that do not ask for the reason, an interrupted session was stopped.
OUTCOMES = {
    SessionEvent.FINISHED: SessionEvent.FINISHED,
    SessionEvent.STOPPED: SessionEvent.STOPPED,
    SessionEvent.INTERRUPTED: SessionEvent.STOPPED,
}


@dataclass(frozen=True, kw_only=True)
class TriggerDescription:
    """Describes a trigger.

    `variables_fn` returns the variables of an event for templates, None if the trigger is not for it.
    """

    anchor: Anchor
    options: VolDictType = field(default_factory=dict)
    variables_fn: Callable[[PersonEvent, Options, Overview], Variables | None]


class BackcareTrigger(Trigger):
    """A trigger for events of the targeted persons."""

    description: ClassVar[TriggerDescription]

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Initialize the trigger."""
        super().__init__(hass, config)
        self._target = config.target or {}
        self._options = config.options or {}

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Return the valid config."""
        schema = vol.Schema(
            {
                vol.Required(CONF_TARGET): cv.TARGET_FIELDS,
                vol.Required(CONF_OPTIONS, default=dict): cls.description.options,
            }
        )
        return cast(ConfigType, schema(config))

    @override
    async def async_attach_runner(
        self,
        run_action: TriggerActionRunner,
        did_not_trigger: TriggerNotTriggeredReporter | None = None,
    ) -> CALLBACK_TYPE:
        """Run the action at each event of a targeted person; return a function to stop."""
        target = Target(self._hass, self._target, self.description.anchor)

        @callback
        def handle_event(entry_id: str, event: PersonEvent) -> None:
            entry = self._hass.config_entries.async_get_known_entry(entry_id)
            overview = entry.runtime_data.overview
            variables = self.description.variables_fn(event, self._options, overview)
            if variables is None or (entity_id := target.persons().get(entry_id)) is None:
                return
            variables |= {
                ATTR_ENTITY_ID: entity_id,
                ATTR_CONFIG_ENTRY_ID: entry_id,
                "person": entry.title,
            }
            run_action(variables, f"event of {entry.title}")

        return async_dispatcher_connect(self._hass, SIGNAL_PERSON_EVENT, handle_event)


def _some(choices: type[Therapy | Phase]) -> Callable[[Any], Any]:
    """Return a validator for one choice or a list of them; an empty list means any."""
    return vol.All(cv.ensure_list, [vol.Coerce(choices)])


def _among(value: object, options: Options, option: str) -> bool:
    return not options.get(option) or value in options[option]


def _session_started(event: PersonEvent, options: Options, overview: Overview) -> Variables | None:
    if not isinstance(event, SessionChange) or event.event is not SessionEvent.STARTED:
        return None
    if not _among(event.therapy, options, CONF_THERAPY):
        return None
    session = overview.session
    if session is not None and session.therapy is not event.therapy:
        # The session of the event was over before Home Assistant had started.
        session = None
    return {
        "therapy": event.therapy,
        "minutes": session and _minutes(session.length),
        "finishes_at": session and session.finishes_at and session.finishes_at.isoformat(),
        "on_pad": event.on_pad,
    }


def _session_ended(event: PersonEvent, options: Options, _overview: Overview) -> Variables | None:
    if not isinstance(event, SessionChange) or event.event not in OUTCOMES:
        return None
    outcome = OUTCOMES[event.event]
    if not _among(event.therapy, options, CONF_THERAPY):
        return None
    if not _among(outcome, options, CONF_OUTCOME):
        return None
    return {
        "therapy": event.therapy,
        "outcome": outcome,
        "reason": event.reason,
        "minutes": event.exposure and _minutes(event.exposure),
        "ended": event.at and event.at.isoformat(),
        "on_pad": event.on_pad,
    }


def _phase_changed(event: PersonEvent, options: Options, _overview: Overview) -> Variables | None:
    if not isinstance(event, PhaseChanged) or not _among(event.phase, options, CONF_TO):
        return None
    return {"from_phase": event.before, "to_phase": event.phase}


def _session_available(
    event: PersonEvent, _options: Options, _overview: Overview
) -> Variables | None:
    return {"therapy": event.therapy} if isinstance(event, SessionAvailable) else None


def _spasm_logged(event: PersonEvent, options: Options, _overview: Overview) -> Variables | None:
    if not isinstance(event, Logged) or not isinstance(event.entry, Spasm):
        return None
    spasm = event.entry
    # A spasm without an intensity fires only if the trigger asks for none.
    if (spasm.intensity or 0) < options.get(CONF_INTENSITY, 0):
        return None
    return {
        "at": spasm.at.isoformat(),
        "intensity": spasm.intensity,
        "duration": None if spasm.duration is None else spasm.duration.total_seconds(),
        "activity": spasm.activity,
    }


def _pain_logged(event: PersonEvent, options: Options, _overview: Overview) -> Variables | None:
    if not isinstance(event, Logged) or not isinstance(event.entry, Pain):
        return None
    pain = event.entry
    if pain.level < options.get(CONF_LEVEL, 0):
        return None
    return {"at": pain.at.isoformat(), "level": pain.level, "activity": pain.activity}


def _red_flag_reported(
    event: PersonEvent, _options: Options, _overview: Overview
) -> Variables | None:
    """Return how soon to see a doctor, without the red flag (S11)."""
    if not isinstance(event, Logged) or not isinstance(event.entry, FlagsReported):
        return None
    return {"tier": highest_tier(event.entry.flags)}


def _heating_pad_fault(
    event: PersonEvent, _options: Options, _overview: Overview
) -> Variables | None:
    return {} if isinstance(event, HeatingPadFault) else None


def _minutes(duration: timedelta) -> float:
    return round(duration / timedelta(minutes=1), 1)


_SESSION = Anchor("event", "session")

DESCRIPTIONS = {
    "session_started": TriggerDescription(
        anchor=_SESSION,
        options={vol.Optional(CONF_THERAPY): _some(Therapy)},
        variables_fn=_session_started,
    ),
    "session_ended": TriggerDescription(
        anchor=_SESSION,
        options={
            vol.Optional(CONF_THERAPY): _some(Therapy),
            vol.Optional(CONF_OUTCOME): vol.All(cv.ensure_list, [vol.In(set(OUTCOMES.values()))]),
        },
        variables_fn=_session_ended,
    ),
    "phase_changed": TriggerDescription(
        anchor=Anchor("sensor", "phase"),
        options={vol.Optional(CONF_TO): _some(Phase)},
        variables_fn=_phase_changed,
    ),
    "session_available": TriggerDescription(
        anchor=Anchor("sensor", "next_session"), variables_fn=_session_available
    ),
    "spasm_logged": TriggerDescription(
        anchor=Anchor("event", "spasm"),
        options={
            vol.Optional(CONF_INTENSITY): vol.All(
                vol.Coerce(int), vol.Range(INTENSITIES.start, INTENSITIES.stop - 1)
            )
        },
        variables_fn=_spasm_logged,
    ),
    "pain_logged": TriggerDescription(
        anchor=Anchor("number", "pain"),
        options={
            vol.Optional(CONF_LEVEL): vol.All(
                vol.Coerce(int), vol.Range(LEVELS.start, LEVELS.stop - 1)
            )
        },
        variables_fn=_pain_logged,
    ),
    "red_flag_reported": TriggerDescription(
        anchor=Anchor("binary_sensor", "see_doctor"), variables_fn=_red_flag_reported
    ),
    "heating_pad_fault": TriggerDescription(
        anchor=Anchor("binary_sensor", "heating_pad_fault"), variables_fn=_heating_pad_fault
    ),
}

TRIGGERS: dict[str, type[Trigger]] = {
    key: type(f"Backcare_{key}", (BackcareTrigger,), {"description": description})
    for key, description in DESCRIPTIONS.items()
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers of BackCare."""
    return TRIGGERS
