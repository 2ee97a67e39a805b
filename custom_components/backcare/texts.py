"""The texts of one language, shown, spoken and printed, with times and durations as people say them there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.const import MATCH_ALL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util, language as language_util

from . import clock
from .const import DOMAIN
from .rules.models import NextStep, Phase, Reason, RedFlag, Refusal, Refused, Therapy
from .rules.next_step import Step
from .rules.red_flags import highest_tier

CATEGORIES = ("common", "entity", "exceptions", "selector")
ENGLISH = "en"
LANGUAGES = ("de", ENGLISH, "es", "fr", "nl")
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# The number of days ahead that are named by their weekday: one more would be the weekday of today.
NAMED_DAYS = 6

# Languages without a leading zero in hours.
SHORT_HOURS = {"es", "nl"}
# Countries in which English and Spanish use twelve-hour clocks; without a country, English does.
TWELVE_HOURS = {
    "AU",
    "CA",
    "CO",
    "DO",
    "GT",
    "HK",
    "HN",
    "IN",
    "MX",
    "MY",
    "NI",
    "NZ",
    "PA",
    "PH",
    "PK",
    "PR",
    "SG",
    "SV",
    "US",
    "VE",
}
NOON = 12

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, by their keys in the translations."""

    language: str
    by_key: Mapping[str, str]
    twelve_hours: bool = False

    def __call__(self, key: str, /, **placeholders: object) -> str:
        """Return a text of the category `common`, with its placeholders filled in."""
        return self.at(f"common.{key}", **placeholders)

    def at(self, path: str, /, **placeholders: object) -> str:
        """Return the text at a path of any category, with its placeholders filled in."""
        return self.by_key[f"component.{DOMAIN}.{path}"].format(**placeholders)

    def error(self, key: str, /, **placeholders: object) -> str:
        """Return the message of an exception, as Home Assistant shows it."""
        return self.at(f"exceptions.{key}.message", **placeholders)

    # Names

    def therapy(self, therapy: Therapy) -> str:
        """Return the name of a therapy."""
        return self.at(f"selector.therapy.options.{therapy}")

    def phase(self, phase: Phase) -> str:
        """Return the name of a phase."""
        return self.at(f"entity.sensor.phase.state.{phase}")

    def red_flag(self, flag: RedFlag) -> str:
        """Return the name of a red flag."""
        return self.at(f"selector.red_flag.options.{flag}")

    # Spoken

    def time(self, wall: datetime) -> str:
        """Return `wall` as local time, rounded up to the minute, with the day unless it is today."""
        local, today = dt_util.as_local(to_minute(wall)), dt_util.as_local(clock.now().wall).date()
        time = self._clock(local)
        match (local.date() - today).days:
            case 0:
                return time
            case 1:
                day = self("spoken_tomorrow")
            case -1:
                day = self("spoken_yesterday")
            case days if 0 < days <= NAMED_DAYS:
                day = self(f"spoken_{WEEKDAYS[local.weekday()]}")
            case _:
                month = self("spoken_months").split()[local.month - 1]
                day = self("spoken_date", day=local.day, month=month)
        return self("spoken_day_and_time", day=day, time=time)

    def clock(self, wall: datetime) -> str:
        """Return `wall` as local time of day, rounded up to the minute."""
        return self._clock(dt_util.as_local(to_minute(wall)))

    def _clock(self, local: datetime) -> str:
        """Return a time of day as people say it in this language."""
        hour = (local.hour - 1) % NOON + 1 if self.twelve_hours else local.hour
        short = self.twelve_hours or self.language in SHORT_HOURS
        time = f"{hour}:{local:%M}" if short else f"{local:%H:%M}"
        if self.twelve_hours:
            time = f"{time} {'AM' if local.hour < NOON else 'PM'}"
        return self("spoken_time_one" if hour == 1 else "spoken_time", time=time)

    def duration(self, duration: timedelta) -> str:
        """Return a duration in minutes, or in seconds if it is less than a minute; rounded down."""
        minutes, seconds = duration // MINUTE, duration.seconds
        if minutes:
            return self.minutes(minutes)
        if seconds == 1:
            return self("spoken_second")
        return self("spoken_seconds", seconds=seconds)

    def minutes(self, minutes: float) -> str:
        """Return a number of minutes, also if it is zero, with at most one decimal."""
        number = self.number(minutes)
        return self("spoken_minute") if number == "1" else self("spoken_minutes", minutes=number)

    def any_of(self, names: Sequence[str]) -> str:
        """Return names as alternatives, the last two joined by "or"."""
        if len(names) < 2:  # noqa: PLR2004 - with one, there is no "or"
            return "".join(names)
        return self("spoken_or", others=", ".join(names[:-1]), last=names[-1])

    def refusal(self, refused: Refused, **placeholders: str) -> str:
        """Return the spoken sentence for a refusal: why, and from when it is allowed."""
        values = {"allowed": "", **placeholders}
        if refused.cap is not None:
            values["cap"] = self.duration(refused.cap)
        if refused.left is not None:
            values["left"] = self.duration(refused.left)
        if refused.therapy is not None and refused.allowed_from is not None:
            time = self.time(refused.allowed_from)
            values["allowed"] = self(f"voice_allowed_from_{refused.therapy}", time=time)
        key = f"voice_refused_{refused.reason}"
        of_field = f"{key}_{refused.field}"
        known = f"component.{DOMAIN}.common.{of_field}" in self.by_key
        return self(of_field if known else key, **values).strip()

    def reason(self, reason: Reason | Refusal, refused: Refused | None, **placeholders: str) -> str:
        """Return why something was refused or undone; the sentence is that of `refused` if it is given."""
        if refused is not None:
            return self.refusal(refused, **placeholders)
        return self.error(reason, **placeholders)

    def cut_off(self, reason: Reason | Refusal) -> str:
        """Return why a session was cut off, as a sentence."""
        reasons = "entity.event.session.state_attributes.reason.state"
        return f"{self.at(f'{reasons}.{reason}')}."

    def step(self, step: Step) -> str:
        """Return the sentence of the next step, with its time."""
        values = {}
        if step.until is not None:
            # A pause is too short for another day to be meant, and no language says *at tomorrow*.
            say = self.clock if step.state is NextStep.PAUSED else self.time
            values["time"] = say(step.until)
        if step.length is not None:
            values["duration"] = self.duration(step.length)
        return self(step_key(step), **values)

    def answered(self, open_flags: AbstractSet[RedFlag]) -> str:
        """Return the reply to red flags or to *none of these*: what is open says how soon to see a doctor."""
        tier = highest_tier(open_flags)
        if tier is None:
            return self("voice_no_flags")
        return f"{self('voice_flag')} {self(f'spoken_doctor_{tier}')}"

    def started(self, therapy: Therapy, *, on_pad: bool) -> str:
        """Return the safety words at the start of ice or heat (R15); empty for other therapies."""
        key = care_key("start", therapy, on_pad=on_pad)
        return "" if key is None else self(key)

    def ended(self, therapy: Therapy, *, on_pad: bool, next_from: datetime | None) -> str:
        """Return what to do at the end of ice or heat, and when it is allowed next (R15)."""
        key = care_key("end", therapy, on_pad=on_pad)
        if key is None:
            return ""
        if next_from is None:
            return self(key)
        return f"{self(key)} {self(f'care_next_{therapy}', time=self.time(next_from))}"

    # Printed

    @property
    def direction(self) -> str:
        """Return the writing direction, as a value of HTML's `dir`."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def number(self, number: float) -> str:
        """Return a number with at most one decimal."""
        return f"{round(number, 1):g}".replace(".", self("report_decimal_point"))


def step_key(step: Step) -> str:
    """Return the key of the sentence of a step."""
    match step.state:
        case NextStep.REST if step.clock_untrusted:
            return "step_rest_clock"
        case NextStep.SESSION_RUNNING:
            return f"step_{step.therapy}_running"
        case NextStep.TAKE_OFF | NextStep.PAUSED | NextStep.REST:
            return f"step_{step.state}_{step.therapy}"
        case _:
            return f"step_{step.state}"


def care_key(at: str, therapy: Therapy, *, on_pad: bool) -> str | None:
    """Return the key of the safety words at the `start` or the `end` of ice or heat (R15)."""
    if therapy not in {Therapy.ICE, Therapy.HEAT}:
        return None
    if at == "end":
        return "care_end_pad" if on_pad else f"care_end_{therapy}"
    return "care_start_heat_pad" if on_pad else f"care_start_{therapy}"


async def async_texts(hass: HomeAssistant, language: str | None = None) -> Texts:
    """Return the texts of a language, or else of Home Assistant's language, or else English.

    A dialect gets the texts of its language.
    """
    known = known_language(language) or known_language(hass.config.language) or ENGLISH
    by_key: dict[str, str] = {}
    for category in CATEGORIES:
        by_key |= await async_get_translations(hass, known, category, {DOMAIN})
    return Texts(known, by_key, _says_twelve_hours(known, language or "", hass.config.country))


def _says_twelve_hours(known: str, language: str, country: str | None) -> bool:
    """Return whether people say 3:40 PM in the country of the language, or else of the home."""
    spoken_in = language_util.Dialect.parse(language).region or country
    if known not in {ENGLISH, "es"}:
        return False
    return known == ENGLISH if spoken_in is None else spoken_in in TWELVE_HOURS


def translated(language: str) -> str:
    """Return the language if there are texts for it or for the language of the dialect, else English."""
    return language if known_language(language) else ENGLISH


def to_minute(wall: datetime) -> datetime:
    """Return a time that, without its seconds, is `wall` rounded up to the minute."""
    return wall if not (wall.second or wall.microsecond) else wall + MINUTE


def written_time(wall: datetime) -> str:
    """Return the local date and time, without seconds."""
    return f"{dt_util.as_local(wall):%Y-%m-%d %H:%M}"


def known_language(language: str | None) -> str | None:
    """Return the language whose texts fit best; None if there are none.

    This also keeps a caller from choosing any file name: the language becomes part of one.
    """
    if not language or language == MATCH_ALL:
        return None
    return next(iter(language_util.matches(language, LANGUAGES)), None)
