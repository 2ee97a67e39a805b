"""The guard of the pads: it works without any config entry, and stands in for one that fails (S13)."""

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
from .held_lease import PadReference
from .registry import HeatingPads
from .users import PadUser

# Seconds after the start for which persons that are being set up are waited for.
ALL_LOADED_WITHIN = 60.0
LOADING = {ConfigEntryState.NOT_LOADED, ConfigEntryState.SETUP_IN_PROGRESS}
FAILED = {
    ConfigEntryState.FAILED_UNLOAD,
    ConfigEntryState.MIGRATION_ERROR,
    ConfigEntryState.SETUP_ERROR,
    ConfigEntryState.SETUP_RETRY,
}


class StandIn(PadUser):
    """The user of a pad in place of a person whose set-up failed: wants outside use off or ignored."""

    outside_off_reason = Reason.OUTSIDE_USE_OFF

    def __init__(self, entry: ConfigEntry, reference: PadReference) -> None:
        """Take what is needed from the person's options."""
        self.entry_id = entry.entry_id
        self.options = dict(entry.options)
        self.reference = reference
        self.outside_use = _strict_outside_use(entry)


class Guard:
    """Follows the set-up of all persons, and reconciles the pads once all are loaded."""

    def __init__(
        self,
        hass: HomeAssistant,
        pads: HeatingPads,
        on_failed: Callable[[ConfigEntry], None],
        on_recovered: Callable[[ConfigEntry], None],
    ) -> None:
        """Call `on_failed` with the entry of a person whose set-up failed, `on_recovered` when it is over."""
        self._hass = hass
        self._pads = pads
        self._on_failed = on_failed
        self._on_recovered = on_recovered
        self._failed: set[str] = set()
        self._stand_ins: dict[str, StandIn] = {}
        self._started = False
        self._all_loaded = False
        self._wait_no_longer = WakeUp(hass, self._reconcile)

    @callback
    def async_setup(self) -> None:
        """Start to follow the persons, before the first of them is set up."""
        async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)
        async_at_started(self._hass, self._wait)

    @callback
    def _wait(self, _hass: HomeAssistant) -> None:
        """Wait for the persons that are still being set up, for a limited time."""
        self._started = True
        self._wait_no_longer.after(ALL_LOADED_WITHIN)
        self._reconcile_once_all_loaded()

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain != DOMAIN:
            return
        gone = change is ConfigEntryChange.REMOVED or entry.disabled_by is not None
        if not gone and entry.state in FAILED:
            self._stand_in(entry)
        elif gone or entry.state is ConfigEntryState.LOADED:
            self._stand_down(entry)
        self._reconcile_once_all_loaded()

    @callback
    def _reconcile_once_all_loaded(self) -> None:
        if self._started and not self._all_loaded and not self._loading():
            self._reconcile()

    def _loading(self) -> list[ConfigEntry]:
        entries = self._hass.config_entries.async_entries(DOMAIN, include_disabled=False)
        return [entry for entry in entries if entry.state in LOADING]

    @callback
    def _reconcile(self) -> None:
        self._all_loaded = True
        self._wait_no_longer.cancel()
        for entry in self._loading():
            # A person whose set-up is slow may already use the pad.
            if not any(entry.entry_id in shared.users for shared in self._pads.all()):
                self._stand_in(entry)
        self._pads.reconcile()

    @callback
    def _stand_in(self, entry: ConfigEntry) -> None:
        """Use the pad in place of a person whose set-up failed; the database and the options suffice."""
        if entry.entry_id not in self._failed:
            self._failed.add(entry.entry_id)
            self._on_failed(entry)
        known = self._stand_ins.get(entry.entry_id)
        if known is not None and known.options == entry.options:
            return
        # The options may have been changed, although the person still cannot be set up.
        self._leave(entry)
        if not entry.options.get(CONF_HEATING_PAD):
            return
        stand_in = self._stand_ins[entry.entry_id] = StandIn(entry, self._pads.reference(entry))
        self._pads.async_add_user(stand_in.reference.key, stand_in)

    @callback
    def _stand_down(self, entry: ConfigEntry) -> None:
        """Leave the pad to its person, who is loaded or gone."""
        if entry.entry_id in self._failed:
            self._failed.discard(entry.entry_id)
            self._on_recovered(entry)
        self._leave(entry)

    @callback
    def _leave(self, entry: ConfigEntry) -> None:
        if (stand_in := self._stand_ins.pop(entry.entry_id, None)) is None:
            return
        shared = self._pads.find(stand_in.reference.key)
        if shared is not None and shared.users.get(entry.entry_id) is stand_in:
            self._pads.async_remove_user(stand_in.reference.key, entry.entry_id)


def _strict_outside_use(entry: ConfigEntry) -> OutsideUse:
    try:
        outside_use = outside_use_of(entry.options)
    except ValueError:
        return OutsideUse.OFF
    return outside_use if outside_use is OutsideUse.IGNORE else OutsideUse.OFF
