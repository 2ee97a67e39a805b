"""Find the person that is meant: by name, as the speaker, or as the only one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from unicodedata import normalize

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..options import CONF_USER
from ..person.manager import BackcareConfigEntry


class Unclear(StrEnum):
    """Why it is unclear who is meant."""

    NO_PERSON = "no_person"
    UNKNOWN_PERSON = "unknown_person"
    WHICH_PERSON = "which_person"


@callback
def async_persons(hass: HomeAssistant) -> list[BackcareConfigEntry]:
    """Return the persons that are loaded, sorted by name."""
    entries: list[BackcareConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    return sorted(entries, key=lambda entry: entry.title)


def person_meant(
    persons: Sequence[BackcareConfigEntry], name: str | None, user_id: str | None
) -> BackcareConfigEntry | Unclear:
    """Return the person that is named, or is the speaker (option `user`), or is the only one."""
    if not persons:
        return Unclear.NO_PERSON
    meant = persons
    if name is not None:
        meant = [person for person in persons if _plain(person.title) == _plain(name)]
    elif user_id is not None:
        spoke = [person for person in persons if person.options.get(CONF_USER) == user_id]
        meant = spoke or persons
    if not meant:
        return Unclear.UNKNOWN_PERSON
    return meant[0] if len(meant) == 1 else Unclear.WHICH_PERSON


def _plain(name: str) -> str:
    """Return a name for comparison: capitals and spaces cannot be heard."""
    return " ".join(normalize("NFKC", name).casefold().split())
