"""Carries out requests with the commands of the manager, and answers them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF, STATE_ON
from homeassistant.core import DOMAIN as HOME_ASSISTANT, HomeAssistant
from homeassistant.util import dt as dt_util

from .. import clock
from ..person.manager import BackcareConfigEntry, BackcareManager
from ..refusals import RefusalError
from ..rules.diary import under_way
from ..rules.models import NextStep, Phase, Refusal, Refused, Session, Therapy
from ..rules.next_step import Step
from ..rules.red_flags import highest_tier
from ..texts import Texts
from .people import has_session, has_session_of
from .rights import is_taken_back_by_voice
from .templates import Intent

if TYPE_CHECKING:
    from .vocabulary import Request

# Steps that say to see a doctor themselves.
_OF_DOCTOR = {NextStep.CALL_EMERGENCY, NextStep.SEE_DOCTOR_TODAY}

type _Reply = Callable[[BackcareManager, Request, Texts], Coroutine[Any, Any, str]]


async def async_reply(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    request: Request,
    texts: Texts,
) -> str:
    """Carry out a request and return the answer, or raise RefusalError."""
    manager = entry.runtime_data
    if request.intent is Intent.STOP and (pad := _pad_without_session(hass, manager, request)):
        # In nobody's name: like a stop, off is for whoever may see the person (S6, S16).
        await hass.services.async_call(
            HOME_ASSISTANT, SERVICE_TURN_OFF, {ATTR_ENTITY_ID: pad}, blocking=True
        )
        return texts("voice_pad_off", heating_pad=manager.lease.name)
    return await _REPLIES[request.intent](manager, request, texts)


def to_stop(
    hass: HomeAssistant, persons: Iterable[BackcareConfigEntry], request: Request
) -> list[BackcareConfigEntry]:
    """Return whose session a request to stop may mean, or else whose pad is on without one."""
    persons = list(persons)
    fits = has_session if request.therapy is None else has_session_of(request.therapy)
    return list(filter(fits, persons)) or [
        entry for entry in persons if _pad_without_session(hass, entry.runtime_data, request)
    ]


def resets(manager: BackcareManager, request: Request) -> bool:
    """Return whether a request would begin a plan anew that is beyond its ice phase."""
    beyond = manager.overview.phase in (Phase.HEAT, Phase.RECOVERY)
    return request.intent is Intent.EPISODE and beyond


def _pad_without_session(
    hass: HomeAssistant, manager: BackcareManager, request: Request
) -> str | None:
    """Return the heating pad that is on without a session, if heat is to be stopped."""
    pad = manager.lease.entity_id
    if pad is None or request.therapy is not Therapy.HEAT or manager.person.session is not None:
        return None
    return pad if hass.states.is_state(pad, STATE_ON) else None


async def _start(manager: BackcareManager, request: Request, texts: Texts) -> str:
    own = manager.person.session
    if request.switched and own is not None and own.therapy is request.therapy:
        return await (_left if own.running else _resume)(manager, request, texts)
    await manager.async_start_session(
        request.therapy, request.duration, without_pad=request.without_pad
    )
    session = _session(manager)
    if session.deadline is None:
        return _left_of(session, texts)
    said = texts(
        "voice_started",
        therapy=texts.therapy(session.therapy),
        # Its day is plain: no session takes long.
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
    return _left_of(_session(manager), texts)


async def _resume(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if other := _other(manager, request, texts):
        return other
    await manager.async_resume_session()
    session = _session(manager)
    if session.deadline is None:
        return _left_of(session, texts)
    return texts(
        "voice_resumed",
        therapy=texts.therapy(session.therapy),
        duration=texts.duration(session.planned),
        time=texts.time(session.deadline.wall),
    )


async def _left(manager: BackcareManager, request: Request, texts: Texts) -> str:
    session = _session(manager)
    said = _left_of(session, texts)
    if request.therapy in (None, session.therapy):
        return said
    asked = texts.therapy(request.therapy)
    return f"{texts('voice_not_running', therapy=asked)} {said}"


async def _longer(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if manager.person.session is None and request.therapy is not None:
        return await _start(manager, request, texts)
    if manager.person.session is None and (end := manager.person.last_end) is not None:
        # "Five more minutes", after the announcement that it is over.
        more = replace(request, therapy=end.therapy, without_pad=not end.on_pad)
        return await _start(manager, more, texts)
    if other := _other(manager, request, texts):
        return other
    _session(manager)
    await manager.async_change_session(request.duration or timedelta())
    return _left_of(_session(manager), texts)


async def _phase(manager: BackcareManager, _request: Request, texts: Texts) -> str:
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


async def _now(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    overview = manager.overview
    said = texts.step(overview.step)
    if overview.doctor is None or overview.step.state in _OF_DOCTOR:
        return said
    return f"{said} {texts(f'spoken_doctor_{overview.doctor}')}"


async def _today(manager: BackcareManager, request: Request, texts: Texts) -> str:
    therapy = Therapy.HEAT if request.therapy is Therapy.HEAT else Therapy.ICE
    today = manager.overview.today
    had = today.heat if therapy is Therapy.HEAT else today.ice
    now = clock.now()
    # What goes on is not in what is shown of the day.
    had += sum(
        (i.exposure for i in under_way(manager.person, now) if i.therapy is therapy), timedelta()
    )
    minutes = texts("spoken_minutes", minutes=had // timedelta(minutes=1))
    return texts("voice_today", therapy=texts.therapy(therapy), duration=minutes)


async def _spasms_today(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    return texts("voice_spasms_today", count=manager.overview.today.spasms)


async def _episode(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_start_episode(_time_meant(request.when))
    return texts("voice_episode")


async def _onset(manager: BackcareManager, request: Request, texts: Texts) -> str:
    if manager.person.episode is None:
        return await _episode(manager, request, texts)
    await manager.async_correct_onset(_time_meant(request.when) or clock.now().wall)
    return f"{texts('voice_onset')} {await _phase(manager, request, texts)}"


async def _end(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    await manager.async_end_episode()
    return texts("voice_ended")


async def _recovered(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_mark_recovered()
    return await _phase(manager, request, texts)


async def _not_recovered(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_undo_recovered()
    return await _phase(manager, request, texts)


async def _flag(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_report_red_flags(request.flags, request.by)
    return f"{texts('voice_flag')} {texts(f'spoken_doctor_{highest_tier(request.flags)}')}"


async def _no_flags(manager: BackcareManager, request: Request, texts: Texts) -> str:
    await manager.async_report_red_flags(frozenset(), request.by)
    return texts("voice_no_flags")


async def _undo(manager: BackcareManager, _request: Request, texts: Texts) -> str:
    if not is_taken_back_by_voice(manager):
        return texts("voice_undo_red_flags")
    return texts(f"undone_{await manager.async_undo_last()}")


_REPLIES: dict[Intent, _Reply] = {
    Intent.START: _start,
    Intent.STOP: _stop,
    Intent.PAUSE: _pause,
    Intent.RESUME: _resume,
    Intent.LONGER: _longer,
    Intent.LEFT: _left,
    Intent.PHASE: _phase,
    Intent.MAY: _may,
    Intent.SPASM: _spasm,
    Intent.PAIN: _pain,
    Intent.EPISODE: _episode,
    Intent.NOW: _now,
    Intent.TODAY: _today,
    Intent.SPASMS_TODAY: _spasms_today,
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
    """Return the time that was said, which is not after now: 08:00 today, or 2h or 1d ago; None for now."""
    if when is None:
        return None
    now = clock.now().wall
    if ":" not in when:
        unit = {"h": "hours", "d": "days"}[when[-1]]
        return now - timedelta(**{unit: int(when[:-1])})
    hour, minute = map(int, when.split(":"))
    local = dt_util.as_local(now).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return min(now, dt_util.as_utc(local))


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


def _left_of(session: Session, texts: Texts) -> str:
    """Return the answer how much of a session is left."""
    therapy = texts.therapy(session.therapy)
    duration = texts.duration(session.remaining_at(clock.now()))
    if session.deadline is None:
        return texts("voice_paused", therapy=therapy, duration=duration)
    time = texts.time(session.deadline.wall)
    return texts("voice_left", therapy=therapy, duration=duration, time=time)
