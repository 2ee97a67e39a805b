"""The issue of each plug without a backstop, and the latest test of its auto-off.

Both belong to the plug rather than to a person, because two people may share it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
import logging
import sqlite3

from homeassistant.components import persistent_notification
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.json import json_bytes
from homeassistant.loader import async_get_loaded_integration
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.json import json_loads_object

from .. import clock
from ..const import DOMAIN
from ..options import CONF_HEATING_PAD
from ..pads.backstop import BackstopKind, backstop_of
from ..pads.backstop_check import BackstopTest, Outcome
from ..pads.plug import plug_key
from ..person.manager import BackcareConfigEntry
from ..rules.models import Refusal, Refused
from ..storage.database import DATABASE, StorageError
from ..storage.schema import delete_house, put_house, read_house
from ..storage.values import UNREADABLE, wall_from
from ..texts import Texts, async_texts

_LOGGER = logging.getLogger(__name__)

_LATEST: HassKey[dict[str, BackstopResult]] = HassKey(f"{DOMAIN}_backstop_results")
_TESTS: HassKey[dict[str, RunningTest]] = HassKey(f"{DOMAIN}_backstop_tests")

NO_BACKSTOP = "no_backstop"
BACKSTOP_FAILS = "backstop_fails"
ISSUES = (NO_BACKSTOP, BACKSTOP_FAILS)
# With these outcomes, a backstop protects nobody.
FAILED = (Outcome.NOT_OFF, Outcome.BACK_ON)
# The integrations whose plugs have a row in the table of the docs.
ROWS = ("shelly", "tasmota", "esphome", "tplink", "zwave_js", "mqtt", "zha", "tuya", "matter")


@dataclass(frozen=True, slots=True)
class BackstopResult:
    """The outcome of a test, and when it ended."""

    outcome: Outcome
    at: datetime


# The latest result of each plug


async def async_latest_result(hass: HomeAssistant, plug: str) -> BackstopResult | None:
    """Return the latest result of a plug, None if it was not tested."""
    return (await _async_latest(hass)).get(plug_key(hass, plug))


async def async_forget_result(hass: HomeAssistant, plug: str) -> None:
    """Forget the result of a plug, whose auto-off was changed."""
    key = plug_key(hass, plug)
    if (await _async_latest(hass)).pop(key, None) is not None:
        await _async_write(hass, partial(delete_house, key=_row(key)))


async def _async_keep(hass: HomeAssistant, plug: str, outcome: Outcome) -> None:
    key, at = plug_key(hass, plug), clock.now().wall
    (await _async_latest(hass))[key] = BackstopResult(outcome, at)
    value = json_bytes({"outcome": outcome, "at": at.isoformat()}).decode()
    await _async_write(hass, partial(put_house, key=_row(key), value=value))


async def _async_write(hass: HomeAssistant, write: Callable[[sqlite3.Connection], None]) -> None:
    try:
        await hass.data[DATABASE].async_commit(write)
    except StorageError as err:
        # It is kept in memory until the next restart.
        _LOGGER.warning("The result of a backstop's test could not be saved: %s", err)


async def _async_latest(hass: HomeAssistant) -> dict[str, BackstopResult]:
    if _LATEST not in hass.data:
        try:
            rows = await hass.data[DATABASE].async_read(read_house)
        except StorageError:
            rows = {}
        prefix = _row("")
        found = {
            key.removeprefix(prefix): result
            for key, value in rows.items()
            if key.startswith(prefix) and (result := _result_from(value)) is not None
        }
        hass.data.setdefault(_LATEST, found)
    return hass.data[_LATEST]


def _result_from(stored: str) -> BackstopResult | None:
    try:
        result = json_loads_object(stored)
        return BackstopResult(Outcome(str(result["outcome"])), wall_from(str(result["at"])))
    except UNREADABLE:
        return None


def _row(key: str) -> str:
    return f"backstop_test {key}"


# Running tests


class RunningTest:
    """A test in the background: its result is kept and notified, even if the dialog is closed."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry, test: BackstopTest) -> None:
        """Start the test."""
        self.test = test
        self.result: Outcome | Refusal | None = None
        self._hass = hass
        self._entry = entry
        self._plug: str = entry.options[CONF_HEATING_PAD]
        self._name = plug_name(hass, self._plug)
        self._run = hass.async_create_background_task(self._async_run(), "backstop test")

    async def async_wait(self) -> None:
        """Wait for the result; cancelling this does not end the test."""
        await asyncio.wait({self._run})

    async def _async_run(self) -> None:
        result: Outcome | Refusal = Outcome.ENDED
        try:
            # If Home Assistant is killed during the test, this stays as its result.
            await _async_keep(self._hass, self._plug, Outcome.ENDED)
            result = await self.test.async_run()
            if isinstance(result, Outcome):
                await _async_keep(self._hass, self._plug, result)
        finally:
            self.test.end()
            self.result = result
        await async_update_backstop_issues(self._hass)
        texts = await async_texts(self._hass)
        if self._hass.config_entries.async_get_entry(self._entry.entry_id) is None:
            # The person was removed, which has ended the test.
            return
        persistent_notification.async_create(
            self._hass,
            result_text(texts, result, self._name),
            title=self._entry.title,
            notification_id=f"{DOMAIN}_{self._entry.entry_id}_backstop",
        )


@callback
def async_begin_test(hass: HomeAssistant, entry: BackcareConfigEntry) -> RunningTest | Refusal:
    """Start a test of the backstop in the options of a person, or return why it cannot start."""
    test = entry.runtime_data.test_backstop(
        entry.options[CONF_HEATING_PAD], backstop_of(entry.options)
    )
    if isinstance(test, Refusal):
        return test
    running = RunningTest(hass, entry, test)
    hass.data.setdefault(_TESTS, {})[entry.entry_id] = running
    return running


@callback
def running_test(hass: HomeAssistant, entry: ConfigEntry) -> RunningTest | None:
    """Return the running test of a person, None if there is none."""
    running = hass.data.get(_TESTS, {}).get(entry.entry_id)
    return running if running is not None and running.result is None else None


def result_text(texts: Texts, result: Outcome | Refusal, heating_pad: str) -> str:
    """Return the result of a test as a sentence."""
    if isinstance(result, Outcome):
        return texts(f"backstop_{result}", heating_pad=heating_pad)
    reason = texts.refusal(Refused(result), heating_pad=heating_pad)
    return texts("backstop_not_tested", heating_pad=heating_pad, reason=reason)


# The issue of each plug


async def async_update_backstop_issues(hass: HomeAssistant) -> None:
    """Raise an issue for each plug that nothing switches off while Home Assistant is down; clear others.

    An auto-off that is set in the plug protects everybody; one that an action sets, one person only.
    """
    latest = await _async_latest(hass)
    raised = set[str]()
    for key, entries in _users(hass).items():
        kinds = {entry.entry_id: backstop_of(entry.options).kind for entry in entries}
        if (
            key in latest
            and latest[key].outcome in FAILED
            and {*kinds.values()} != {BackstopKind.NONE}
        ):
            raised.add(_raise(hass, BACKSTOP_FAILS, key, entries))
        elif BackstopKind.PLUG not in kinds.values():
            without = [entry for entry in entries if kinds[entry.entry_id] is BackstopKind.NONE]
            raised |= {_raise(hass, NO_BACKSTOP, key, without)} if without else set()
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN and issue_id.startswith(ISSUES) and issue_id not in raised:
            ir.async_delete_issue(hass, DOMAIN, issue_id)


def _users(hass: HomeAssistant) -> Mapping[str, list[ConfigEntry]]:
    users: dict[str, list[ConfigEntry]] = {}
    for entry in hass.config_entries.async_entries(DOMAIN, include_disabled=False):
        if (plug := entry.options.get(CONF_HEATING_PAD)) is not None:
            users.setdefault(plug_key(hass, plug), []).append(entry)
    return users


@callback
def _raise(hass: HomeAssistant, issue: str, key: str, entries: Iterable[ConfigEntry]) -> str:
    entry, *_ = entries
    plug = entry.options[CONF_HEATING_PAD]
    registered = er.async_get(hass).async_get(plug)
    row = "" if registered is None or registered.platform not in ROWS else f"-{registered.platform}"
    docs = async_get_loaded_integration(hass, DOMAIN).documentation
    issue_id = f"{issue}_{key}"
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"entry_id": entry.entry_id},
        is_fixable=True,
        is_persistent=False,
        learn_more_url=f"{docs}/blob/main/docs/safety.md#backstop{row}",
        severity=ir.IssueSeverity.WARNING,
        translation_key=issue,
        translation_placeholders={"heating_pad": plug_name(hass, plug)},
    )
    return issue_id


def plug_name(hass: HomeAssistant, plug: str) -> str:
    """Return the name of a plug."""
    state = hass.states.get(plug)
    return plug if state is None else state.name
