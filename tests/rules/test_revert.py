"""Undoing one change undoes exactly that change, whatever has happened since (S1, S2, R11)."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.backcare.rules import episodes, red_flags, sessions
from custom_components.backcare.rules.diary import log_pain
from custom_components.backcare.rules.exposure import exposure_left
from custom_components.backcare.rules.models import (
    ZERO,
    Change,
    ClearReason,
    Exposure,
    FlagsReported,
    Pain,
    PastEpisode,
    PastSession,
    Person,
    Phase,
    PublishedState,
    Reason,
    RedFlag,
    SessionEnd,
    SessionEvent,
    Therapy,
    same_run,
)
from custom_components.backcare.rules.phases import refused_by_plan
from custom_components.backcare.rules.red_flags import blocked_by
from custom_components.backcare.rules.revert import reverted, without_refused

from .life import DAY, HOUR, IN_HEAT, IN_ICE, MINUTE, NOON, RECOVERED, SECOND, START, Life, minutes

MEASURED = (Therapy.ICE, Therapy.HEAT)
FEVER = frozenset({RedFlag.FEVER})
PAIN = Pain("01PAIN", NOON, 4, None)

type Command = tuple[Callable[..., Any], dict[str, Any]]

COMMANDS: list[Command] = [
    *((sessions.start_session, {"therapy": therapy}) for therapy in Therapy),
    (sessions.start_session, {"therapy": Therapy.HEAT, "on_pad": True}),
    (sessions.pause_session, {}),
    (sessions.resume_session, {}),
    (sessions.stop_session, {}),
    (sessions.finish_session, {}),
    (sessions.change_session, {"by": MINUTE}),
    (sessions.change_session, {"by": -MINUTE}),
    (episodes.start_episode, {"onset": NOON - DAY}),
    (episodes.start_episode, {}),
    (episodes.correct_onset, {"onset": NOON - 2 * DAY}),
    (episodes.mark_recovered, {}),
    (episodes.undo_recovered, {}),
    (episodes.end_episode, {}),
    (red_flags.report_red_flags, {"flags": FEVER}),
    (red_flags.clear_red_flags, {"reason": ClearReason.SEEN_BY_DOCTOR}),
    (log_pain, {"entry_id": "01LOGGED", "level": 3}),
]
PERSONS = st.sampled_from([Person(), IN_ICE, IN_HEAT, RECOVERED, replace(IN_HEAT, red_flags=FEVER)])


def attempts(life: Life, command: Command) -> Life:
    """Give a command, which may be refused."""
    function, wishes = command
    outcome = life.asks(function, **wishes)
    return life.does(function, **wishes) if isinstance(outcome, Change) else life


def kinds(person: Person) -> list[type]:
    return [type(entry) for entry in person.unlogged]


# The latest change


@given(
    person=PERSONS,
    earlier=st.lists(st.sampled_from(COMMANDS), max_size=6),
    newest=st.sampled_from(COMMANDS).filter(lambda c: c[0] is not red_flags.report_red_flags),
    since=st.sampled_from(["resting_since", "untrusted_until", "published", "latest", "last_end"]),
)
def test_the_newest_change_is_undone_to_what_was_before_and_what_happened_since(
    person: Person, earlier: list[Command], newest: Command, since: str
) -> None:
    life = Life(person)
    for number, command in enumerate(earlier):
        # Entries that are logged have ids of their own.
        own = {"entry_id": f"01EARLIER{number}"} if "entry_id" in command[1] else {}
        attempts(life.after(MINUTE), (command[0], command[1] | own))
    before = life.after(MINUTE).person
    after = attempts(life, newest).person
    happened: dict[str, Any] = {
        "resting_since": life.moment,
        "untrusted_until": NOON + DAY,
        "published": PublishedState(NOON, Phase.HEAT),
        "latest": START + 2 * DAY,
        "last_end": SessionEnd(Therapy.WALK, SessionEvent.FINISHED, None, START, on_pad=False),
    }

    assert reverted(before, after, after) == before
    now = replace(after, **{since: happened[since]}).with_unlogged(PAIN)
    assert reverted(before, after, now) == replace(
        before, **{since: happened[since]}
    ).with_unlogged(PAIN)


def test_every_field_of_a_person_can_be_taken_back() -> None:
    other = Person(
        episode=IN_HEAT.episode,
        session=Life(IN_ICE).does(sessions.start_session).person.session,
        intervals=Life(IN_ICE).does(sessions.start_session).person.intervals,
        resting_since=START,
        latest=START,
        since=START,
        untrusted_until=NOON,
        untrusted_entries=("01OTHER",),
        red_flags=FEVER,
        unlogged=(PAIN,),
        published=PublishedState(NOON, Phase.HEAT),
        question=NOON,
        unread=frozenset(),
        last_end=SessionEnd(Therapy.ICE, SessionEvent.FINISHED, None, START, on_pad=False),
    )
    differs = [
        f.name for f in fields(Person) if getattr(other, f.name) == getattr(Person(), f.name)
    ]
    assert differs == []
    # Red flags stay (R11), and so does which entries move with the clock (S12).
    stays = Person(untrusted_entries=("01OTHER",), red_flags=FEVER)
    assert reverted(Person(), other, other) == stays
    # An entry that is on disk meanwhile is not written again.
    assert reverted(other, Person(), Person()) == replace(other, unlogged=())


@pytest.mark.parametrize(
    "command", [sessions.pause_session, sessions.stop_session, sessions.finish_session]
)
def test_an_end_that_is_undone_leaves_no_entry(command: Callable[..., Any]) -> None:
    life = Life(IN_ICE).does(sessions.start_session).after(MINUTE)
    before = life.person
    after = life.does(command).person
    assert Exposure in kinds(after)
    assert reverted(before, after, after) == before


# Later changes stay


def test_an_episode_that_was_corrected_since_stays() -> None:
    life = Life()
    before = life.person
    after = life.does(sessions.start_session, therapy=Therapy.ICE).person
    now = life.does(episodes.correct_onset, onset=NOON - HOUR).person
    taken_back = reverted(before, after, now)
    assert (taken_back.session, taken_back.intervals) == (None, ())
    assert taken_back.episode == now.episode


def test_a_start_that_was_stopped_since_stays_stopped() -> None:
    life = Life(RECOVERED).does(sessions.start_session).after(MINUTE)
    before = life.person
    after = life.does(sessions.start_session, therapy=Therapy.ICE).person
    now = life.after(MINUTE).does(sessions.stop_session).person
    assert reverted(before, after, now) == now


def test_a_start_that_was_made_longer_since_is_the_same_start() -> None:
    life = Life(RECOVERED).does(sessions.start_session).after(MINUTE)
    before = life.person
    after = life.does(sessions.start_session, therapy=Therapy.ICE).person
    now = life.does(sessions.change_session, by=MINUTE).person
    assert reverted(before, after, now) == before


def test_a_session_that_was_changed_again_stays() -> None:
    life = Life(IN_ICE).does(sessions.start_session)
    before = life.person
    after = life.does(sessions.change_session, by=MINUTE).person
    now = life.does(sessions.change_session, by=MINUTE).person
    assert reverted(before, after, now) == now


def test_a_start_is_the_same_start_after_the_clock_was_set_back() -> None:
    life = Life(IN_ICE)
    before = life.person
    after = life.does(sessions.start_session).person
    now = life.wall_set(-HOUR).person
    assert now.intervals != after.intervals
    assert replace(reverted(before, after, now), latest=before.latest) == before


def test_a_pad_that_went_off_during_a_start_of_ice_stays_off() -> None:
    life = Life(IN_HEAT).does(sessions.start_session, on_pad=True).after(MINUTE)
    before = life.does(sessions.stop_session).person
    after = life.does(sessions.start_session, therapy=Therapy.ICE).person
    now = sessions.pad_off(after, life.after(MINUTE).moment)
    taken_back = reverted(before, after, now)
    assert taken_back.session is None
    assert [i.therapy for i in taken_back.intervals] == [Therapy.HEAT]
    assert not taken_back.exposed_to(Therapy.HEAT)
    assert kinds(taken_back) == [PastSession, Exposure]


@given(
    person=PERSONS,
    earlier=st.lists(st.sampled_from(COMMANDS), max_size=4),
    undo=st.sampled_from(COMMANDS),
    later=st.lists(st.sampled_from(COMMANDS), max_size=3),
    wall_set=st.sampled_from([ZERO, ZERO, HOUR, -HOUR]),
    heated=st.booleans(),
)
def test_whatever_has_happened_since_session_exposure_and_flags_still_agree(
    person: Person,
    earlier: list[Command],
    undo: Command,
    later: list[Command],
    wall_set: timedelta,
    heated: bool,
) -> None:
    life = Life(person)
    for command in earlier:
        attempts(life.after(MINUTE), command)
    before = life.after(MINUTE).person
    after = attempts(life, undo).person
    # Commands may come at the same instant, while the change is being written.
    for command in later:
        attempts(life.after(SECOND), command)
    now = life.wall_set(wall_set).person
    taken_back = reverted(before, after, now, heated=heated)
    change = without_refused(taken_back, life.limits, life.moment)
    settled, session = change.person, change.person.session

    running = session.therapy if session and session.running else None
    if running in MEASURED and not heated:
        assert settled.exposed_to(running)
    if not heated and running is not Therapy.ICE:
        assert not settled.exposed_to(Therapy.ICE)
    if session is not None:
        assert settled.episode is not None
        assert not blocked_by(settled.red_flags, session.therapy)
        assert refused_by_plan(settled, session.therapy, life.limits, life.moment) is None
    assert settled.red_flags >= now.red_flags


# Exposure is never given back (S1)


@pytest.mark.parametrize(
    ("heated", "minutes_left"), [(False, 25), (True, 23)], ids=["untouched", "heated"]
)
def test_what_a_pad_gave_before_a_start_was_taken_back_counts(
    heated: bool, minutes_left: int
) -> None:
    life = Life(IN_HEAT).does(sessions.start_session, on_pad=True)
    life.after(minutes(5)).does(sessions.pause_session)
    life.person = sessions.pad_off(life.person, life.moment)
    before = life.after(minutes(2)).person
    after = life.does(sessions.resume_session, on_pad=True).person
    life.person = reverted(before, after, life.after(minutes(2)).person, heated=heated)
    assert life.person.session == before.session
    life.person = sessions.pad_off(life.person, life.moment)
    remaining = exposure_left(life.person, Therapy.HEAT, life.limits, life.moment)
    assert remaining == minutes(minutes_left)


def test_a_stop_is_not_undone_where_the_exposure_goes_on_otherwise() -> None:
    life = Life(IN_ICE).does(sessions.start_session).after(MINUTE)
    before = life.person
    after = life.does(sessions.stop_session).person
    now = life.does(sessions.start_session).after(MINUTE).does(sessions.stop_session).person
    assert reverted(before, after, now) == now


def test_a_pause_of_a_session_that_was_stopped_since_stays() -> None:
    life = Life(IN_ICE).does(sessions.start_session).after(MINUTE)
    before = life.person
    after = life.does(sessions.pause_session).person
    now = life.does(sessions.stop_session).person
    assert reverted(before, after, now) == now


def test_a_pause_stays_once_the_pad_is_off() -> None:
    """S4: the pad does not go on again by itself."""
    life = Life(IN_HEAT).does(sessions.start_session, on_pad=True).after(MINUTE)
    before = life.person
    after = life.does(sessions.pause_session).person
    now = sessions.pad_off(after, life.moment + SECOND)
    assert reverted(before, after, now) == now


# Red flags (R11, S2)


def test_a_report_stays_and_with_it_the_end_of_the_session() -> None:
    life = Life(IN_HEAT).does(sessions.start_session).after(MINUTE)
    before = life.person
    after = life.does(red_flags.report_red_flags, flags=FEVER).person
    taken_back = reverted(before, after, after)
    assert taken_back.session is None
    assert taken_back.red_flags == FEVER
    assert not taken_back.exposed_to(Therapy.HEAT)
    assert kinds(taken_back) == [FlagsReported, Exposure, PastSession]


def test_a_flag_that_was_cleared_is_open_again_beside_a_later_one() -> None:
    life = Life(replace(IN_HEAT, red_flags=FEVER))
    before = life.person
    after = life.does(red_flags.clear_red_flags, reason=ClearReason.SEEN_BY_DOCTOR).person
    weak = frozenset({RedFlag.WEIGHT_LOSS})
    now = life.after(SECOND).does(red_flags.report_red_flags, flags=weak).person
    taken_back = reverted(before, after, now)
    assert taken_back.red_flags == FEVER | weak
    assert kinds(taken_back) == [FlagsReported]


def test_a_start_is_undone_also_where_the_session_that_gave_way_may_not_go_on() -> None:
    """S1: no ice runs without its exposure."""
    life = Life(RECOVERED).does(sessions.start_session).after(MINUTE)
    before = life.person
    after = life.does(sessions.start_session, therapy=Therapy.ICE).person
    now = life.after(SECOND).does(red_flags.report_red_flags, flags=FEVER).person
    taken_back = reverted(before, after, now)
    assert (taken_back.session, taken_back.intervals) == (None, ())
    assert kinds(taken_back) == [PastSession, FlagsReported]


# A session that may not be, once something was undone


def test_a_session_that_an_open_flag_refuses_again_ends() -> None:
    life = Life(replace(IN_HEAT, red_flags=FEVER))
    before = life.person
    after = life.does(red_flags.clear_red_flags, reason=ClearReason.SEEN_BY_DOCTOR).person
    now = life.does(sessions.start_session).after(MINUTE).person
    _ends(life, reverted(before, after, now), Reason.RED_FLAG)


def test_heat_ends_where_the_corrected_onset_is_undone() -> None:
    life = Life(IN_ICE)
    before = life.person
    after = life.does(episodes.correct_onset, onset=NOON - 4 * DAY).person
    now = life.does(sessions.start_session).after(MINUTE).person
    _ends(life, reverted(before, after, now), Reason.ONSET_CORRECTED)


def test_a_stretch_ends_where_the_recovery_is_undone() -> None:
    life = Life(IN_HEAT)
    before = life.person
    after = life.does(episodes.mark_recovered).person
    now = life.does(sessions.start_session).after(MINUTE).person
    _ends(life, reverted(before, after, now), Reason.NOT_RECOVERED)


def test_a_session_ends_with_an_episode_that_is_undone() -> None:
    life = Life()
    before = life.person
    after = life.does(episodes.start_episode).person
    now = life.does(sessions.start_session).after(MINUTE).person
    _ends(life, reverted(before, after, now), Reason.EPISODE_ENDED)


@pytest.mark.parametrize("life", [Life(IN_ICE), Life(IN_ICE).does(sessions.start_session)])
def test_what_may_be_stays(life: Life) -> None:
    assert without_refused(life.person, life.limits, life.moment) == Change(life.person)


def test_an_episode_that_is_undone_brings_back_the_one_that_it_closed() -> None:
    life = Life(IN_HEAT)
    before = life.after(SECOND).person
    after = life.does(episodes.start_episode).person
    assert kinds(after) == [PastEpisode]
    assert reverted(before, after, after.with_unlogged(PAIN)) == before.with_unlogged(PAIN)


def _ends(life: Life, person: Person, reason: Reason) -> None:
    change = without_refused(person, life.limits, life.moment)
    assert change.person.session is None
    assert [getattr(event, "event", None) for event in change.events] == [SessionEvent.STOPPED]
    assert [getattr(event, "reason", None) for event in change.events] == [reason]


# The same run


def test_a_run_is_the_same_until_it_is_paused() -> None:
    life = Life(IN_ICE)
    assert not same_run(life.person.session, life.person.session)
    begun = life.does(sessions.start_session).person.session
    assert same_run(begun, life.does(sessions.change_session, by=MINUTE).person.session)
    assert same_run(begun, life.wall_set(-HOUR).person.session)
    paused = life.after(MINUTE).does(sessions.pause_session).person.session
    assert not same_run(begun, paused)
    assert not same_run(paused, begun)
    resumed = life.does(sessions.resume_session).person.session
    assert not same_run(begun, resumed)
