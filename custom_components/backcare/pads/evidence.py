"""What there is to prove that a plug is off, and what was learned of it meanwhile (S5).

A glimpse is no proof: plugs that are polled, or that set their own state when called, say `off` and
are on at the next poll. After a command a plug has an echo window, in which what it reports may be
older than the command. Off is proven by power that has gone, by a report that is later than any
older state can be, or by the end of the window.
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

# For so long a plug may report what is older than our command, before more is known of it,
PUSHED_WINDOW = timedelta(seconds=10)
# where it is polled or assumes its state, or nobody knows.
OTHER_WINDOW = timedelta(minutes=2)
WINDOW_AT_MOST = timedelta(minutes=10)
# Asked within ten seconds of its last poll, a coordinator of Home Assistant waits until they are over.
ASK_AFTER = timedelta(seconds=12)
ASK_WITHIN = 10.0
# A report sooner after a command than this may be older, whatever was learned.
FRESH_AFTER = timedelta(seconds=10)
FRESH_AFTER_PUSHED = timedelta(seconds=1)
# So many bounces within a day are a fault, and so many clean offs clear it.
BOUNCES = 3
BOUNCES_WITHIN = timedelta(hours=24)
CLEAN_OFFS = 10
# Whoever switches the pad on again this soon after an off, against the wish, fights over it (S7).
FIGHT_WITHIN = timedelta(minutes=2)
# A plug that reports on and off within this was not used: it flaps.
FLAPS_WITHIN = timedelta(seconds=30)


class Evidence:
    """The evidence on one plug."""

    def __init__(
        self,
        hass: HomeAssistant,
        plug: Plug,
        on_learned: Callable[[], None],
    ) -> None:
        """Know nothing yet. Call `on_learned` when off is proven or taken back, or a fault has ended."""
        self._hass = hass
        self._plug = plug
        self._on_learned = on_learned
        self._window_over = WakeUp(hass, self._prove, until_shutdown=True)
        self._ask_soon = WakeUp(hass, self._ask, until_shutdown=True)
        self._bounces_over = WakeUp(hass, on_learned, until_shutdown=True)
        # Off is confirmed, and is to be proven.
        self._to_prove = False
        # Power has gone since the latest command.
        self._power_gone = False
        # Times of the steady clock. The first and the latest of commands that repeat each other:
        self._first: float | None = None
        self._latest: float | None = None
        self._latest_off: float | None = None
        # Since when the plug has said off, without a word to the contrary.
        self._off_since: float | None = None
        # When the plug, or somebody at it, switched it on.
        self._used_since: float | None = None
        self._off_at: Moment | None = None
        # Since when the pad has heated although the plug said off.
        self.heats_since: Moment | None = None
        self.learned = NOTHING_LEARNED

    @property
    def window(self) -> timedelta:
        """Return how long after a command the plug may report what is older."""
        if self._plug.is_its_state:
            return timedelta()
        if self.learned.echo_window is not None:
            return self.learned.echo_window
        return self._first_window

    @property
    def _first_window(self) -> timedelta:
        """Return the least window: a plug that is polled may say off at once, and on at the next poll."""
        return PUSHED_WINDOW if self._plug.pushed else OTHER_WINDOW

    @property
    def in_window(self) -> bool:
        """Return whether what the plug reports may be older than our latest command."""
        return self._window_left > timedelta()

    @property
    def accepts_from(self) -> datetime:
        """Return from when an on that nobody called for is believed, after a call for off now."""
        return clock.now().wall + max(self.window, self._bounces_left())

    @property
    def _window_left(self) -> timedelta:
        return timedelta() if self._latest is None else self.window - _since(self._latest)

    @property
    def to_prove(self) -> bool:
        """Return whether off is confirmed and not proven yet."""
        return self._to_prove

    @property
    def bounces(self) -> bool:
        """Return whether the plug has taken back so many offs that it is a fault."""
        return self._bounces_left() > timedelta()

    @callback
    def take_up(self, learned: Learned) -> None:
        """Take up what an earlier run learned of the plug."""
        self.learned = learned
        self._watch_bounces()

    # Commands and reports

    @callback
    def called(self, *, on: bool, again: bool) -> None:
        """Note a command of ours: `again` is True for one that repeats the last."""
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
        """Learn how long on took."""
        if self._first is not None:
            took = _since(self._first)
            if self.learned.slowest_on is None or took > self.learned.slowest_on:
                self.learned = replace(self.learned, slowest_on=took)

    @callback
    def confirmed_off(self) -> None:
        """Have off proven, now that it is confirmed."""
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
        """Take a report of off for a proof, if it is later than any older state can be."""
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
        """Take power that is gone for a proof that the pad is off."""
        self._power_gone = True
        if self._to_prove:
            self.learned = replace(self.learned, power_agrees=True)
            self._prove()

    @callback
    def power_stays(self) -> None:
        """Learn that power is drawn although the plug says off."""
        self.learned = replace(self.learned, power_agrees=False)

    @callback
    def contradicted(self) -> None:
        """Have nothing proven: the plug is on, or out of reach."""
        self._off_since = None
        self._power_gone = False
        self._stop()

    @callback
    def used_outside(self, cause: Cause) -> None:
        """Note that the plug is on for somebody, whose call `cause` may be."""
        self.contradicted()
        self.heats_since = None
        self._used_since = clock.now().steady if cause is Cause.UNKNOWN else None

    @callback
    def switched_off_by_hand(self, cause: Cause) -> None:
        """Count for a bounce that the plug has switched itself on and off, whatever that began."""
        began, self._used_since = self._used_since, None
        if began is not None and cause is Cause.UNKNOWN and _since(began) < FLAPS_WITHIN:
            self.bounced(taken_back=False)

    @callback
    def dropped_out(self) -> None:
        """Count that the plug was out of reach: what it says when it returns shows no slowness."""
        self.contradicted()
        self._first = None
        self.learned = replace(self.learned, drop_outs=self.learned.drop_outs + 1)

    @callback
    def bounced(self, *, taken_back: bool) -> None:
        """Count an off that did not last: the plug has taken it back, or somebody fights over it."""
        learned, window = self.learned, self.learned.echo_window
        if taken_back and window is not None and self._latest is not None:
            window = max(window, min(2 * _since(self._latest), WINDOW_AT_MOST))
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
        """Return whether an off was so recent that an on, whoever wanted it, is a fight over the pad."""
        return self._latest_off is not None and _since(self._latest_off) < FIGHT_WITHIN

    @callback
    def stop(self) -> None:
        """Prove and count nothing any more."""
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
            # Nothing was called for, or the plug was out of reach meanwhile.
            return
        if self._plug.assumed and not self._power_gone:
            # Silence is no proof.
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
        """Return for how long the bounces are still a fault."""
        bounces = self.learned.bounces
        if len(bounces) < BOUNCES:
            return timedelta()
        # By a clock that was set back since, no longer than a day from now.
        return min(bounces[0] + BOUNCES_WITHIN - clock.now().wall, BOUNCES_WITHIN)

    @callback
    def _watch_bounces(self) -> None:
        self._bounces_over.cancel()
        if self.bounces:
            self._bounces_over.after(self._bounces_left().total_seconds())


def _since(steady: float) -> timedelta:
    """Return how long ago something was; both times are of this boot, which no clock's step changes."""
    return timedelta(seconds=clock.now().steady - steady)
