"""A real disk of its own for what Home Assistant keeps, which can be filled and made read-only."""

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import shutil
import subprocess

ROOM = 4 * 1024 * 1024
"""Bytes that are free on it."""


class CannotMountError(Exception):
    """The machine lets us mount nothing."""


class Disk:
    """A file system in memory."""

    def __init__(self, folder: Path) -> None:
        """Take the folder where it is mounted."""
        self._folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave no room for anything."""
        with self._filler.open("wb", buffering=0) as filler:
            for size in (64 * 1024, 1):
                try:
                    while filler.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """Undo `fill`."""
        self._filler.unlink()

    def set_writable(self, writable: bool) -> None:
        """Make it read-only, or writable again."""
        _run("mount", "-o", f"remount,{'rw' if writable else 'ro'}", self._folder)


@contextmanager
def own_disk(folder: Path) -> Iterator[Disk]:
    """Give a folder a disk of its own with what is in it, or raise CannotMountError."""
    kept = folder.rename(folder.with_name(f"{folder.name}.kept"))
    size = ROOM + sum(file.stat().st_size for file in kept.rglob("*"))
    folder.mkdir()
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder)
    except CannotMountError:
        folder.rmdir()
        kept.rename(folder)
        raise
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        yield Disk(folder)
    finally:
        # Lazy: whatever still runs there may end later.
        _run("umount", "--lazy", folder)


def _run(*command: str | os.PathLike[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - of ours
    if done.returncode:
        raise CannotMountError(done.stderr.decode().strip())
