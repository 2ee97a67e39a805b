"""One plug with a heating pad behind it, held to a single wish.

The wish is set synchronously, before any lock, disk or call (S6). Every call that returns and every
report of the plug is compared with it, so that an ON that takes effect late is followed by another OFF.
Off counts once it is confirmed, and one report is no proof of it (S5): see `evidence`. While the pad is
on, a guard watches its deadline by both clocks (S3), and whether the plug can be reached (S15).
"""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback

from ..rules.models import Moment
from ..wakeup import WakeUp
from .calls import Cause
from .evidence import Evidence
from .plug import Plug, Report
from .power_meter import PowerMeter
from .reach import Reach
from .reports import PadReport, Wish
from .second_look import SecondLook
from .switching_off import SwitchingOff
from .switching_on import SwitchingOn

# What follows from a report, by the wish. While that is OFF, off is sent until it is confirmed. "Late" means
# within the echo window of our last call and not caused by another call: it may be older than ours (S5).
#
#   wish  report                            then
#   OFF   on, late, after off was confirmed off again: a bounce (S5)
#   OFF   on, by our own call               off again (S5)
#   OFF   on, otherwise                     outside use (S7); off again if nobody wants it on
#   OFF   on, before off was confirmed      off again; a bounce if late and reported off before
#   OFF   off, reported on before           waited for until it is confirmed
#   OFF   off, unavailable before           off again: unavailable counts as on (S5)
#   OFF   unavailable                       no longer confirmed off
#   OFF   our call for on has ended         off again: it may have taken effect after the off (S5)
#   OFF   power for ten seconds             off again: a stuck relay (S5)
#   ON    on                                confirmed on
#   ON    off, late, once confirmed on      the plug is asked; without contradiction, as in the next line
#   ON    off, once confirmed on            switched off by hand: the wish becomes OFF (S7)
#   ON    unavailable                       a fault after ten seconds (S15): it has not been switched off
#   ON    the deadline, by either clock     the wish becomes OFF (S3)
#   NONE  anything                          nothing: left alone (S7)

# Seconds. Home Assistant's timers follow one clock only: the guard compares both (S3).
GUARD_INTERVAL = 5.0


class HeatingPad:
    """One plug, held to one wish."""

    def __init__(
        self, hass: HomeAssistant, entity_id: str, on_report: Callable[[PadReport], None]
    ) -> None:
        """Watch the plug `entity_id`, without a wish."""
        self._on_report = on_report
        self._wish = Wish.NONE
        # The plug has reported on since it was wished on; never without that wish.
        self._confirmed_on = False
        self._untouched = False
        self._guard = WakeUp(hass, self._deadline_reached, look_every=GUARD_INTERVAL)
        self.plug = Plug(hass, entity_id, self._reported)
        self.reach = Reach(hass, self.plug, on_lost=lambda: on_report(PadReport.FAULT))
        self._second_look = SecondLook(hass, self.plug, self._off_stands)
        self.evidence = Evidence(hass, self.plug, lambda: on_report(PadReport.LEARNED))
        self._switching_on = SwitchingOn(
            hass,
            self.plug,
            wished=lambda: self.wished_on,
            on_call=lambda: self.evidence.called(on=True, again=False),
            on_ended=self._on_ended,
        )
        self._switching_off = SwitchingOff(
            hass,
            self.plug,
            is_off=lambda: self._is_off,
            echo_awaited=lambda: self._switching_on.echo_awaited,
            on_call=lambda again: self.evidence.called(on=False, again=again),
            on_confirmed=self._off_confirmed,
            on_overdue=lambda: on_report(PadReport.FAULT),
        )
        stuck = self._switching_off.is_stuck
        self.meter = PowerMeter(hass, self._power_changed, self._power_lasts, stuck)
        self.until: Moment | None = None
        self.confirmed_off = False
        # Home Assistant is leaving: nothing wishes the pad on any more (S9).
        self.closed = False

    @property
    def wished_on(self) -> bool:
        """Return whether the pad is wished on, until `until`."""
        return self._wish is Wish.ON

    @property
    def untouched(self) -> bool:
        """Return whether the pad has stayed off, confirmed, since it was wished on."""
        return self._untouched and self._is_off

    @property
    def heats(self) -> bool:
        """Return whether the plug reports on or the pad draws power."""
        return self.plug.is_on or self.meter.draws

    @property
    def may_be_on(self) -> bool:
        """Return whether the pad is not known to be off; one that is left alone is what its plug reports."""
        return not (self._is_off if self._wish is Wish.NONE else self.confirmed_off)

    @property
    def off_unconfirmed(self) -> bool:
        """Return whether the pad is being switched off and that is not confirmed yet."""
        return self._switching_off.under_way

    @property
    def settled(self) -> bool:
        """Return whether nothing is left to do or to wait for."""
        at_work = self.wished_on or self.off_unconfirmed or self.evidence.to_prove
        return not at_work and self._switching_on.settled

    @property
    def fault(self) -> bool:
        """Return whether the pad could not be confirmed off, is out of reach, or keeps bouncing."""
        return self._switching_off.overdue or self.reach.lost or self.evidence.bouncing

    # The wish

    @callback
    def wish_on(self, until: Moment) -> None:
        """Wish the pad on until a moment, and arm its guard; `async_switch_on` does the switching."""
        if self.closed:
            return
        # A plug that is unavailable right now has not been switched off.
        self._confirmed_on = self.plug.is_on or self._confirmed_on
        self._wish = Wish.ON
        self.until = until
        self._untouched = self.confirmed_off
        self.confirmed_off = False
        self.evidence.contradicted()
        self._switching_off.stop()
        self.reach.watch(on=True)
        self._watch_deadline()

    @callback
    def end_earlier(self, until: Moment) -> None:
        """Let the pad be on until `until` at most, if it is wished on; the guard checks at once (S3)."""
        if self.until is not None and (earlier := until.capped_at(self.until)) != self.until:
            self.until = earlier
            self._watch_deadline()

    @callback
    def wish_off(self) -> None:
        """Wish the pad off until there is another wish; it is switched off until that is confirmed."""
        self._want(Wish.OFF)
        if self.untouched:
            self._off_confirmed()
            return
        self._switching_on.give_up()
        self._switch_off()

    @callback
    def wish_nothing(self) -> None:
        """Leave the pad alone."""
        self._want(Wish.NONE)
        self._switching_off.stop()

    @callback
    def touched(self) -> None:
        """Note that something was done to the plug that its state does not show."""
        self._untouched = False

    @callback
    def believe_off(self) -> None:
        """Wish the pad off, and take a reported off as confirmed: nothing speaks against it."""
        self._wish = Wish.OFF
        self.confirmed_off = self._is_off

    async def async_switch_on(self) -> bool:
        """Switch the pad on if that is still the wish; return whether it reports on within ten seconds."""
        if self.wished_on:
            # The machine may have slept since the deadline was armed, without any timer noticing (S3).
            self._watch_deadline()
        if self.wished_on and not self.plug.is_on:
            self._untouched = False
            await self._switching_on.async_call()
        self._confirmed_on = self.wished_on and self.plug.is_on
        return self._confirmed_on

    async def async_wait_off(self, within: float) -> bool:
        """Wait until the pad is confirmed off, for `within` seconds at most; return whether it is."""
        return await self.plug.async_wait_until(lambda: self.confirmed_off, within)

    @callback
    def dispose(self) -> None:
        """Let go of the plug for good, without a report."""
        self.plug.dispose()
        self.meter.dispose()
        self._guard.cancel()
        self.reach.stop()
        self._second_look.cancel()
        self._switching_off.dispose()
        self.evidence.stop()

    @callback
    def _want(self, wish: Wish) -> None:
        self._wish = wish
        self.until = None
        self._confirmed_on = False
        self._guard.cancel()
        self.reach.stop()
        self._second_look.cancel()

    @property
    def _is_off(self) -> bool:
        return self.plug.is_off and not self.meter.draws

    @callback
    def _switch_off(self) -> None:
        self.confirmed_off = False
        self._switching_off.begin()
        if self.off_unconfirmed:
            self._on_report(PadReport.OFF_WANTED)

    # The guard

    @callback
    def _watch_deadline(self) -> None:
        """Arm the guard for the deadline; if that has passed, the pad goes off at once (S3)."""
        if self.until is None:
            # An unknown deadline counts as past (S4).
            self._deadline_reached()
        else:
            self._guard.at(self.until)

    @callback
    def _deadline_reached(self) -> None:
        self.wish_off()
        self._on_report(PadReport.DEADLINE)

    # Reports of the calls and of the plug

    @callback
    def _off_confirmed(self) -> None:
        self.confirmed_off = True
        self._switching_on.off_confirmed()
        self.plug.notify()
        self.evidence.confirmed_off()
        self._on_report(PadReport.CONFIRMED_OFF)

    @callback
    def _on_ended(self) -> None:
        """Switch off again if the wish is OFF by now: the ON may have taken effect after the OFF (S5)."""
        if self._wish is Wish.OFF:
            self._switch_off()

    @callback
    def _reported(self, report: Report) -> None:
        if self.plug.is_off:
            self.evidence.reported_off()
        if not report.changed:
            return
        self._untouched = False
        self.reach.watch(on=self.wished_on)
        if self.plug.is_on:
            self._switched_on(report, echo=self._switching_on.reported_on())
        elif self.plug.is_off:
            self._switched_off(report)
        else:
            unproven = self.evidence.to_prove
            self.evidence.dropped_out()
            if self._wish is Wish.OFF:
                # Unavailable counts as on; off is sent again when the plug returns (S5).
                self.confirmed_off = False
                if unproven:
                    self._switch_off()
        self._on_report(PadReport.STATE)

    @callback
    def _power_changed(self) -> None:
        self._untouched = False
        self.plug.notify()
        if self.meter.measures and not self.meter.draws:
            self.evidence.power_gone()
            if self._confirmed_on and self.plug.is_off:
                self._second_look.begin()
        self._on_report(PadReport.STATE)

    @callback
    def _power_lasts(self) -> None:
        """Switch off again if a plug that reports off keeps drawing power: its relay may be stuck."""
        if self._wish is Wish.OFF and not self.off_unconfirmed:
            self.evidence.power_stays()
            self._switch_off()

    @callback
    def _switched_on(self, report: Report, *, echo: bool) -> None:
        self._second_look.cancel()
        if self._wish is Wish.ON:
            if not self._confirmed_on:
                self.evidence.confirmed_on()
            self._confirmed_on = True
        elif self._wish is Wish.OFF:
            own = report.cause is Cause.OURS or (echo and report.cause is Cause.UNKNOWN)
            from_off = not own and report.old == STATE_OFF
            late = report.cause is Cause.UNKNOWN and self.evidence.in_window
            confirmed, self.confirmed_off = self.confirmed_off, False
            if from_off and late:
                self.evidence.bounced(taken_back=True)
            if confirmed:
                self._on_report(self._classified(report, late=late, own=own))
            # No listener has changed the wish: off again (S7).
            if self._wish is Wish.OFF:
                if from_off and not late and self.evidence.fought_over:
                    self.evidence.bounced(taken_back=False)
                self.evidence.contradicted()
                self._switch_off()

    def _classified(self, report: Report, *, late: bool, own: bool) -> PadReport:
        """Return what an on after a confirmed off means; note it as evidence if somebody uses the pad."""
        if own:
            return PadReport.SWITCHED_ON_LATE
        if late or (report.cause is Cause.UNKNOWN and self.evidence.bouncing):
            return PadReport.BOUNCED
        self.evidence.used_outside(report.cause)
        return PadReport.SWITCHED_ON_OUTSIDE

    @callback
    def _switched_off(self, report: Report) -> None:
        if self._confirmed_on:
            if report.cause is not Cause.OTHERS and self.evidence.in_window:
                self._second_look.begin()
                return
            self.evidence.switched_off_by_hand(report.cause)
            self._off_by_hand()
        elif self._wish is Wish.OFF and report.old != STATE_ON and not self.confirmed_off:
            self._switch_off()

    @callback
    def _off_stands(self) -> None:
        """Accept the off, unless the plug or its power has contradicted it."""
        if self.wished_on and self.plug.is_off and not self.meter.draws:
            self._off_by_hand()

    @callback
    def _off_by_hand(self) -> None:
        self._want(Wish.OFF)
        self._switch_off()
        self._on_report(PadReport.SWITCHED_OFF_BY_HAND)
