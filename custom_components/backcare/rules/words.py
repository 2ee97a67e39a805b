"""The names of BackCare: the value of each member is a state, and the key of its texts and icons."""

from __future__ import annotations

from enum import StrEnum


class Therapy(StrEnum):
    """What a person can do for their back."""

    ICE = "ice"
    HEAT = "heat"
    MASSAGE = "massage"
    STRETCH = "stretch"
    WALK = "walk"


class Phase(StrEnum):
    """The phase of the care plan (R2)."""

    NONE = "none"
    ICE = "ice"
    HEAT = "heat"
    RECOVERY = "recovery"


class RedFlag(StrEnum):
    """A symptom that ends self-care, because a doctor has to see it (R11)."""

    BLADDER_OR_BOWEL_CHANGE = "bladder_or_bowel_change"
    SADDLE_NUMBNESS = "saddle_numbness"
    BOTH_LEGS = "both_legs"
    SEXUAL_FUNCTION_CHANGE = "sexual_function_change"
    UNSTEADY_WALKING = "unsteady_walking"
    CHEST_PAIN = "chest_pain"
    AFTER_SERIOUS_ACCIDENT = "after_serious_accident"
    # An emergency that was not named.
    EMERGENCY = "emergency"
    LEG_WEAKNESS = "leg_weakness"
    FEVER = "fever"
    URGENT = "urgent"
    NUMBNESS_OR_PAIN_IN_LIMB = "numbness_or_pain_in_limb"
    PAIN_LYING_DOWN = "pain_lying_down"
    SLEEPLESS_NIGHTS = "sleepless_nights"
    WEIGHT_LOSS = "weight_loss"
    LUMP_OR_CHANGED_SHAPE = "lump_or_changed_shape"
    GETTING_WORSE = "getting_worse"


class Tier(StrEnum):
    """How soon a doctor has to see a red flag, the most pressing first (R11)."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    SOON = "soon"


class ClearReason(StrEnum):
    """Why a red flag is cleared (R11)."""

    SEEN_BY_DOCTOR = "seen_by_doctor"
    ADVISED_BY_PHONE = "advised_by_phone"
    GONE = "gone"
    REPORTED_BY_MISTAKE = "reported_by_mistake"


class DoctorAdvice(StrEnum):
    """Why to see a doctor, the most pressing first (R11, R12)."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    SOON = "soon"
    NOT_RECOVERED = "not_recovered"


class NextStep(StrEnum):
    """The one thing that a person should do or know now, the most pressing first."""

    CALL_EMERGENCY = "call_emergency"
    UNPLUG_PAD = "unplug_pad"
    TAKE_OFF = "take_off"
    ICE_RUNNING = "ice_running"
    HEAT_RUNNING = "heat_running"
    SESSION_RUNNING = "session_running"
    PAUSED = "paused"
    SEE_DOCTOR_TODAY = "see_doctor_today"
    NO_EPISODE = "no_episode"
    REST = "rest"
    KEEP_MOVING = "keep_moving"
    USE_ICE = "use_ice"
    USE_HEAT = "use_heat"
    STRETCH = "stretch"


class Precaution(StrEnum):
    """A group of people who should ask a pharmacist before ice or heat (R14)."""

    CONDITIONS = "conditions"
    PREGNANT_OR_FRAIL = "pregnant_or_frail"
    # Shown before the first heat of any kind.
    PATCH_OR_DROWSY = "patch_or_drowsy"


class Act(StrEnum):
    """A command that can be taken back."""

    START_EPISODE = "start_episode"
    CORRECT_ONSET = "correct_onset"
    END_EPISODE = "end_episode"
    MARK_RECOVERED = "mark_recovered"
    UNDO_RECOVERED = "undo_recovered"
    START_SESSION = "start_session"
    RESUME_SESSION = "resume_session"
    PAUSE_SESSION = "pause_session"
    CHANGE_SESSION = "change_session"
    STOP_SESSION = "stop_session"
    LOG_SPASM = "log_spasm"
    LOG_PAIN = "log_pain"
    REPORT_RED_FLAGS = "report_red_flags"
    ANSWER_QUESTION = "answer_question"
    CLEAR_RED_FLAGS = "clear_red_flags"


class SessionEvent(StrEnum):
    """Something that happens to a session."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    CHANGED = "changed"
    FINISHED = "finished"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a command may not happen, in the order in which the reasons are checked."""

    NO_EPISODE = "no_episode"
    EPISODE_RUNNING = "episode_running"
    ONSET_IN_FUTURE = "onset_in_future"
    ONSET_TOO_OLD = "onset_too_old"
    CLOCK_UNTRUSTED = "clock_untrusted"
    RED_FLAG_OPEN = "red_flag_open"
    SESSION_RUNNING = "session_running"
    NO_SESSION = "no_session"
    HEAT_TOO_EARLY = "heat_too_early"
    MASSAGE_TOO_EARLY = "massage_too_early"
    NOT_RECOVERED = "not_recovered"
    RESTING = "resting"
    TOO_SHORT = "too_short"
    OVER_LIMIT = "over_limit"
    INVALID_VALUE = "invalid_value"
    NO_ENTRY = "no_entry"
    HEATING_PAD_UNAVAILABLE = "heating_pad_unavailable"
    HEATING_PAD_IN_USE = "heating_pad_in_use"
    BACKSTOP_FAILED = "backstop_failed"
    STORAGE_FAILED = "storage_failed"


class Reason(StrEnum):
    """Why something happened to a session or a pad without a command or a refusal."""

    RESTART = "restart"
    TAKEN_BACK = "taken_back"
    GAVE_WAY = "gave_way"
    PAUSE_EXPIRED = "pause_expired"
    EPISODE_ENDED = "episode_ended"
    ONSET_CORRECTED = "onset_corrected"
    NOT_RECOVERED = "not_recovered"
    RED_FLAG = "red_flag"
    CLOCK_UNTRUSTED = "clock_untrusted"
    OUTSIDE_USE = "outside_use"
    OUTSIDE_USE_OFF = "outside_use_off"
    BACKSTOP_TEST = "backstop_test"
    FOUND_ON_AT_START = "found_on_at_start"
    PLUG_BOUNCED = "plug_bounced"
    SWITCHED_ON_LATE = "switched_on_late"
    SWITCHED_OFF_BY_HAND = "switched_off_by_hand"
    PLUG_REMOVED = "plug_removed"
