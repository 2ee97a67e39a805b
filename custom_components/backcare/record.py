"""One person, in memory and on disk: the safety state first, and the diary once that is safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
import logging

from homeassistant.core import HomeAssistant, callback

from . import clock
from .diary.diary import UnknownEntryError
from .person_diary import PersonDiary
from .person_pad import PersonPad
from .rules import restore
from .rules.diary import in_diary
from .rules.models import Pain, Person, PublishedState, Spasm
from .store import PersonStore, StorageError

_LOGGER = logging.getLogger(__name__)


class Record:
    """What there is of a person, and what of it is on disk."""

    def __init__(
        self,
        hass: HomeAssistant,
        store: PersonStore,
        diary: PersonDiary,
        pad: PersonPad,
        *,
        held_back: Callable[[], bool],
        told: Callable[[], PublishedState | None],
        on_change: Callable[[], None],
    ) -> None:
        """Hold nobody yet.

        While something is `held_back`, nothing goes to the diary; `told` returns up to where
        automations were told what happened; `on_change` is told when the diary has changed what is to
        be shown.
        """
        self._hass = hass
        self._store = store
        self._diary = diary
        self._pad = pad
        self._held_back = held_back
        self._told = told
        self._on_change = on_change
        self.unsaved = False
        self.person = Person()

    async def async_save(self) -> None:
        """Put the person, and the deadline of the pad if it runs, on disk, or raise StorageError (S4)."""
        self.unsaved = True
        await self._store.async_save_person(
            replace(restore.stamped(self.person, clock.now()), published=self._told())
        )
        if self.person.session is not None and self.person.session.runs_on_pad:
            await self._pad.async_commit()
        self.unsaved = False
        self.catch_up_soon()

    @callback
    def save_soon(self) -> None:
        """Save in the background."""
        self._hass.async_create_task(self.async_save_or_log(), "save person")

    async def async_save_or_log(self) -> None:
        """Save; what cannot be written now is written at a later wake."""
        try:
            await self.async_save()
        except StorageError as err:
            _LOGGER.warning("The state of a person could not be saved: %s", err)

    @callback
    def catch_up_soon(self) -> None:
        """Let the diary catch up in the background: nothing waits for it (S6)."""
        if self._diary.is_behind(self.person):
            self._hass.async_create_task(self.async_catch_up(), "diary")

    async def async_catch_up(self) -> None:
        """Hand over to the diary what happened; what it cannot write stays with the person."""
        if self._held_back():
            return
        entries = self.person.unlogged
        try:
            await self._diary.async_catch_up(self.person)
        except StorageError as err:
            _LOGGER.warning("A diary could not be written: %s", err)
            return
        if entries:
            self.person = in_diary(self.person, {entry.entry_id for entry in entries})
            # On disk they are still with the person, from where a start would bring back a deleted one.
            await self.async_save_or_log()
        self._on_change()

    async def async_delete(self, entry_id: str | None) -> None:
        """Take back what was logged, this entry or the newest; raise UnknownEntryError or StorageError."""
        newest = self._diary.newest(self.person)
        wanted = entry_id if newest is None or entry_id is not None else newest.entry_id
        if wanted is None:
            raise UnknownEntryError
        logged = (entry for entry in self.person.unlogged if isinstance(entry, Spasm | Pain))
        waiting = [entry for entry in logged if entry.entry_id == wanted]
        if waiting:
            self.person = in_diary(self.person, {wanted})
        try:
            if waiting or self.unsaved:
                # On disk first, so that no later start brings it back.
                await self.async_save()
            await self._diary.async_delete(wanted)
        except StorageError:
            self.person = self.person.noting(*waiting)
            raise
        except UnknownEntryError:
            if not waiting:
                raise
        self._on_change()

    async def async_delete_all(self) -> None:
        """Leave nothing of the diary behind, or raise StorageError."""
        waiting = self.person.unlogged
        self.person = in_diary(self.person, {entry.entry_id for entry in waiting})
        try:
            await self.async_save()
        except StorageError:
            self.person = self.person.noting(*waiting)
            raise
        await self._diary.async_delete_all()
        self._on_change()
