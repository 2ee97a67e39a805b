"""A refusal as a translated error, which Home Assistant shows and speaks."""

from __future__ import annotations

from datetime import datetime, timedelta

from homeassistant.exceptions import ServiceValidationError

from .const import DOMAIN
from .rules.models import Refused
from .texts import to_minute, written_time


class RefusalError(ServiceValidationError):
    """A refusal that is raised: what is wrong, what the limit is and from when it would be allowed.

    `refused` and the additional `placeholders` are for callers that word it themselves.
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
    """Return the placeholders of a refusal's text: local times, and minutes."""
    placeholders = {}
    if refused.cap is not None:
        placeholders["cap"] = _minutes(refused.cap)
    if refused.left is not None:
        placeholders["left"] = _minutes(refused.left)
    if refused.allowed_from is not None:
        placeholders["allowed_from"] = _not_before(refused.allowed_from)
    if refused.field is not None:
        placeholders["field"] = refused.field
    if refused.allowed is not None:
        placeholders["allowed"] = refused.allowed
    if refused.allowed_until is not None:
        placeholders["allowed"] = _range(refused.allowed_from, refused.allowed_until)
    return placeholders


def _range(earliest: datetime | None, latest: datetime) -> str:
    """Return a range of local times, or one time if the range has no whole minute."""
    until = written_time(latest)
    if earliest is None:
        return f"≤ {until}"
    return until if to_minute(earliest) > latest else f"{_not_before(earliest)} – {until}"  # noqa: RUF001 - people read it


def _minutes(duration: timedelta) -> str:
    """Return minutes with at most one decimal, rounded down: never more than there is."""
    tenths = duration // timedelta(seconds=6)
    return f"{tenths / 10:g}"


def _not_before(wall: datetime) -> str:
    """Return a local time that is not before `wall`."""
    return written_time(to_minute(wall))
