"""What happens without an event of its own: found by comparing a person with how it was published last."""

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
    """Return how a person is at `moment`, to which it must have been advanced."""
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
    pad_fault: bool = False,
) -> tuple[PublishedState, tuple[PersonEvent, ...]]:
    """Return how a person is at `moment`, and the events since it was published last."""
    now = state_at(person, limits, moment, pad_fault=pad_fault)
    fault = (HeatingPadFault(),) if pad_fault and not before.pad_fault else ()
    if person.clock_untrusted(moment):
        # By a clock that is behind, phases seem to go back: an event has to wait until it has caught up.
        return replace(before, pad_fault=pad_fault), fault
    changed: tuple[PersonEvent, ...] = ()
    # A clock that was set back brings back a phase that everybody knows to be over.
    if now.phase is not before.phase and moment.wall > before.at - CLOCKS_AGREE:
        changed = (PhaseChanged(before.phase, now.phase),)
    therapy = therapy_of(now.phase)
    if therapy is None or before.resting is not therapy or now.resting is not None:
        return now, (*changed, *fault)
    if person.session is not None and not PLAN[person.session.therapy].gives_way:
        return replace(now, resting=therapy), (*changed, *fault)
    # After a mistap nothing rests, and nothing has become available.
    mistap = rest_over(person, therapy, limits, moment) is not None
    untold = mistap or blocked_by(person.red_flags, therapy)
    over = () if untold else (SessionAvailable(therapy),)
    return now, (*changed, *over, *fault)


def is_available(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> bool:
    """Return whether `therapy` is the phase's own and rested, and no session or red flag is in its way."""
    phase, session = phase_at(person, limits, moment), person.session
    return (
        therapy_of(phase) is therapy
        and _resting(person, therapy, limits, moment) is None
        and (session is None or PLAN[session.therapy].gives_way)
        and not blocked_by(person.red_flags, therapy)
    )


def published_before(stored: Person, limits: Limits) -> PublishedState | None:
    """Return how a stored person was published last; None where it never was.

    A rest that was not over when it was written counts as not over, whatever was published.
    """
    last = stored.published
    if last is None or last.resting is not None or stored.latest is None:
        return last
    # Of the life before, the wall clock alone is left.
    written = Moment(stored.latest.wall, 0.0, boot="")
    therapy = therapy_of(phase_at(stored, limits, written))
    if stored.session is not None and stored.session.running and therapy is not None:
        # It ends while nothing runs, and rests then.
        resting = therapy if rest_over(stored, therapy, limits, written) else None
    else:
        resting = _resting(stored, therapy, limits, written)
    return replace(last, resting=resting)


def session_ended(past: PastSession) -> SessionChange:
    """Return the event of the end of a session, from its entry in the diary."""
    return SessionChange(past.outcome, past.therapy, past.reason, past.ended, past.used)


def _resting(
    person: Person, therapy: Therapy | None, limits: Limits, moment: Moment
) -> Therapy | None:
    if therapy is None or rests_until(person, therapy, limits, moment) is None:
        return None
    return therapy
