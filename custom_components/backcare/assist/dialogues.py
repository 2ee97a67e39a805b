"""What a sentence makes happen, and what is said of it. It commands as every other door does."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from .. import clock
from ..person.manager import BackcareManager
from ..refusals import RefusalError
from ..rules.models import Refusal, Refused, Session, Therapy
from ..rules.red_flags import tier_of
from ..texts import Texts
from .sentences import Wanted

if TYPE_CHECKING:
    from .vocabulary import Heard

type _Reply = Callable[[BackcareManager, Heard, Texts], Coroutine[Any, Any, str]]


async def async_reply(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    """Do what was heard, and return what to say of it; raise RefusalError where it may not happen."""
    return await _REPLIES[heard.wanted](manager, heard, texts)


async def _start(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    first = manager.person.episode is None
    await manager.async_start_session(heard.therapy, heard.duration, red_flags_asked=True)
    said = _running(manager, texts, "voice_started")
    # A person in pain says "ice" first: that begins the episode (R13).
    return f"{said} {_asked(texts)}" if first else said


async def _stop(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    if other := _other(manager, heard, texts):
        return other
    await manager.async_stop_session()
    return texts("voice_stopped")


async def _pause(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    if other := _other(manager, heard, texts):
        return other
    await manager.async_pause_session()
    return _left_of(_session(manager), texts)


async def _resume(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    if other := _other(manager, heard, texts):
        return other
    await manager.async_resume_session()
    return _running(manager, texts, "voice_resumed")


async def _left(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    if other := _other(manager, heard, texts):
        return other
    return _left_of(_session(manager), texts)


async def _phase(manager: BackcareManager, _heard: Heard, texts: Texts) -> str:
    overview = manager.overview
    time = {} if overview.heat_from is None else {"time": texts.time(overview.heat_from)}
    said = texts(f"voice_phase_{overview.phase}", **time)
    return f"{said} {texts(f'spoken_doctor_{overview.doctor}')}" if overview.doctor else said


async def _may(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    therapy, overview = heard.therapy or Therapy.HEAT, manager.overview
    would = manager.would_start(therapy)
    if not isinstance(would, Refused):
        session = would.person.session
        assert session is not None  # noqa: S101
        return texts(f"voice_allowed_{therapy}", duration=texts.duration(session.length))
    if would.reason is Refusal.SESSION_RUNNING:
        if therapy is overview.therapy and overview.next_session is not None:
            time = texts.time(overview.next_session)
            return texts(f"voice_allowed_from_{therapy}", time=time)
        # Who asks wants to know when, not what else goes on.
        later = manager.would_start(therapy, once_free=True)
        would = later if isinstance(later, Refused) else would
    return texts.refusal(would, heating_pad=manager.lease.name)


async def _spasm(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    await manager.async_log_spasm(intensity=heard.number, activity=heard.activity)
    said = [
        texts("voice_spasm")
        if heard.number is None
        else texts("voice_spasm_rated", strength=heard.number)
    ]
    if heard.activity is not None:
        said.append(texts("voice_activity", activity=heard.activity))
    return " ".join(said)


async def _pain(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    assert heard.number is not None  # noqa: S101
    await manager.async_log_pain(heard.number)
    return texts("voice_pain", level=heard.number)


async def _episode(manager: BackcareManager, _heard: Heard, texts: Texts) -> str:
    await manager.async_start_episode(red_flags_asked=True)
    return f"{texts('voice_episode')} {_asked(texts)}"


async def _flag(manager: BackcareManager, heard: Heard, texts: Texts) -> str:
    assert heard.flag is not None  # noqa: S101
    await manager.async_report_red_flags({heard.flag})
    return f"{texts('voice_flag')} {texts(f'spoken_doctor_{tier_of(heard.flag)}')}"


_REPLIES: dict[Wanted, _Reply] = {
    Wanted.START: _start,
    Wanted.STOP: _stop,
    Wanted.PAUSE: _pause,
    Wanted.RESUME: _resume,
    Wanted.LEFT: _left,
    Wanted.PHASE: _phase,
    Wanted.MAY: _may,
    Wanted.SPASM: _spasm,
    Wanted.PAIN: _pain,
    Wanted.EPISODE: _episode,
    Wanted.FLAG: _flag,
}


def _asked(texts: Texts) -> str:
    """Return the question for red flags, and how to answer it (R13)."""
    return f"{texts('spoken_red_flag_question')} {texts('voice_report')}"


def _session(manager: BackcareManager) -> Session:
    """Return the session of now, or raise that there is none."""
    session = manager.person.session
    if session is None:
        raise RefusalError(Refused(Refusal.NO_SESSION))
    return session


def _other(manager: BackcareManager, heard: Heard, texts: Texts) -> str | None:
    """Return that the session is of another therapy than the one that was named."""
    session = manager.person.session
    if session is None or heard.therapy in (None, session.therapy):
        return None
    return texts("voice_other", therapy=texts.therapy(session.therapy))


def _running(manager: BackcareManager, texts: Texts, key: str) -> str:
    """Return how long the session runs, and until when."""
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
    """Return what is left of a session."""
    therapy = texts.therapy(session.therapy)
    duration = texts.duration(session.remaining_at(clock.now()))
    if session.deadline is None:
        return texts("voice_paused", therapy=therapy, duration=duration)
    time = texts.time(session.deadline.wall)
    return texts("voice_left", therapy=therapy, duration=duration, time=time)
