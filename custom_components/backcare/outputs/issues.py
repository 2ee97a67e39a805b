"""What a person has to know and do, as issues under Settings, Repairs."""

from __future__ import annotations

from enum import StrEnum

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
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_state_change_event

from ..const import DOMAIN
from ..options import CONF_HEATING_PAD, power_sensor_of
from ..pads.backstop import NO_BACKSTOP, backstop_of
from ..person.manager import BackcareConfigEntry
from ..rules.models import DoctorAdvice, Event as Told, Phase


class Issue(StrEnum):
    """What a person may have to do something about, at most once each."""

    STORE_UNREADABLE = "store_unreadable"
    STORE_LOST = "store_lost"
    DIARY_UNREADABLE = "diary_unreadable"
    HEATING_PAD_FAULT = "heating_pad_fault"
    NO_BACKSTOP = "no_backstop"
    ASSUMED_STATE = "assumed_state"
    RED_FLAG_EMERGENCY = "red_flag_emergency"
    RED_FLAG_URGENT = "red_flag_urgent"
    NOT_RECOVERED = "not_recovered"


_SEVERITY = {
    Issue.STORE_UNREADABLE: ir.IssueSeverity.ERROR,
    Issue.STORE_LOST: ir.IssueSeverity.ERROR,
    Issue.DIARY_UNREADABLE: ir.IssueSeverity.WARNING,
    Issue.HEATING_PAD_FAULT: ir.IssueSeverity.CRITICAL,
    Issue.NO_BACKSTOP: ir.IssueSeverity.WARNING,
    Issue.ASSUMED_STATE: ir.IssueSeverity.WARNING,
    Issue.RED_FLAG_EMERGENCY: ir.IssueSeverity.CRITICAL,
    Issue.RED_FLAG_URGENT: ir.IssueSeverity.ERROR,
    Issue.NOT_RECOVERED: ir.IssueSeverity.WARNING,
}
# Who has not dealt with these has to be told again after a restart, which finds a new record.
_PERSISTENT = (Issue.STORE_UNREADABLE, Issue.STORE_LOST)
# A doctor has seen it, or it was reported by mistake: the flow asks which.
_FIXABLE = (Issue.RED_FLAG_EMERGENCY, Issue.RED_FLAG_URGENT)
_OF_DOCTOR = (*_FIXABLE, Issue.NOT_RECOVERED)
# Core puts the ids of all issues into the diagnostics: these tell nothing of a person's health (S11).
_ID = {
    **{issue: issue.value for issue in Issue},
    Issue.RED_FLAG_EMERGENCY: "advice",
    Issue.RED_FLAG_URGENT: "advice",
    Issue.NOT_RECOVERED: "reminder",
}


@callback
def async_track_issues(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Raise and clear the issues of a person as they come and go."""
    manager = entry.runtime_data
    # A link, not a name: core puts what persistent issues carry into the diagnostics (S11).
    person = f"/config/integrations/integration/{DOMAIN}#config_entry={entry.entry_id}"
    if manager.copy is not None:
        _raise(hass, entry, Issue.STORE_UNREADABLE, person=person, copy=manager.copy)
    elif manager.record_lost:
        _raise(hass, entry, Issue.STORE_LOST, person=person)
    _compare_backstop(hass, entry)
    _AssumedState(hass, entry)

    @callback
    def told(_events: tuple[Told, ...]) -> None:
        # Who has said again when it began has been asked.
        if manager.snapshot.phase is not Phase.NONE:
            _clear(hass, entry, Issue.STORE_UNREADABLE, Issue.STORE_LOST)
        if manager.today.unreadable:
            # Without the month that is in the names of its files: that is a date of the diary's (S11).
            files = f"{DOMAIN}.{entry.entry_id}.diary"
            _raise(hass, entry, Issue.DIARY_UNREADABLE, person=person, files=files)
        else:
            _clear(hass, entry, Issue.DIARY_UNREADABLE)
        pad_told(manager.heating_pad.fault)
        _compare_doctor(hass, entry, manager.snapshot.doctor)

    @callback
    def pad_told(fault: bool) -> None:  # noqa: FBT001 - all that there is to tell
        if fault:
            _raise(hass, entry, Issue.HEATING_PAD_FAULT, name=manager.heating_pad.name)
        else:
            _clear(hass, entry, Issue.HEATING_PAD_FAULT)

    entry.async_on_unload(manager.subscribe(told))
    entry.async_on_unload(lambda: manager.heating_pad.notify_until_off(pad_told))


@callback
def async_forget_issues(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Clear what nobody has to do any more for a removed person.

    Not a fault of the pad: it may be hot whoever used it.
    """
    _clear(hass, entry, *(issue for issue in Issue if issue is not Issue.HEATING_PAD_FAULT))


@callback
def _compare_backstop(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Tell of a pad that nothing switches off while Home Assistant is down."""
    pad = entry.options.get(CONF_HEATING_PAD)
    if pad is None or backstop_of(entry.options) != NO_BACKSTOP:
        _clear(hass, entry, Issue.NO_BACKSTOP)
    else:
        _raise(hass, entry, Issue.NO_BACKSTOP, heating_pad=_name(hass, pad), name=entry.title)


@callback
def _compare_doctor(
    hass: HomeAssistant, entry: BackcareConfigEntry, advice: DoctorAdvice | None
) -> None:
    """Tell to see a doctor; never for which flag, as whoever opens the repairs may read this (S11)."""
    told = None
    match advice:
        case DoctorAdvice.EMERGENCY:
            told = _raise(hass, entry, Issue.RED_FLAG_EMERGENCY, name=entry.title)
        case DoctorAdvice.URGENT:
            told = _raise(hass, entry, Issue.RED_FLAG_URGENT, name=entry.title)
        case DoctorAdvice.NOT_RECOVERED:
            told = _raise(hass, entry, Issue.NOT_RECOVERED, name=entry.title)
    others = (issue for issue in _OF_DOCTOR if told is None or _ID[issue] != _ID[told])
    _clear(hass, entry, *others)


class _AssumedState:
    """Tells of a plug that assumes its state, of which an off proves nothing (S5)."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Follow the plug until the person is unloaded."""
        self._hass = hass
        self._entry = entry
        self._plug: str | None = None
        self._unsubscribe: CALLBACK_TYPE | None = None
        if power_sensor_of(entry.options) is not None:
            _clear(hass, entry, Issue.ASSUMED_STATE)
            return
        self._follow()
        entry.async_on_unload(self._unfollow)
        entry.async_on_unload(
            async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)
        )

    @callback
    def _follow(self) -> None:
        self._unfollow()
        self._plug = self._entry.runtime_data.heating_pad.entity_id
        if self._plug is None:
            _clear(self._hass, self._entry, Issue.ASSUMED_STATE)
            return
        self._unsubscribe = async_track_state_change_event(
            self._hass, self._plug, self._state_changed
        )
        self._compare()

    @callback
    def _unfollow(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @callback
    def _entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Follow a renamed plug, whose new name is an option."""
        if entry is self._entry and self._plug != entry.options.get(CONF_HEATING_PAD):
            self._follow()

    @callback
    def _state_changed(self, _event: Event[EventStateChangedData]) -> None:
        self._compare()

    @callback
    def _compare(self) -> None:
        state = self._hass.states.get(self._plug or "")
        if state is None or state.state not in (STATE_ON, STATE_OFF):
            # A plug that is not there does not tell how it knows its state.
            return
        if state.attributes.get(ATTR_ASSUMED_STATE):
            _raise(self._hass, self._entry, Issue.ASSUMED_STATE, heating_pad=state.name)
        else:
            _clear(self._hass, self._entry, Issue.ASSUMED_STATE)


@callback
def _raise(
    hass: HomeAssistant, entry: BackcareConfigEntry, issue: Issue, **placeholders: str
) -> Issue:
    issue_id = f"{_ID[issue]}_{entry.entry_id}"
    known = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    if known is not None and known.translation_key not in (None, issue):
        # Who ignored the one has not seen the other.
        ir.async_delete_issue(hass, DOMAIN, issue_id)
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"entry_id": entry.entry_id},
        is_fixable=issue in _FIXABLE,
        is_persistent=issue in _PERSISTENT,
        severity=_SEVERITY[issue],
        translation_key=issue,
        translation_placeholders=placeholders,
    )
    return issue


@callback
def _clear(hass: HomeAssistant, entry: BackcareConfigEntry, *issues: Issue) -> None:
    for issue in issues:
        ir.async_delete_issue(hass, DOMAIN, f"{_ID[issue]}_{entry.entry_id}")


def _name(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    return entity_id if state is None else state.name
