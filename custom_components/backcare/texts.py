"""What is said aloud: in the language of who hears it, with times and durations as people say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.const import MATCH_ALL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util, language as language_util

from . import clock
from .const import DOMAIN
from .rules.models import Phase, Reason, Refusal, Refused, Therapy

CATEGORIES = ("common", "entity", "exceptions", "selector")
ENGLISH = "en"
LANGUAGES = ("de", ENGLISH, "es", "fr", "nl")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Beyond these days, the name of a weekday would be taken for an earlier one.
NAMED_DAYS = 6

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Speech:
    """The texts of one language, by what they are filed under in the translations."""

    texts: Mapping[str, str]

    def __call__(self, key: str, /, **placeholders: object) -> str:
        """Return a text of `common`, filled in."""
        return self._of(f"common.{key}").format(**placeholders)

    def therapy(self, therapy: Therapy) -> str:
        """Return the name of a therapy."""
        return self._of(f"selector.therapy.options.{therapy}")

    def phase(self, phase: Phase) -> str:
        """Return the name of a phase."""
        return self._of(f"entity.sensor.phase.state.{phase}")

    def time(self, wall: datetime) -> str:
        """Return a local time that is not before `wall`, with the day unless it is today."""
        whole = wall if not (wall.second or wall.microsecond) else wall + MINUTE
        local, today = dt_util.as_local(whole), dt_util.as_local(clock.now().wall).date()
        time = f"{local:%H:%M}"
        match (local.date() - today).days:
            case 0:
                return self("spoken_time", time=time)
            case 1:
                day = self("spoken_tomorrow")
            case -1:
                day = self("spoken_yesterday")
            case days if 0 < days <= NAMED_DAYS:
                day = self(f"spoken_{WEEKDAYS[local.weekday()]}")
            case _:
                day = self("spoken_date", day=local.day, month=local.month)
        return self("spoken_day_and_time", day=day, time=time)

    def duration(self, duration: timedelta) -> str:
        """Return whole minutes, or seconds where it is less than one; rounded down: never too much."""
        minutes, seconds = duration // MINUTE, duration.seconds
        if minutes == 1:
            return self("spoken_minute")
        if minutes:
            return self("spoken_minutes", minutes=minutes)
        if seconds == 1:
            return self("spoken_second")
        return self("spoken_seconds", seconds=seconds)

    def any_of(self, names: Sequence[str]) -> str:
        """Return names as those of whom one is meant."""
        if len(names) < 2:  # noqa: PLR2004 - with one, there is no "or"
            return "".join(names)
        return self("spoken_or", others=", ".join(names[:-1]), last=names[-1])

    def refusal(self, refused: Refused, **placeholders: str) -> str:
        """Return why a command may not happen, and from when it would be allowed."""
        told = {"allowed": "", **placeholders}
        if refused.cap is not None:
            told["cap"] = self.duration(refused.cap)
        if refused.left is not None:
            told["left"] = self.duration(refused.left)
        if refused.therapy is not None and refused.allowed_from is not None:
            time = self.time(refused.allowed_from)
            told["allowed"] = self(f"voice_allowed_from_{refused.therapy}", time=time)
        key = f"voice_refused_{refused.reason}"
        of_field = f"{key}_{refused.field}"
        known = f"component.{DOMAIN}.common.{of_field}" in self.texts
        return self(of_field if known else key, **told).strip()

    def reason(self, reason: Reason | Refusal, refused: Refused | None, **placeholders: str) -> str:
        """Return why something was refused or undone; `refused` tells more where there is more."""
        if refused is not None:
            return self.refusal(refused, **placeholders)
        return self._of(f"exceptions.{reason}.message").format(**placeholders)

    def _of(self, path: str) -> str:
        return self.texts[f"component.{DOMAIN}.{path}"]


async def async_speech(hass: HomeAssistant, language: str | None = None) -> Speech:
    """Return the texts of a language or a dialect of it; else of Home Assistant's language, or English."""
    spoken = _spoken(language) or _spoken(hass.config.language) or ENGLISH
    texts: dict[str, str] = {}
    for category in CATEGORIES:
        texts |= await async_get_translations(hass, spoken, category, {DOMAIN})
    return Speech(texts)


def language_spoken(language: str) -> str:
    """Return a language, or a dialect of it, where there are texts in it; else English."""
    return language if _spoken(language) else ENGLISH


def _spoken(language: str | None) -> str | None:
    """Return which of the languages one is: whoever asks may name any, and a file's name is made of it."""
    if not language or language == MATCH_ALL:
        return None
    return next(iter(language_util.matches(language, LANGUAGES)), None)
