"""Damage to the files of a database, and what opening them finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
import shutil
import sqlite3

from homeassistant.core import HomeAssistant

from custom_components.backcare.storage.found import Found

from .house import PADS, PERSONS

PAGE = 4096


def lay(left: Path, hass: HomeAssistant, *, log: bool = True) -> Path:
    """Put these files where Home Assistant looks for them; return the path of the database."""
    folder = Path(hass.config.path(".storage"))
    for file in folder.iterdir():
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    for file in left.parent.iterdir():
        shutil.copy(file, folder)
    if not log:
        Path(f"{folder / left.name}-wal").unlink()
    return folder / left.name


def as_it_was(found: Found) -> bool:
    return (found.persons, found.pads) == (PERSONS, PADS) and not found.pads_lost


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def with_statements(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        db = sqlite3.connect(path)
        for statement in statements:
            db.execute(statement)
        db.commit()
        db.close()

    return change


def with_bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def changed(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return changed


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def foreign(path: Path) -> None:
    path.unlink()
    with_statements("CREATE TABLE persons(entry_id, data, checksum)")(path)


NOTHING_USABLE = {
    "empty": with_bytes(lambda _: b""),
    "text": with_bytes(lambda _: b"{}\n" * 5000),
    "begins-with-zeros": with_bytes(lambda content: bytes(PAGE) + content[PAGE:]),
    "a-folder": as_folder,
    "foreign": foreign,
}


NEWER = with_statements(
    "PRAGMA user_version = 7",
    "UPDATE house SET value = '7', checksum = 0 WHERE key = 'schema'",
)


A_PERSON = "UPDATE persons SET data = replace(data, '20', '30') WHERE entry_id LIKE '%ANNA%'"


def untouched(path: Path) -> None:
    """Leave it as it was."""


STATES: dict[str, tuple[Callable[[Path], None], str]] = {
    "whole": (untouched, "whole"),
    "a-person-damaged": (with_statements(A_PERSON), "damaged"),
    "no-diary": (with_statements("DROP TABLE diary"), "whole"),
    "a-later-version": (NEWER, "lost"),
    "empty": (NOTHING_USABLE["text"], "lost"),
    "none": (Path.unlink, "fresh"),
}


def kind(found: Found) -> str:
    if found.fresh:
        return "fresh"
    if found.lost:
        return "lost" if found.pads_lost and not found.persons else "half"
    if found.damaged_persons:
        return "damaged" if found.pads == PADS else "half"
    return "whole" if as_it_was(found) else "half"
