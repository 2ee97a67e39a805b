"""Keeps the fields of private actions out of the events that Home Assistant records.

For each call, core fires `call_service` with the caller's own dictionary, and the recorder keeps it whatever
entities are excluded. Core validates the schema before that: the schema passes the fields on to the action,
and removes them from that dictionary (S16).
"""

from __future__ import annotations

from typing import Any, override

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import ServiceCall, callback
from homeassistant.util.read_only_dict import ReadOnlyDict
import voluptuous as vol


class PrivateSchema(vol.Schema):
    """A schema that removes everything but the person from the dictionary that it validates."""

    @override
    def __call__(self, data: Any, **options: Any) -> Any:
        """Return the valid fields."""
        valid = super().__call__(data, **options)
        for field in data.keys() - {ATTR_CONFIG_ENTRY_ID}:
            del data[field]
        return valid


@callback
def forget_fields(call: ServiceCall) -> None:
    """Remove the fields of a call: core logs a call that is refused if nobody waits for it (S11)."""
    whose = call.data.keys() & {ATTR_CONFIG_ENTRY_ID}
    call.data = ReadOnlyDict({field: call.data[field] for field in whose})
