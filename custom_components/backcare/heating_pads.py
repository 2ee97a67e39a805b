"""All heating pads of the domain: who uses which, who holds it, and what has to survive a crash.

Outlives config entries: an off that is not confirmed stays wanted beyond unload, removal and restart,
in the domain and on disk (S9). Loaded before any entry, so that a pad left on by a killed Home
Assistant is dealt with whether or not its person comes back (S4, S8).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
import logging
from typing import Any, Protocol

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, Event, HassJob, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import (
    async_call_later,
    async_track_entity_registry_updated_event,
)
from homeassistant.helpers.start import async_at_started
from homeassistant.util.hass_dict import HassKey

from . import clock
from .const import DOMAIN
from .heating_pad import HeatingPad, PadReport
from .options import OutsideUse
from .rules.models import PLAN, Moment, Reason, Therapy
from .store import UNREADABLE, SafetyStore, StorageError, moment_as_dict, moment_from

_LOGGER = logging.getLogger(__name__)

HEATING_PADS: HassKey[HeatingPads] = HassKey(DOMAIN)

# All shutdown jobs of Home Assistant share 20 s.
LEAVE_WITHIN = 12.0
# A person that is not set up this long after the start is not waited for.
ALL_IN_WITHIN = 60.0
COMING = (ConfigEntryState.NOT_LOADED, ConfigEntryState.SETUP_IN_PROGRESS)


class PadUser(Protocol):
    """A person whose heating pad this is, as the registry sees them."""

    entry_id: str
    outside_use: OutsideUse

    @callback
    def pad_off(self) -> None:
        """The pad is confirmed off."""

    @callback
    def pad_deadline(self) -> None:
        """The pad has reached its deadline, and is being switched off."""

    @callback
    def pad_lost(self, reason: Reason) -> None:
        """The pad went off during this person's session, for `reason`."""

    @callback
    def pad_not_kept(self) -> None:
        """The pad of this person's restored session is not on any more (S8)."""

    @callback
    def pad_adopted(self) -> None:
        """The pad was switched on outside, and this person is the one to ask (S7)."""

    @callback
    def pad_refused(self, reason: Reason) -> None:
        """The pad was switched on outside and is switched off again, for `reason`."""

    @callback
    def pad_changed(self) -> None:
        """Something that is shown of the pad has changed."""

    @callback
    def pad_renamed(self, entity_id: str) -> None:
        """The pad has another entity id."""


@dataclass(slots=True)
class _Bound:
    """A pad with its users, and the one that holds it for a session."""

    pad: HeatingPad
    users: dict[str, PadUser]
    unfollow: CALLBACK_TYPE
    holder: str | None = None
    # Restored as on for its holder: to be seen on, or given up (S8).
    to_be_seen_on: bool = False


class HeatingPads:
    """The registry of heating pads, one per physical plug."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know no pad yet."""
        self._hass = hass
        self._store = SafetyStore(hass, "heating_pads")
        self._bound: dict[str, _Bound] = {}
        # All persons that will come have come: verdicts need to know who uses a pad.
        self._all_in = False
        self._stop_waiting: list[CALLBACK_TYPE] = []

    # Start and stop

    async def async_setup(self) -> None:
        """Take up what the last run left behind, before any person is set up."""
        try:
            stored = (await self._store.async_load() or {}).get("pads", {})
            records = {str(entity_id): _record_from(pad) for entity_id, pad in stored.items()}
        except UNREADABLE as err:
            # Nothing is known: every pad that a person brings and that is on goes off (S10).
            copy = await self._store.async_set_aside()
            _LOGGER.warning("The record of heating pads was unreadable, kept as %s: %s", copy, err)
            records = {}
        moment = clock.now()
        for entity_id, (until, holder) in records.items():
            bound = self._bind(entity_id)
            if until and holder and until.boot == moment.boot and not moment.reached(until):
                bound.holder = holder
                bound.to_be_seen_on = True
                bound.pad.wish_on(until)
            else:
                bound.pad.wish_off()
        self._hass.async_add_shutdown_job(
            HassJob(self._async_shut_down, "heating pads off", cancel_on_shutdown=False)
        )
        async_at_started(self._hass, self._started)

    @callback
    def _started(self, _hass: HomeAssistant) -> None:
        """Wait for the persons that are still being set up, but not for ever."""
        self._stop_waiting = [
            async_dispatcher_connect(
                self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._judge_once_all_in
            ),
            async_call_later(self._hass, ALL_IN_WITHIN, HassJob(self._judge)),
        ]
        self._judge_once_all_in()

    @callback
    def _judge_once_all_in(self, *_change: object) -> None:
        if not any(
            entry.state in COMING and entry.disabled_by is None
            for entry in self._hass.config_entries.async_entries(DOMAIN)
        ):
            self._judge()

    @callback
    def _judge(self, _now: datetime | None = None) -> None:
        """Give one verdict per pad, now that all persons are in (S8)."""
        self._all_in = True
        for stop in self._stop_waiting:
            stop()
        self._stop_waiting = []
        for bound in list(self._bound.values()):
            if bound.to_be_seen_on and (
                not bound.pad.plug.is_on or bound.holder not in bound.users
            ):
                self._give_up(bound)
            self._judge_found(bound)

    async def _async_shut_down(self) -> None:
        """Switch every pad off before Home Assistant leaves (S9)."""
        pads = [bound.pad for bound in self._bound.values()]
        for pad in pads:
            if pad.wished_on:
                pad.wish_off()
        working = [pad.async_wait_off(LEAVE_WITHIN) for pad in pads if pad.off_unconfirmed]
        await asyncio.gather(*working)
        await self.async_save_or_log()

    # Users

    @callback
    def async_add_user(self, entity_id: str, user: PadUser) -> None:
        """Let a person use a pad; what it is found as is dealt with."""
        bound = self._bind(entity_id)
        bound.users[user.entry_id] = user
        if self._all_in:
            self._judge_found(bound)

    @callback
    def async_remove_user(self, entity_id: str, entry_id: str) -> None:
        """Let a person go; the pad stays known for as long as an off of it is unconfirmed (S9)."""
        if (bound := self._bound.get(entity_id)) is None:
            return
        bound.users.pop(entry_id, None)
        if bound.holder == entry_id:
            self.async_release(entity_id, entry_id)
        self._forget_if_done(bound)

    def get(self, entity_id: str) -> HeatingPad | None:
        """Return a pad that somebody uses, or that is still to be confirmed off."""
        bound = self._bound.get(entity_id)
        return None if bound is None else bound.pad

    def holder(self, entity_id: str) -> str | None:
        """Return the entry id of the person whose session runs or is paused on the pad."""
        bound = self._bound.get(entity_id)
        return None if bound is None else bound.holder

    # Holding

    @callback
    def async_hold(self, entity_id: str, entry_id: str, until: Moment | None) -> None:
        """Hold the pad for a session: wished on `until` while it runs, None while it is paused.

        Arms the guard and switches nothing on (S3).
        """
        bound = self._bound[entity_id]
        bound.holder = entry_id
        bound.to_be_seen_on = False
        if until is not None:
            bound.pad.wish_on(until)

    @callback
    def async_pause(self, entity_id: str, entry_id: str) -> None:
        """Switch the pad off and keep holding it, for a session to be taken up again."""
        bound = self._bound.get(entity_id)
        if bound is not None and bound.holder == entry_id and bound.pad.wished_on:
            bound.pad.wish_off()

    @callback
    def async_release(self, entity_id: str, entry_id: str) -> None:
        """Let go of the pad: off, if it is wished on for this person."""
        bound = self._bound.get(entity_id)
        if bound is None or bound.holder != entry_id:
            return
        bound.holder = None
        bound.to_be_seen_on = False
        if bound.pad.wished_on:
            bound.pad.wish_off()

    async def async_commit(self) -> None:
        """Write deadlines and unconfirmed offs to disk, or raise StorageError (S4)."""
        records = {
            bound.pad.plug.entity_id: {
                "until": bound.pad.until and moment_as_dict(bound.pad.until),
                "holder": bound.holder,
            }
            for bound in self._bound.values()
            if bound.pad.wished_on or bound.pad.off_unconfirmed
        }
        await self._store.async_save({"pads": records})

    # Reports of a pad

    @callback
    def _pad_reported(self, pad: HeatingPad, report: PadReport) -> None:
        if (bound := self._bound.get(pad.plug.entity_id)) is None:
            return
        holder = bound.users.get(bound.holder or "")
        match report:
            case PadReport.CONFIRMED_OFF:
                for user in list(bound.users.values()):
                    user.pad_off()
                self._save_soon()
                self._forget_if_done(bound)
            case PadReport.DEADLINE if holder is not None:
                holder.pad_deadline()
            case PadReport.SWITCHED_OFF_BY_HAND if holder is not None:
                holder.pad_lost(Reason.SWITCHED_OFF_BY_HAND)
            case PadReport.SWITCHED_ON_OUTSIDE:
                self._used_outside(bound)
            case PadReport.STATE:
                self._state_known(bound)
        for user in list(bound.users.values()):
            user.pad_changed()

    @callback
    def _state_known(self, bound: _Bound) -> None:
        """Compare what a plug reports after the start with what was expected of it."""
        if bound.to_be_seen_on and bound.pad.plug.is_on:
            bound.to_be_seen_on = False
        elif bound.to_be_seen_on and bound.pad.plug.is_off:
            self._give_up(bound)

    @callback
    def _give_up(self, bound: _Bound) -> None:
        """Switch off a pad that was to run on and does not, or has nobody to run for (S8)."""
        bound.to_be_seen_on = False
        bound.pad.wish_off()
        if (holder := bound.users.get(bound.holder or "")) is not None:
            holder.pad_not_kept()
        else:
            bound.holder = None

    @callback
    def _judge_found(self, bound: _Bound) -> None:
        """Deal with a pad as it is found: on at start is never adopted, only left alone or off (S7)."""
        pad = bound.pad
        if not bound.users or pad.wished_on or pad.off_unconfirmed or pad.confirmed_off:
            return
        if self._outside_use(bound) is OutsideUse.IGNORE:
            pad.wish_nothing()
        elif pad.plug.is_on:
            pad.wish_off()
            self._refuse(bound, Reason.FOUND_ON_AT_START)
        else:
            pad.believe_off()

    @callback
    def _used_outside(self, bound: _Bound) -> None:
        """Deal with a pad that somebody else switched on (S7)."""
        pad = bound.pad
        match self._outside_use(bound):
            case OutsideUse.IGNORE:
                pad.wish_nothing()
            case OutsideUse.OFF:
                self._refuse(bound, Reason.OUTSIDE_USE_OFF)
            case OutsideUse.ADOPT:
                candidates = [bound.holder] if bound.holder else list(bound.users)
                if len(candidates) == 1 and (user := bound.users.get(candidates[0] or "")):
                    user.pad_adopted()
                else:
                    self.async_bound_use(pad.plug.entity_id)

    @callback
    def async_bound_use(self, entity_id: str) -> None:
        """Let a pad be on for whoever uses it, to the heat cap and with no session (S7)."""
        self._bound[entity_id].pad.wish_on(clock.now() + PLAN[Therapy.HEAT].cap)
        self._save_soon()

    @staticmethod
    def _outside_use(bound: _Bound) -> OutsideUse:
        """Return what all users of a pad want of outside use, strictest first."""
        wanted = [user.outside_use for user in bound.users.values()]
        return next((use for use in OutsideUse if use in wanted), OutsideUse.OFF)

    @staticmethod
    def _refuse(bound: _Bound, reason: Reason) -> None:
        for user in list(bound.users.values()):
            user.pad_refused(reason)

    # Pads coming, renamed and going

    def _bind(self, entity_id: str) -> _Bound:
        if (bound := self._bound.get(entity_id)) is None:
            pad = HeatingPad(self._hass, entity_id, self._pad_reported)
            bound = self._bound[entity_id] = _Bound(pad, {}, self._follow(entity_id))
        return bound

    def _follow(self, entity_id: str) -> CALLBACK_TYPE:
        return async_track_entity_registry_updated_event(
            self._hass, entity_id, self._registry_updated
        )

    @callback
    def _registry_updated(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Follow a renamed plug. A removed one has no state any more, which is dealt with as such."""
        if event.data["action"] != "update" or "entity_id" not in event.data["changes"]:
            return
        new, old = event.data["entity_id"], event.data["old_entity_id"]
        if (bound := self._bound.pop(old, None)) is None:
            return
        bound.unfollow()
        bound.unfollow = self._follow(new)
        bound.pad.plug.renamed(new)
        self._bound[new] = bound
        for user in list(bound.users.values()):
            user.pad_renamed(new)
        self._save_soon()

    @callback
    def _forget_if_done(self, bound: _Bound) -> None:
        pad = bound.pad
        if bound.users or pad.wished_on or pad.off_unconfirmed:
            return
        if self._bound.pop(pad.plug.entity_id, None) is not None:
            bound.unfollow()
            pad.dispose()

    @callback
    def _save_soon(self) -> None:
        self._hass.async_create_task(self.async_save_or_log(), "save heating pads")

    async def async_save_or_log(self) -> None:
        """Write what has to survive; what cannot be written now is written at the next change."""
        try:
            await self.async_commit()
        except StorageError as err:
            _LOGGER.error("The state of the heating pads could not be saved: %s", err)


def _record_from(stored: Mapping[str, Any]) -> tuple[Moment | None, str | None]:
    """Return the deadline and the holder of a stored pad; without a deadline, off is wanted."""
    until, holder = stored["until"], stored["holder"]
    return until and moment_from(until), holder and str(holder)
