"""The values of BackCare: frozen, and always valid.

Layers, each knowing only those before it:

    moment   the time by both clocks
    limits   how long a therapy may be had, by the plan and by a person's options
    entries  the entries of the diary
    person   a person, with the current episode and session
    changes  the outcome of a command

The plan's numbers and the names are exported here too, so that there is one place to import from.
"""

from ..plan import (
    HEAT_AFTER,
    HEAT_AFTER_AT_LEAST,
    HEAT_AFTER_AT_MOST,
    PLAN,
    REST_AT_LEAST,
    REST_AT_MOST,
    SHORTEST,
)
from ..words import (
    Act,
    ClearReason,
    DoctorAdvice,
    NextStep,
    Phase,
    Precaution,
    Reason,
    RedFlag,
    Refusal,
    SessionEvent,
    Therapy,
    Tier,
)
from .changes import (
    Change,
    Deleted,
    EpisodeStarted,
    HeatingPadFault,
    Logged,
    PersonEvent,
    PhaseChanged,
    Refused,
    SessionAvailable,
    SessionChange,
    StartRefused,
    TakenBack,
)
from .entries import (
    Author,
    Entry,
    Exposure,
    FlagsCleared,
    FlagsDenied,
    FlagsReported,
    Pain,
    PastEpisode,
    PastSession,
    Spasm,
    automatic_id,
)
from .limits import Limits, TherapyLimits
from .moment import CLOCKS_AGREE, ZERO, Moment
from .person import (
    LEAP_AT_MOST,
    Episode,
    Interval,
    Origin,
    Person,
    PublishedState,
    Session,
    SessionEnd,
    same_run,
)

__all__ = [
    "CLOCKS_AGREE",
    "HEAT_AFTER",
    "HEAT_AFTER_AT_LEAST",
    "HEAT_AFTER_AT_MOST",
    "LEAP_AT_MOST",
    "PLAN",
    "REST_AT_LEAST",
    "REST_AT_MOST",
    "SHORTEST",
    "ZERO",
    "Act",
    "Author",
    "Change",
    "ClearReason",
    "Deleted",
    "DoctorAdvice",
    "Entry",
    "Episode",
    "EpisodeStarted",
    "Exposure",
    "FlagsCleared",
    "FlagsDenied",
    "FlagsReported",
    "HeatingPadFault",
    "Interval",
    "Limits",
    "Logged",
    "Moment",
    "NextStep",
    "Origin",
    "Pain",
    "PastEpisode",
    "PastSession",
    "Person",
    "PersonEvent",
    "Phase",
    "PhaseChanged",
    "Precaution",
    "PublishedState",
    "Reason",
    "RedFlag",
    "Refusal",
    "Refused",
    "Session",
    "SessionAvailable",
    "SessionChange",
    "SessionEnd",
    "SessionEvent",
    "Spasm",
    "StartRefused",
    "TakenBack",
    "Therapy",
    "TherapyLimits",
    "Tier",
    "automatic_id",
    "same_run",
]
