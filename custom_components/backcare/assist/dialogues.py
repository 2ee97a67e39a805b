"""Carries out requests with the commands of the manager, and answers them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from .. import clock
from ..person.manager import BackcareManager
from ..refusals import RefusalError
from ..rules.models import Refusal, Refused, Session, Therapy
from ..rules.red_flags import tier_of
from ..texts import Texts
from .templates import Intent

if TYPE_CHECKING:
    from .vocabulary import Request

type _Reply = Callable[[BackcareManager, Request, Texts], Coroutine[Any, Any, str]]


async def async_reply(manager: BackcareManager, request: Request, texts: Texts) -> str:
    """Carry out a request and return the answer, or raise RefusalError."""
    return await _REPLIES[request.intent](manager, request, texts)


async def _start(manager: BackcareManager, request: Request, texts: Texts) -> str:
    first = manager.person.episode is None
    await manager.async_start_session(request.therapy, request.duration)
    said = _running(manager, texts, "voice_started")
    # A person in pain says "ice" first: that begins the episode (R13).
    return f"{said} {_asked(texts)}" if first else said


async def _stop(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if other := _other(manager, request, texts):
        return other
    await manager.async_stop_session()
    return texts("voice_stopped")


async def _pause(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if other := _other(manager, request, texts):
        return other
    await manager.async_pause_session()
    return _left_of(_session(manager), texts)


async def _resume(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if other := _other(manager, request, texts):
        return other
    await manager.async_resume_session()
    return _running(manager, texts, "voice_resumed")


async def _left(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if other := _other(manager, request, texts):
        return other
    return _left_of(_session(manager), texts)


async def _phase(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    overview = manager.overview
    time = {} if overview.heat_from is None else {"time": texts.time(overview.heat_from)}
    said = texts(f"voice_phase_{overview.phase}", **time)
    return f"{said} {texts(f'spoken_doctor_{overview.doctor}')}" if overview.doctor else said


async def _may(manager: BackcareManager, request: Request, texts: Texts) -> str:
    therapy, overview = request.therapy or Therapy.HEAT, manager.overview
    would = manager.would_start(therapy)
    if not isinstance(would, Refused):
        session = would.person.session
        assert session is not None  # noqa: S101 - it would have started one
        return texts(f"voice_allowed_{therapy}", duration=texts.duration(session.length))
    if would.reason is Refusal.SESSION_RUNNING:
        if therapy is overview.therapy and overview.next_session is not None:
            time = texts.time(overview.next_session)
            return texts(f"voice_allowed_from_{therapy}", time=time)
        # The user wants to know when, not that another session is running.
        later = manager.would_start(therapy, once_free=True)
        would = later if isinstance(later, Refused) else would
    return texts.refusal(would, heating_pad=manager.lease.name)


async def _spasm(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_log_spasm(intensity=request.number, activity=request.activity)
    said = [
        texts("voice_spasm")
        if request.number is None
        else texts("voice_spasm_rated", strength=request.number)
    ]
    if request.activity is not None:
        said.append(texts("voice_activity", activity=request.activity))
    return " ".join(said)


async def _pain(manager: BackcareManager, request: Request, texts: Texts) -> str:
    assert request.number is not None  # noqa: S101 - its sentences have one
    await manager.async_log_pain(request.number)
    return texts("voice_pain", level=request.number)


async def _episode(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    await manager.async_start_episode()
    return f"{texts('voice_episode')} {_asked(texts)}"


async def _flag(manager: BackcareManager, request: Request, texts: Texts) -> str:
    assert request.flag is not None  # noqa: S101 - its sentences have one
    await manager.async_report_red_flags({request.flag}, request.by)
    return f"{texts('voice_flag')} {texts(f'spoken_doctor_{tier_of(request.flag)}')}"


_REPLIES: dict[Intent, _Reply] = {
    Intent.START: _start,
    Intent.STOP: _stop,
    Intent.PAUSE: _pause,
    Intent.RESUME: _resume,
    Intent.LEFT: _left,
    Intent.PHASE: _phase,
    Intent.MAY: _may,
    Intent.SPASM: _spasm,
    Intent.PAIN: _pain,
    Intent.EPISODE: _episode,
    Intent.FLAG: _flag,
}


def _asked(texts: Texts) -> str:
    """Return the question for red flags, with how to answer it (R13)."""
    return f"{texts('spoken_red_flag_question')} {texts('voice_report')}"


def _session(manager: BackcareManager) -> Session:
    """Return the session, or raise the refusal that there is none."""
    session = manager.person.session
    if session is None:
        raise RefusalError(Refused(Refusal.NO_SESSION))
    return session


def _other(manager: BackcareManager, request: Request, texts: Texts) -> str | None:
    """Return the answer that the session is of another therapy, None if it is not."""
    session = manager.person.session
    if session is None or request.therapy in (None, session.therapy):
        return None
    return texts("voice_other", therapy=texts.therapy(session.therapy))


def _running(manager: BackcareManager, texts: Texts, key: str) -> str:
    """Return the answer how long the session runs, and until when."""
    session = _session(manager)
    if session.deadline is None:
        return _left_of(session, texts)
    return texts(
        key,
        therapy=texts.therapy(session.therapy),
        duration=texts.duration(session.planned),
        time=texts.time(session.deadline.wall),
    )


def _left_of(session: Session, texts: Texts) -> str:
    """Return the answer how much of a session is left."""
    therapy = texts.therapy(session.therapy)
    duration = texts.duration(session.remaining_at(clock.now()))
    if session.deadline is None:
        return texts("voice_paused", therapy=therapy, duration=duration)
    time = texts.time(session.deadline.wall)
    return texts("voice_left", therapy=therapy, duration=duration, time=time)
