"""The copy of a damaged database is erased with the diary, and with the person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faulty_plug import Machine
from tests.house import House
from tests.stored import Stored

WORD = "zymurgy"


def files_with(stored: Stored, word: str) -> set[str]:
    """Return the names of the files beside the database that have the word."""
    files = (file for file in Path(stored.path.parent).iterdir() if file.is_file())
    return {file.name for file in files if word.encode() in file.read_bytes()}


@pytest.mark.parametrize("erase", ["delete_history", "removal"])
async def test_no_copy_survives(house: House, machine: Machine, stored: Stored, erase: str) -> None:
    """Killed right after a spasm was logged, with a record that is damaged then."""
    await house.persons["anna"].act("log_spasm", activity=WORD)
    await house.kill()
    stored.damage("UPDATE persons SET checksum = 7")

    await house.start()
    await machine.settle()
    assert {name for name in files_with(stored, WORD) if "damaged" in name}

    if erase == "removal":
        await machine.until(house.hass.config_entries.async_remove("anna"))
    else:
        await house.persons["anna"].act("delete_history", confirm=True)
    await machine.settle()

    assert files_with(stored, WORD) == set()


@pytest.mark.parametrize("ended", ["killed", "stopped"])
async def test_who_is_removed_while_nobody_is_enabled_leaves_nothing(
    house: House, machine: Machine, stored: Stored, ended: str
) -> None:
    """Home Assistant sets up nothing of us for persons who are disabled."""
    await house.persons["anna"].act("log_spasm", activity=WORD)
    await (house.kill() if ended == "killed" else house.stop())
    house.disable("Anna")
    await house.boot()
    await house.plugs_join()
    await house.started()

    await machine.until(house.hass.config_entries.async_remove("anna"))
    await machine.settle()
    assert files_with(stored, WORD) == set()


async def test_who_was_removed_while_nothing_could_be_erased_is_gone_at_the_next_start(
    house: House, machine: Machine, stored: Stored
) -> None:
    house.has("Ben")
    await house.persons["anna"].act("log_spasm", activity=WORD)
    with machine.disk_full():
        await machine.until(house.hass.config_entries.async_remove("anna"))
        await house.stop()
    assert files_with(stored, WORD) != set()

    house.forget("Anna")
    await house.start()
    await machine.settle()
    assert files_with(stored, WORD) == set()
