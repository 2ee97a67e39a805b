"""What a refusal and an event of a session say, whole: the reason, the limit, and from when it is allowed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.backcare.rules.episodes import correct_onset, start_episode, undo_recovered
from custom_components.backcare.rules.models import (
    ZERO,
    Change,
    Reason,
    RedFlag,
    Refusal,
    Refused,
    SessionChange,
    SessionEvent,
    Therapy,
)
from custom_components.backcare.rules.sessions import (
    change_session,
    finish_session,
    interrupt_session,
    pause_pad_session,
    pause_session,
    resume_session,
    start_session,
    stop_session,
)

from .life import DAY, HOUR, IN_HEAT, IN_ICE, MINUTE, NOON, RECOVERED, SECOND, Life, minutes

CHEST_PAIN = frozenset({RedFlag.CHEST_PAIN})
CAP = minutes(20)


def icing(after: timedelta = ZERO) -> Life:
    return Life(IN_ICE).does(start_session).after(after)


def iced() -> Life:
    """Return a person who has just had all the ice of an application, until 12:20."""
    return Life(IN_ICE).does(start_session, duration=CAP).after(CAP)


def flagged(life: Life) -> Life:
    """Return a life in which a red flag of the highest tier is open beside what is under way."""
    return replace(life, person=replace(life.person, red_flags=CHEST_PAIN))


@pytest.mark.parametrize(
    ("life", "command", "wishes", "refused"),
    [
        pytest.param(
            lambda: Life(replace(IN_HEAT, untrusted_until=NOON + HOUR)),
            start_session,
            {"therapy": Therapy.HEAT},
            Refused(Refusal.CLOCK_UNTRUSTED, Therapy.HEAT, allowed_from=NOON + HOUR),
            id="heat-by-a-clock-behind",
        ),
        pytest.param(
            lambda: flagged(Life(IN_ICE)),
            start_session,
            {},
            Refused(Refusal.RED_FLAG_OPEN, Therapy.ICE),
            id="a-start-with-a-red-flag",
        ),
        pytest.param(
            lambda: flagged(icing()),
            change_session,
            {"by": MINUTE},
            Refused(Refusal.RED_FLAG_OPEN, Therapy.ICE),
            id="longer-with-a-red-flag",
        ),
        pytest.param(
            lambda: Life(IN_ICE),
            start_session,
            {"therapy": Therapy.HEAT},
            Refused(Refusal.HEAT_TOO_EARLY, Therapy.HEAT, allowed_from=NOON + 3 * DAY),
            id="heat-in-the-ice-phase",
        ),
        pytest.param(
            lambda: Life(IN_ICE),
            start_session,
            {"therapy": Therapy.MASSAGE},
            Refused(Refusal.MASSAGE_TOO_EARLY, Therapy.MASSAGE, allowed_from=NOON + 3 * DAY),
            id="massage-in-the-ice-phase",
        ),
        pytest.param(
            lambda: Life(IN_HEAT),
            start_session,
            {"therapy": Therapy.STRETCH},
            Refused(Refusal.NOT_RECOVERED, Therapy.STRETCH),
            id="stretches-before-recovery",
        ),
        pytest.param(
            iced,
            start_session,
            {},
            Refused(Refusal.RESTING, Therapy.ICE, CAP, ZERO, NOON + minutes(80)),
            id="all-was-had",
        ),
        pytest.param(
            lambda: Life(IN_ICE).does(start_session, duration=CAP - SECOND).after(CAP - SECOND),
            start_session,
            {},
            Refused(Refusal.RESTING, Therapy.ICE, CAP, SECOND, NOON + minutes(80) - SECOND),
            id="all-but-a-second-was-had",
        ),
        pytest.param(
            lambda: icing(minutes(5)).does(stop_session),
            start_session,
            {"duration": SECOND},
            Refused(Refusal.TOO_SHORT, Therapy.ICE, CAP, minutes(15)),
            id="a-second",
        ),
        pytest.param(
            lambda: icing(minutes(5)).does(stop_session),
            start_session,
            {"duration": minutes(16)},
            Refused(Refusal.OVER_LIMIT, Therapy.ICE, CAP, minutes(15)),
            id="more-than-is-left",
        ),
        pytest.param(
            lambda: icing(minutes(5)),
            change_session,
            {"by": -minutes(10)},
            Refused(Refusal.TOO_SHORT, Therapy.ICE, CAP, minutes(15)),
            id="shorter-by-all-that-remains",
        ),
        pytest.param(
            lambda: icing(minutes(5)),
            change_session,
            {"by": minutes(6)},
            Refused(Refusal.OVER_LIMIT, Therapy.ICE, CAP, minutes(15)),
            id="longer-than-is-left",
        ),
        pytest.param(
            Life,
            start_episode,
            {"onset": NOON + SECOND},
            Refused(Refusal.ONSET_IN_FUTURE, allowed_from=NOON - 28 * DAY),
            id="an-onset-ahead",
        ),
        pytest.param(
            Life,
            start_episode,
            {"onset": NOON - 28 * DAY - SECOND},
            Refused(Refusal.ONSET_TOO_OLD, allowed_from=NOON - 28 * DAY),
            id="an-onset-too-long-ago",
        ),
        pytest.param(
            Life,
            start_episode,
            {"onset": NOON - 2 * DAY, "not_before": NOON - DAY},
            Refused(
                Refusal.INVALID_VALUE,
                field="onset",
                allowed_from=NOON - DAY,
                allowed_until=NOON,
            ),
            id="an-onset-in-the-last-episode",
        ),
        pytest.param(
            lambda: Life(RECOVERED),
            correct_onset,
            {"onset": NOON - HOUR, "not_before": NOON - 20 * DAY},
            Refused(
                Refusal.INVALID_VALUE,
                field="onset",
                allowed_from=NOON - 20 * DAY,
                allowed_until=NOON - DAY,
            ),
            id="an-onset-after-recovery",
        ),
        pytest.param(
            lambda: Life(IN_HEAT),
            undo_recovered,
            {},
            Refused(Refusal.NOT_RECOVERED),
            id="no-recovery-to-undo",
        ),
    ],
)
def test_a_refusal_says_the_limit_and_from_when_it_is_allowed(
    life: Callable[[], Life],
    command: Callable[..., Change | Refused],
    wishes: dict[str, Any],
    refused: Refused,
) -> None:
    assert life().refused(command, **wishes) == refused


@pytest.mark.parametrize("on_pad", [True, False])
def test_the_events_of_a_session_say_whether_it_is_on_the_pad(on_pad: bool) -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=on_pad, reason=Reason.OUTSIDE_USE)
    life.after(MINUTE).does(pause_session, reason=Reason.PLUG_BOUNCED)
    life.after(MINUTE).does(resume_session, on_pad=on_pad, reason=Reason.OUTSIDE_USE)
    life.does(change_session, by=MINUTE)
    assert life.events == [
        SessionChange(SessionEvent.STARTED, Therapy.HEAT, Reason.OUTSIDE_USE, on_pad=on_pad),
        SessionChange(SessionEvent.PAUSED, Therapy.HEAT, Reason.PLUG_BOUNCED, on_pad=on_pad),
        SessionChange(SessionEvent.RESUMED, Therapy.HEAT, Reason.OUTSIDE_USE, on_pad=on_pad),
        SessionChange(SessionEvent.CHANGED, Therapy.HEAT),
    ]


def test_a_pad_that_is_left_says_so() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(MINUTE)
    life.does(pause_pad_session, reason=Reason.RESTART)
    assert life.events[-1] == SessionChange(
        SessionEvent.PAUSED, Therapy.HEAT, Reason.RESTART, on_pad=True
    )


@pytest.mark.parametrize(
    ("command", "wishes", "event", "reason"),
    [
        pytest.param(stop_session, {}, SessionEvent.STOPPED, None, id="stopped"),
        pytest.param(
            stop_session,
            {"reason": Reason.OUTSIDE_USE_OFF},
            SessionEvent.STOPPED,
            Reason.OUTSIDE_USE_OFF,
            id="stopped-for-a-reason",
        ),
        pytest.param(finish_session, {}, SessionEvent.FINISHED, None, id="finished"),
        pytest.param(
            interrupt_session,
            {"reason": Reason.SWITCHED_OFF_BY_HAND},
            SessionEvent.INTERRUPTED,
            Reason.SWITCHED_OFF_BY_HAND,
            id="interrupted",
        ),
    ],
)
def test_the_end_of_a_session_says_when_why_and_how_much_was_had(
    command: Callable[..., Change | Refused],
    wishes: dict[str, Any],
    event: SessionEvent,
    reason: Reason | None,
) -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(6)).does(command, **wishes)
    assert life.events[-1] == SessionChange(
        event, Therapy.HEAT, reason, NOON + minutes(6), minutes(6), on_pad=True
    )
