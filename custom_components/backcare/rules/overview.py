"""Everything that may be shown of a person at one instant, including the heating pad."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from .activities import Activity, activities_as_spelled, common_trigger, most_common
from .available import availability
from .diary import DiarySummary
from .exposure import rest_over
from .intervals import time_within, under_way
from .models import (
    CLOCKS_AGREE,
    DoctorAdvice,
    Entry,
    Exposure,
    Limits,
    Moment,
    Pain,
    PastEpisode,
    Person,
    Phase,
    Precaution,
    Reason,
    RedFlag,
    Refused,
    SessionEnd,
    Spasm,
    Therapy,
)
from .next_step import Step, next_step_at, next_step_change
from .offers import Offer, offers_at
from .phases import earliest, heat_from, next_phase_change, phase_at
from .plan import PLAN, When, therapy_of
from .red_flags import advice_at, blocked_by, next_advice_change
from .time_effects import next_session_change
from .views import SessionView, session_view

# Today's exposure is updated this long before midnight, so that statistics count it for the right day.
DAY_ENDS_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class PadView:
    """The heating pad as it may be shown.

    It is `on` until it is known to be off; `refused` is why it cannot be switched on now.
    """

    entity_id: str
    name: str
    on: bool = False
    fault: bool = False
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A local day, from `since` to before `until` (UTC)."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Today:
    """What was done and logged on a local day.

    Open exposure is left out until just before midnight, so that nothing changes from second to second.
    """

    day: Day
    ice: timedelta
    heat: timedelta
    spasms: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that may be shown of a person at one instant; wall times in UTC.

    - `last_end`: the end of a session that nobody has acknowledged yet
    - `phase_until`: when the phase changes by itself
    - `therapy`: the phase's own
    - `next_session`, `left`: since or from when the plan has it next, and what is left of its application
      then; None while a red flag refuses it
    - `doctor`: why to see one
    - `question`: since when the question for red flags is open (R13)
    - `unread`: the precautions that were not read yet (R14)
    - `told_otherwise`: the limits differ from the plan because a doctor said so
    - `offers`: one for each therapy, refused if the pad refuses it
    - `week`: the entries of the last seven days
    - `latest_pain`: the pain with the latest time in the episode
    - `activities`: those before spasms and pain rises in the episode, the most common first
    - `named`, `eased`: activities, and what eased spasms, to choose from
    - `unreadable`: there are copies or rows of the diary that could not be read (S10)
    - `untrusted_until`: the latest time on record, while the clock is behind it (S12)
    - `next_change_at`: when anything of this changes by itself; None if nothing does
    """

    step: Step
    last_end: SessionEnd | None
    phase: Phase
    phase_until: datetime | None
    onset: datetime | None
    recovered: datetime | None
    heat_from: datetime | None
    session: SessionView | None
    therapy: Therapy | None
    next_session: datetime | None
    left: timedelta | None
    default: timedelta
    doctor: DoctorAdvice | None
    red_flags: frozenset[RedFlag]
    question: datetime | None
    unread: frozenset[Precaution]
    told_otherwise: bool
    offers: tuple[Offer, ...]
    pad: PadView | None
    today: Today
    week: tuple[Entry, ...]
    latest_pain: Pain | None
    activities: tuple[Activity, ...]
    named: tuple[str, ...]
    eased: tuple[str, ...]
    last_episode: PastEpisode | None
    unreadable: bool
    untrusted_until: datetime | None
    next_change_at: datetime | None = field(compare=False)

    @property
    def cut_off(self) -> Reason | None:
        """Return why the last session ended, if the person did not end it."""
        return None if self.last_end is None else self.last_end.reason

    @property
    def pain(self) -> int | None:
        """Return the pain level that was last logged in the episode."""
        return None if self.latest_pain is None else self.latest_pain.level

    @property
    def common_trigger(self) -> str | None:
        """Return the activity before most spasms and pain rises of the episode (R10)."""
        return common_trigger(self.activities)

    @property
    def last_ended(self) -> datetime | None:
        """Return when the last episode ended."""
        return None if self.last_episode is None else self.last_episode.ended

    @property
    def pad_fault(self) -> bool:
        """Return whether the pad is not confirmed off, is out of reach or does not stay off (S5)."""
        return self.pad is not None and self.pad.fault


def overview_at(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    diary: DiarySummary,
    day: Day,
    pad: PadView | None,
) -> Overview:
    """Return what may be shown of `person` at `moment`, to which it must have been advanced.

    `diary` is the summary of what is on disk; the person has the entries that are not there yet.
    """
    phase = phase_at(person, limits, moment)
    therapy = therapy_of(phase)
    begins = earliest(person, therapy, limits, moment) if therapy else None
    available = (
        availability(person, therapy, limits, moment, earliest=begins)
        if therapy and begins and not blocked_by(person.red_flags, therapy)
        else None
    )
    episode, unlogged = person.episode, person.unlogged
    activities = diary.activities if episode else ()
    if episode and (spelled := activities_as_spelled(unlogged)):
        activities = most_common((*activities, *spelled))
    ended = [entry for entry in (diary.last_episode, *unlogged) if isinstance(entry, PastEpisode)]
    entries = {entry.entry_id: entry for entry in (*diary.week, *unlogged)}
    week = tuple(sorted(entries.values(), key=lambda entry: (entry.at, entry.entry_id)))
    today, today_changes = _today(person, week, day, moment)
    step = next_step_at(
        person,
        limits,
        moment,
        pad_fault=pad is not None and pad.fault,
        heat=_exposures(person, week, Therapy.HEAT, moment),
    )
    return Overview(
        step=step,
        last_end=person.last_end,
        phase=phase,
        phase_until=next_phase_change(person, limits, moment),
        onset=episode.onset if episode else None,
        recovered=episode.recovered if episode else None,
        heat_from=heat_from(person, limits, moment),
        session=session_view(person, limits, moment),
        therapy=therapy,
        next_session=available.allowed_from if available else None,
        left=available.left if available else None,
        default=limits[therapy or Therapy.ICE].default,
        doctor=advice_at(person, moment),
        red_flags=person.red_flags,
        question=person.question,
        unread=person.unread,
        told_otherwise=limits.told_otherwise,
        offers=_offers(person, limits, moment, pad),
        pad=pad,
        today=today,
        week=week,
        latest_pain=_pain(person, diary.pain),
        activities=activities,
        named=diary.named,
        eased=diary.eased,
        last_episode=max(ended, key=lambda past: past.ended, default=None),
        unreadable=diary.unreadable,
        untrusted_until=person.untrusted_until if person.clock_untrusted(moment) else None,
        next_change_at=_next_change(
            person, limits, moment, (today_changes, next_step_change(person, moment, step))
        ),
    )


def _offers(
    person: Person, limits: Limits, moment: Moment, pad: PadView | None
) -> tuple[Offer, ...]:
    """Return the offers for all therapies, with heat refused if the pad cannot be switched on."""
    offers = offers_at(person, limits, moment)
    if pad is None:
        return offers
    return tuple(
        _on_pad(offer, pad) if offer.therapy is Therapy.HEAT and offer.refused is None else offer
        for offer in offers
    )


def _on_pad(offer: Offer, pad: PadView) -> Offer:
    """Return an offer of heat both on the pad and without it."""
    if pad.refused is not None:
        return Offer(offer.therapy, refused=pad.refused, without_pad=offer.length)
    return replace(offer, without_pad=offer.length)


def _next_change(
    person: Person, limits: Limits, moment: Moment, others: tuple[datetime | None, ...]
) -> datetime | None:
    heat = heat_from(person, limits, moment)
    changes = (
        next_phase_change(person, limits, moment),
        # In recovery the time for heat is no change of phase.
        heat if heat and heat > moment.wall else None,
        next_session_change(person, moment),
        # Without an episode, only the rest of a therapy that may be started then matters.
        *(
            rest_over(person, each, limits, moment)
            for each in Therapy
            if person.episode or PLAN[each].when is When.ANY_TIME
        ),
        next_advice_change(person, moment),
        person.untrusted_until,
        *others,
    )
    change = min((change for change in changes if change), default=None)
    if change is not None and change <= moment.wall:
        # It is due by one clock only; the other reaches it within a second or two.
        return moment.wall + CLOCKS_AGREE
    return change


def _today(
    person: Person, week: Iterable[Entry], day: Day, moment: Moment
) -> tuple[Today, datetime | None]:
    """Return what was done and logged on a day, and when that changes by itself."""
    exposures = [entry for entry in week if isinstance(entry, Exposure)]
    changes = day.until
    until_midnight = day.until - moment.wall
    going_on = under_way(person, moment + until_midnight)
    if until_midnight <= DAY_ENDS_WITHIN:
        exposures += going_on
    elif going_on:
        changes -= DAY_ENDS_WITHIN

    def had(therapy: Therapy) -> timedelta:
        of_it = (exposure for exposure in exposures if exposure.therapy is therapy)
        return time_within(of_it, day.since, day.until)

    ice, heat = had(Therapy.ICE), had(Therapy.HEAT)
    spasms = sum(isinstance(entry, Spasm) and day.since <= entry.at < day.until for entry in week)
    # If all values are zero, midnight changes nothing.
    nothing = person.episode is None and not (ice or heat or spasms or going_on)
    return Today(day, ice, heat, spasms), None if nothing else changes


def had_today(overview: Overview, person: Person, therapy: Therapy, moment: Moment) -> timedelta:
    """Return the exposure to `therapy` since midnight, unlike `today` with what is under way."""
    day = overview.today.day
    return time_within(_exposures(person, overview.week, therapy, moment), day.since, day.until)


def _exposures(
    person: Person, week: Iterable[Entry], therapy: Therapy, moment: Moment
) -> tuple[Exposure, ...]:
    """Return the exposures of the week to `therapy`, and the open one."""
    exposures = (
        *(entry for entry in week if isinstance(entry, Exposure)),
        *under_way(person, moment),
    )
    return tuple(exposure for exposure in exposures if exposure.therapy is therapy)


def _pain(person: Person, on_disk: Pain | None) -> Pain | None:
    """Return the pain with the latest time in the episode."""
    if person.episode is None:
        return None
    pains = (on_disk, *(entry for entry in person.unlogged if isinstance(entry, Pain)))
    in_episode = (pain for pain in pains if pain and pain.at >= person.episode.onset)
    return max(in_episode, key=lambda pain: (pain.at, pain.entry_id), default=None)
