"""How reliably a plug stays off, for the options and the card (S5)."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from homeassistant.core import HomeAssistant

from ..pads.evidence import BOUNCES
from ..pads.registry import HEATING_PADS
from ..storage.pads import Learned
from ..texts import async_texts

# A plug is unreliable if it has taken back at least this many offs, and one in ten.
TAKES_BACK = BOUNCES
ONE_IN = 10


def offs_taken_back(learned: Learned) -> int:
    """Return how many offs a plug has taken back, 0 if it is reliable."""
    taken_back = learned.offs - learned.proven_offs
    return taken_back if taken_back >= TAKES_BACK and taken_back * ONE_IN >= learned.offs else 0


async def async_record_of(hass: HomeAssistant, entity_id: str | None) -> str:
    """Return what was learned of a plug, as a sentence; empty without an off."""
    if entity_id is None or HEATING_PADS not in hass.data:
        return ""
    learned = hass.data[HEATING_PADS].learned(entity_id)
    if not learned.offs:
        return ""
    texts = await async_texts(hass)
    if taken_back := offs_taken_back(learned):
        return texts("plug_takes_offs_back", taken_back=taken_back, offs=learned.offs)
    slowest = timedelta(seconds=max(1, ceil((learned.slowest_off or timedelta()).total_seconds())))
    return texts(
        "plug_offs_confirmed",
        confirmed=learned.proven_offs,
        offs=learned.offs,
        slowest=texts.duration(slowest),
    )
