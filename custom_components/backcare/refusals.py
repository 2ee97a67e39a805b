"""A refusal as what Home Assistant shows and speaks: a translated error."""

from __future__ import annotations

from datetime import datetime, timedelta

from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .rules.models import Refused


class RefusalError(ServiceValidationError):
    """A refusal as raised: what is wrong, what the limit is and from when it would be allowed.

    `refused` and `placeholders` (what it names besides) are for those who say it in other words.
    """

    def __init__(self, refused: Refused, **placeholders: str) -> None:
        """Initialize the error with the text that Home Assistant shows."""
        super().__init__(
            translation_domain=DOMAIN,
            translation_key=refused.reason,
            translation_placeholders={**refusal_placeholders(refused), **placeholders},
        )
        self.refused = refused
        self.placeholders = placeholders


def refusal_placeholders(refused: Refused) -> dict[str, str]:
    """Return what the text of a refusal can name: local times, and minutes."""
    placeholders = {}
    if refused.cap is not None:
        placeholders["cap"] = _minutes(refused.cap)
    if refused.left is not None:
        placeholders["left"] = _minutes(refused.left)
    if refused.allowed_from is not None:
        placeholders["allowed_from"] = _local(refused.allowed_from)
    if refused.field is not None:
        placeholders["field"] = refused.field
    if refused.allowed is not None:
        placeholders["allowed"] = refused.allowed
    if refused.allowed_until is not None:
        since = f"{_local(refused.allowed_from)} –" if refused.allowed_from else "≤"  # noqa: RUF001 - people read it
        placeholders["allowed"] = f"{since} {_shown(refused.allowed_until)}"
    return placeholders


def _minutes(duration: timedelta) -> str:
    """Return minutes with at most one decimal, rounded down: never more than there is."""
    tenths = duration // timedelta(seconds=6)
    return f"{tenths / 10:g}"


def _local(wall: datetime) -> str:
    """Return a local time that is not before `wall`."""
    whole = wall if not (wall.second or wall.microsecond) else wall + timedelta(minutes=1)
    return _shown(whole)


def _shown(wall: datetime) -> str:
    """Return a local time to the minute, which is not after `wall`."""
    return dt_util.as_local(wall).strftime("%Y-%m-%d %H:%M")
