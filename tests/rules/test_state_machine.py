"""S1, S2 and a true overview under random commands and clocks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
import pytest

from custom_components.backcare.rules import (
    episodes,
    outside_use,
    red_flags,
    sessions,
    time_effects,
)
from custom_components.backcare.rules.diary import in_diary
from custom_components.backcare.rules.exposure import exposure_left, rests_until
from custom_components.backcare.rules.models import (
    CLOCKS_AGREE,
    PLAN,
    REST_AT_LEAST,
    ZERO,
    Change,
    ClearReason,
    Entry,
    Exposure,
    FlagsCleared,
    FlagsReported,
    Interval,
    Limits,
    PastSession,
    Person,
    Reason,
    RedFlag,
    Refused,
    Session,
    SessionEvent,
    Therapy,
    Tier,
)
from custom_components.backcare.rules.red_flags import blocked_by, tier_of
from custom_components.backcare.rules.restore import stamped

from .ledger import Ledger
from .life import DAY, HOUR, IN_HEAT, IN_ICE, MINUTE, RECOVERED, SECOND, START, Life, minutes, shown

MEASURED = (Therapy.ICE, Therapy.HEAT)
BEGINS = (SessionEvent.STARTED, SessionEvent.RESUMED)
ENDS = (SessionEvent.FINISHED, SessionEvent.STOPPED, SessionEvent.INTERRUPTED)

# As the plan has them, whatever the rules say.
EMERGENCIES = {
    "bladder_or_bowel_change",
    "unsteady_walking",
    "both_legs",
    "saddle_numbness",
    "chest_pain",
    "after_serious_accident",
}
GOES_ON_WHILE_URGENT = (Therapy.ICE, Therapy.WALK)

MINUTES = st.sampled_from([1, 5, 8, 10, 12, 15, 20, 29, 30, 45, 60]).map(minutes)
NEARLY = st.sampled_from([-SECOND, ZERO, ZERO, ZERO, SECOND])
DAYS = st.sampled_from([4 * HOUR, DAY, 2 * DAY, 3 * DAY, 28 * DAY])
PASSING = st.builds(timedelta.__add__, MINUTES | MINUTES | DAYS, NEARLY)
CLOCK_STEPS = st.sampled_from(
    [
        sign * step
        for step in (SECOND, 5 * SECOND, minutes(3), minutes(20), HOUR, 2 * DAY)
        for sign in (1, -1)
    ]
)
DURATIONS = st.none() | st.builds(timedelta.__add__, MINUTES, NEARLY)
LIMITS = st.builds(
    Limits.within_plan,
    heat_after=st.sampled_from([48 * HOUR, 72 * HOUR, 120 * HOUR]),
    ice=st.sampled_from([minutes(5), minutes(15), minutes(20)]),
    ice_rest=st.sampled_from([minutes(30), minutes(60), minutes(240)]),
    heat=st.sampled_from([minutes(20), minutes(30)]),
    heat_rest=st.sampled_from([minutes(30), minutes(60)]),
)


class AnyLife(RuleBasedStateMachine):
    """One person, two clocks that may part, and a true time that only the ledgers know."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life(moment=START)
        self.true = ZERO
        self.ledgers = {therapy: Ledger() for therapy in MEASURED}
        self.granted_rest = dict.fromkeys(MEASURED, REST_AT_LEAST)
        self.has_pad = self.pad_on = False
        self.boots = 0
        self.outside_uses = 0
        self.clock_was_set = False
        self.diary: list[Entry] = []

    @initialize(
        person=st.sampled_from([Person(), IN_ICE, IN_HEAT, RECOVERED]),
        limits=LIMITS,
        has_pad=st.booleans(),
    )
    def born(self, person: Person, limits: Limits, has_pad: bool) -> None:
        self.life.person = stamped(person, START)
        self.life.limits, self.has_pad = limits, has_pad

    # Time and clocks

    @rule(passing=st.builds(timedelta.__add__, MINUTES, NEARLY))
    def minutes_pass(self, passing: timedelta) -> None:
        self._lives(passing, lambda: self.life.after(passing))

    @rule(passing=DAYS)
    def days_pass(self, passing: timedelta) -> None:
        self._lives(passing, lambda: self.life.after(passing))

    @rule(early=st.sampled_from([SECOND, ZERO, -SECOND]))
    def the_next_change_comes(self, early: timedelta) -> None:
        change = self.life.overview.next_change_at
        wait = ZERO if change is None else max(ZERO, change - early - self.life.moment.wall)
        self._lives(wait, lambda: self.life.after(wait))

    @rule(by=CLOCK_STEPS)
    def the_wall_clock_is_set(self, by: timedelta) -> None:
        self.clock_was_set = True
        self._lives(ZERO, lambda: self.life.wall_set(by))

    @rule(
        down=PASSING,
        orderly=st.booleans(),
        pad_kept=st.booleans(),
        wall_set=st.just(ZERO) | CLOCK_STEPS,
    )
    def home_assistant_restarts(
        self,
        down: timedelta,
        orderly: bool,
        pad_kept: bool,
        wall_set: timedelta,
    ) -> None:
        self.clock_was_set |= bool(wall_set)
        self._leaves(orderly=orderly)
        self._lives(down, lambda: self.life.restarted(down, wall_set=wall_set))
        self._leaves(orderly=not pad_kept)

    @rule(down=PASSING, orderly=st.booleans(), wall_set=st.just(ZERO) | CLOCK_STEPS)
    def the_machine_restarts(self, down: timedelta, orderly: bool, wall_set: timedelta) -> None:
        self._leaves(orderly=orderly)
        self.boots += 1
        self.clock_was_set |= bool(wall_set)
        latest = self.life.person.latest
        self._lives(
            down, lambda: self.life.restarted(down, wall_set=wall_set, boot=f"boot {self.boots}")
        )
        if wall_set and (latest is None or self.life.moment.wall >= latest.wall):
            # No clock is right about this night: the rules cannot know what the body knows.
            self.ledgers = {therapy: Ledger() for therapy in MEASURED}

    @rule(limits=LIMITS)
    def options_change(self, limits: Limits) -> None:
        self._leaves(orderly=True)
        self.life.limits = limits
        self._lives(ZERO, lambda: self.life.restarted(ZERO))

    # Sessions

    @rule(duration=DURATIONS)
    def start_ice(self, duration: timedelta | None) -> None:
        self._commands(sessions.start_session, therapy=Therapy.ICE, duration=duration)

    @rule(therapy=st.none() | st.sampled_from(Therapy), duration=DURATIONS)
    def start(self, therapy: Therapy | None, duration: timedelta | None) -> None:
        therapy = therapy or self.life.overview.therapy
        on_pad = self.has_pad and therapy is Therapy.HEAT
        self._commands(sessions.start_session, therapy=therapy, duration=duration, on_pad=on_pad)

    @rule(
        therapy=st.sampled_from(MEASURED),
        had=st.sampled_from([5, 12]).map(minutes),
        waited=st.sampled_from([ZERO, minutes(5), minutes(29), minutes(30)]),
        times=st.sampled_from([1, 2, 3]),
    )
    def stop_early(self, therapy: Therapy, had: timedelta, waited: timedelta, times: int) -> None:
        """An application is what was had in all its sessions: it takes several to break a limit."""
        for _ in range(times):
            self.start(therapy, None)
            self.minutes_pass(had)
            self._commands(sessions.stop_session)
            if self.pad_on:
                self.the_pad_goes_off()
            self.minutes_pass(waited)

    @rule(duration=DURATIONS)
    def resume(self, duration: timedelta | None) -> None:
        session = self.life.person.session
        on_pad = self.has_pad and session is not None and session.therapy is Therapy.HEAT
        self._commands(sessions.resume_session, duration=duration, on_pad=on_pad)

    @precondition(lambda self: self.life.person.session)
    @rule(
        by=st.sampled_from([-minutes(20), -MINUTE, ZERO, SECOND, MINUTE, minutes(5), minutes(20)])
    )
    def change(self, by: timedelta) -> None:
        self._commands(sessions.change_session, by=by)

    @precondition(lambda self: self.life.person.session)
    @rule()
    def pause(self) -> None:
        self._commands(sessions.pause_session)

    @precondition(lambda self: self.life.person.session)
    @rule(command=st.sampled_from([sessions.stop_session, sessions.finish_session]))
    def end(self, command: Callable[..., Change | Refused]) -> None:
        self._commands(command)

    @precondition(lambda self: self.pad_on)
    @rule()
    def the_pad_goes_off(self) -> None:
        self.life.after(ZERO)
        session = self.life.person.session
        if session is not None and session.on_pad and session.running:
            self._commands(sessions.interrupt_session, reason=Reason.SWITCHED_OFF_BY_HAND)
        # Entries that wait for the diary are not extended: each interval is an entry of its own here.
        self.the_diary_is_written()
        self.life.person = sessions.pad_off(self.life.person, self.life.moment)
        self.pad_on = False

    @precondition(lambda self: self.has_pad and not self.pad_on)
    @rule(
        asked_for=MINUTES,
        taken_over=st.booleans(),
        times=st.sampled_from([1, 2, 3]),
    )
    def the_pad_is_switched_on_outside(
        self, asked_for: timedelta, taken_over: bool, times: int
    ) -> None:
        """S7: again and again, until the guard or somebody switches it off, or a session takes it over."""
        for _ in range(times):
            self.life.after(ZERO)
            life, session = self.life, self.life.person.session
            if session is not None and session.therapy is Therapy.HEAT and session.running:
                return
            allowed = outside_use.allowed_outside(life.person, life.limits, life.moment)
            life.person = outside_use.pad_heats(life.person, life.limits, life.moment)
            self.outside_uses += 1
            self.pad_on = True
            if isinstance(allowed, timedelta):
                self._heat_is_not_refused()
                had = self.ledgers[Therapy.HEAT].application(self.true, life.limits.heat.rest)
                assert had + allowed <= PLAN[Therapy.HEAT].cap + CLOCKS_AGREE * self.boots
                self.minutes_pass(min(asked_for, allowed))
                if taken_over:
                    self.start(Therapy.HEAT, None)
                    return
            self.the_pad_goes_off()

    # Episodes

    @rule(
        ago=st.none()
        | st.sampled_from([-SECOND, ZERO, HOUR, 2 * DAY, 3 * DAY, 5 * DAY, 14 * DAY, 15 * DAY])
    )
    def start_episode(self, ago: timedelta | None) -> None:
        self._commands(
            episodes.start_episode, onset=None if ago is None else self.life.moment.wall - ago
        )

    @rule(
        ago=st.sampled_from(
            [-SECOND, ZERO, HOUR, 2 * DAY, 3 * DAY - SECOND, 3 * DAY, 5 * DAY, 14 * DAY]
        )
    )
    def correct_onset(self, ago: timedelta) -> None:
        self._commands(episodes.correct_onset, onset=self.life.moment.wall - ago)

    @rule(
        command=st.sampled_from(
            [episodes.end_episode, episodes.mark_recovered, episodes.undo_recovered]
        )
    )
    def move_episode(self, command: Callable[..., Change | Refused]) -> None:
        self._commands(command)

    # Red flags and the diary

    @rule(
        flags=st.frozensets(st.sampled_from(RedFlag), max_size=2),
        therapy=st.none() | st.sampled_from(Therapy),
        stays_open=st.sampled_from([False, False, False, True]),
    )
    def report_red_flags(
        self, flags: frozenset[RedFlag], therapy: Therapy | None, stays_open: bool
    ) -> None:
        self._commands(red_flags.report_red_flags, flags=flags)
        self.nothing_goes_on_that_a_red_flag_refuses()
        self.start(therapy, None)
        self.nothing_goes_on_that_a_red_flag_refuses()
        if not stays_open:
            self.clear_red_flags(None)

    @rule(flags=st.none() | st.frozensets(st.sampled_from(RedFlag)))
    def clear_red_flags(self, flags: frozenset[RedFlag] | None) -> None:
        self._commands(red_flags.clear_red_flags, reason=ClearReason.SEEN_BY_DOCTOR, flags=flags)

    @rule()
    def the_diary_is_written(self) -> None:
        unlogged = self.life.person.unlogged
        self.diary += unlogged
        self.life.person = in_diary(self.life.person, unlogged)

    # Invariants

    @invariant()
    def nothing_goes_on_that_a_red_flag_refuses(self) -> None:
        """S2, and all that R11 refuses besides."""
        session, flags = self.life.person.session, self.life.person.red_flags
        if session is not None and flags:
            assert not flags & EMERGENCIES
            urgent = any(tier_of(flag) is not Tier.SOON for flag in self.life.person.red_flags)
            assert session.therapy in GOES_ON_WHILE_URGENT or not urgent

    @invariant()
    def the_diary_has_every_session_once(self) -> None:
        past = [entry for entry in self._entries if isinstance(entry, PastSession)]
        ended = [event for event in self.life.events if event.event in ENDS]
        started = [event for event in self.life.events if event.event is SessionEvent.STARTED]
        assert [(e.event, e.therapy, e.reason, e.exposure) for e in ended] == [
            (entry.outcome, entry.therapy, entry.reason, entry.used) for entry in past
        ]
        # Entries made by a wrong clock move with it (S12).
        assert self.clock_was_set or [e.at for e in ended] == [entry.ended for entry in past]
        assert len(started) == len(past) + (self.life.person.session is not None)
        assert all(entry.at <= entry.ended for entry in past)

    @invariant()
    def the_diary_has_every_interval_once(self) -> None:
        past = [entry for entry in self._entries if isinstance(entry, Exposure)]
        begun = [e for e in self.life.events if e.event in BEGINS and e.therapy in MEASURED]
        goes_on = [interval for interval in self.life.person.intervals if interval.ended is None]
        assert len(begun) + self.outside_uses == len(past) + len(goes_on)
        assert all(entry.at <= entry.ended for entry in past)

    @invariant()
    def what_is_remembered_is_the_latest_of_the_diary(self) -> None:
        """Intervals are joined and forgotten, the oldest first, but never made smaller (S1)."""
        past = [entry for entry in self._entries if isinstance(entry, Exposure)]
        for therapy in MEASURED:
            remembered = sum(
                (i.exposure for i in self.life.person.intervals if i.therapy is therapy), ZERO
            )
            latest = [entry.exposure for entry in reversed(past) if entry.therapy is therapy]
            assert remembered in accumulate(latest, initial=ZERO)

    @invariant()
    def the_diary_shows_which_red_flags_are_open(self) -> None:
        opened: frozenset[RedFlag] = frozenset()
        for entry in self._entries:
            if isinstance(entry, FlagsReported):
                opened |= entry.flags
            if isinstance(entry, FlagsCleared):
                opened -= entry.flags
        assert opened == self.life.person.red_flags

    @invariant()
    def no_application_of_ice_is_above_twenty_minutes(self) -> None:
        """S1, by the truth: what was had and what is still planned."""
        self._within_cap(Therapy.ICE, REST_AT_LEAST)
        self._within_cap(Therapy.ICE, self.granted_rest[Therapy.ICE])

    @invariant()
    def no_recorded_application_of_ice_is_above_twenty_minutes(self) -> None:
        """S1, by the record."""
        moment = self.life.moment
        total = ZERO
        recorded = [
            interval for interval in self.life.person.intervals if interval.therapy is Therapy.ICE
        ]
        for earlier, later in pairwise([*recorded, None]):
            assert isinstance(earlier, Interval)
            total += earlier.exposure if earlier.ended else moment.longest_since(earlier.started)
            assert total <= minutes(20)
            if later is None or earlier.ended is None:
                break
            gaps = (
                later.started.wall - earlier.ended.wall,
                later.started.steady - earlier.ended.steady,
            )
            if gaps[0] >= REST_AT_LEAST and gaps[1] >= REST_AT_LEAST.total_seconds():
                total = ZERO

    @invariant()
    def left_lies_between_zero_and_the_cap(self) -> None:
        for therapy in Therapy:
            remains = exposure_left(self.life.person, therapy, self.life.limits, self.life.moment)
            assert ZERO <= remains <= PLAN[therapy].cap

    @invariant()
    def a_session_has_no_more_ahead_than_its_cap(self) -> None:
        session = self.life.person.session
        if session is not None:
            assert (session.running is None) is not (session.paused is None)
            assert ZERO < session.remaining_at(self.life.moment) <= PLAN[session.therapy].cap

    @invariant()
    def the_next_session_is_true(self) -> None:
        snapshot = self.life.overview
        if snapshot.next_session is None or self.life.person.session or self.pad_on:
            return
        ahead = snapshot.next_session - self.life.moment.wall
        outcomes = [
            self._start_after(max(ahead, ZERO) + wait, snapshot.therapy)
            for wait in (ZERO, self._drift)
        ]
        assert any(isinstance(outcome, Change) for outcome in outcomes)
        if ahead > ZERO:
            # During a leap, times are shown in whole minutes.
            early = ahead - (MINUTE if self.clock_was_set else SECOND)
            wait = max(early, ZERO)
            later = self._start_after(wait, snapshot.therapy)
            assert isinstance(later, Refused) or self._rests_after(wait, snapshot.therapy)

    @invariant()
    def the_end_is_true(self) -> None:
        shown, now = self.life.overview, self.life.moment.wall
        if shown.session is None or shown.session.finishes_at is None:
            return
        assert shown.next_change_at is not None
        assert self._session_after(shown.next_change_at - now - SECOND - self._drift)
        assert not self._session_after(shown.session.finishes_at - now + self._drift)

    @invariant()
    def nothing_shown_changes_before_its_time(self) -> None:
        snapshot = self.life.overview
        session, moment = self.life.person.session, self.life.moment
        ended = [interval.ended.wall for interval in self.life.person.intervals if interval.ended]
        latest = self.life.person.latest
        behind = max([latest.wall if latest else moment.wall, *ended]) > moment.wall
        overrun = self.pad_on and not (session and session.runs_on_pad)
        if overrun or behind:
            return
        ahead = (snapshot.next_change_at or moment.wall + DAY) - moment.wall
        assert ahead > ZERO
        for wait in (SECOND, ahead / 2, ahead - SECOND):
            if ZERO < wait < ahead - self._drift:
                person = time_effects.advance(
                    self.life.person, self.life.limits, moment + wait
                ).person
                assert shown(person, self.life.limits, moment + wait) == snapshot

    # How it is lived

    def _lives(self, elapsed: timedelta, move: Callable[[], object]) -> None:
        """Let true time pass, in which a body has what was last shown as still to come.

        It takes the ice off when that is over, unless it is shown more by then.
        """
        began, before = self.true, self.life.person.session
        shown = ZERO if before is None else before.remaining_at(self.life.moment)
        move()
        self.true += elapsed
        after = self.life.person.session
        for therapy, ledger in self.ledgers.items():
            if (
                before is None
                or before.running is None
                or before.therapy is not therapy
                or before.on_pad
            ):
                continue
            goes_on = after is not None and after.running is not None
            ledger.had(began, began + (elapsed if goes_on else min(elapsed, shown)))
        if self.pad_on:
            self.ledgers[Therapy.HEAT].had(began, self.true)

    def _leaves(self, *, orderly: bool) -> None:
        if orderly:
            self.life.after(ZERO)
            self._commands(sessions.pause_pad_session, reason=Reason.RESTART)

    def _commands(self, command: Callable[..., Change | Refused], **wishes: Any) -> None:
        outcome = self.life.asks(command, **wishes)
        before = self.life.person
        if isinstance(outcome, Refused):
            assert self.life.asks(command, **wishes) == outcome
            assert self.life.person == before
            return
        self.life.does(command, **wishes)
        session = self.life.person.session
        if session is None:
            return
        therapy = session.therapy
        if self._ahead(session, therapy) <= self._ahead(before.session, therapy):
            return
        if therapy in MEASURED:
            self.granted_rest[therapy] = self.life.limits[therapy].rest
            self._within_cap(therapy, self.granted_rest[therapy])
        if therapy is Therapy.HEAT and self.life.events[-1].event in BEGINS:
            self._heat_is_allowed()
            self.pad_on = self.pad_on or session.on_pad

    def _heat_is_allowed(self) -> None:
        """S2."""
        episode = self.life.person.episode
        assert episode is not None
        self._heat_is_not_refused()

    def _heat_is_not_refused(self) -> None:
        """S2, S7: without an episode too."""
        episode = self.life.person.episode
        onset = self.life.moment.wall if episode is None else episode.onset
        waits = ZERO if episode is None else self.life.limits.heat_after
        assert self.life.moment.wall >= onset + waits
        assert not self.life.person.clock_untrusted(self.life.moment)
        assert not blocked_by(self.life.person.red_flags, Therapy.HEAT)

    def _within_cap(self, therapy: Therapy, rest: timedelta) -> None:
        had = self.ledgers[therapy].application(self.true, rest)
        ahead = self._ahead(self.life.person.session, therapy)
        assert had + ahead <= PLAN[therapy].cap + CLOCKS_AGREE * self.boots

    def _ahead(self, session: Session | None, therapy: Therapy) -> timedelta:
        """Return what a session has ahead if it is of `therapy` and runs."""
        if session is None or session.therapy is not therapy or session.running is None:
            return ZERO
        return session.remaining_at(self.life.moment)

    @property
    def _entries(self) -> list[Entry]:
        """Return all entries ever made."""
        return [*self.diary, *self.life.person.unlogged]

    @property
    def _drift(self) -> timedelta:
        """Return how late by the other clock may be what one clock shows."""
        return CLOCKS_AGREE if self.clock_was_set else ZERO

    def _start_after(self, wait: timedelta, therapy: Therapy | None) -> Change | Refused:
        life = replace(self.life, events=[], logged=[]).after(wait)
        return life.asks(sessions.start_session, therapy=therapy)

    def _rests_after(self, wait: timedelta, therapy: Therapy | None) -> bool:
        """Return whether the plan has the therapy later, and only the rest of an application now."""
        life = replace(self.life, events=[], logged=[]).after(wait)
        assert therapy is not None
        return rests_until(life.person, therapy, life.limits, life.moment) is not None

    def _session_after(self, wait: timedelta) -> bool:
        life = replace(self.life, events=[], logged=[])
        return wait < ZERO or life.after(wait).person.session is not None


TestAnyLife = pytest.mark.long(AnyLife.TestCase)
