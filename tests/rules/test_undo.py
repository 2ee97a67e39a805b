"""Undo: the state before, exactly, for each command; but neither exposure nor the pad."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from custom_components.backcare.rules import diary, episodes, red_flags, sessions
from custom_components.backcare.rules.exposure import exposure_left
from custom_components.backcare.rules.models import (
    Act,
    Author,
    Change,
    ClearReason,
    Deleted,
    Exposure,
    FlagsCleared,
    Moment,
    Pain,
    Person,
    PersonEvent,
    Precaution,
    Reason,
    RedFlag,
    Refusal,
    Refused,
    SessionChange,
    SessionEvent,
    TakenBack,
    Therapy,
)
from custom_components.backcare.rules.undo import LastAct, last_act, undo_last

from .life import DAY, HOUR, IN_HEAT, IN_ICE, MINUTE, NOON, RECOVERED, SECOND, Life, minutes

FEVER = frozenset({RedFlag.FEVER})
FEVERISH = replace(IN_HEAT, red_flags=FEVER)
WITH_QUESTION = replace(IN_ICE, question=NOON)
EARLIER = Pain("01EARLIER", NOON - HOUR, 6, None)


def iced() -> Life:
    return Life(IN_ICE).does(sessions.start_session).after(minutes(3))


def heated() -> Life:
    return Life(IN_HEAT).does(sessions.start_session, on_pad=True).after(minutes(3))


def ice_taken_off() -> Life:
    return iced().after(minutes(12))


def undoing(
    life: Life, command: Callable[..., Change | Refused], **wishes: Any
) -> tuple[Person, LastAct]:
    """Give a command, and return the person before it and what can be taken back."""
    outcome = life.asks(command, **wishes)
    assert isinstance(outcome, Change)
    before = life.person
    last = last_act(command, before, outcome, life.moment, wishes)
    life.does(command, **wishes)
    assert last is not None
    return before, last


def apart_from_exposure(person: Person) -> Person:
    """Return the person without the exposure in the diary, and without the clock that was seen."""
    entries = (entry for entry in person.unlogged if not isinstance(entry, Exposure))
    return replace(person, latest=None, unlogged=tuple(entries))


@pytest.mark.parametrize(
    ("life", "command", "wishes", "act"),
    [
        (Life(), episodes.start_episode, {}, Act.START_EPISODE),
        (Life(IN_HEAT), episodes.start_episode, {}, Act.START_EPISODE),
        (Life(IN_ICE), episodes.correct_onset, {"onset": NOON - DAY}, Act.CORRECT_ONSET),
        (Life(IN_ICE), episodes.end_episode, {}, Act.END_EPISODE),
        (Life(IN_HEAT), episodes.mark_recovered, {}, Act.MARK_RECOVERED),
        (Life(RECOVERED), episodes.undo_recovered, {}, Act.UNDO_RECOVERED),
        (ice_taken_off(), sessions.start_session, {"therapy": Therapy.WALK}, Act.START_SESSION),
        (iced(), sessions.pause_session, {}, Act.PAUSE_SESSION),
        (iced(), sessions.stop_session, {}, Act.STOP_SESSION),
        (iced(), sessions.finish_session, {}, Act.STOP_SESSION),
        (iced(), sessions.change_session, {"by": MINUTE}, Act.CHANGE_SESSION),
        (iced(), sessions.change_session, {"by": -MINUTE}, Act.CHANGE_SESSION),
        (heated(), sessions.change_session, {"by": MINUTE}, Act.CHANGE_SESSION),
        (iced(), sessions.lengthen_session, {"to": minutes(16)}, Act.CHANGE_SESSION),
        (iced(), episodes.end_episode, {}, Act.END_EPISODE),
        (Life(IN_ICE), diary.log_spasm, {"entry_id": "01SPASM"}, Act.LOG_SPASM),
        (Life(WITH_QUESTION), diary.log_pain, {"entry_id": "01PAIN", "level": 4}, Act.LOG_PAIN),
        (Life(IN_HEAT), red_flags.report_red_flags, {"flags": FEVER}, Act.REPORT_RED_FLAGS),
        # What is known already is taken back like what is new (S16).
        (Life(FEVERISH), red_flags.report_red_flags, {"flags": FEVER}, Act.REPORT_RED_FLAGS),
        (Life(WITH_QUESTION), red_flags.report_red_flags, {"flags": set()}, Act.ANSWER_QUESTION),
        (
            Life(FEVERISH),
            red_flags.clear_red_flags,
            {"reason": ClearReason.GONE},
            Act.CLEAR_RED_FLAGS,
        ),
    ],
)
def test_each_command_is_taken_back_to_what_was_before(
    life: Life, command: Callable[..., Change | Refused], wishes: dict[str, Any], act: Act
) -> None:
    life.person = life.person.with_unlogged(EARLIER)
    before, last = undoing(life, command, **wishes)
    assert last.act is act
    life.after(minutes(2)).does(undo_last, last=last)
    assert apart_from_exposure(life.person) == apart_from_exposure(before)


@pytest.mark.parametrize(
    ("life", "command", "wishes", "events"),
    [
        pytest.param(
            iced(),
            sessions.stop_session,
            {},
            [
                SessionChange(SessionEvent.RESUMED, Therapy.ICE, Reason.TAKEN_BACK),
                TakenBack(Act.STOP_SESSION),
            ],
            id="ice-goes-on",
        ),
        pytest.param(
            heated(),
            sessions.stop_session,
            {},
            [
                SessionChange(SessionEvent.PAUSED, Therapy.HEAT, Reason.TAKEN_BACK, on_pad=True),
                TakenBack(Act.STOP_SESSION),
            ],
            id="the-pad-does-not",
        ),
        pytest.param(
            Life(IN_HEAT).does(sessions.start_session, therapy=Therapy.WALK),
            sessions.start_session,
            {"therapy": Therapy.MASSAGE},
            [
                SessionChange(
                    SessionEvent.STOPPED,
                    Therapy.MASSAGE,
                    Reason.TAKEN_BACK,
                    NOON + minutes(2),
                    minutes(2),
                ),
                SessionChange(SessionEvent.RESUMED, Therapy.WALK, Reason.TAKEN_BACK),
                TakenBack(Act.START_SESSION),
            ],
            id="a-walk-that-gave-way-goes-on",
        ),
        pytest.param(
            Life(IN_ICE),
            diary.log_pain,
            {"entry_id": "01PAIN", "level": 4},
            [Deleted(Pain("01PAIN", NOON, 4, None)), TakenBack(Act.LOG_PAIN)],
            id="an-entry-is-deleted",
        ),
    ],
)
def test_what_is_taken_back_is_reported(
    life: Life,
    command: Callable[..., Change | Refused],
    wishes: dict[str, Any],
    events: list[PersonEvent],
) -> None:
    _, last = undoing(life, command, **wishes)
    outcome = life.after(minutes(2)).asks(undo_last, last=last)
    assert isinstance(outcome, Change)
    assert [*outcome.events] == events


def test_an_end_since_the_command_stays_to_be_noticed() -> None:
    life = Life(IN_ICE).does(sessions.start_session, duration=minutes(5))
    _, last = undoing(life, diary.log_pain, entry_id="01PAIN", level=4)
    end = life.after(minutes(5)).person.last_end
    assert end is not None
    assert life.does(undo_last, last=last).person.last_end == end


def test_an_ice_start_that_began_an_episode_takes_it_along_and_gives_nothing_back() -> None:
    """S1"""
    life = Life()
    _, last = undoing(life, sessions.start_session, therapy=Therapy.ICE)
    life.after(minutes(4)).does(undo_last, last=last)
    assert (life.person.episode, life.person.session, life.person.question) == (None, None, None)
    assert exposure_left(life.person, Therapy.ICE, life.limits, life.moment) == minutes(16)
    assert [type(entry) for entry in life.person.unlogged] == [Exposure]
    assert life.session_events[-1] == (SessionEvent.STOPPED, "taken_back")


def test_a_resumed_session_is_paused_again_and_what_was_had_counts() -> None:
    life = iced().does(sessions.pause_session)
    before, last = undoing(life, sessions.resume_session)
    life.after(minutes(2)).does(undo_last, last=last)
    assert life.person.session == before.session
    assert exposure_left(life.person, Therapy.ICE, life.limits, life.moment) == minutes(15)


@pytest.mark.parametrize(
    "command", [sessions.stop_session, sessions.finish_session, episodes.end_episode]
)
def test_the_pad_is_never_given_back(command: Callable[..., Change | Refused]) -> None:
    life = heated()
    _, last = undoing(life, command)
    life.after(minutes(2)).does(undo_last, last=last)
    session = life.person.session
    assert session is not None
    assert session.paused == life.moment
    assert (session.planned, session.on_pad) == (minutes(17), True)


def test_a_session_that_went_on_after_a_restart_is_paused_as_any_other() -> None:
    life = heated().does(sessions.pause_pad_session, reason=Reason.RESTART)
    life.does(sessions.resume_session, on_pad=True).after(MINUTE)
    _, last = undoing(life, sessions.stop_session)
    session = life.does(undo_last, last=last).person.session
    assert session is not None
    assert (session.paused, session.interrupted) == (life.moment, False)


def test_a_pause_of_the_pad_stays_a_pause() -> None:
    life = heated()
    _, last = undoing(life, sessions.pause_session)
    assert life.refused(undo_last, last=last).reason is Refusal.NO_ENTRY


def test_ice_whose_time_is_over_meanwhile_does_not_come_back() -> None:
    """S1"""
    life = Life(IN_ICE).does(sessions.start_session, duration=minutes(10)).after(minutes(5))
    _, last = undoing(life, sessions.stop_session)
    life.after(minutes(6)).does(undo_last, last=last)
    assert life.person.session is None


def test_flags_that_are_open_again_end_what_they_refuse() -> None:
    """S2"""
    life = Life(FEVERISH)
    _, last = undoing(life, red_flags.clear_red_flags, reason=ClearReason.SEEN_BY_DOCTOR)
    life.does(sessions.start_session).does(undo_last, last=last)
    assert (life.person.red_flags, life.person.session) == (FEVER, None)
    assert not any(isinstance(entry, FlagsCleared) for entry in life.person.unlogged)


@pytest.mark.parametrize(
    ("waited", "refused"), [(minutes(10) - SECOND, False), (minutes(10), True)]
)
def test_it_can_be_taken_back_for_ten_minutes(waited: Any, refused: bool) -> None:
    life = Life(IN_ICE)
    _, last = undoing(life, episodes.end_episode)
    outcome = life.after(waited).asks(undo_last, last=last)
    assert isinstance(outcome, Refused) is refused


@pytest.mark.parametrize("by", [DAY, -DAY])
def test_a_clock_that_is_set_makes_the_ten_minutes_neither_longer_nor_shorter(by: Any) -> None:
    life = Life(IN_ICE)
    _, last = undoing(life, diary.log_pain, entry_id="01PAIN", level=4)
    life.wall_set(by).after(minutes(9))
    assert isinstance(life.asks(undo_last, last=last), Change)
    assert isinstance(life.after(MINUTE).asks(undo_last, last=last), Refused)


@pytest.mark.parametrize("by", [-5 * SECOND, -HOUR, -DAY])
@pytest.mark.parametrize(
    ("person", "command", "wishes"),
    [
        (Person(), episodes.start_episode, {}),
        (Person(), sessions.start_session, {"therapy": Therapy.ICE}),
        (IN_ICE, episodes.correct_onset, {"onset": NOON - DAY}),
        (IN_HEAT, episodes.mark_recovered, {}),
        (RECOVERED, episodes.undo_recovered, {}),
    ],
)
def test_what_moved_with_a_clock_that_was_set_back_is_taken_back(
    person: Person, command: Callable[..., Change | Refused], wishes: dict[str, Any], by: Any
) -> None:
    """S12"""
    life = Life(replace(person, since=Moment(NOON - HOUR, 1_400.0, "first")))
    before, last = undoing(life, command, **wishes)
    life.wall_set(by)
    last = last.followed(life.moment)
    life.after(SECOND).does(undo_last, last=last)
    assert (life.person.episode, life.person.session) == (before.episode, before.session)


@pytest.mark.parametrize("by", [-5 * SECOND, -HOUR, -DAY])
@pytest.mark.parametrize(
    ("command", "wishes"),
    [
        (sessions.pause_session, {}),
        (sessions.stop_session, {}),
        (sessions.change_session, {"by": MINUTE}),
        (sessions.change_session, {"by": -MINUTE}),
    ],
)
def test_a_session_goes_on_by_a_clock_that_was_set_back(
    command: Callable[..., Change | Refused], wishes: dict[str, Any], by: Any
) -> None:
    """S1, S12: with what was left of it, and all the time since then counts."""
    life = iced()
    _, last = undoing(life, command, **wishes)
    life.wall_set(by)
    last = last.followed(life.moment)
    life.after(MINUTE).does(undo_last, last=last)
    session = life.person.session
    assert session is not None
    assert session.remaining_at(life.moment) == minutes(11)


def test_what_was_logged_stays_as_it_is_known_elsewhere() -> None:
    """The one that is shown has to be found."""
    life = Life(IN_ICE)
    _, last = undoing(life, diary.log_spasm, entry_id="01SPASM")
    followed = last.followed(life.wall_set(-HOUR).moment)
    assert followed.logged_entries == last.logged_entries != ()


def test_without_a_command_there_is_nothing_to_take_back() -> None:
    assert Life().refused(undo_last, last=None).reason is Refusal.NO_ENTRY


def test_a_report_has_its_reporter() -> None:
    """S16: whoever reported may take it back."""
    kim = Author("kid", "Kim")
    _, reported = undoing(Life(IN_HEAT), red_flags.report_red_flags, flags=FEVER, by=kim)
    assert reported.reporter == kim
    _, changed = undoing(heated(), sessions.change_session, by=MINUTE)
    assert changed.reporter is None


def test_what_was_read_cannot_be_unread() -> None:
    life = Life()
    read = life.asks(red_flags.note_read, precautions=frozenset(Precaution))
    assert isinstance(read, Change)
    assert last_act(red_flags.note_read, life.person, read, life.moment, {}) is None
