"""Answers questions about a person: the session, the plan and the day."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from .. import clock
from ..person.manager import BackcareManager
from ..refusals import RefusalError
from ..rules.models import NextStep, Refusal, Refused, Session, Therapy
from ..rules.next_step import Step
from ..rules.overview import had_today
from ..texts import MINUTE, Texts
from .requests import Request
from .templates import Intent

type Reply = Callable[[BackcareManager, Request, Texts], Coroutine[Any, Any, str]]

# Steps that already say to see a doctor.
_NAMES_DOCTOR = {NextStep.CALL_EMERGENCY, NextStep.SEE_DOCTOR_TODAY}


async def answer_left(manager: BackcareManager, request: Request, texts: Texts) -> str:
    """Return the answer how much of the session is left."""
    session = session_of(manager)
    said = time_left(session, texts)
    if request.therapy in (None, session.therapy):
        return said
    asked = texts.therapy(request.therapy)
    return f"{texts('voice_not_running', therapy=asked)} {said}"


async def answer_phase(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    """Return the phase, and whether to see a doctor, as sentences."""
    overview = manager.overview
    time = {} if overview.heat_from is None else {"time": texts.time(overview.heat_from)}
    said = texts(f"voice_phase_{overview.phase}", **time)
    return f"{said} {texts(f'spoken_doctor_{overview.doctor}')}" if overview.doctor else said


async def _may(manager: BackcareManager, request: Request, texts: Texts) -> str:
    therapy, overview = request.therapy or Therapy.HEAT, manager.overview
    would = manager.would_start(therapy, without_pad=request.without_pad)
    if not isinstance(would, Refused):
        session = would.person.session
        assert session is not None  # noqa: S101 - it would have started one
        return texts(f"voice_allowed_{therapy}", duration=texts.duration(session.length))
    if would.reason is Refusal.SESSION_RUNNING:
        if therapy is overview.therapy and overview.next_session is not None:
            time = texts.time(overview.next_session)
            return texts(f"voice_allowed_from_{therapy}", time=time)
        # The user wants to know when, not that another session is running.
        later = manager.would_start(therapy, once_free=True, without_pad=request.without_pad)
        would = later if isinstance(later, Refused) else would
    if would.reason is Refusal.RESTING:
        return texts.step(Step(NextStep.REST, therapy, would.allowed_from))
    return texts.refusal(would, heating_pad=manager.lease.name)


async def _now(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    overview = manager.overview
    said = texts.step(overview.step)
    if overview.doctor is None or overview.step.state in _NAMES_DOCTOR:
        return said
    return f"{said} {texts(f'spoken_doctor_{overview.doctor}')}"


async def _today(manager: BackcareManager, request: Request, texts: Texts) -> str:
    therapy = Therapy.HEAT if request.therapy is Therapy.HEAT else Therapy.ICE
    exposure = had_today(manager.overview, manager.person, therapy, clock.now())
    had = texts.minutes(exposure // MINUTE)
    return texts("voice_today", therapy=texts.therapy(therapy), duration=had)


async def _spasms_today(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    return texts("voice_spasms_today", count=manager.overview.today.spasms)


QUESTIONS: Mapping[Intent, Reply] = {
    Intent.LEFT: answer_left,
    Intent.MAY: _may,
    Intent.NOW: _now,
    Intent.PHASE: answer_phase,
    Intent.SPASMS_TODAY: _spasms_today,
    Intent.TODAY: _today,
}


def session_of(manager: BackcareManager) -> Session:
    """Return the session, or raise the refusal that there is none."""
    session = manager.person.session
    if session is None:
        raise RefusalError(Refused(Refusal.NO_SESSION))
    return session


def time_left(session: Session, texts: Texts) -> str:
    """Return how much of a session is left, as a sentence."""
    therapy = texts.therapy(session.therapy)
    duration = texts.duration(session.remaining_at(clock.now()))
    if session.deadline is None:
        return texts("voice_paused", therapy=therapy, duration=duration)
    time = texts.time(session.deadline.wall)
    return texts("voice_left", therapy=therapy, duration=duration, time=time)
