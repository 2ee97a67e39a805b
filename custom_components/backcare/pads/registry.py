"""All heating pads of the domain, one for each physical plug.

Outlives config entries: an off that is not confirmed stays wanted beyond unload, removal and restart,
in the domain and on disk (S9). Restored before any entry, so that a pad left on by a killed Home
Assistant is dealt with whether or not its person comes back (S4, S8).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
import logging
from typing import Any
from weakref import WeakSet

from homeassistant.core import Event, HassJob, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util.hass_dict import HassKey

from .. import clock
from ..const import DOMAIN
from ..options import CONF_HEATING_PAD
from ..rules.models import Session
from ..storage.database import Database, StorageError
from ..storage.pads import PadRow
from ..wakeup import WakeUp
from .lease import HeldLease, Lease
from .rows import PadRows, Unsaved
from .shared_pad import SharedPad
from .users import PadUser

_LOGGER = logging.getLogger(__name__)

HEATING_PADS: HassKey[HeatingPads] = HassKey(DOMAIN)

# All shutdown jobs of Home Assistant share 20 s.
LEAVE_WITHIN = 12.0
# What could not be written is written again after this, if nothing changes before.
WRITE_AGAIN_AFTER = 60.0


class HeatingPads:
    """The registry of heating pads.

    The key of a pad is the id of its plug in the entity registry, so that another switch that takes
    its entity id is not it; the entity id, where the registry does not know the plug.
    """

    def __init__(self, hass: HomeAssistant, database: Database) -> None:
        """Start without a pad: `async_setup` restores them."""
        self._hass = hass
        self._database = database
        self._pads: dict[str, SharedPad] = {}
        # What was learned of plugs of which nothing is wanted now.
        self._known: dict[str, PadRow] = {}
        self._leases = WeakSet[HeldLease]()
        # All persons that will come have come: verdicts need to know who uses a pad.
        self._all_in = False
        # What was on when Home Assistant went is not known (S10).
        self._lost = False
        self._rows = PadRows(on_failure=self._write_failed)
        self._write_due = False
        self._write_again = WakeUp(hass, self._write)
        self._failing = False

    # Start and stop

    @callback
    def async_setup(self) -> None:
        """Take up what the last run left behind, before any person is set up."""
        found = self._database.found
        self._lost = found.lost or found.pads_lost
        self._rows.found(found.pads)
        # By a clock that is behind, none runs on (S12).
        behind = found.latest is not None and clock.now().wall < found.latest
        for key, row in found.pads.items():
            self._restore(key, replace(row, until=None, holder=None) if behind else row)
        self._hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._registry_updated)
        self._hass.async_add_shutdown_job(
            HassJob(self._async_shut_down, "heating pads off", cancel_on_shutdown=False)
        )
        self._changed()

    @callback
    def _restore(self, key: str, row: PadRow) -> None:
        """Take up one pad, under the entity id by which its plug goes now."""
        registry = er.async_get(self._hass)
        entity_id = row.entity_id
        if (entry := registry.entities.get_entry(key)) is not None:
            entity_id = entry.entity_id
        elif (other := registry.async_get(entity_id)) is not None:
            if key != entity_id:
                # The plug is gone, and another switch has its entity id: nothing runs on there, and
                # it is the pad only where somebody says so.
                if not self._is_chosen(entity_id):
                    _LOGGER.warning("The plug of a heating pad that was to be off is gone")
                    return
                row = replace(row, until=None, holder=None)
            key = other.id
        if row.at_rest:
            self._known[key] = row
        elif key not in self._pads:
            self._add(key, entity_id).restore(row)

    def _is_chosen(self, entity_id: str) -> bool:
        return entity_id in self._chosen()

    def _is_used(self, key: str) -> bool:
        return any(self._key_of(entity_id) == key for entity_id in self._chosen())

    def _chosen(self) -> list[str]:
        entries = self._hass.config_entries.async_entries(DOMAIN)
        return [
            entry.options[CONF_HEATING_PAD]
            for entry in entries
            if CONF_HEATING_PAD in entry.options
        ]

    @callback
    def judge(self) -> None:
        """Give one verdict per pad, now that all persons are in (S8)."""
        self._all_in = True
        for shared in list(self._pads.values()):
            shared.judge(lost=self._lost)
        self._known = {key: row for key, row in self._known.items() if self._is_used(key)}

    async def _async_shut_down(self) -> None:
        """Switch every pad off before Home Assistant leaves (S9)."""
        self._write_again.cancel()
        pads = [shared.pad for shared in self._pads.values()]
        for pad in pads:
            if pad.wished_on:
                pad.wish_off()
        working = [pad.async_wait_off(LEAVE_WITHIN) for pad in pads if pad.off_unconfirmed]
        # Twice, as the process may be killed while it waits; and off waits for no disk (S6).
        await asyncio.gather(self.async_save(), *working)
        await self.async_save()

    # Users

    @callback
    def lease(self, entry_id: str, options: Mapping[str, Any]) -> Lease:
        """Return what a person with these options holds of a pad: nothing yet."""
        if not options.get(CONF_HEATING_PAD):
            return Lease()
        lease = HeldLease(self._hass, self, entry_id, options)
        self._leases.add(lease)
        return lease

    @callback
    def find(self, entity_id: str) -> SharedPad | None:
        """Return a pad that somebody uses, or that is still to be confirmed off."""
        if (shared := self._pads.get(self._key_of(entity_id))) is not None:
            return shared
        return self._at(entity_id)

    @callback
    def async_add_user(self, entity_id: str, user: PadUser, session: Session | None = None) -> bool:
        """Let a person use a pad; return whether it is as the restored `session` needs it (S8)."""
        shared = self.find(entity_id) or self._add(self._key_of(entity_id), entity_id)
        fits = shared.take_up(user, session)
        if self._all_in:
            shared.judge()
        return fits

    @callback
    def async_remove_user(self, entity_id: str, entry_id: str) -> None:
        """Let a person go; the pad stays known for as long as an off of it is unconfirmed (S9)."""
        if (shared := self.find(entity_id)) is not None:
            shared.leave(entry_id)
            self._forget_if_done(shared)

    # On disk

    @callback
    def unsaved(self) -> Unsaved | None:
        """Return all rows that are not on disk yet, for a commit that begins at once; None for none."""
        return self._rows.unsaved(self._wanted_rows(), again=True)

    async def async_commit(self) -> None:
        """Have all rows on disk, or raise StorageError (S4)."""
        if (unsaved := self.unsaved()) is not None:
            await self._async_commit(unsaved)

    async def async_save(self) -> None:
        """Have all rows on disk; what cannot be written now is written later."""
        try:
            await self.async_commit()
        except StorageError as err:
            self._log(err)

    def _wanted_rows(self) -> dict[str, PadRow]:
        rows = {key: shared.row for key, shared in self._pads.items()}
        return {**self._known, **{key: row for key, row in rows.items() if row is not None}}

    @callback
    def _changed(self, shared: SharedPad | None = None) -> None:
        """Write at the end of this turn of the event loop, unless a person's commit has done so."""
        if not self._write_due:
            self._write_due = True
            self._hass.loop.call_soon(self._write)
        if shared is not None:
            self._forget_if_done(shared)

    @callback
    def _write(self) -> None:
        self._write_due = False
        unsaved = self._rows.unsaved(self._wanted_rows(), again=False)
        if unsaved is not None:
            self._hass.async_create_task(self._async_write(unsaved), "save heating pads")

    async def _async_write(self, unsaved: Unsaved) -> None:
        try:
            await self._async_commit(unsaved)
        except StorageError as err:
            self._log(err)

    async def _async_commit(self, unsaved: Unsaved) -> None:
        ok = False
        try:
            await self._database.async_commit(unsaved.write)
            ok = True
        finally:
            # Of a commit whose caller is cancelled nobody knows the end: it is written again.
            unsaved.ended(ok)
        self._failing = False

    @callback
    def _write_failed(self) -> None:
        if not self._hass.is_stopping:
            self._write_again.after(WRITE_AGAIN_AFTER)

    def _log(self, err: StorageError) -> None:
        if not self._failing:
            _LOGGER.warning("The state of the heating pads could not be saved: %s", err)
        self._failing = True

    # Pads coming, renamed and going

    def _key_of(self, entity_id: str) -> str:
        entry = er.async_get(self._hass).async_get(entity_id)
        return entity_id if entry is None else entry.id

    def _at(self, entity_id: str) -> SharedPad | None:
        """Return the pad whose plug goes, or went last, by an entity id."""
        return next((pad for pad in self._pads.values() if pad.entity_id == entity_id), None)

    def _add(self, key: str, entity_id: str) -> SharedPad:
        shared = self._pads[key] = SharedPad(self._hass, key, entity_id, self._changed)
        if (known := self._known.pop(key, None)) is not None:
            shared.take_up_learned(known)
        return shared

    @callback
    def _registry_updated(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Follow a renamed plug; without a removed one there is no off to confirm."""
        changed = event.data
        entity_id = changed["entity_id"]
        match changed["action"]:
            case "remove":
                if (shared := self._at(entity_id)) is not None:
                    shared.plug_removed()
            case "create":
                self._take_place(entity_id)
            case "update":
                if "entity_id" in changed["changes"]:
                    self._renamed(changed["old_entity_id"], entity_id)

    @callback
    def _renamed(self, old: str, new: str) -> None:
        shared = self._pads.get(self._key_of(new))
        if shared is None:
            self._take_place(new)
            return
        if (replaced := self._at(new)) is not None and replaced is not shared:
            # The plug takes the place of one that is gone.
            shared.add_users(replaced.users.all())
            self._forget(replaced)
        shared.pad.plug.renamed(new)
        for lease in list(self._leases):
            if lease.entity_id == old:
                lease.entity_id = new
        shared.users.notify(lambda user: user.pad_renamed(new))
        self._changed(shared)

    @callback
    def _take_place(self, entity_id: str) -> None:
        """Take a plug for the pad that went by its entity id, and which the registry does not know."""
        key = self._key_of(entity_id)
        shared = self._at(entity_id)
        if shared is not None and shared.key != key:
            del self._pads[shared.key]
            shared.key = key
            self._pads[key] = shared
            self._changed(shared)

    @callback
    def _forget_if_done(self, shared: SharedPad) -> None:
        if shared.done and self._pads.get(shared.key) is shared:
            self._forget(shared)

    @callback
    def _forget(self, shared: SharedPad) -> None:
        del self._pads[shared.key]
        if (row := shared.row) is not None and row.at_rest and self._is_used(shared.key):
            self._known[shared.key] = row
        shared.pad.dispose()
