"""All heating pads of the domain, one for each physical plug.

Outlives config entries: an off that is not confirmed stays wanted beyond unload, removal and restart,
in the domain and on disk (S9). Loaded before any entry, so that a pad left on by a killed Home
Assistant is dealt with whether or not its person comes back (S4, S8).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
import logging

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import CALLBACK_TYPE, Event, HassJob, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import (
    async_call_later,
    async_track_entity_registry_updated_event,
)
from homeassistant.helpers.start import async_at_started
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..rules.models import Moment, Session
from ..store import StorageError
from .heating_pad import HeatingPad
from .records import PadRecords
from .shared_pad import PadUser, SharedPad

_LOGGER = logging.getLogger(__name__)

HEATING_PADS: HassKey[HeatingPads] = HassKey(DOMAIN)

# All shutdown jobs of Home Assistant share 20 s.
LEAVE_WITHIN = 12.0
# A person that is not set up this long after the start is not waited for.
ALL_IN_WITHIN = 60.0
COMING = (ConfigEntryState.NOT_LOADED, ConfigEntryState.SETUP_IN_PROGRESS)


class HeatingPads:
    """The registry of heating pads, by the entity ids of their plugs."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know no pad yet."""
        self._hass = hass
        self._records = PadRecords(hass)
        self._pads: dict[str, SharedPad] = {}
        self._unfollow: dict[str, CALLBACK_TYPE] = {}
        # All persons that will come have come: verdicts need to know who uses a pad.
        self._all_in = False
        self._stop_waiting: list[CALLBACK_TYPE] = []

    # Start and stop

    async def async_setup(self) -> None:
        """Take up what the last run left behind, before any person is set up."""
        for entity_id, record in (await self._records.async_load()).items():
            self._bind(entity_id).restore(record)
        self._hass.async_add_shutdown_job(
            HassJob(self._async_shut_down, "heating pads off", cancel_on_shutdown=False)
        )
        async_at_started(self._hass, self._started)

    @callback
    def _started(self, _hass: HomeAssistant) -> None:
        """Wait for the persons that are still being set up, but not for ever."""
        self._stop_waiting = [
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed),
            async_call_later(self._hass, ALL_IN_WITHIN, HassJob(self._judge)),
        ]
        self._judge_once_all_in()

    @callback
    def _entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain == DOMAIN:
            self._judge_once_all_in()

    @callback
    def _judge_once_all_in(self) -> None:
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
        for shared in list(self._pads.values()):
            shared.judge(lost=self._records.lost)

    async def _async_shut_down(self) -> None:
        """Switch every pad off before Home Assistant leaves (S9)."""
        pads = [shared.pad for shared in self._pads.values()]
        for pad in pads:
            if pad.wished_on:
                pad.wish_off()
        # Twice, as the process may be killed while it waits.
        await self.async_save_or_log()
        working = [pad.async_wait_off(LEAVE_WITHIN) for pad in pads if pad.off_unconfirmed]
        if working:
            await asyncio.gather(*working)
            await self.async_save_or_log()

    # Users

    @callback
    def async_add_user(self, entity_id: str, user: PadUser, session: Session | None = None) -> bool:
        """Let a person use a pad; return whether it is as the restored `session` needs it (S8)."""
        shared = self._bind(entity_id)
        fits = shared.take_up(user, session)
        if self._all_in:
            shared.judge()
        return fits

    @callback
    def async_remove_user(self, entity_id: str, entry_id: str) -> None:
        """Let a person go; the pad stays known for as long as an off of it is unconfirmed (S9)."""
        if (shared := self._pads.get(entity_id)) is not None:
            shared.leave(entry_id)
            self._forget_if_done(shared)

    @callback
    def async_tell_until_off(self, entity_id: str, tell: Callable[[bool], None]) -> None:
        """Tell somebody who has left of a fault of the pad, until it is confirmed off (S9)."""
        if (shared := self._pads.get(entity_id)) is not None:
            shared.tell_until_off(tell)

    def get(self, entity_id: str) -> HeatingPad | None:
        """Return a pad that somebody uses, or that is still to be confirmed off."""
        shared = self._pads.get(entity_id)
        return None if shared is None else shared.pad

    def holder(self, entity_id: str) -> str | None:
        """Return the entry id of the person whose session runs or is paused on the pad."""
        shared = self._pads.get(entity_id)
        return None if shared is None else shared.holder

    @callback
    def async_hold(self, entity_id: str, entry_id: str, until: Moment) -> None:
        """Hold the pad for a session, wished on `until`: arms the guard, switches nothing on (S3)."""
        self._pads[entity_id].hold(entry_id, until)

    @callback
    def async_bring_forward(self, entity_id: str, entry_id: str, until: Moment) -> None:
        """Have the pad off by `until` at the latest, if it is on for this person (S3)."""
        if (shared := self._pads.get(entity_id)) is not None and shared.holder == entry_id:
            shared.pad.bring_forward(until)

    @callback
    def async_pause(self, entity_id: str, entry_id: str) -> None:
        """Switch the pad off and keep holding it, for a session to be taken up again."""
        if (shared := self._pads.get(entity_id)) is not None:
            shared.pause(entry_id)

    @callback
    def async_release(self, entity_id: str, entry_id: str) -> None:
        """Let go of the pad: off, if it is on for this person."""
        if (shared := self._pads.get(entity_id)) is not None:
            shared.release(entry_id)

    @callback
    def async_bound_use(self, entity_id: str) -> None:
        """Let a pad be on for whoever uses it, to the heat cap and with no session (S7)."""
        self._pads[entity_id].bound_use()

    @callback
    def async_end_use(self, entity_id: str) -> bool:
        """Switch a pad off that is on for no session; return whether it was (S7)."""
        shared = self._pads.get(entity_id)
        return shared is not None and shared.end_use()

    # On disk

    async def async_commit(self) -> None:
        """Write deadlines and unconfirmed offs to disk, or raise StorageError (S4)."""
        records = {entity_id: shared.record for entity_id, shared in self._pads.items()}
        await self._records.async_save({pad: record for pad, record in records.items() if record})

    async def async_save_or_log(self) -> None:
        """Write what has to survive; what cannot be written now is written at the next change."""
        try:
            await self.async_commit()
        except StorageError as err:
            _LOGGER.warning("The state of the heating pads could not be saved: %s", err)

    @callback
    def _changed(self, shared: SharedPad) -> None:
        # Not at once: the pads may just be being restored, one after the other.
        self._hass.async_create_task(
            self.async_save_or_log(), "save heating pads", eager_start=False
        )
        self._forget_if_done(shared)

    # Pads coming, renamed and going

    def _bind(self, entity_id: str) -> SharedPad:
        if (shared := self._pads.get(entity_id)) is None:
            shared = self._pads[entity_id] = SharedPad(self._hass, entity_id, self._changed)
            self._follow(entity_id)
        return shared

    @callback
    def _follow(self, entity_id: str) -> None:
        self._unfollow[entity_id] = async_track_entity_registry_updated_event(
            self._hass, entity_id, self._registry_updated
        )

    @callback
    def _registry_updated(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Follow a renamed plug; without a removed one there is no off to confirm."""
        changed = event.data
        if changed["action"] == "remove" and (shared := self._pads.get(changed["entity_id"])):
            shared.plug_removed()
        if changed["action"] != "update" or "entity_id" not in changed["changes"]:
            return
        new, old = changed["entity_id"], changed["old_entity_id"]
        if (shared := self._pads.pop(old, None)) is None:
            return
        self._unfollow.pop(old)()
        if (replaced := self._pads.get(new)) is not None:
            # The plug takes the place of one that is gone.
            shared.add_users(replaced.users.values())
            self._forget(replaced)
        shared.pad.plug.renamed(new)
        self._pads[new] = shared
        self._follow(new)
        for user in list(shared.users.values()):
            user.pad_renamed(new)
        self._changed(shared)

    @callback
    def _forget_if_done(self, shared: SharedPad) -> None:
        if shared.done and self._pads.get(shared.pad.plug.entity_id) is shared:
            self._forget(shared)

    @callback
    def _forget(self, shared: SharedPad) -> None:
        entity_id = shared.pad.plug.entity_id
        del self._pads[entity_id]
        self._unfollow.pop(entity_id)()
        shared.pad.dispose()
