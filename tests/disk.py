"""The disk under the database, with every fault that a disk can have.

SQLite reaches the disk through a table of functions, its VFS. Importing this module puts another
one in front of it, which passes everything on, except where a test wants a disk that is full, hangs
or takes no writes. So SQLite's own handling of errors is what is tested, with nothing of ours
replaced. What Python itself does in the folder fails likewise on a disk that takes no writes.
"""

from __future__ import annotations

import _sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
import ctypes
from dataclasses import dataclass, field
import errno
import os
from pathlib import Path
import sqlite3
import threading
from typing import Any
from unittest.mock import patch

from custom_components.backcare.storage.database import FILE, Database

_OK = 0
_OPEN_READWRITE_CREATE = 0x2 | 0x4
_OPEN_READONLY = 0x1


_METHODS = (
    *("close", "read", "write", "truncate", "sync", "file_size", "lock", "unlock"),
    *("check_reserved_lock", "file_control", "sector_size", "device_characteristics"),
    *("shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch"),
)


class _Methods(ctypes.Structure):
    """What can be done with an open file: `sqlite3_io_methods`, up to version 3."""

    _fields_ = (
        ("version", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in _METHODS),
    )


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class _Vfs(ctypes.Structure):
    """The beginning of `sqlite3_vfs`, up to the function that opens a file."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("own", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    )


_FILE = ctypes.POINTER(_File)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, _FILE, ctypes.c_int, ctypes.c_void_p
)
# By the method that they stand in front of; the first argument is always the file.
_SIGNATURES = {
    "read": (ctypes.c_void_p, ctypes.c_int, ctypes.c_int64),
    "write": (ctypes.c_void_p, ctypes.c_int, ctypes.c_int64),
    "truncate": (ctypes.c_int64,),
    "sync": (ctypes.c_int,),
    "shm_map": (ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_void_p),
}


@dataclass(slots=True)
class Disk:
    """How the disk of the files with names of one beginning is just now.

    `fault` is called with what is to be done and returns a result code of SQLite: OK is to do it.
    """

    fault: Callable[[str], int] = lambda _: _OK
    done: list[str] = field(default_factory=list)
    read_only: bool = False


_disks: dict[str, Disk] = {}
_kept: list[object] = []
_in_front: dict[tuple[int, str], Any] = {}


def _put_in_front() -> None:
    library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    real_open = _OPEN(vfs.open)

    def open_file(own: int, name: int | None, file: Any, flags: int, out: int | None) -> int:
        # SQLite keeps the pointer: a copy of the name would be gone.
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        disk = next((disk for start, disk in tuple(_disks.items()) if path.startswith(start)), None)
        if disk is not None:
            if disk.read_only:
                flags = flags & ~_OPEN_READWRITE_CREATE | _OPEN_READONLY
            if refused := disk.fault("open"):
                return refused
        code: int = real_open(own, name, file, flags, out)
        if code == _OK and FILE.rpartition("/")[2] in path:
            file.contents.methods = ctypes.pointer(_methods(file.contents.methods.contents, path))
        return code

    in_front = _OPEN(open_file)
    _kept.extend((library, real_open, in_front))
    vfs.open = ctypes.cast(in_front, ctypes.c_void_p)


def _methods(real: _Methods, path: str) -> _Methods:
    """Return methods for the file at this path, with ours in front of the real ones."""
    key = ctypes.addressof(real), path
    if key not in _in_front:
        methods = _Methods.from_buffer_copy(real)
        for name, arguments in _SIGNATURES.items():
            if not getattr(real, name):
                continue
            signature = ctypes.CFUNCTYPE(ctypes.c_int, _FILE, *arguments)
            ours = signature(_method(name, signature(getattr(real, name)), path))
            _kept.append(ours)
            setattr(methods, name, ctypes.cast(ours, ctypes.c_void_p))
        _in_front[key] = methods
    methods = _in_front[key]
    assert isinstance(methods, _Methods)
    return methods


def _method(name: str, real: Callable[..., int], path: str) -> Callable[..., int]:
    def method(file: Any, *arguments: Any) -> int:
        for start, disk in tuple(_disks.items()):
            if path.startswith(start):
                if code := disk.fault(name):
                    return code
                disk.done.append(name)
        return real(file, *arguments)

    return method


_put_in_front()


@contextmanager
def disk_of(database: Database | Path, disk: Disk) -> Iterator[Disk]:
    """Have all files whose names begin with that of the database on this disk."""
    path = str(database if isinstance(database, Path) else database.path)
    assert path not in _disks, "one fault at a time"
    _disks[path] = disk
    try:
        yield disk
    finally:
        del _disks[path]


@contextmanager
def disk_watched(database: Database | Path) -> Generator[list[str]]:
    """Yield what is done to the files, in order: "read", "write", "truncate", "sync", "shm_map"."""
    with disk_of(database, Disk()) as disk:
        yield disk.done


@contextmanager
def disk_full(database: Database | Path) -> Generator[None]:
    """Have no room for anything that is written."""

    def fault(name: str) -> int:
        return sqlite3.SQLITE_FULL if name == "write" else _OK

    with disk_of(database, Disk(fault)):
        yield


@contextmanager
def disk_full_once(database: Database | Path) -> Generator[None]:
    """Have no room for what is written first, and then for all else."""
    faults = iter([sqlite3.SQLITE_FULL])

    def fault(name: str) -> int:
        return next(faults, _OK) if name == "write" else _OK

    with disk_of(database, Disk(fault)):
        yield


@contextmanager
def disk_failing(database: Database | Path, at: str = "sync") -> Generator[None]:
    """Have an I/O error whenever this is done."""
    codes = {
        "read": sqlite3.SQLITE_IOERR_READ,
        "sync": sqlite3.SQLITE_IOERR_FSYNC,
        "write": sqlite3.SQLITE_IOERR_WRITE,
    }

    def fault(name: str) -> int:
        return codes[at] if name == at else _OK

    with disk_of(database, Disk(fault)):
        yield


@contextmanager
def disk_hanging(
    database: Database | Path, *at: str, release: threading.Event | None = None
) -> Generator[threading.Event]:
    """Have whatever is written or synced (or what `at` names) hang until the event is set.

    It is set in the end; what hangs goes on then.
    """
    released = release or threading.Event()
    names = at or ("write", "sync", "truncate")

    def fault(name: str) -> int:
        if name in names:
            released.wait()
        return _OK

    with disk_of(database, Disk(fault)):
        try:
            yield released
        finally:
            released.set()


@contextmanager
def queries_hanging(
    database: Database | Path, began: Callable[[], None]
) -> Generator[threading.Event]:
    """Have whatever is read beside the writing thread hang until the event is set.

    Each time that something hangs, `began` is called. The event is set in the end.
    """
    released = threading.Event()

    def fault(name: str) -> int:
        thread = threading.current_thread()
        others = thread is threading.main_thread() or thread.name == "backcare storage"
        if name == "read" and not others and not released.is_set():
            began()
            released.wait()
        return _OK

    with disk_of(database, Disk(fault)):
        try:
            yield released
        finally:
            released.set()


def read_only_fault(name: str) -> int:
    """Return the outcome of calls on a file that was opened before the disk became read-only."""
    codes = {
        "write": sqlite3.SQLITE_IOERR_WRITE,
        "truncate": sqlite3.SQLITE_IOERR_TRUNCATE,
        "shm_map": sqlite3.SQLITE_READONLY_CANTINIT,
    }
    return codes.get(name, _OK)


@contextmanager
def folder_read_only(folder: Path) -> Generator[None]:
    """Have Python change nothing in a folder: the disk is read-only."""

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *arguments: Any, **options: Any) -> Any:
            if isinstance(path, int) or folder not in Path(path).parents:
                return real(path, *arguments, **options)
            if not os.path.lexists(path):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

        return call

    def opened(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and folder in Path(path).parents:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return real_open(path, flags, *arguments, **options)

    real_open = os.open
    names = ("rename", "replace", "unlink", "remove", "truncate", "chmod")
    patches = [patch.object(os, name, refusing(getattr(os, name))) for name in names]
    patches.append(patch.object(os, "open", opened))
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


@contextmanager
def disk_read_only(database: Database | Path) -> Generator[None]:
    """Have the folder of the database on a disk that has become read-only.

    Files that are open for writing stay so, and their writes fail.
    """
    folder = (database if isinstance(database, Path) else database.path).parent
    with disk_of(database, Disk(read_only_fault, read_only=True)), folder_read_only(folder):
        yield
