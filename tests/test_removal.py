"""A person who is removed, or deletes the diary, leaves no file behind, and a lost part is told of (S10)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.store import SafetyStore
from tests.conftest import HOUR, MINUTE, Clocks, Person

MONTH = "backcare.anna.diary.2026-03"
ISSUE = "diary_unreadable_anna"


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    return hass_tmp_config_dir


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Instead of the test plugin's: here, the disk is real."""
    return {}


@pytest.fixture
def folder(hass_config_dir: str) -> Path:
    return Path(hass_config_dir, ".storage")


def files(folder: Path, of: str = "anna") -> set[str]:
    return {path.name for path in folder.iterdir() if f"backcare.{of}" in path.name}


def damage(folder: Path, name: str, content: str = "{") -> None:
    (folder / name).write_text(content)


async def test_removal_leaves_no_file(hass: HomeAssistant, anna: Person, folder: Path) -> None:
    """Of this person: neither the record nor the diary, nor a copy of what was unreadable."""
    others = {
        "backcare.ann.diary.2026-03",
        "backcare.annabel",
        "backcare.annabel.diary",
        "backcare.annabel.unreadable.20260302T090000000000",
        "backcare.annabel.diary.2026-03.corrupt.2026-03-02T09:00:00",
    }
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", activity="gardening")
    await anna.unload()
    damage(folder, MONTH)
    damage(folder, "backcare.anna", '{"version": 1, "minor_version": 2, "key": "", "data": []}')
    await anna.set_up()
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm")
    for name in others:
        damage(folder, name)
    assert len(files(folder, "anna.")) == 3

    await hass.config_entries.async_remove("anna")
    await hass.async_block_till_done(wait_background_tasks=True)

    assert files(folder, "ann") == others


async def test_removal_of_who_is_not_loaded_leaves_no_file(
    hass: HomeAssistant, anna: Person, folder: Path
) -> None:
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm")
    await anna.unload()
    assert files(folder) == {"backcare.anna", MONTH}

    await hass.config_entries.async_remove("anna")

    assert files(folder) == set()


async def test_deleting_the_diary_leaves_no_file_of_it(
    hass: HomeAssistant, anna: Person, clocks: Clocks, folder: Path
) -> None:
    """The limits go on counting."""
    await anna.be_in("ice")
    await anna.act("log_spasm", activity="gardening")
    await anna.act("start_session", duration="00:15:00")
    await clocks.forward(12 * MINUTE)
    await anna.act("stop_session")
    await anna.unload()
    damage(folder, MONTH)
    await anna.set_up()
    await anna.act("log_spasm", activity="gardening")
    assert ir.async_get(hass).async_get_issue(DOMAIN, ISSUE)

    await anna.act("delete_history", confirm=True)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert files(folder) == {"backcare.anna"}
    assert "gardening" not in (folder / "backcare.anna").read_text()
    assert ir.async_get(hass).async_get_issue(DOMAIN, ISSUE) is None
    assert anna.state("sensor.spasms_today") == "0"
    assert anna.attributes("sensor.next_session")["minutes_left"] == 8

    await anna.reload()
    assert files(folder) == {"backcare.anna"}


@pytest.mark.parametrize(
    "content",
    ["{", '{"version": 9, "key": "", "data": {}}', '{"version": 1, "key": "", "data": {}}'],
    ids=["no JSON", "from the future", "another shape"],
)
async def test_a_part_of_the_diary_that_is_lost_is_told_of(
    hass: HomeAssistant, anna: Person, folder: Path, content: str
) -> None:
    """S10, S11: as long as its copy is there, and without a name or a month."""
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm")
    await anna.unload()
    damage(folder, MONTH, content)
    await anna.set_up()

    for _ in range(2):
        told = ir.async_get(hass).async_get_issue(DOMAIN, ISSUE)
        assert told is not None
        assert told.translation_placeholders == {
            "person": "/config/integrations/integration/backcare#config_entry=anna",
            "files": "backcare.anna.diary",
        }
        await anna.reload()

    await anna.unload()
    [copy] = files(folder, f"{MONTH[len('backcare.') :]}.")
    assert (folder / copy).read_text() == content
    (folder / copy).unlink()
    await anna.set_up()
    assert ir.async_get(hass).async_get_issue(DOMAIN, ISSUE) is None


async def test_an_old_month_that_is_lost_is_told_of_once_somebody_asks_for_it(
    hass: HomeAssistant, anna: Person, folder: Path
) -> None:
    await anna.unload()
    old = SafetyStore(hass, "anna.diary.2025-07")
    await old.async_save({"entries": []})
    await anna.set_up()
    damage(folder, "backcare.anna.diary.2025-07")
    assert ir.async_get(hass).async_get_issue(DOMAIN, ISSUE) is None

    await hass.services.async_call(
        DOMAIN,
        "get_history",
        {"start": "2025-07-01 00:00:00"},
        blocking=True,
        return_response=True,
    )

    assert ir.async_get(hass).async_get_issue(DOMAIN, ISSUE)
