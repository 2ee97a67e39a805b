"""The evidence that a plug is off, and what was learned about the plug (S5).

One report of off is no proof: plugs that are polled, or that set their own state when called, report off
and are on at the next poll. Each command opens an echo window, in which a report may be older than the
command. Off is proven when the power has gone, when a report comes too late to be an older state, or
when the window ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..rules.models import Moment
from ..storage.pads import NOTHING_LEARNED, Learned
from ..wakeup import WakeUp
from .calls import Cause
from .plug import Plug

# The echo window until it is learned, for plugs that push their state
PUSHED_WINDOW = timedelta(seconds=10)
# and for all others: polled, assumed or unknown.
OTHER_WINDOW = timedelta(minutes=2)
WINDOW_AT_MOST = timedelta(minutes=10)
# A coordinator of Home Assistant does not poll again within ten seconds of its last poll.
ASK_AFTER = timedelta(seconds=12)
ASK_WITHIN = 10.0
# A report sooner than this after a command may be older than it, whatever was learned.
FRESH_AFTER = timedelta(seconds=10)
FRESH_AFTER_PUSHED = timedelta(seconds=1)
# This many bounces within a day are a fault, and this many clean offs clear it.
BOUNCES = 3
BOUNCES_WITHIN = timedelta(hours=24)
CLEAN_OFFS = 10
# An unwanted on this soon after an off means that somebody fights over the pad (S7).
FIGHT_WITHIN = timedelta(minutes=2)
# A plug that reports on and then off within this time was not used: it flaps.
FLAPS_WITHIN = timedelta(seconds=30)


class Evidence:
    """The evidence about one plug."""

    def __init__(
        self,
        hass: HomeAssistant,
        plug: Plug,
        on_learned: Callable[[], None],
    ) -> None:
        """Start without evidence. Call `on_learned` when off is proven or taken back, or a fault ends."""
        self._hass = hass
        self._plug = plug
        self._on_learned = on_learned
        self._window_over = WakeUp(hass, self._prove)
        self._ask_soon = WakeUp(hass, self._ask)
        self._bounces_over = WakeUp(hass, on_learned)
        # Off is confirmed, but not proven yet.
        self._to_prove = False
        # Power has gone since the latest command.
        self._power_gone = False
        # Times of the steady clock. A command may be repeated: its first and its latest call.
        self._first: float | None = None
        self._latest: float | None = None
        self._latest_off: float | None = None
        # Since when the plug has reported off without contradiction.
        self._off_since: float | None = None
        # When the plug was switched on without a call: by itself, or by somebody at it.
        self._used_since: float | None = None
        self._off_at: Moment | None = None
        # Since when the pad has heated although the plug reported off.
        self.heats_since: Moment | None = None
        self.learned = NOTHING_LEARNED

    @property
    def window(self) -> timedelta:
        """Return the echo window: how long after a command a report may be older than it."""
        if self._plug.is_helper:
            return timedelta()
        if self.learned.echo_window is not None:
            return self.learned.echo_window
        return self._first_window

    @property
    def _first_window(self) -> timedelta:
        """Return the shortest window: a polled plug may report off at once, and on at the next poll."""
        return PUSHED_WINDOW if self._plug.pushed else OTHER_WINDOW

    @property
    def in_window(self) -> bool:
        """Return whether a report may be older than our latest command.

        While the machine slept, nothing was reported: an off that was not proven before has to be proven yet.
        """
        return self._to_prove or self._window_left > timedelta()

    @property
    def accepts_on_from(self) -> datetime:
        """Return from when an on without a call counts as somebody's use, after a call for off now."""
        return clock.now().wall + max(self.window, self._bounces_left())

    @property
    def _window_left(self) -> timedelta:
        return timedelta() if self._latest is None else self.window - _since(self._latest)

    @property
    def to_prove(self) -> bool:
        """Return whether off is confirmed and not proven yet."""
        return self._to_prove

    @property
    def bouncing(self) -> bool:
        """Return whether the plug has bounced often enough to be a fault."""
        return self._bounces_left() > timedelta()

    @callback
    def take_up(self, learned: Learned) -> None:
        """Start from what an earlier run learned about the plug."""
        self.learned = learned
        self._watch_bounces()

    # Commands and reports

    @callback
    def called(self, *, on: bool, again: bool) -> None:
        """Note a call of ours; with `again` it repeats the last one."""
        now = clock.now().steady
        self._stop()
        self._power_gone = False
        self._latest = now
        if not again or self._first is None:
            self._first = now
            self._off_since = None
        if not on:
            self._latest_off = now

    @callback
    def confirmed_on(self) -> None:
        """Learn how long switching on took."""
        if self._first is not None:
            took = max(_since(self._first), self.learned.slowest_on or timedelta())
            self.learned = replace(self.learned, slowest_on=took)

    @callback
    def confirmed_off(self) -> None:
        """Begin to prove the off that is confirmed now."""
        self._off_at = clock.now()
        self.heats_since = None
        self._off_since = self._off_since or clock.now().steady
        self._to_prove = True
        left = self._window_left
        if left <= timedelta() or self._power_gone:
            self._prove()
            return
        self._window_over.after(left.total_seconds())
        if self._plug.can_be_asked and not self._plug.assumed:
            self._ask_soon.after((ASK_AFTER - self.window + left).total_seconds())

    @callback
    def reported_off(self) -> None:
        """Note a report of off, and take it as proof if it comes too late to be an older state."""
        self._off_since = self._off_since or clock.now().steady
        if not self._to_prove or self._latest is None:
            return
        if self._plug.assumed or self._plug.copied:
            return
        least = FRESH_AFTER_PUSHED if self._plug.pushed else FRESH_AFTER
        slowest = self.learned.slowest_off
        if slowest is not None and _since(self._latest) > max(least, slowest):
            self._prove()

    @callback
    def power_gone(self) -> None:
        """Note that the power has gone, and take it as proof of a confirmed off."""
        self._power_gone = True
        if self._to_prove:
            self.learned = replace(self.learned, power_agrees=True)
            self._prove()

    @callback
    def power_stays(self) -> None:
        """Learn that power is drawn although the plug reports off."""
        self.learned = replace(self.learned, power_agrees=False)

    @callback
    def contradicted(self) -> None:
        """Discard the evidence for off: the plug is on or out of reach."""
        self._off_since = None
        self._power_gone = False
        self._stop()

    @callback
    def used_outside(self, cause: Cause) -> None:
        """Note that somebody uses the pad, by a call of their own or at the plug."""
        self.contradicted()
        self.heats_since = None
        self._used_since = clock.now().steady if cause is Cause.UNKNOWN else None

    @callback
    def switched_off_by_hand(self, cause: Cause) -> None:
        """Note an off by hand; it is a bounce if the plug was on without a call for a moment only."""
        began, self._used_since = self._used_since, None
        if began is not None and cause is Cause.UNKNOWN and _since(began) < FLAPS_WITHIN:
            self.bounced(taken_back=False)

    @callback
    def dropped_out(self) -> None:
        """Count that the plug was out of reach; its report on return shows nothing about its speed."""
        self.contradicted()
        self._first = None
        self.learned = replace(self.learned, drop_outs=self.learned.drop_outs + 1)

    @callback
    def bounced(self, *, taken_back: bool) -> None:
        """Count an off that did not last: the plug has taken it back, or somebody fights over the pad."""
        learned, window = self.learned, self.learned.echo_window
        if taken_back and window is not None and self._latest is not None:
            # No longer than the window, unless the machine slept.
            took = min(_since(self._latest), window)
            window = max(window, min(2 * took, WINDOW_AT_MOST))
        if taken_back and self._to_prove:
            self.heats_since = self._off_at
        self.contradicted()
        self._first = None
        self.learned = replace(
            learned,
            echo_window=window,
            offs=learned.offs + taken_back,
            clean_offs=0,
            bounces=(*learned.bounces, clock.now().wall)[-BOUNCES:],
        )
        self._watch_bounces()
        self._on_learned()

    @property
    def fought_over(self) -> bool:
        """Return whether the latest off is so recent that an on, by anybody, is a fight over the pad."""
        return self._latest_off is not None and _since(self._latest_off) < FIGHT_WITHIN

    @callback
    def stop(self) -> None:
        """Stop proving off and watching the bounces."""
        self._stop()
        self._bounces_over.cancel()

    @callback
    def _stop(self) -> None:
        self._to_prove = False
        self._window_over.cancel()
        self._ask_soon.cancel()

    @callback
    def _ask(self) -> None:
        self._hass.async_create_background_task(
            self._plug.async_ask(ASK_WITHIN), f"{self._plug.entity_id} second look"
        )

    @callback
    def _prove(self) -> None:
        self._stop()
        self._learn_off()
        self._first = self._latest = None
        self._on_learned()

    @callback
    def _learn_off(self) -> None:
        if self._first is None or self._off_since is None:
            # There was no call, or the plug was out of reach in between.
            return
        if self._plug.assumed and not self._power_gone:
            # An assumed state never contradicts: that proves nothing.
            return
        learned = self.learned
        took = timedelta(seconds=self._off_since - self._first)
        took = max(took, learned.slowest_off or timedelta())
        clean = learned.clean_offs + 1
        self.learned = replace(
            learned,
            slowest_off=took,
            offs=learned.offs + 1,
            proven_offs=learned.proven_offs + 1,
            clean_offs=clean,
        )
        if clean >= CLEAN_OFFS:
            window = max(self._first_window, min(2 * took, WINDOW_AT_MOST))
            self.learned = replace(self.learned, bounces=(), echo_window=window)
            self._watch_bounces()

    # Bounces

    def _bounces_left(self) -> timedelta:
        """Return how much longer the bounces are a fault."""
        bounces = self.learned.bounces
        if len(bounces) < BOUNCES:
            return timedelta()
        # The clock may have been set back since: never longer than a day from now.
        return min(bounces[0] + BOUNCES_WITHIN - clock.now().wall, BOUNCES_WITHIN)

    @callback
    def _watch_bounces(self) -> None:
        self._bounces_over.cancel()
        if self.bouncing:
            self._bounces_over.after(self._bounces_left().total_seconds())


def _since(steady: float) -> timedelta:
    """Return the time since then by the steady clock, which no step of the wall clock changes."""
    return timedelta(seconds=clock.now().steady - steady)
