"""Find the person that is meant: by name, as the speaker, or as the only one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from unicodedata import normalize

from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

from ..access import Right, async_caller
from ..announcements.origin import Satellite
from ..const import DOMAIN
from ..options import CONF_SATELLITES, CONF_USER
from ..person.manager import BackcareConfigEntry
from ..rules.models import Therapy
from ..texts import Texts


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


async def async_seen(
    hass: HomeAssistant, persons: Sequence[BackcareConfigEntry], context: Context | None
) -> list[BackcareConfigEntry]:
    """Return the persons that the speaker may see."""
    seen = []
    for entry in persons:
        with suppress(Unauthorized):
            if (await async_caller(hass, entry, context)).may(Right.SEE):
                seen.append(entry)
    return seen


@callback
def no_longer_loaded(hass: HomeAssistant, entry: BackcareConfigEntry, texts: Texts) -> str | None:
    """Return the answer about a person who was unloaded since a question, None about one who is loaded."""
    persons = async_persons(hass)
    if entry in persons:
        return None
    why = Unclear.UNKNOWN_PERSON if persons else Unclear.NO_PERSON
    names = ", ".join(person.title for person in persons)
    return texts(f"spoken_{why}", name=entry.title, names=names)


type Fits = Callable[[BackcareConfigEntry], bool]


def has_episode(person: BackcareConfigEntry) -> bool:
    """Return whether a person has an episode."""
    return person.runtime_data.person.episode is not None


def has_session(person: BackcareConfigEntry) -> bool:
    """Return whether a person has a session, running or paused."""
    return person.runtime_data.person.session is not None


def has_end(person: BackcareConfigEntry) -> bool:
    """Return whether a session of a person has ended, without a command since."""
    return person.runtime_data.person.last_end is not None


def has_session_of(therapy: Therapy | None) -> Fits:
    """Return whether a person has a session of a therapy, as a function of the person."""

    def fits(person: BackcareConfigEntry) -> bool:
        session = person.runtime_data.person.session
        return session is not None and session.therapy is therapy

    return fits


@callback
def async_of_satellite(
    hass: HomeAssistant, persons: Sequence[BackcareConfigEntry], satellite: Satellite | None
) -> list[BackcareConfigEntry]:
    """Return the persons whose satellite this is (option `satellites`)."""
    if satellite is None:
        return []
    registered = er.async_get(hass).async_get(satellite.entity_id)
    called = {satellite.entity_id, registered and registered.id}

    def has(person: BackcareConfigEntry) -> bool:
        chosen = TargetSelection(person.options.get(CONF_SATELLITES, {}))
        selected = async_extract_referenced_entity_ids(hass, chosen, expand_group=False)
        return bool(called & (selected.referenced | selected.indirectly_referenced))

    return list(filter(has, persons))


def person_meant(
    persons: Sequence[BackcareConfigEntry],
    name: str | None,
    user_id: str | None,
    preferred: Sequence[Fits] = (),
    of_satellite: Sequence[BackcareConfigEntry] = (),
) -> BackcareConfigEntry | Unclear:
    """Return the person that is named, or is the speaker (option `user`), or is the only one.

    The only one is looked for in `of_satellite`, unless that is empty, and there among those that fit the
    first condition of `preferred` that any person fits. So are those of the same name.
    """
    if not persons:
        return Unclear.NO_PERSON
    if name is not None:
        persons = [person for person in persons if heard_as(person.title) == heard_as(name)]
        if len(persons) < 2:  # noqa: PLR2004 - the one who is named, or nobody
            return persons[0] if persons else Unclear.UNKNOWN_PERSON
    if user_id is not None:
        spoke = [person for person in persons if person.options.get(CONF_USER) == user_id]
        if len(spoke) == 1:
            return spoke[0]
    persons = [person for person in persons if person in of_satellite] or persons
    for fits in preferred:
        if fitting := [person for person in persons if fits(person)]:
            persons = fitting
            break
    return persons[0] if len(persons) == 1 else Unclear.WHICH_PERSON


def heard_as(name: str) -> str:
    """Return a name for comparison: capitals, spaces and invisible characters cannot be heard."""
    visible = "".join(c for c in normalize("NFKC", name) if c.isprintable() or c.isspace())
    return " ".join(visible.casefold().split())
