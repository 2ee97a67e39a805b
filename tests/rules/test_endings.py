"""The diary entries that sessions, intervals and episodes leave: once each, with the right times."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.backcare.rules.endings import ends_run
from custom_components.backcare.rules.episodes import (
    correct_onset,
    end_episode,
    mark_recovered,
    start_episode,
)
from custom_components.backcare.rules.intervals import under_way
from custom_components.backcare.rules.models import (
    Entry,
    Exposure,
    Origin,
    PastEpisode,
    PastSession,
    Reason,
    Session,
    SessionEnd,
    SessionEvent,
    Therapy,
    automatic_id,
)
from custom_components.backcare.rules.sessions import (
    finish_session,
    interrupt_session,
    pad_off,
    pause_session,
    resume_session,
    start_session,
    stop_session,
)

from .life import (
    DAY,
    HOUR,
    IN_HEAT,
    IN_ICE,
    MINUTE,
    NOON,
    RECOVERED,
    SECOND,
    START,
    Life,
    minutes,
)


def entries[T: Entry](life: Life, kind: type[T]) -> list[T]:
    return [entry for entry in life.person.unlogged if isinstance(entry, kind)]


def confirmed_off(life: Life) -> Life:
    life.person = pad_off(life.person, life.moment)
    return life


def icing() -> Life:
    return Life(IN_ICE).does(start_session).after(minutes(5))


# Sessions


@pytest.mark.parametrize(
    ("command", "wishes", "outcome", "reason"),
    [
        (stop_session, {}, SessionEvent.STOPPED, None),
        (finish_session, {}, SessionEvent.FINISHED, None),
        (
            interrupt_session,
            {"reason": Reason.PLUG_REMOVED},
            SessionEvent.INTERRUPTED,
            Reason.PLUG_REMOVED,
        ),
        (end_episode, {}, SessionEvent.STOPPED, Reason.EPISODE_ENDED),
    ],
)
def test_an_ended_session_is_noted(
    command: object, wishes: dict[str, Reason], outcome: SessionEvent, reason: Reason | None
) -> None:
    assert callable(command)
    life = icing().does(command, **wishes)
    assert entries(life, PastSession) == [
        PastSession(
            automatic_id("session", NOON, Therapy.ICE),
            NOON,
            NOON + minutes(5),
            Therapy.ICE,
            outcome,
            reason,
            minutes(5),
        )
    ]
    assert life.logged == []


@pytest.mark.parametrize("late", [timedelta(0), SECOND, DAY], ids=str)
def test_a_session_that_ends_by_itself_is_noted_with_its_own_end(late: timedelta) -> None:
    [past] = entries(icing().after(minutes(10) + late), PastSession)
    assert (past.ended, past.used, past.outcome) == (
        NOON + minutes(15),
        minutes(15),
        SessionEvent.FINISHED,
    )


def test_a_session_is_one_entry_with_all_its_pauses() -> None:
    life = icing().does(pause_session).after(minutes(2)).does(resume_session).after(minutes(10))
    assert [(past.at, past.ended, past.used) for past in entries(life, PastSession)] == [
        (NOON, NOON + minutes(17), minutes(15))
    ]
    assert [(past.at, past.ended, past.exposure) for past in entries(life, Exposure)] == [
        (NOON, NOON + minutes(5), minutes(5)),
        (NOON + minutes(7), NOON + minutes(17), minutes(10)),
    ]


def test_what_gives_way_is_noted() -> None:
    life = Life(IN_ICE).does(start_session, therapy=Therapy.WALK).after(MINUTE).does(start_session)
    [past] = entries(life, PastSession)
    assert (past.therapy, past.reason) == (Therapy.WALK, Reason.GAVE_WAY)
    assert entries(life, Exposure) == []


@pytest.mark.parametrize("boot", [None, "second"], ids=["the-same-boot", "another-boot"])
def test_a_session_that_ended_while_home_assistant_was_down_is_the_same_each_time(
    boot: str | None,
) -> None:
    life = icing()
    first = replace(life).restarted(DAY, boot=boot)
    second = replace(life).restarted(DAY + HOUR, boot=boot)
    assert first.person.unlogged == second.person.unlogged
    assert len(first.person.unlogged) == 2


# Exposure


def test_heat_on_a_pad_is_noted_when_it_is_confirmed_off() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(20))
    assert entries(life, Exposure) == []
    confirmed_off(life.after(minutes(2)))
    confirmed_off(life.after(minutes(2)))
    assert entries(life, Exposure) == [
        Exposure(
            automatic_id("exposure", NOON, Therapy.HEAT),
            NOON,
            NOON + minutes(22),
            Therapy.HEAT,
            minutes(22),
        )
    ]


def test_a_pad_that_heats_through_a_pause_is_two_intervals() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(5)).does(pause_session)
    life.after(minutes(2)).does(resume_session, on_pad=True)
    assert [past.exposure for past in entries(life, Exposure)] == [minutes(7)]


def test_what_goes_on_can_be_counted_too() -> None:
    life = icing()
    assert under_way(life.person, life.moment) == (
        Exposure(
            automatic_id("exposure", NOON, Therapy.ICE),
            NOON,
            NOON + minutes(5),
            Therapy.ICE,
            minutes(5),
        ),
    )
    assert under_way(life.does(stop_session).person, life.moment) == ()


def test_heat_without_a_pad_counts_for_no_longer_than_it_was_to_last() -> None:
    """S12: when the clock is behind after a power failure, nobody knows how long it lasted."""
    life = Life(IN_HEAT).does(start_session, duration=minutes(10)).after(MINUTE)
    life.restarted(boot="second", wall_set=-DAY)
    assert [past.exposure for past in entries(life, Exposure)] == [minutes(10)]


RUNNING = Session(Therapy.ICE, START, minutes(15), running=START)
PAUSED = replace(RUNNING, running=None, paused=START)
ANOTHER_RUN = replace(RUNNING, running=START + MINUTE)


@pytest.mark.parametrize(
    ("was", "now", "ends"),
    [
        pytest.param(None, None, False, id="nothing"),
        pytest.param(None, RUNNING, False, id="a-start"),
        pytest.param(RUNNING, RUNNING, False, id="goes-on"),
        pytest.param(RUNNING, None, True, id="an-end"),
        pytest.param(RUNNING, PAUSED, True, id="a-pause"),
        pytest.param(RUNNING, replace(RUNNING, length=minutes(14)), True, id="shorter"),
        pytest.param(RUNNING, replace(RUNNING, length=minutes(16)), False, id="longer"),
        pytest.param(RUNNING, replace(ANOTHER_RUN, length=MINUTE), False, id="another-run"),
        pytest.param(PAUSED, PAUSED, False, id="stays-paused"),
        pytest.param(PAUSED, RUNNING, False, id="goes-on-after-a-pause"),
        pytest.param(PAUSED, None, True, id="an-end-of-a-pause"),
    ],
)
def test_what_ends_or_shortens_a_run_and_starts_none_is_known(
    was: Session | None, now: Session | None, *, ends: bool
) -> None:
    """S6: off must not wait for the disk."""
    assert ends_run(was, now) is ends


# The wall clock is set meanwhile


@pytest.mark.parametrize(
    ("by", "began"),
    [
        pytest.param(-2 * DAY, NOON - 2 * DAY, id="two-days-back"),
        pytest.param(-2 * SECOND, NOON - 2 * SECOND, id="noticeably-back"),
        pytest.param(-SECOND, NOON, id="a-drift"),
        pytest.param(MINUTE, NOON, id="forward"),
    ],
)
def test_nothing_begins_after_its_end(by: timedelta, began: object) -> None:
    life = icing().wall_set(by).does(stop_session)
    assert [entry.at for entry in life.person.unlogged] == [began, began]


def test_what_ends_as_the_clock_is_set_back_has_its_time_by_the_new_one() -> None:
    life = icing()
    life.moment += minutes(10)
    life.wall_set(-2 * DAY)
    assert [(past.at, past.ended) for past in entries(life, PastSession)] == [
        (NOON - 2 * DAY, NOON - 2 * DAY + minutes(15))
    ]


def test_a_moment_within_the_drift_of_the_clocks_is_no_time_at_all() -> None:
    life = Life(IN_ICE).does(start_session).wall_set(-SECOND).does(stop_session)
    assert {entry.at for entry in life.person.unlogged} == {NOON - SECOND}


# Episodes


def test_an_ended_episode_is_noted_as_it_was() -> None:
    life = Life(IN_HEAT).does(mark_recovered).after(DAY).does(end_episode)
    reported = NOON - 4 * DAY
    assert life.person.unlogged == (
        PastEpisode(
            automatic_id("episode", reported),
            reported,
            reported,
            NOON - DAY,
            NOON,
            NOON + DAY,
        ),
    )


@pytest.mark.parametrize("late", [timedelta(0), DAY], ids=str)
def test_an_episode_ends_by_itself_four_weeks_after_recovery(late: timedelta) -> None:
    [past] = entries(Life(RECOVERED).after(27 * DAY + late), PastEpisode)
    assert past.ended == NOON + 27 * DAY


def test_a_new_injury_ends_the_episode_before() -> None:
    life = Life(IN_HEAT).does(start_episode).does(end_episode)
    assert [past.at for past in entries(life, PastEpisode)] == [NOON - 4 * DAY, NOON]


def test_an_episode_with_the_onset_of_another_is_another() -> None:
    life = Life(IN_HEAT).does(start_episode).does(correct_onset, onset=NOON - 4 * DAY)
    first, second = entries(life.does(end_episode), PastEpisode)
    assert first.at == second.at
    assert first.entry_id != second.entry_id


@pytest.mark.parametrize(
    "life",
    [
        pytest.param(Life(IN_ICE).wall_set(-HOUR), id="begun-ahead"),
        pytest.param(Life(IN_HEAT).does(mark_recovered).wall_set(-HOUR), id="recovered-ahead"),
        pytest.param(Life(IN_ICE).wall_set(-HOUR).does(mark_recovered), id="recovered-before-that"),
    ],
)
def test_by_a_clock_that_was_set_back_an_episode_ends_no_earlier_than_all_of_it(life: Life) -> None:
    life.does(end_episode)
    assert [past.ended for past in entries(life, PastEpisode)] == [NOON]


def test_the_end_that_nobody_has_noticed_yet_is_kept_with_all_that_is_said_of_it() -> None:
    origin = Origin("assist_satellite.kitchen", "en")
    life = Life(IN_HEAT).does(start_session, on_pad=True, origin=origin).after(minutes(6))
    life.does(interrupt_session, reason=Reason.SWITCHED_OFF_BY_HAND)
    assert life.person.last_end == SessionEnd(
        Therapy.HEAT,
        SessionEvent.INTERRUPTED,
        Reason.SWITCHED_OFF_BY_HAND,
        life.moment,
        on_pad=True,
        origin=origin,
    )
