"""Everything of a person as one JSON document; docs/privacy.md says what is in it."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers.json import json_bytes
from homeassistant.util import slugify

from .. import clock
from ..person.manager import BackcareManager
from ..storage.export import DiaryText
from ..storage.values import person_as_dict

# The version of the format.
VERSION = 1


async def async_export(hass: HomeAssistant, manager: BackcareManager) -> dict[str, str]:
    """Return the document and a name for its file, or raise RefusalError if the disk cannot be read.

    The document is a text, so that years of entries do not block the event loop.
    """
    entry = hass.config_entries.async_get_known_entry(manager.entry_id)
    now = clock.now().wall
    person = {
        "format": "backcare",
        "version": VERSION,
        "exported": now.isoformat(),
        "name": entry.title,
        "options": dict(entry.options),
        "person": person_as_dict(manager.person),
    }
    diary = await manager.diary.async_export()
    document = await hass.async_add_executor_job(_document, person, diary)
    return {"filename": f"backcare_{slugify(entry.title)}_{now:%Y-%m-%d}.json", "json": document}


def _document(person: dict[str, object], diary: DiaryText) -> str:
    head = json_bytes(person | {"damaged": diary.damaged})
    return (b'%s,"diary":%s}' % (head.removesuffix(b"}"), diary.entries)).decode()
