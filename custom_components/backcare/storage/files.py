"""The files of the database: set aside together, put in place, and copied from a bad disk.

SQLite keeps two files beside the database: `-wal`, with the latest commits, and `-shm`, which it can make
again at any time. A database without its `-wal` lacks commits, and a `-wal` must never be used with another
database. So they are moved together, and a move that was interrupted is completed at the next start.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
import errno
from glob import escape
from itertools import count
from mmap import ACCESS_READ, mmap
import os
from pathlib import Path
import shutil
import tempfile
from zlib import crc32

_BLOCK = 4096
# A file below so many bytes is rewritten without a search; a larger one is searched for up to `_FEW` entries.
_SMALL = 1_000_000
_FEW = 20
# Not on a disk, for the case that every disk is read-only or full.
_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made there


@dataclass(frozen=True, slots=True)
class Seen:
    """The inodes of a database and its WAL, which a rename does not change, and their sizes; 0 for none."""

    inode: int = 0
    size: int = 0
    wal_inode: int = 0
    wal_size: int = 0

    def smaller_than(self, before: Seen) -> bool:
        """Return whether one of the files has become smaller."""
        return self.size < before.size or self.wal_size < before.wal_size


class Files:
    """The files of one database."""

    def __init__(self, path: Path) -> None:
        """Set the names of the files, and touch none of them."""
        self.path = path
        self._wal = _wal(path)
        # A new database, which is renamed once it is complete.
        self.new = path.with_name(f"{path.name}.new")
        # A new database with the intact rows of a damaged one, which it replaces once it is complete.
        self.salvaged = path.with_name(f"{path.name}.salvaged")
        # For the names of folders with copies elsewhere, which may survive this process.
        self._prefix = f"backcare-{crc32(os.fsencode(path)):08x}-"

    def exists(self) -> bool:
        """Return whether there is a database or a salvaged one."""
        return self.path.exists() or self.salvaged.exists()

    def seen(self) -> Seen:
        """Return what identifies the database and its WAL."""
        return Seen(*_seen(self.path), *_seen(self._wal))

    def remove_wal(self) -> None:
        """Remove a WAL that does not belong to the database, or raise OSError."""
        self._wal.unlink(missing_ok=True)

    def has_traces(self, erased: Collection[str | None]) -> bool:
        """Return whether the database may have traces of what was erased; a small one is not searched."""
        if self.path.stat().st_size < _SMALL or len(erased) > _FEW:
            return True
        with (
            self.path.open("rb") as file,
            mmap(file.fileno(), 0, access=ACCESS_READ) as all_of_it,
        ):
            return any(text is None or all_of_it.find(text.encode()) >= 0 for text in erased)

    def complete_moves(self) -> None:
        """Complete the moves that an earlier run began, or raise OSError."""
        self.path.parent.mkdir(exist_ok=True)
        _remove(self.new)
        if self.path.exists():
            # The salvaged database was incomplete when that run ended.
            _remove(self.salvaged)
            return
        if self._wal.exists() and (copies := self._set_aside()):
            latest = max(copies, key=lambda copy: copy.stat().st_ctime_ns)
            self._wal.rename(_unused(_wal(latest)))
        _shm(self.path).unlink(missing_ok=True)
        if self.salvaged.exists():
            self._into_place(self.salvaged)

    def set_aside(self, why: str) -> str:
        """Rename the database and its WAL, and return the new name, or raise OSError."""
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
        copy = _unused(self.path.with_name(f"{self.path.name}.{why}-{stamp}"))
        self.path.rename(copy)
        if self._wal.exists():
            self._wal.rename(_wal(copy))
        _shm(self.path).unlink(missing_ok=True)
        _sync(self.path.parent)
        return copy.name

    def install(self, new: Path) -> None:
        """Put a complete and closed database in place, or raise OSError."""
        # SQLite would use a WAL of another database with the new one.
        self.remove_wal()
        self._into_place(new)

    def copies(self) -> tuple[str, ...]:
        """Return the names of the databases that were set aside, the oldest first."""
        return tuple(copy.name for copy in sorted(self._set_aside()))

    def remove_copies(self) -> None:
        """Remove the databases that were set aside, or raise OSError."""
        for copy in self._set_aside():
            _remove(copy)
        _sync(self.path.parent)

    def copy(self) -> Path:
        """Copy the database and its WAL to a private folder elsewhere; return the copy, or raise OSError.

        Blocks that cannot be read are zeros in the copy.
        """
        source = self.path if self.path.exists() else self.salvaged
        try:
            return self._copied(source, Path(tempfile.mkdtemp(prefix=self._prefix)))
        except OSError:
            return self._copied(source, Path(tempfile.mkdtemp(prefix=self._prefix, dir=_MEMORY)))

    def remove_elsewhere(self) -> None:
        """Remove the copies elsewhere, including those of a run that was killed."""
        parents = {_MEMORY}
        with suppress(OSError):
            parents.add(Path(tempfile.gettempdir()))
        for parent in parents:
            for folder in parent.glob(f"{self._prefix}*"):
                shutil.rmtree(folder, ignore_errors=True)

    def _copied(self, source: Path, folder: Path) -> Path:
        try:
            for suffix in ("", "-wal"):
                original = source.with_name(source.name + suffix)
                if original.exists():
                    _copy(original, folder / f"copy.db{suffix}")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder / "copy.db"

    def _set_aside(self) -> list[Path]:
        pattern = f"{escape(self.path.name)}.*-*Z*"
        return [copy for copy in self.path.parent.glob(pattern) if not copy.name.endswith("-wal")]

    def _into_place(self, new: Path) -> None:
        new.rename(self.path)
        _sync(self.path.parent)


def _seen(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_ino, found.st_size


def _wal(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _shm(database: Path) -> Path:
    return database.with_name(f"{database.name}-shm")


def _remove(database: Path) -> None:
    if database.is_dir():
        shutil.rmtree(database)
    for path in (_wal(database), _shm(database), database):
        path.unlink(missing_ok=True)


def _unused(path: Path) -> Path:
    """Return the path, or a path with a number if that file exists already."""
    return next(
        unused
        for number in count()
        if not (unused := path.with_name(f"{path.name}.{number}") if number else path).exists()
    )


def _sync(folder: Path) -> None:
    """Make sure that renamed files keep their new names through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(original: Path, copy: Path) -> None:
    with original.open("rb", buffering=0) as source, copy.open("wb") as target:
        copy.chmod(0o600)
        for block in _blocks(source.fileno(), original.stat().st_size):
            target.write(block)


def _blocks(descriptor: int, size: int) -> Iterator[bytes]:
    for start in range(0, size, _BLOCK):
        length = min(_BLOCK, size - start)
        try:
            block = os.pread(descriptor, length, start)
        except OSError as err:
            if err.errno != errno.EIO:
                raise
            block = b""
        yield block.ljust(length, b"\0")
