"""All heating pads of the domain, one for each physical plug.

The registry outlives config entries: an off that is not confirmed stays wished beyond unload, removal and
restart, in the domain and on disk (S9). It is restored before any entry, so that a pad left on by a killed
Home Assistant is handled whether or not its person is loaded again (S4, S8).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
import logging
from weakref import WeakSet

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import Event, HassJob, HomeAssistant, callback, valid_entity_id
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util.hass_dict import HassKey

from .. import clock
from ..const import DOMAIN
from ..options import CONF_HEATING_PAD
from ..rules.models import Session
from ..storage.database import Database
from ..storage.pads import NOTHING_LEARNED, Learned, PadRow
from .chosen import ChosenEntities
from .held_lease import HeldLease, PadReference
from .lease import Lease
from .plug import plug_key
from .rows import PadWriter
from .shared_pad import SharedPad
from .users import PadUser

_LOGGER = logging.getLogger(__name__)

HEATING_PADS: HassKey[HeatingPads] = HassKey(DOMAIN)
# Sent when a plug or a power sensor of a config entry may have gone missing or come back.
SIGNAL_MISSING = f"{DOMAIN}_missing_{{}}"

# Seconds: all shutdown jobs of Home Assistant share 20.
LEAVE_WITHIN = 12.0


class HeatingPads:
    """The registry of heating pads.

    The key of a pad is the registry id of its plug, so that another switch with the same entity id is never
    mistaken for it. A plug that has never been in the registry has its entity id as the key. Methods take
    either.
    """

    def __init__(self, hass: HomeAssistant, database: Database) -> None:
        """Start without pads: `async_setup` restores them."""
        self._hass = hass
        self._database = database
        self._pads: dict[str, SharedPad] = {}
        # What was learned about chosen plugs that have no user and nothing left to do.
        self._known: dict[str, PadRow] = {}
        self._references = WeakSet[PadReference]()
        self.chosen = ChosenEntities(hass, database, self._changed)
        # All persons are loaded: before, not all users of a pad are known.
        self._all_loaded = False
        # Home Assistant is leaving, which a person who is set up meanwhile does not know.
        self._closed = False
        # Home Assistant has left, which a person who is still being unloaded does not know.
        self._ended = False
        self.writer = PadWriter(hass, database, self._wanted_rows)

    # Start and stop

    @callback
    def async_setup(self) -> None:
        """Restore the pads of the last run, before any person is set up."""
        found = self._database.found
        self.writer.found(found.pads)
        self.chosen.async_setup()
        # While the clock is behind, no pad stays on (S12).
        behind = found.latest is not None and clock.now().wall < found.latest
        for key, row in found.pads.items():
            self._restore(key, replace(row, until=None) if behind else row)
        self._hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._registry_updated)
        self._hass.async_add_shutdown_job(HassJob(self._async_shut_down))
        self._hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, self._let_go)
        self._changed()

    @callback
    def _restore(self, key: str, row: PadRow) -> None:
        """Restore one pad, under the current entity id of its plug."""
        key = self._key_of(key)
        if row.at_rest:
            self._known[key] = row
        elif key not in self._pads:
            self._add(key, row.entity_id).restore(row)

    @callback
    def reconcile(self) -> None:
        """Decide what becomes of each pad as it was found, now that all persons are loaded (S8)."""
        self._all_loaded = True
        found = self._database.found
        # It is unknown which pads were on when Home Assistant stopped (S10).
        lost = found.lost or found.pads_lost
        for shared in list(self._pads.values()):
            shared.reconcile(lost=lost)

    async def _async_shut_down(self) -> None:
        """Switch every pad off before Home Assistant leaves (S9)."""
        self._closed = True
        pads = [shared.pad for shared in self._pads.values()]
        for pad in pads:
            pad.closed = True
            if pad.wished_on:
                pad.wish_off()
        # A plug without a state cannot be called.
        waited_for = [pad for pad in pads if pad.off_unconfirmed and pad.plug.exists]
        # That off is wished is being written already: the process may be killed while it waits.
        await asyncio.gather(*(pad.async_wait_off(LEAVE_WITHIN) for pad in waited_for))
        await self.writer.async_save()

    @callback
    def _let_go(self, _event: Event) -> None:
        """End all work on the pads: the next start does what is left, which is on disk (S9)."""
        self._ended = True
        self.writer.close()
        self.chosen.close()
        for shared in self._pads.values():
            shared.pad.dispose()

    def learned(self, entity_id: str) -> Learned:
        """Return what was learned about a plug (S5)."""
        if (shared := self.find(entity_id)) is not None:
            return shared.pad.evidence.learned
        known = self._known.get(self._key_of(entity_id))
        return NOTHING_LEARNED if known is None else known.learned

    # Users

    @callback
    def lease(self, entry: ConfigEntry) -> Lease:
        """Return the lease of a person with these options."""
        if not entry.options.get(CONF_HEATING_PAD):
            return Lease()
        return HeldLease(self._hass, self, self.reference(entry), entry)

    @callback
    def reference(self, entry: ConfigEntry) -> PadReference:
        """Return a reference to a person's pad, which is kept up to date from now on."""
        self.chosen.follow_options(entry)
        reference = PadReference(self.chosen.key(entry.entry_id), entry.options[CONF_HEATING_PAD])
        self._references.add(reference)
        return reference

    @callback
    def find(self, plug: str) -> SharedPad | None:
        """Return a pad that has users, or that is not confirmed off yet."""
        if (shared := self._pads.get(self._key_of(plug))) is not None:
            return shared
        return self._at(plug)

    @callback
    def all(self) -> list[SharedPad]:
        """Return all pads."""
        return list(self._pads.values())

    @callback
    def async_add_user(self, plug: str, user: PadUser, session: Session | None = None) -> bool:
        """Add a user to a pad; return whether it is in the state that the restored `session` needs (S8)."""
        shared = self.find(plug) or self._add(self._key_of(plug), self.chosen.entity_id(plug))
        self._measure_for(user)
        fits = shared.take_up(user, session)
        if self._all_loaded:
            shared.reconcile()
        return fits

    @callback
    def async_remove_user(self, plug: str, entry_id: str) -> None:
        """Remove a user from a pad, which stays known until its off is confirmed (S9)."""
        if (shared := self.find(plug)) is not None:
            chosen = self.chosen.is_chosen(entry_id, shared.key)
            if not chosen:
                shared.give_up(entry_id)
            shared.leave(entry_id, measures=chosen)
            self._forget_if_done(shared)

    @callback
    def _measure_for(self, user: PadUser) -> None:
        """Set the power sensor that a user has chosen, unless it is missing (S5)."""
        user.power_sensor = self.chosen.power_sensor(user.entry_id)

    # On disk

    def _wanted_rows(self) -> dict[str, PadRow]:
        rows = {key: shared.row for key, shared in self._pads.items()}
        self._known = {key: row for key, row in self._known.items() if key in self.chosen.plugs()}
        return {**self._known, **{key: row for key, row in rows.items() if row is not None}}

    @callback
    def _changed(self, shared: SharedPad | None = None) -> None:
        self.writer.write_soon()
        if shared is not None:
            self._forget_if_done(shared)

    # Plugs that appear, are renamed or are removed

    def _key_of(self, plug: str) -> str:
        return plug_key(self._hass, plug)

    def _at(self, entity_id: str) -> SharedPad | None:
        """Return the pad whose plug has this entity id."""
        pads = (pad for pad in self._pads.values() if not pad.pad.plug.gone)
        return next((pad for pad in pads if pad.entity_id == entity_id), None)

    def _add(self, key: str, entity_id: str) -> SharedPad:
        if (entry := er.async_get(self._hass).async_get(key)) is not None:
            entity_id = entry.entity_id
        shared = self._pads[key] = SharedPad(self._hass, key, entity_id, self._changed)
        shared.pad.closed = self._closed
        if entry is None and key != entity_id:
            _LOGGER.warning("The plug of a heating pad is gone from the registry")
            shared.pad.plug.mark_gone()
        if (known := self._known.pop(key, None)) is not None:
            shared.take_up_learned(known)
        return shared

    @callback
    def _registry_updated(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Follow a renamed plug; give up one that was removed or disabled."""
        changed = event.data
        entity_id = changed["entity_id"]
        match changed["action"]:
            case "remove":
                self._removed(entity_id)
            case "create":
                self._appeared(entity_id, renamed=False)
            case "update" if "entity_id" in changed["changes"]:
                self._appeared(entity_id, renamed=True)
            case "update" if "disabled_by" in changed["changes"]:
                self._disabled(entity_id)
            case "update":
                return
        self._compare_missing()

    @callback
    def _removed(self, entity_id: str) -> None:
        if (shared := self._at(entity_id)) is not None:
            shared.plug_removed()
            shared.pad.plug.mark_gone()

    @callback
    def _disabled(self, entity_id: str) -> None:
        """Give up a disabled plug, which cannot be switched off; once enabled, it reports again (S15)."""
        entry = er.async_get(self._hass).async_get(entity_id)
        if entry is not None and entry.disabled and (shared := self._pads.get(entry.id)):
            shared.plug_removed()

    @callback
    def _appeared(self, entity_id: str, *, renamed: bool) -> None:
        """Follow a plug to its current entity id; it may replace a plug that is gone."""
        key = self._key_of(entity_id)
        for reference in self._references:
            if reference.key == key:
                reference.entity_id = entity_id
        for replaced in {entity_id, *self.chosen.appeared(entity_id, renamed=renamed)}:
            self._take_place(replaced, key)
        if (shared := self._pads.get(key)) is not None:
            shared.pad.plug.renamed(entity_id)
            if renamed:
                shared.users.notify(lambda user: user.pad_renamed(entity_id))
            shared.users.notify(lambda user: user.pad_changed())
            self._changed()

    @callback
    def _take_place(self, replaced: str, key: str) -> None:
        """Let the plug with this key replace the plug of the pad that had another key."""
        for reference in self._references:
            if reference.key == replaced:
                reference.key = key
        if replaced == key or (shared := self._pads.get(replaced)) is None:
            return
        if (other := self._pads.get(key)) is not None:
            other.add_users(shared.users.all())
            self._forget(shared)
            return
        del self._pads[replaced]
        if not valid_entity_id(replaced):  # An id of the registry: this is another plug (S5).
            shared.take_up_learned(PadRow(shared.entity_id))
        shared.key = key
        self._pads[key] = shared

    @callback
    def _compare_missing(self) -> None:
        """Measure by the power sensors that are present, and send a signal for changes (S5, S8)."""
        for entry_id in self.chosen.changed_entries():
            for shared in self._pads.values():
                if (user := shared.users.get(entry_id)) is not None:
                    self._measure_for(user)
                    shared.add_users([user])
            async_dispatcher_send(self._hass, SIGNAL_MISSING.format(entry_id))

    @callback
    def _forget_if_done(self, shared: SharedPad) -> None:
        if shared.done and self._pads.get(shared.key) is shared and not self._ended:
            self._forget(shared)

    @callback
    def _forget(self, shared: SharedPad) -> None:
        del self._pads[shared.key]
        if (row := shared.row) is not None and row.at_rest and shared.key in self.chosen.plugs():
            self._known[shared.key] = row
        shared.dispose()
