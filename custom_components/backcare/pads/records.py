"""What of the heating pads has to survive a crash: deadlines, and offs not confirmed yet (S4, S9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
import logging
from typing import Any

from homeassistant.core import HomeAssistant

from .. import clock
from ..rules.models import PLAN, Moment, Therapy
from ..store import UNREADABLE, SafetyStore, moment_as_dict, moment_from

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PadRecord:
    """A pad that is on until a moment, for its holder if it has one; without a moment, to be off."""

    until: Moment | None
    holder: str | None

    def runs_on(self, moment: Moment) -> bool:
        """Return whether the pad may go on heating after a restart: same boot, time left (S8)."""
        if self.until is None or not self.holder or self.until.boot != moment.boot:
            return False
        latest = moment + PLAN[Therapy.HEAT].cap
        return (
            moment.wall < self.until.wall <= latest.wall
            and moment.steady < self.until.steady <= latest.steady
        )


class PadRecords:
    """The records of all pads on disk, by entity id."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know nothing yet."""
        self._store = SafetyStore(hass, "heating_pads")
        self._latest: datetime | None = None
        # What was on when Home Assistant went is not known (S10).
        self.lost = False

    async def async_load(self) -> dict[str, PadRecord]:
        """Return the records of the last run; none of them runs on by a clock that is behind (S12)."""
        try:
            stored = await self._store.async_load()
            if stored is None:
                return {}
            records = {str(pad): _record_from(record) for pad, record in stored["pads"].items()}
            self._latest = datetime.fromisoformat(stored["latest"])
            behind = clock.now().wall < self._latest
        except UNREADABLE as err:
            copy = await self._store.async_set_aside()
            _LOGGER.warning("The record of heating pads was unreadable, kept as %s: %s", copy, err)
            self.lost = True
            return {}
        return dict.fromkeys(records, PadRecord(None, None)) if behind else records

    async def async_save(self, records: Mapping[str, PadRecord]) -> None:
        """Write the records, or raise StorageError."""
        wall = clock.now().wall
        self._latest = wall if self._latest is None else max(self._latest, wall)
        await self._store.async_save(
            {
                "pads": {pad: _record_as_dict(record) for pad, record in records.items()},
                "latest": self._latest.isoformat(),
            }
        )


def _record_as_dict(record: PadRecord) -> dict[str, Any]:
    return {"until": record.until and moment_as_dict(record.until), "holder": record.holder}


def _record_from(stored: Mapping[str, Any]) -> PadRecord:
    until, holder = stored["until"], stored["holder"]
    return PadRecord(until and moment_from(until), holder and str(holder))
