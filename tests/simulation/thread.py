"""The one thread of an executor, which works in turns with the virtual loop.

The real thread does the real work: a job begins in a turn of the loop, and one that is slow stands
still in the middle of it until its time has passed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
import threading
from typing import Any, Protocol

from .loop import Call, VirtualLoop

# Real seconds, in which a thread does what it is given.
ANSWERS_WITHIN = 60.0


class SlowDisk(Protocol):
    """Whether a job reads or writes the disk."""

    # Seconds that it takes; and whether a write that takes them has landed before they are over.
    takes: float
    lands_first: bool


@dataclass
class Job:
    call: Call
    future: asyncio.Future[Any]
    slow: bool
    deliver: Callable[[], None] = lambda: None


class Worker:
    """The one thread of an executor, which works only while the event loop waits for it."""

    def __init__(self, disk: SlowDisk, loop: VirtualLoop, executor: Executor) -> None:
        self._disk = disk
        self._loop = loop
        self._executor = executor
        self._may_go_on = threading.Semaphore(0)
        self._has_stopped = threading.Semaphore(0)
        self._thread: int | None = None
        self._drop: Callable[[], None] | None = None
        self._has_ended = False
        self._stood_still = False
        self.jobs = deque[Job]()
        # Seconds, of the job that is under way.
        self.takes = 0.0

    def add(self, job: Job) -> None:
        """Do a job once all that were added before are done."""
        self.jobs.append(job)
        self._executor.submit(self._do, job)
        if len(self.jobs) == 1:
            self._loop.call_soon(self._begin)

    def end(self, drop: Callable[[], None]) -> None:
        """End with the process: what has not begun never does."""
        self._drop = drop
        while self.jobs:
            self._lets_go_on()
            if self._has_ended:
                self.jobs.popleft()
        with suppress(RuntimeError):
            self._executor.submit(drop)
        self._executor.shutdown(wait=True)

    def _begin(self) -> None:
        self._stood_still = False
        self.takes = self._disk.takes if self.jobs[0].slow else 0.0
        self._go_on()

    def _go_on(self) -> None:
        self._lets_go_on()
        if not self._has_ended:
            self._loop.call_later(self.takes, self._go_on)
            return
        job = self.jobs.popleft()
        self.takes = 0.0
        if not job.future.cancelled():
            job.deliver()
        if self.jobs:
            self._loop.call_soon(self._begin)

    def _lets_go_on(self) -> None:
        self._has_ended = False
        self._may_go_on.release()
        assert self._has_stopped.acquire(timeout=ANSWERS_WITHIN), "a thread does not answer"

    # In the thread

    def _do(self, job: Job) -> None:
        self._may_go_on.acquire()
        self._thread = threading.get_ident()
        if self._drop is not None:
            self._drop()
        elif not job.future.cancelled():
            try:
                job.deliver = partial(job.future.set_result, job.call())
            except BaseException as err:  # noqa: BLE001 - it is the waiting one's
                job.deliver = partial(job.future.set_exception, err)
        self._has_ended = True
        self._has_stopped.release()

    def stands_still(self, name: str) -> None:
        """Stand still in the middle of a job, for as long as the disk takes."""
        if threading.get_ident() != self._thread or self._drop is not None:
            return
        here = name == "sync" if self._disk.lands_first else name in ("write", "truncate", "sync")
        if self.takes and here and not self._stood_still:
            self._stood_still = True
            self._has_stopped.release()
            self._may_go_on.acquire()
