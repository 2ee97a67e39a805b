"""Announces what happens to a person: `messages` has the words, `delivery` the targets.

The end of a session and a pad that stays on are also announced on the satellite of the session.

The announcer only listens. It announces in the background and, except for a fault of the pad, only after
a pad that is being switched off is off (S6).
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.start import async_at_started

from .. import clock
from ..asking.pain import async_ask_pain
from ..options import CONF_ANNOUNCE_TO, limits_of
from ..person.manager import BackcareConfigEntry
from ..rules import exposure
from ..rules.models import (
    PersonEvent,
    PhaseChanged,
    Refused,
    SessionAvailable,
    SessionChange,
    SessionEvent,
    StartRefused,
    Therapy,
)
from ..rules.red_flags import blocked_by
from ..rules.transitions import is_available
from ..texts import Texts
from . import messages
from .buttons import Buttons
from .delivery import Delivery
from .messages import About, Message
from .origin import SATELLITE, async_origin
from .phone import EVENT_PRESSED
from .quiet_hours import QuietHours
from .reminders import LastMinute, Repetition
from .renames import async_follow_renames
from .shown_timer import ShownTimer
from .spoken_ok import SpokenOk

# The end of a session that was missed while Home Assistant was down is announced up to this age.
RECENT = timedelta(minutes=15)
# The pauses between repetitions, in seconds. People fall asleep with ice.
ICE_OFF_AGAIN = (120.0, 120.0, 120.0)
# These end by themselves: once unplugged, a plug may never report again.
UNPLUG_AGAIN = (120.0, 240.0, 480.0, 900.0, 1800.0)


@callback
def async_setup_announcements(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Set up the announcements of a person."""
    announcer = Announcer(hass, entry)
    manager = entry.runtime_data
    entry.async_on_unload(manager.subscribe(announcer.handle_events))
    entry.async_on_unload(manager.subscribe_commands(announcer.handle_command))
    entry.async_on_unload(hass.bus.async_listen(EVENT_PRESSED, announcer.buttons.handle_press))
    entry.async_on_unload(announcer.close)
    entry.async_on_unload(async_at_started(hass, announcer.show_timer))
    if CONF_ANNOUNCE_TO in entry.options:
        entry.async_on_unload(async_follow_renames(hass, entry))


class Announcer:
    """Announces what happens to one person."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Initialize the announcer."""
        self._hass = hass
        self._entry = entry
        self._manager = entry.runtime_data
        self._limits = limits_of(entry.options)
        self._delivery = Delivery(hass, entry)
        self._announce = self._delivery.announce
        self._quiet = QuietHours(hass, entry.options)
        self._last_minute = LastMinute(
            hass, self._manager, lambda: self._announce(self._compose_last_minute)
        )
        self._ice_off = Repetition(hass, ICE_OFF_AGAIN)
        self._unplug = Repetition(hass, UNPLUG_AGAIN)
        self.buttons = Buttons(
            hass,
            entry,
            (self._ice_off, self._unplug),
            acknowledge=self._acknowledge,
            refused=partial(self._announce_not_changed, aloud=False),
        )
        self._timer = ShownTimer(hass, entry, self._announce_not_changed)
        self._ok = SpokenOk(hass, entry, self._delivery.targets, self._acknowledge)
        self._fault = False
        self._set_up_at = clock.now().wall

    @callback
    def close(self) -> None:
        """Stop announcing; messages on their way are cancelled with the tasks of the entry."""
        self._last_minute.stop()
        self._ice_off.stop()
        self._unplug.stop()
        self._timer.close()
        self._ok.close()
        self._quiet.close()

    @callback
    def handle_events(self, events: tuple[PersonEvent, ...]) -> None:
        """Announce events."""
        # This remembers the satellite: the next command discards the end of a session, which names it.
        async_origin(self._hass, self._entry)
        for event in events:
            match event:
                case SessionChange():
                    self._session_changed(event)
                case StartRefused(therapy=therapy, refused=refused):
                    self._announce(
                        partial(
                            messages.not_started,
                            therapy=therapy,
                            refused=refused,
                            heating_pad=self._manager.lease.name,
                        )
                    )
                case PhaseChanged(before=before, phase=phase) if (before, phase) in messages.PHASES:
                    self._quiet.announce_after("phase", partial(self._phase_changed, event))
                case SessionAvailable(therapy=therapy):
                    self._quiet.announce_after("available", partial(self._available, therapy))
        self._timer.follow(events)
        if any(map(_started, events)):
            self.show_timer()
        self._follow_time()
        self._follow_pad()
        heard = any(target.startswith(f"{SATELLITE}.") for target in self._delivery.targets())
        ended = self._manager.person.last_end is not None
        self._ok.follow(waits=heard and (ended or self._unplug.pending))

    @callback
    def _follow_time(self) -> None:
        """Follow the session to its last minute, if there is a target for the announcement."""
        if self._delivery.targets():
            self._last_minute.follow()

    @callback
    def show_timer(self, _hass: HomeAssistant | None = None) -> None:
        """Show the session as a timer on the satellite that began it."""
        self._follow_time()
        if async_origin(self._hass, self._entry) is not None:
            self._hass.async_create_task(self._timer.async_show(), "show the session")

    # Sessions

    @callback
    def _session_changed(self, event: SessionChange) -> None:
        match event.event:
            case SessionEvent.FINISHED if self._missed(event) or not self._delivery.targets():
                pass
            case SessionEvent.FINISHED:
                ask = partial(async_ask_pain, self._hass, self._entry)
                if event.therapy is Therapy.ICE:
                    self._ice_off.begin(lambda: self._announce(self._compose_ice_off, then=ask))
                else:
                    self._announce(
                        partial(self._compose_ended, therapy=event.therapy, on_pad=event.on_pad),
                        then=ask,
                    )
            case SessionEvent.INTERRUPTED:
                self._announce(partial(messages.interrupted, reason=event.reason))
            case SessionEvent.REFUSED if event.reason is not None:
                self._announce(
                    partial(
                        messages.off_again,
                        reason=event.reason,
                        refused=event.refused,
                        allowed_from=event.allowed_from,
                        heating_pad=self._manager.lease.name,
                    )
                )
            case SessionEvent.REFUSED:
                pass
            case _:
                self._ice_off.stop()
                self._delivery.withdraw(About.SESSION)

    def _compose_last_minute(self, texts: Texts) -> Message | None:
        session = self._manager.person.session
        if session is None or session.running is None:
            return None
        buttons = self.buttons.of_session(texts, session)
        return messages.last_minute(texts, session.therapy, buttons)

    def _compose_ice_off(self, texts: Texts) -> Message | None:
        if not self._ice_off.pending:
            return None
        buttons = self.buttons.of_repetition(texts, self._ice_off)
        return self._compose_ended(texts, Therapy.ICE, buttons=buttons)

    def _compose_ended(
        self,
        texts: Texts,
        therapy: Therapy,
        *,
        on_pad: bool = False,
        buttons: dict[str, str] | None = None,
    ) -> Message:
        person = self._manager.person
        refused = blocked_by(person.red_flags, therapy)
        next_from = exposure.rests_until(person, therapy, self._limits, clock.now())
        return messages.ended(
            texts,
            therapy,
            on_pad=on_pad,
            next_from=None if refused else next_from,
            buttons=buttons or {},
        )

    def _missed(self, event: SessionChange) -> bool:
        """Return whether a session ended while Home Assistant was down, too long ago to announce it."""
        ended = event.at or self._set_up_at
        return ended < self._set_up_at and clock.now().wall - ended > RECENT

    # The plan

    @callback
    def _phase_changed(self, event: PhaseChanged) -> None:
        if self._manager.overview.phase is event.phase:
            self._announce(partial(messages.phase_began, before=event.before, phase=event.phase))

    @callback
    def _available(self, therapy: Therapy) -> None:
        if is_available(self._manager.person, therapy, self._limits, clock.now()):
            self._announce(partial(messages.available, therapy=therapy))

    # The pad

    @callback
    def _follow_pad(self) -> None:
        pad = self._manager.lease
        was, self._fault = self._fault, pad.fault
        if self._fault and not was and self._delivery.targets(About.PAD):
            self._unplug.begin(
                lambda: self._announce(self._compose_pad_fault, without_waiting=True)
            )
        elif was and not self._fault:
            self._unplug.stop()
            self._announce(self._compose_pad_off)

    def _compose_pad_fault(self, texts: Texts) -> Message | None:
        if not self._unplug.pending:
            return None
        buttons = self.buttons.of_repetition(texts, self._unplug)
        end = self._manager.person.last_end
        over = end is not None and end.on_pad and end.event is SessionEvent.FINISHED
        return messages.pad_fault(texts, self._manager.lease.name, buttons, heat_over=over)

    def _compose_pad_off(self, texts: Texts) -> Message | None:
        pad = self._manager.lease
        return messages.pad_off(texts, pad.name) if pad.confirmed_off and not pad.fault else None

    # Acknowledgements

    @callback
    def handle_command(self) -> None:
        """Stop repeating that a session is over: the person is awake and has given a command."""
        if self._ice_off.pending:
            self._ice_off.stop()
            self._delivery.withdraw(About.SESSION)

    @callback
    def _acknowledge(self) -> None:
        """Stop all repetitions: somebody has heard the announcement."""
        self._manager.acknowledge()
        self._unplug.stop()
        self._delivery.withdraw(About.PAD)
        self._ok.close()

    @callback
    def _announce_not_changed(self, refused: Refused, *, aloud: bool = True) -> None:
        """Announce that a session was not changed, aloud if the command was spoken."""
        pad = self._manager.lease.name
        about = About.TIMER if aloud else About.REFUSAL
        self._announce(partial(messages.not_changed, about=about, refused=refused, heating_pad=pad))


def _started(event: PersonEvent) -> bool:
    return isinstance(event, SessionChange) and event.event is SessionEvent.STARTED
