"""The fields of the actions. They are checked for their types alone.

The rules refuse a value that is out of range, and say what is allowed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from . import clock

ATTR_ACTIVITY = "activity"
ATTR_AT = "at"
ATTR_CONFIRM = "confirm"
ATTR_DURATION = "duration"
ATTR_EASED_BY = "eased_by"
ATTR_END = "end"
ATTR_ENTRY_ID = "entry_id"
ATTR_FLAGS = "flags"
ATTR_INTENSITY = "intensity"
ATTR_LANGUAGE = "language"
ATTR_LEVEL = "level"
ATTR_LIMIT = "limit"
ATTR_ONSET = "onset"
ATTR_REASON = "reason"
ATTR_START = "start"
ATTR_THERAPY = "therapy"
ATTR_UNDO = "undo"
ATTR_WITHOUT_PAD = "without_pad"

# Nobody reads longer answers, and they take long to send.
HISTORY_LIMITS = range(1, 1001)

# A day within the calendar: each zone has these times.
_EARLIEST, _LATEST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def duration(value: Any) -> timedelta:
    """Return a duration of any length: the rules decide whether it is allowed."""
    if isinstance(value, bool):
        raise vol.Invalid("not a duration")
    try:
        parsed: timedelta = cv.time_period(value)
    except (OverflowError, TypeError, ValueError, vol.Invalid) as err:
        # Without the value, because scripts log the error (S11).
        raise vol.Invalid("not a duration") from err
    return parsed


def _time(value: Any) -> datetime:
    """Return a time in UTC; a time without a zone is in Home Assistant's zone.

    Of the two times that a clock set back for winter shows alike, it is the later one that is over: a later
    onset brings heat later (S2).
    """
    try:
        # Home Assistant's parser is written in C and crashes on surrogates.
        str(value).encode()
        entered: datetime = cv.datetime(value)
        folds = (0, 1) if entered.tzinfo is None else (entered.fold,)
        readings = [dt_util.as_utc(entered.replace(fold=fold)) for fold in folds]
    except (OverflowError, UnicodeError, vol.Invalid) as err:
        # As above.
        raise vol.Invalid("not a time") from err
    meant = sorted(max(_EARLIEST, min(it, _LATEST)) for it in readings)
    return meant[-1] if meant[-1] <= clock.now().wall else meant[0]


def _number(value: Any) -> float:
    """Return a number: the rules decide whether it is allowed."""
    if isinstance(value, bool):
        raise vol.Invalid("not a number")
    try:
        return float(value)
    except (OverflowError, TypeError, ValueError) as err:
        # As above.
        raise vol.Invalid("not a number") from err


def _something(value: Any) -> Any:
    """Return a value that is not None: only an empty list answers that there are no red flags (R13)."""
    if value is None:
        raise vol.Invalid("not a list of names")
    return value


_LOGGED: dict[Any, Any] = {vol.Optional(ATTR_ACTIVITY): cv.string, vol.Optional(ATTR_AT): _time}
_NAMES = vol.All(_something, cv.ensure_list, [cv.string])
_PERIOD: dict[Any, Any] = {vol.Optional(ATTR_START): _time, vol.Optional(ATTR_END): _time}

# What every action takes: the person.
PERSON: dict[Any, Any] = {vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string, **cv.TARGET_FIELDS}
FIELDS: dict[str, dict[Any, Any]] = {
    "start_episode": {vol.Optional(ATTR_ONSET): _time},
    "correct_onset": {vol.Required(ATTR_ONSET): _time},
    "end_episode": {},
    "mark_recovered": {vol.Optional(ATTR_UNDO, default=False): cv.boolean},
    "start_session": {
        vol.Optional(ATTR_THERAPY): cv.string,
        vol.Optional(ATTR_DURATION): duration,
        vol.Optional(ATTR_WITHOUT_PAD, default=False): cv.boolean,
    },
    "stop_session": {},
    "pause_session": {},
    "resume_session": {},
    "log_spasm": {
        vol.Optional(ATTR_INTENSITY): _number,
        vol.Optional(ATTR_DURATION): duration,
        vol.Optional(ATTR_EASED_BY): cv.string,
        **_LOGGED,
    },
    "log_pain": {vol.Required(ATTR_LEVEL): _number, **_LOGGED},
    "undo_last": {},
    "delete_entry": {vol.Required(ATTR_ENTRY_ID): cv.string},
    "report_red_flags": {vol.Required(ATTR_FLAGS): _NAMES},
    "clear_red_flags": {vol.Required(ATTR_REASON): cv.string, vol.Optional(ATTR_FLAGS): _NAMES},
    "get_summary": {},
    "get_history": {
        **_PERIOD,
        vol.Optional(ATTR_LIMIT, default=HISTORY_LIMITS[-1]): _number,
    },
    "get_report": {**_PERIOD, vol.Optional(ATTR_LANGUAGE): cv.string},
    "export": {},
    "delete_history": {vol.Required(ATTR_CONFIRM): cv.boolean},
}
