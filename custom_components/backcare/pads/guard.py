"""The guard of the pads: it needs nobody's set-up, and takes the place of who does not come (S13)."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.start import async_at_started

from ..const import DOMAIN
from ..options import CONF_HEATING_PAD, OutsideUse, outside_use_of
from ..rules.models import Reason
from ..wakeup import WakeUp
from .held_lease import Place
from .registry import HeatingPads
from .users import PadUser

# A person that is not set up this long after the start is not waited for.
ALL_IN_WITHIN = 60.0
COMING = {ConfigEntryState.NOT_LOADED, ConfigEntryState.SETUP_IN_PROGRESS}
FAILED = {
    ConfigEntryState.FAILED_UNLOAD,
    ConfigEntryState.MIGRATION_ERROR,
    ConfigEntryState.SETUP_ERROR,
    ConfigEntryState.SETUP_RETRY,
}


class Absent(PadUser):
    """A person whose set-up failed: the pad is wanted off, unless outside use is to be ignored."""

    off_again = Reason.OUTSIDE_USE_OFF

    def __init__(self, entry: ConfigEntry, place: Place) -> None:
        """Know no more of the person than the options."""
        self.entry_id = entry.entry_id
        self.place = place
        self.outside_use = _strict_outside_use(entry)


class Guard:
    """Follows the set-up of all persons, and has a verdict given on each pad when they are in."""

    def __init__(
        self,
        hass: HomeAssistant,
        pads: HeatingPads,
        on_failed: Callable[[ConfigEntry], None],
        on_recovered: Callable[[ConfigEntry], None],
    ) -> None:
        """Call `on_failed` with a person whose set-up failed, `on_recovered` when that is over."""
        self._hass = hass
        self._pads = pads
        self._on_failed = on_failed
        self._on_recovered = on_recovered
        self._failed: set[str] = set()
        self._absent: dict[str, Absent] = {}
        self._started = False
        self._all_in = False
        self._wait_no_longer = WakeUp(hass, self._judge)

    @callback
    def async_setup(self) -> None:
        """Follow the persons, from before the first is set up."""
        async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)
        async_at_started(self._hass, self._wait)

    @callback
    def _wait(self, _hass: HomeAssistant) -> None:
        """Wait for the persons that are still being set up, but not for ever."""
        self._started = True
        self._wait_no_longer.after(ALL_IN_WITHIN)
        self._judge_once_all_in()

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain != DOMAIN:
            return
        gone = change is ConfigEntryChange.REMOVED or entry.disabled_by is not None
        if not gone and entry.state in FAILED:
            self._stand_in(entry)
        elif gone or entry.state is ConfigEntryState.LOADED:
            self._stand_down(entry)
        self._judge_once_all_in()

    @callback
    def _judge_once_all_in(self) -> None:
        if self._started and not self._all_in and not self._coming():
            self._judge()

    def _coming(self) -> list[ConfigEntry]:
        entries = self._hass.config_entries.async_entries(DOMAIN, include_disabled=False)
        return [entry for entry in entries if entry.state in COMING]

    @callback
    def _judge(self) -> None:
        self._all_in = True
        self._wait_no_longer.cancel()
        for entry in self._coming():
            # Who takes long to set up may use the pad already.
            if not any(entry.entry_id in shared.users for shared in self._pads.all()):
                self._stand_in(entry)
        self._pads.judge()

    @callback
    def _stand_in(self, entry: ConfigEntry) -> None:
        """Use the pad of a person who does not: what the database and the options say is enough."""
        if entry.entry_id not in self._failed:
            self._failed.add(entry.entry_id)
            self._on_failed(entry)
        if entry.entry_id in self._absent or not entry.options.get(CONF_HEATING_PAD):
            return
        absent = self._absent[entry.entry_id] = Absent(entry, self._pads.place(entry))
        self._pads.async_add_user(absent.place.key, absent)

    @callback
    def _stand_down(self, entry: ConfigEntry) -> None:
        """Leave the pad to its person, who is there; or to nobody."""
        if entry.entry_id in self._failed:
            self._failed.discard(entry.entry_id)
            self._on_recovered(entry)
        if (absent := self._absent.pop(entry.entry_id, None)) is None:
            return
        shared = self._pads.find(absent.place.key)
        if shared is not None and shared.users.get(entry.entry_id) is absent:
            self._pads.async_remove_user(absent.place.key, entry.entry_id)


def _strict_outside_use(entry: ConfigEntry) -> OutsideUse:
    try:
        outside_use = outside_use_of(entry.options)
    except ValueError:
        return OutsideUse.OFF
    return outside_use if outside_use is OutsideUse.IGNORE else OutsideUse.OFF
