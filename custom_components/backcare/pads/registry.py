"""All heating pads of the domain, one for each physical plug.

Outlives config entries: an off that is not confirmed stays wanted beyond unload, removal and restart,
in the domain and on disk (S9). Restored before any entry, so that a pad left on by a killed Home
Assistant is dealt with whether or not its person comes back (S4, S8).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
import logging
from weakref import WeakSet

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, HassJob, HomeAssistant, callback, valid_entity_id
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util.hass_dict import HassKey

from .. import clock
from ..const import DOMAIN
from ..options import CONF_HEATING_PAD
from ..rules.models import Session
from ..storage.database import Database, StorageError
from ..storage.pads import NOTHING_LEARNED, Learned, PadRow
from ..wakeup import WakeUp
from .chosen import ChosenEntities
from .lease import HeldLease, Lease, Place
from .rows import PadRows, Unsaved
from .shared_pad import SharedPad
from .users import PadUser

_LOGGER = logging.getLogger(__name__)

HEATING_PADS: HassKey[HeatingPads] = HassKey(DOMAIN)
# Sent when a plug or a power sensor of a config entry may have gone missing, or is there again.
SIGNAL_MISSING = f"{DOMAIN}_missing_{{}}"

# All shutdown jobs of Home Assistant share 20 s.
LEAVE_WITHIN = 12.0
# What could not be written is written again after this, if nothing changes before.
WRITE_AGAIN_AFTER = 60.0


class HeatingPads:
    """The registry of heating pads.

    The key of a pad is the id of its plug in the entity registry, so that another switch that takes
    its entity id is not it; the entity id, where the plug has never been in the registry. A plug
    can be named by either.
    """

    def __init__(self, hass: HomeAssistant, database: Database) -> None:
        """Start without a pad: `async_setup` restores them."""
        self._hass = hass
        self._database = database
        self._pads: dict[str, SharedPad] = {}
        # What was learned of plugs of which nothing is wanted now, and which somebody has.
        self._known: dict[str, PadRow] = {}
        self._places = WeakSet[Place]()
        self.chosen = ChosenEntities(hass, database, self._changed)
        # All persons that will come have come: verdicts need to know who uses a pad.
        self._all_in = False
        # What was on when Home Assistant went is not known (S10).
        self._lost = False
        self._rows = PadRows(on_failure=self._write_failed)
        self._write_due = False
        self._write_again = WakeUp(hass, self._write, until_shutdown=True)
        self._failing = False

    # Start and stop

    @callback
    def async_setup(self) -> None:
        """Take up what the last run left behind, before any person is set up."""
        found = self._database.found
        self._lost = found.lost or found.pads_lost
        self._rows.found(found.pads)
        self.chosen.async_setup()
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
        key = self._key_of(key)
        if row.at_rest:
            self._known[key] = row
        elif key not in self._pads:
            self._add(key, row.entity_id).restore(row)

    @callback
    def judge(self) -> None:
        """Give one verdict per pad, now that all persons are in (S8)."""
        self._all_in = True
        for shared in list(self._pads.values()):
            shared.judge(lost=self._lost)

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

    def learned(self, entity_id: str) -> Learned:
        """Return what was learned of a plug (S5)."""
        if (shared := self.find(entity_id)) is not None:
            return shared.pad.evidence.learned
        known = self._known.get(self._key_of(entity_id))
        return NOTHING_LEARNED if known is None else known.learned

    # Users

    @callback
    def lease(self, entry: ConfigEntry) -> Lease:
        """Return what a person with these options holds of a pad: nothing yet."""
        if not entry.options.get(CONF_HEATING_PAD):
            return Lease()
        return HeldLease(self._hass, self, self.place(entry), entry)

    @callback
    def place(self, entry: ConfigEntry) -> Place:
        """Return where the pad of a person is, which is kept up from now on."""
        self.chosen.compare(entry)
        place = Place(self.chosen.key(entry.entry_id), entry.options[CONF_HEATING_PAD])
        self._places.add(place)
        return place

    @callback
    def find(self, plug: str) -> SharedPad | None:
        """Return a pad that somebody uses, or that is still to be confirmed off."""
        if (shared := self._pads.get(self._key_of(plug))) is not None:
            return shared
        return self._at(plug)

    @callback
    def all(self) -> list[SharedPad]:
        """Return all of them."""
        return list(self._pads.values())

    @callback
    def async_add_user(self, plug: str, user: PadUser, session: Session | None = None) -> bool:
        """Let a person use a pad; return whether it is as the restored `session` needs it (S8)."""
        shared = self.find(plug) or self._add(self._key_of(plug), self.chosen.entity_id(plug))
        self._measure_for(user)
        fits = shared.take_up(user, session)
        if self._all_in:
            shared.judge()
        return fits

    @callback
    def async_remove_user(self, plug: str, entry_id: str) -> None:
        """Let a person go; the pad stays known for as long as an off of it is unconfirmed (S9)."""
        if (shared := self.find(plug)) is not None:
            shared.leave(entry_id)
            self._forget_if_done(shared)

    @callback
    def _measure_for(self, user: PadUser) -> None:
        """Have the power of a pad measured by what its user has chosen, unless it is missing (S5)."""
        user.power_sensor = self.chosen.power_sensor(user.entry_id)

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
        self._known = {key: row for key, row in self._known.items() if key in self.chosen.plugs()}
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

    def _key_of(self, plug: str) -> str:
        entry = er.async_get(self._hass).async_get(plug)
        return plug if entry is None else entry.id

    def _at(self, entity_id: str) -> SharedPad | None:
        """Return the pad whose plug goes by an entity id."""
        pads = (pad for pad in self._pads.values() if not pad.pad.plug.gone)
        return next((pad for pad in pads if pad.entity_id == entity_id), None)

    def _add(self, key: str, entity_id: str) -> SharedPad:
        if (entry := er.async_get(self._hass).async_get(key)) is not None:
            entity_id = entry.entity_id
        shared = self._pads[key] = SharedPad(self._hass, key, entity_id, self._changed)
        if entry is None and key != entity_id:
            _LOGGER.warning("The plug of a heating pad is gone from the registry")
            shared.pad.plug.be_gone()
        if (known := self._known.pop(key, None)) is not None:
            shared.take_up_learned(known)
        return shared

    @callback
    def _registry_updated(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Follow a renamed plug; without a removed or disabled one there is no off to confirm."""
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
            shared.pad.plug.be_gone()

    @callback
    def _disabled(self, entity_id: str) -> None:
        """Give up what cannot be switched off from here; enabled, it reports its state again (S15)."""
        entry = er.async_get(self._hass).async_get(entity_id)
        if entry is not None and entry.disabled and (shared := self._pads.get(entry.id)):
            shared.plug_removed()

    @callback
    def _appeared(self, entity_id: str, *, renamed: bool) -> None:
        """Follow a plug to the entity id that it has now, also into the place of one that is gone."""
        key = self._key_of(entity_id)
        for place in self._places:
            if place.key == key:
                place.entity_id = entity_id
        for replaced in {entity_id, *self.chosen.appeared(entity_id, renamed=renamed)}:
            self._take_place(replaced, key)
        if (shared := self._pads.get(key)) is not None:
            shared.pad.plug.renamed(entity_id)
            if renamed:
                shared.users.notify(lambda user: user.pad_renamed(entity_id))
            shared.users.notify(lambda user: user.pad_changed())
            self._changed(shared)

    @callback
    def _take_place(self, replaced: str, key: str) -> None:
        """Take a plug for the pad that was known by another key."""
        for place in self._places:
            if place.key == replaced:
                place.key = key
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
        """Measure by the power sensors that are there, and have it said what is missing (S5, S8)."""
        for entry_id in self.chosen.changed():
            for shared in self._pads.values():
                if (user := shared.users.get(entry_id)) is not None:
                    self._measure_for(user)
                    shared.add_users([user])
            async_dispatcher_send(self._hass, SIGNAL_MISSING.format(entry_id))

    @callback
    def _forget_if_done(self, shared: SharedPad) -> None:
        if shared.done and self._pads.get(shared.key) is shared:
            self._forget(shared)

    @callback
    def _forget(self, shared: SharedPad) -> None:
        del self._pads[shared.key]
        if (row := shared.row) is not None and row.at_rest and shared.key in self.chosen.plugs():
            self._known[shared.key] = row
        shared.pad.dispose()
