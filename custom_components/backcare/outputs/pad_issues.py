"""Issues of heating pads: a fault, what is missing, and a state that is only assumed."""

from __future__ import annotations

from functools import partial

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.const import ATTR_ASSUMED_STATE, STATE_OFF, STATE_ON
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.helpers.start import async_at_started
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..options import CONF_HEATING_PAD, CONF_POWER_SENSOR
from ..pads.lease import Lease
from ..pads.power_meter import measures_power
from ..pads.registry import HEATING_PADS, SIGNAL_MISSING
from ..pads.shared_pad import SharedPad
from ..person.manager import BackcareConfigEntry
from ..rules.models import PersonEvent
from .issues import Issue, async_clear, async_raise

# By config entry: the names of its faulty pads. A pad that it has left may still be on (S5, S9).
_FAULTY: HassKey[dict[str, dict[Lease, str]]] = HassKey(f"{DOMAIN}_faulty_pads")
# Set once the pads that an earlier run left on are tracked.
_TRACKED: HassKey[bool] = HassKey(f"{DOMAIN}_left_pads_tracked")


@callback
def async_track_pad_issues(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Raise and clear the issues of the pad of a person."""
    manager = entry.runtime_data

    @callback
    def update(_events: tuple[PersonEvent, ...]) -> None:
        update_fault(manager.lease.fault)

    @callback
    def update_fault(fault: bool) -> None:  # noqa: FBT001 - the lease calls it with this one value
        faulty = hass.data.setdefault(_FAULTY, {}).setdefault(entry.entry_id, {})
        faulty.pop(manager.lease, None)
        if fault:
            faulty[manager.lease] = manager.lease.name
        if faulty:
            names = ", ".join(sorted(set(faulty.values())))
            async_raise(hass, entry.entry_id, Issue.HEATING_PAD_FAULT, name=names)
        else:
            async_clear(hass, entry.entry_id, Issue.HEATING_PAD_FAULT)

    _AssumedState(hass, entry)
    _track_missing(hass, entry)
    entry.async_on_unload(manager.subscribe(update))
    entry.async_on_unload(lambda: manager.lease.notify_until_off(update_fault))


@callback
def async_track_left_pads(hass: HomeAssistant) -> None:
    """Raise and clear the issues of pads without a user that an earlier run could not switch off (S5, S9)."""
    if hass.data.get(_TRACKED):
        return
    hass.data[_TRACKED] = True

    @callback
    def track(hass: HomeAssistant) -> None:
        for shared in hass.data[HEATING_PADS].all():
            if not shared.users:
                shared.notify_until_off(partial(_update_left_pad_issue, hass, shared))

    async_at_started(hass, track)


@callback
def _update_left_pad_issue(hass: HomeAssistant, shared: SharedPad, fault: bool) -> None:  # noqa: FBT001 - as above
    if fault and not shared.users:
        async_raise(hass, shared.key, Issue.HEATING_PAD_FAULT, name=shared.pad.plug.name)
    else:
        async_clear(hass, shared.key, Issue.HEATING_PAD_FAULT)


@callback
def _track_missing(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Raise and clear the issues that a plug or a power sensor is gone or disabled (S8)."""
    chosen = hass.data[HEATING_PADS].chosen

    @callback
    def update() -> None:
        name, options = entry.title, entry.options
        if chosen.is_missing(entry.entry_id, CONF_HEATING_PAD):
            pad = options[CONF_HEATING_PAD]
            async_raise(hass, entry.entry_id, Issue.HEATING_PAD_MISSING, name=name, entity_id=pad)
        else:
            async_clear(hass, entry.entry_id, Issue.HEATING_PAD_MISSING)
        if chosen.is_missing(entry.entry_id, CONF_POWER_SENSOR):
            sensor = options[CONF_POWER_SENSOR]
            async_raise(
                hass, entry.entry_id, Issue.POWER_SENSOR_MISSING, name=name, entity_id=sensor
            )
        else:
            async_clear(hass, entry.entry_id, Issue.POWER_SENSOR_MISSING)

    update()
    signal = SIGNAL_MISSING.format(entry.entry_id)
    entry.async_on_unload(async_dispatcher_connect(hass, signal, update))


class _AssumedState:
    """Raises the issue that a plug assumes its state, so that its off proves nothing (S5)."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Track the plug until the person is unloaded."""
        self._hass = hass
        self._entry = entry
        self._plug: str | None = None
        self._power_sensor: str | None = None
        self._unsubscribe: CALLBACK_TYPE | None = None
        self._chosen = hass.data[HEATING_PADS].chosen
        self._follow()
        entry.async_on_unload(self._unfollow)
        signal = SIGNAL_MISSING.format(entry.entry_id)
        entry.async_on_unload(async_dispatcher_connect(hass, signal, self._follow))
        entry.async_on_unload(
            async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)
        )

    @callback
    def _follow(self) -> None:
        self._unfollow()
        self._plug = self._entry.runtime_data.lease.entity_id
        self._power_sensor = self._chosen.power_sensor(self._entry.entry_id)
        if self._plug is None:
            async_clear(self._hass, self._entry.entry_id, Issue.ASSUMED_STATE)
            return
        tracked = filter(None, (self._plug, self._power_sensor))
        self._unsubscribe = async_track_state_change_event(self._hass, tracked, self._state_changed)
        self._update()

    @callback
    def _unfollow(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @callback
    def _entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Follow a renamed plug or power sensor, whose new name is an option."""
        tracked = {CONF_HEATING_PAD: self._plug, CONF_POWER_SENSOR: self._power_sensor}
        if entry is self._entry and any(entry.options.get(it) != tracked[it] for it in tracked):
            self._follow()

    @callback
    def _state_changed(self, _event: Event[EventStateChangedData]) -> None:
        self._update()

    @callback
    def _update(self) -> None:
        entry_id = self._entry.entry_id
        sensor = self._power_sensor
        if sensor is not None and measures_power(self._hass, sensor):
            async_clear(self._hass, self._entry.entry_id, Issue.ASSUMED_STATE)
            return
        state = self._hass.states.get(self._plug or "")
        if self._chosen.is_missing(entry_id, CONF_HEATING_PAD):
            # Another entity may have its entity id now.
            return
        if state is None or state.state not in (STATE_ON, STATE_OFF):
            # The attributes of an unavailable plug do not include whether it assumes its state.
            return
        if state.attributes.get(ATTR_ASSUMED_STATE):
            async_raise(
                self._hass, self._entry.entry_id, Issue.ASSUMED_STATE, heating_pad=state.name
            )
        else:
            async_clear(self._hass, self._entry.entry_id, Issue.ASSUMED_STATE)
