"""Asks for the pain after a session, on the satellite that began it: once a day (R10)."""

from __future__ import annotations

from datetime import date
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .. import clock
from ..access import async_caller
from ..announcements.origin import CAN_ASK, async_origin
from ..announcements.quiet_hours import is_quiet
from ..options import quiet_hours_of
from ..person.manager import BackcareConfigEntry
from ..refusals import RefusalError
from ..rules.models import Pain
from ..texts import async_texts
from .meaning import async_level_meant
from .satellite import async_ask, async_say

# The day on which each person was last asked.
_ASKED: Final = HassKey[dict[str, date]]("backcare_asked_for_pain")


async def async_ask_pain(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Ask for the pain if a question is due, and log the answer."""
    satellite = async_origin(hass, entry)
    if satellite is None or not satellite.can(hass, CAN_ASK) or not _may_ask(hass, entry):
        return
    hass.data.setdefault(_ASKED, {})[entry.entry_id] = _today()
    texts = await async_texts(hass, satellite.language)
    sentence = await async_ask(hass, satellite, texts("ask_pain"))
    if sentence is None:
        return
    level = await async_level_meant(hass, sentence, satellite.language)
    if level is None:
        return
    try:
        await entry.runtime_data.async_log_pain(level)
    except RefusalError as err:
        said = texts.refusal(err.refused, **err.placeholders)
    else:
        caller = await async_caller(hass, entry, None)
        said = texts("voice_logged")
        if caller.may_hear_details():
            said = texts("voice_pain", level=level)
    await async_say(hass, satellite, said)


def _may_ask(hass: HomeAssistant, entry: BackcareConfigEntry) -> bool:
    """Return whether the question may be asked: once a day, and with no other question open."""
    overview, now = entry.runtime_data.overview, dt_util.as_local(clock.now().wall)
    pains = (entry for entry in overview.week if isinstance(entry, Pain))
    logged = any(dt_util.as_local(pain.at).date() == now.date() for pain in pains)
    asked = hass.data.get(_ASKED, {}).get(entry.entry_id) == now.date()
    return not (
        logged
        or asked
        or overview.onset is None
        or overview.question is not None
        or overview.session is not None
        or is_quiet(quiet_hours_of(entry.options), now)
    )


def _today() -> date:
    return dt_util.as_local(clock.now().wall).date()
