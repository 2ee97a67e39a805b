"""Every place that may contain a person's data, as text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from datetime import timedelta
from fnmatch import fnmatch
import json
import logging
from pathlib import Path
import shutil
import sqlite3
from typing import Any

from homeassistant.components.backup.const import EXCLUDE_FROM_BACKUP
from homeassistant.components.persistent_notification import _async_get_or_create_notifications
from homeassistant.components.recorder.db_schema import (
    EventData,
    Events,
    EventTypes,
    StateAttributes,
    States,
    StatesMeta,
)
from homeassistant.components.recorder.util import session_scope
from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.restore_state import async_get as restorable
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.diagnostics import async_get_config_entry_diagnostics
from custom_components.backcare.storage.files import Files
from custom_components.backcare.system_health import async_system_health_info
from tests.conftest import Person
from tests.hearers import Hearers
from tests.stored import Stored

AUTOMATION = "automation.spasm"
AVOID = "sensor.common_trigger"


class Home:
    """A home in which Anna has logged everything, looked at by an administrator."""

    def __init__(
        self,
        hass: HomeAssistant,
        anna: Person,
        client: MockHAClientWebSocket,
        hearers: Hearers,
        stored: Stored,
        records: list[logging.LogRecord],
    ) -> None:
        self.hass = hass
        self.anna = anna
        self._client = client
        self._hearers = hearers
        self._stored = stored
        self._records = records

    # Shown to everybody

    async def states(self) -> str:
        shown = (state for state in self.hass.states.async_all() if "anna" in state.entity_id)
        return _lines([state.entity_id, state.state, state.attributes] for state in shown)

    async def activity_to_avoid(self) -> str:
        entity_id = self.anna.entity_id(AVOID)
        er.async_get(self.hass).async_update_entity(entity_id, disabled_by=None)
        await self.anna.reload()
        state = self.hass.states.get(entity_id)
        return "" if state is None else state.state

    async def history(self) -> str:
        await async_wait_recording_done(self.hass)
        with session_scope(hass=self.hass, read_only=True) as session:
            rows = session.query(StatesMeta.entity_id, States.state, StateAttributes.shared_attrs)
            rows = rows.join(States, States.metadata_id == StatesMeta.metadata_id).outerjoin(
                StateAttributes, StateAttributes.attributes_id == States.attributes_id
            )
            return _lines(row for row in rows if "anna" in row.entity_id)

    async def log_book(self) -> str:
        await async_wait_recording_done(self.hass)
        start = dt_util.utcnow() - timedelta(days=1)
        asked = {"type": "logbook/get_events", "start_time": start.isoformat()}
        entries = await self._ask(asked)
        return _lines([entry.get("entity_id"), entry.get("state"), entry] for entry in entries)

    async def calendar(self) -> str:
        now = dt_util.utcnow()
        return str(
            await self.hass.services.async_call(
                "calendar",
                "get_events",
                {
                    "entity_id": self.anna.entity_id("calendar.therapy"),
                    "start_date_time": now - timedelta(days=1),
                    "end_date_time": now + timedelta(days=1),
                },
                blocking=True,
                return_response=True,
            )
        )

    # Calls

    async def calls_of(self, domain: str) -> str:
        await async_wait_recording_done(self.hass)
        with session_scope(hass=self.hass, read_only=True) as session:
            rows = session.query(EventData.shared_data).join(Events).join(EventTypes)
            rows = rows.filter(EventTypes.event_type == EVENT_CALL_SERVICE)
            calls = [json.loads(data) for (data,) in rows]
        return _lines(
            [call["service"], *(f"{key} {value}" for key, value in call["service_data"].items())]
            for call in calls
            if call["domain"] == domain
        )

    # Shown and announced

    async def log(self) -> str:
        return _lines([record.getMessage(), record.exc_text] for record in self._records)

    async def diagnostics(self) -> str:
        found = await async_get_config_entry_diagnostics(self.hass, self.anna.entry)
        return str([found, await async_system_health_info(self.hass)])

    async def repairs(self) -> str:
        issues = ir.async_get(self.hass).issues.values()
        return str([issue for issue in issues if issue.domain == DOMAIN])

    async def notifications(self) -> str:
        return str(_async_get_or_create_notifications(self.hass))

    async def announcements(self) -> str:
        return str(self._hearers.post.heard)

    async def card(self) -> str:
        await self._client.send_json_auto_id({"type": f"{DOMAIN}/subscribe"})
        assert (await self._client.receive_json())["success"]
        return str((await self._client.receive_json())["event"]["persons"])

    async def answers(self) -> str:
        asked = ("get_summary", "get_history", "get_report", "export")
        return str([await self.answer(question) for question in asked])

    async def answer(self, question: str) -> dict[str, Any]:
        """Return what an action answers to an administrator."""
        asked = {
            "type": "call_service",
            "domain": DOMAIN,
            "service": question,
            "service_data": {"config_entry_id": self.anna.entry.entry_id},
            "return_response": True,
        }
        answer: dict[str, Any] = (await self._ask(asked))["response"]
        return answer

    async def _ask(self, asked: dict[str, Any]) -> Any:
        await self._client.send_json_auto_id(asked)
        answer = await self._client.receive_json()
        assert answer["success"], answer
        return answer["result"]

    # Stored

    async def traces(self) -> str:
        traces = self.hass.data["trace"][AUTOMATION]
        return str([trace.as_extended_dict()["trace"] for trace in traces.all_traces()])

    async def database(self) -> str:
        path = self._stored.path
        return _texts(path.parent, lambda file: file.name in {path.name, f"{path.name}-wal"})

    async def set_aside(self) -> str:
        aside = self._stored.path.with_name(f"{self._stored.path.name}.damaged-20260302T090000Z")
        with (
            closing(sqlite3.connect(self._stored.path)) as db,
            closing(sqlite3.connect(aside)) as to,
        ):
            db.backup(to)
        found = _texts(aside.parent, lambda file: file == aside)
        aside.unlink()
        return found

    async def elsewhere(self) -> str:
        copy = Files(self._stored.path).copy()
        found = _texts(copy.parent, lambda file: True)
        shutil.rmtree(copy.parent)
        return found

    async def states_for_the_next_start(self) -> str:
        stored = restorable(self.hass).async_get_stored_states()
        return _lines(
            [one.state.as_dict(), one.extra_data and one.extra_data.as_dict()] for one in stored
        )

    async def backups(self) -> str:
        folder = Path(self.hass.config.config_dir)

        def taken(file: Path) -> bool:
            name = str(file.relative_to(folder))
            return not any(fnmatch(name, pattern) for pattern in EXCLUDE_FROM_BACKUP)

        return _texts(folder, taken)


type Probe = Callable[[Home], Awaitable[str]]

# By how their row in docs/privacy.md begins.
PLACES: Mapping[str, Probe] = {
    "States of entities": Home.states,
    "History and statistics": Home.history,
    "Log book": Home.log_book,
    "Calls of BackCare's actions": lambda home: home.calls_of(DOMAIN),
    "Calls that set the number": lambda home: home.calls_of("number"),
    "Calendar": Home.calendar,
    "Log of Home Assistant": Home.log,
    "Diagnostics and system health": Home.diagnostics,
    "Repairs": Home.repairs,
    "Notifications": Home.notifications,
    "Announcements": Home.announcements,
    "The card": Home.card,
    "Answers": Home.answers,
    "Traces": Home.traces,
    "The database": Home.database,
    "Copies": Home.set_aside,
    "A copy": Home.elsewhere,
    "States for the next start": Home.states_for_the_next_start,
    "Backups": Home.backups,
    # The last: it reloads the person.
    "State of *Activity to avoid*": Home.activity_to_avoid,
}


def _lines(rows: Any) -> str:
    return "\n".join(" ".join(str(cell) for cell in row) for row in rows)


def _texts(folder: Path, wanted: Callable[[Path], bool]) -> str:
    files = (file for file in folder.rglob("*") if file.is_file() and wanted(file))
    return "\n".join(file.read_bytes().decode(errors="replace") for file in files)
