"""The commands for language models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import voluptuous as vol

from ..rules.diary import INTENSITIES, LEVELS, in_words
from ..rules.models import RedFlag, Therapy

_AT = "When it was, as an ISO 8601 date and time; without it: now."
_ONSET = "When the pain began, as an ISO 8601 date and time, at most 14 days ago."
_ACTIVITY = "The activity before it, in a few words."
_CONTROLLED = ["stop", "pause", "resume"]
# What the schemas below allow, for the refusal of a value.
ALLOWED = {
    "activity": "≤ 100",
    "at": "ISO 8601",
    "command": ", ".join(_CONTROLLED),
    "duration": "> 0",
    "flags": ", ".join(RedFlag),
    "intensity": in_words(INTENSITIES),
    "level": in_words(LEVELS),
    "minutes": "≥ 1",
    "onset": "ISO 8601",
    "seconds": "> 0",
    "therapy": ", ".join(Therapy),
}
# The actions know durations; a model is better at numbers.
UNITS = frozenset({"minutes", "seconds"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A command for a model, and its action, whose name may contain a field.

    `fields` describe the parameters. The action checks their values, as always.
    """

    name: str
    title: str
    description: str
    action: str
    fields: Mapping[Any, Any] = field(default_factory=dict)
    annotations: Mapping[str, bool] = field(default_factory=dict)


_LOGS = {"destructive": False}

COMMANDS = (
    Command(
        name="start_session",
        title="Start therapy session",
        description=(
            "Starts a session of ice, heat, massage, stretches or light activity (walk) for the back. "
            "Heat may switch on a heating pad. Leave out what the user did not say."
        ),
        action="start_session",
        fields={
            vol.Optional("therapy", description="Without it: what the plan has now."): vol.In(
                [therapy.value for therapy in Therapy]
            ),
            vol.Optional(
                "minutes",
                description="How long, only if the user said so.",
            ): vol.Coerce(float),
        },
    ),
    Command(
        name="control_session",
        title="Stop, pause or resume therapy session",
        description="Stops or pauses the session for the back, or resumes a paused one.",
        action="{command}_session",
        fields={vol.Required("command"): vol.In(_CONTROLLED)},
    ),
    Command(
        name="log_spasm",
        title="Log spasm",
        description="Writes a spasm of the back into the diary.",
        action="log_spasm",
        fields={
            vol.Optional("intensity", description="How strong, from 1 to 10."): vol.Coerce(float),
            vol.Optional("seconds", description="How long it lasted."): vol.Coerce(float),
            vol.Optional("activity", description=_ACTIVITY): str,
            vol.Optional("at", description=_AT): str,
        },
        annotations=_LOGS,
    ),
    Command(
        name="log_pain",
        title="Log back pain",
        description="Writes into the diary how strong the back pain is.",
        action="log_pain",
        fields={
            vol.Required("level", description="From 0 (none) to 10."): vol.Coerce(float),
            vol.Optional("activity", description=_ACTIVITY): str,
            vol.Optional("at", description=_AT): str,
        },
        annotations=_LOGS,
    ),
    Command(
        name="start_episode",
        title="Start episode of back pain",
        description=(
            "Begins a new episode when the user has hurt the back. An episode that has got beyond its "
            "ice phase is closed by that."
        ),
        action="start_episode",
        fields={vol.Optional("onset", description=f"{_ONSET} Without it: now."): str},
    ),
    Command(
        name="correct_onset",
        title="Correct onset of back pain",
        description="Corrects when the running episode began, which may move its phases.",
        action="correct_onset",
        fields={vol.Required("onset", description=_ONSET): str},
    ),
    Command(
        name="report_red_flags",
        title="Report red flags",
        description=(
            "Reports symptoms that a doctor has to see. That ends a session that does not go with them, "
            "and it cannot be undone here: only the user can, in Home Assistant."
        ),
        action="report_red_flags",
        fields={vol.Required("flags"): [vol.In([flag.value for flag in RedFlag])]},
        annotations={"destructive": False, "idempotent": True},
    ),
)
