"""docs/privacy.md says what is where: each place is searched for what a person logged, and compared."""

from __future__ import annotations

import logging
from pathlib import Path
import re
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import (
    RecorderInstanceContextManager,
    WebSocketGenerator,
)

from custom_components.backcare.const import DOMAIN
from tests.conftest import HOUR, MINUTE, SECOND, START, Clocks, new_person, refused
from tests.hearers import POST, Hearers
from tests.stored import Stored

from .places import PLACES, Home

PRIVACY = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text()

WORD = "zymurgy"
FLAG = "saddle_numbness"
# No other time has these minutes and seconds.
AT = START + 7 * MINUTE + 13 * SECOND
MARKS = {
    "sessions": r"\b[Ii]ce\b|\bdoctor\b|emergency",
    "pain and spasms": r"07:13|number\.anna_pain 9\b|value 9\b|'pain': 9\b|event\.anna_spasm \d",
    "words": WORD,
    "red flags": FLAG,
}
IF_SHARED = " if shared"

ROWS = {
    cells[0].strip(): {one.strip() for one in cells[1].split(",")} - {"nothing"}
    for row in re.findall(r"^\| (.*) \|$", PRIVACY.split("## Where it is")[1], re.MULTILINE)
    if len(cells := row.split(" | ")) >= 4 and cells[0] != "where"
}

pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web")


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: RecorderInstanceContextManager) -> None:
    """Have the database before Home Assistant: the test plugin asks for this order."""


@pytest.fixture(params=[True, False], ids=["shared", "not-shared"])
def shared(request: pytest.FixtureRequest) -> bool:
    """Whether Anna shares details with the house."""
    return bool(request.param)


@pytest.fixture
async def home(  # noqa: PLR0913, PLR0917 - all of a home
    recorder_mock: Recorder,
    hass: HomeAssistant,
    pad: str,
    hass_ws_client: WebSocketGenerator,
    hass_admin_user: MockUser,
    stored: Stored,
    clocks: Clocks,
    caplog: pytest.LogCaptureFixture,
    shared: bool,
) -> Home:
    """A home in which Anna has logged everything."""
    caplog.set_level(logging.INFO)
    hearers = Hearers(hass)
    await hearers.join()
    automation = {
        "id": "spasm",
        "alias": "After a spasm",
        "triggers": {
            "trigger": f"{DOMAIN}.spasm_logged",
            "target": {"entity_id": "timer.anna_session"},
        },
        "actions": {"event": "nothing"},
    }
    for component in ("logbook", "persistent_notification"):
        assert await async_setup_component(hass, component, {})
    assert await async_setup_component(hass, "automation", {"automation": automation})
    anna = new_person(
        hass,
        "Anna",
        heating_pad=pad,
        announce_to=[POST],
        user=hass_admin_user.id,
        share_details=shared,
    )
    await anna.set_up()
    as_anna = Context(user_id=hass_admin_user.id)

    async def act(action: str, **fields: Any) -> None:
        fields["config_entry_id"] = "anna"
        await hass.services.async_call(DOMAIN, action, fields, blocking=True, context=as_anna)
        await hass.async_block_till_done()

    await act("start_episode", onset=(START - HOUR).isoformat())
    await clocks.forward(10 * MINUTE)
    await act("start_session", therapy="ice", duration="00:05:00")
    await clocks.forward(10 * MINUTE)
    if shared:
        await anna.use("number.pain", "set_value", value=9)
    await act("log_spasm", intensity=8, duration=90, activity=WORD, at=AT.isoformat())
    await act("log_pain", level=9, activity=WORD)
    await act("log_pain", level=9, activity=WORD, at=AT.isoformat())
    await act("report_red_flags", flags=[FLAG])
    # A wall button has no screen: Home Assistant notifies of the refusal.
    with refused("red_flag_open"):
        await anna.use("switch.ice_session", "turn_on")
    # The log book has what was before now.
    await clocks.forward(SECOND)
    client = await hass_ws_client(hass)
    return Home(hass, anna, client, hearers, stored, caplog.records)


def documented(place: str, *, shared: bool) -> set[str]:
    """Return what the table says of a place."""
    [row] = [there for where, there in ROWS.items() if where.startswith(place)]
    assert {one.removesuffix(IF_SHARED) for one in row} <= set(MARKS)
    return {one.removesuffix(IF_SHARED) for one in row if shared or not one.endswith(IF_SHARED)}


def test_every_place_of_the_table_is_looked_at() -> None:
    assert ROWS
    assert {where for where in ROWS for place in PLACES if where.startswith(place)} == set(ROWS)
    assert len(ROWS) == len(PLACES)


@pytest.mark.long
async def test_the_table_says_what_is_where(home: Home, shared: bool) -> None:
    """Each place contains exactly what the table says."""
    found = {place: _found(await look(home)) for place, look in PLACES.items()}

    assert found == {place: documented(place, shared=shared) for place in PLACES}


def _found(text: str) -> set[str]:
    return {name for name, mark in MARKS.items() if re.search(mark, text)}
