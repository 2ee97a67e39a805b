"""Carries out commands with the methods of the manager, and answers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util

from .. import clock
from ..person.manager import BackcareManager
from ..texts import Texts
from .requests import Request
from .rights import can_undo_by_voice
from .status import Reply, answer_left, answer_phase, session_of, time_left
from .templates import Intent


async def _start(manager: BackcareManager, request: Request, texts: Texts) -> str:
    own = manager.person.session
    if request.switched and own is not None and own.therapy is request.therapy:
        return await (answer_left if own.running else _resume)(manager, request, texts)
    await manager.async_start_session(
        request.therapy, request.duration, without_pad=request.without_pad
    )
    session = session_of(manager)
    if session.deadline is None:
        return time_left(session, texts)
    said = texts(
        "voice_started",
        therapy=texts.therapy(session.therapy),
        # Without the day: a session ends soon.
        time=texts.clock(session.deadline.wall),
    )
    return f"{said} {texts.started(session.therapy, on_pad=session.on_pad)}".strip()


async def _stop(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if other := _other(manager, request, texts):
        return other
    await manager.async_stop_session()
    return texts("voice_stopped")


async def _pause(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if other := _other(manager, request, texts):
        return other
    await manager.async_pause_session()
    return time_left(session_of(manager), texts)


async def _resume(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if other := _other(manager, request, texts):
        return other
    await manager.async_resume_session()
    session = session_of(manager)
    if session.deadline is None:
        return time_left(session, texts)
    return texts(
        "voice_resumed",
        therapy=texts.therapy(session.therapy),
        duration=texts.duration(session.planned),
        time=texts.time(session.deadline.wall),
    )


async def _longer(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if manager.person.session is None and request.therapy is not None:
        return await _start(manager, request, texts)
    if manager.person.session is None and (end := manager.person.last_end) is not None:
        # "Five more minutes", after the announcement that the session is over.
        more = replace(request, therapy=end.therapy, without_pad=not end.on_pad)
        return await _start(manager, more, texts)
    if other := _other(manager, request, texts):
        return other
    session_of(manager)
    await manager.async_change_session(request.duration or timedelta())
    return time_left(session_of(manager), texts)


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


async def _episode(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_start_episode(_time_meant(request.when))
    return texts("voice_episode")


async def _onset(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if manager.person.episode is None:
        return await _episode(manager, request, texts)
    await manager.async_correct_onset(_time_meant(request.when) or clock.now().wall)
    return f"{texts('voice_onset')} {await answer_phase(manager, request, texts)}"


async def _end(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    await manager.async_end_episode()
    return texts("voice_ended")


async def _recovered(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_mark_recovered()
    return await answer_phase(manager, request, texts)


async def _not_recovered(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_undo_recovered()
    return await answer_phase(manager, request, texts)


async def _flag(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_report_red_flags(request.flags, request.by)
    return texts.answered(manager.person.red_flags)


async def _no_flags(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_report_red_flags(frozenset(), request.by)
    return texts.answered(manager.person.red_flags)


async def _undo(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    if not can_undo_by_voice(manager):
        return texts("voice_undo_red_flags")
    return texts(f"undone_{await manager.async_undo_last()}")


COMMANDS: Mapping[Intent, Reply] = {
    Intent.START: _start,
    Intent.STOP: _stop,
    Intent.PAUSE: _pause,
    Intent.RESUME: _resume,
    Intent.LONGER: _longer,
    Intent.SPASM: _spasm,
    Intent.PAIN: _pain,
    Intent.EPISODE: _episode,
    Intent.ONSET: _onset,
    Intent.END: _end,
    Intent.RECOVERED: _recovered,
    Intent.NOT_RECOVERED: _not_recovered,
    Intent.FLAG: _flag,
    Intent.NO_FLAGS: _no_flags,
    Intent.UNDO: _undo,
    Intent.STOP_ALL: _stop,
}


def _time_meant(when: str | None) -> datetime | None:
    """Return the time of `08:00` (today), `2h` or `1d` (ago), at the latest now; None for now."""
    if when is None:
        return None
    now = clock.now().wall
    if ":" not in when:
        unit = {"h": "hours", "d": "days"}[when[-1]]
        return now - timedelta(**{unit: int(when[:-1])})
    hour, minute = map(int, when.split(":"))
    local = dt_util.as_local(now).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return min(now, dt_util.as_utc(local))


def _other(manager: BackcareManager, request: Request, texts: Texts) -> str | None:
    """Return an answer if the request names another therapy than that of the session."""
    session = manager.person.session
    if session is None or request.therapy in (None, session.therapy):
        return None
    return texts("voice_other", therapy=texts.therapy(session.therapy))
