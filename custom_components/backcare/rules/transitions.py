"""Events that follow from comparing a person with the state that was last published."""

from __future__ import annotations

from dataclasses import replace

from .exposure import rest_over, rests_until
from .models import (
    CLOCKS_AGREE,
    HeatingPadFault,
    Limits,
    Moment,
    PastSession,
    Person,
    PersonEvent,
    PhaseChanged,
    PublishedState,
    SessionAvailable,
    SessionChange,
    Therapy,
)
from .phases import phase_at
from .plan import PLAN, therapy_of
from .red_flags import blocked_by


def state_at(
    person: Person, limits: Limits, moment: Moment, *, pad_fault: bool = False
) -> PublishedState:
    """Return the state of a person at `moment`, to which it must have been advanced."""
    phase = phase_at(person, limits, moment)
    return PublishedState(
        moment.wall, phase, _resting(person, therapy_of(phase), limits, moment), pad_fault
    )


def changes_since(
    before: PublishedState,
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    pad_fault: bool,
) -> tuple[PublishedState, tuple[PersonEvent, ...]]:
    """Return the state of a person at `moment`, and the events since the last published state."""
    now = state_at(person, limits, moment, pad_fault=pad_fault)
    fault = (HeatingPadFault(),) if pad_fault and not before.pad_fault else ()
    if person.clock_untrusted(moment):
        # While the clock is behind, phases seem to go back: their events wait until it has caught up.
        return replace(before, pad_fault=pad_fault), fault
    changed: tuple[PersonEvent, ...] = ()
    # A clock that was set back returns to a phase whose end was published.
    if now.phase is not before.phase and moment.wall > before.at - CLOCKS_AGREE:
        changed = (PhaseChanged(before.phase, now.phase),)
    therapy = therapy_of(now.phase)
    if therapy is None or before.resting is not therapy or now.resting is not None:
        return now, (*changed, *fault)
    if person.session is not None and not PLAN[person.session.therapy].gives_way:
        return replace(now, resting=therapy), (*changed, *fault)
    # After a mistap the therapy does not rest, so it has not become available either.
    mistap = rest_over(person, therapy, limits, moment) is not None
    unavailable = mistap or blocked_by(person.red_flags, therapy)
    over = () if unavailable else (SessionAvailable(therapy),)
    return now, (*changed, *over, *fault)


def is_available(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> bool:
    """Return whether `therapy` is the phase's own, does not rest, and no session or red flag prevents it."""
    phase, session = phase_at(person, limits, moment), person.session
    return (
        therapy_of(phase) is therapy
        and _resting(person, therapy, limits, moment) is None
        and (session is None or PLAN[session.therapy].gives_way)
        and not blocked_by(person.red_flags, therapy)
    )


def published_before(stored: Person, limits: Limits) -> PublishedState | None:
    """Return the last published state of a stored person; None if there is none.

    A rest that was not over when the person was written counts as not over, whatever was published.
    """
    last, written = stored.published, stored.latest
    if last is None or last.resting is not None or written is None:
        return last
    therapy = therapy_of(phase_at(stored, limits, written))
    if stored.session is not None and stored.session.running and therapy is not None:
        # The session ends while Home Assistant is down, and its rest starts then.
        resting = therapy if rest_over(stored, therapy, limits, written) else None
    else:
        resting = _resting(stored, therapy, limits, written)
    return replace(last, resting=resting)


def session_ended(past: PastSession) -> SessionChange:
    """Return the event for the end of a session, from its entry in the diary."""
    return SessionChange(past.outcome, past.therapy, past.reason, past.ended, past.used)


def _resting(
    person: Person, therapy: Therapy | None, limits: Limits, moment: Moment
) -> Therapy | None:
    if therapy is None or rests_until(person, therapy, limits, moment) is None:
        return None
    return therapy
