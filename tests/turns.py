"""Whether the event loop has anything left to do that waits for no time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
import time
from typing import Any
from unittest.mock import patch
from weakref import WeakSet

# In all as many milliseconds as no thread of a test takes.
LOOKS = 5_000

_run_in_executor = asyncio.BaseEventLoop.run_in_executor
_in_threads: WeakSet[asyncio.Future[Any]] = WeakSet()


def _run_counted(
    loop: asyncio.BaseEventLoop, executor: Executor | None, job: Callable[..., Any], *args: Any
) -> asyncio.Future[Any]:
    future: asyncio.Future[Any] = _run_in_executor(loop, executor, job, *args)
    _in_threads.add(future)
    future.add_done_callback(_in_threads.discard)
    return future


patch.object(asyncio.BaseEventLoop, "run_in_executor", _run_counted).start()


def nothing_is_due() -> bool:
    """Return whether no callback is due, and no thread does anything for the event loop.

    A timer that is due is a callback in the next turn, and so is what the loop has been sent.
    """
    return not vars(asyncio.get_running_loop())["_ready"] and not _a_thread_works()


async def until_no_thread_works(hangs: Callable[[], bool]) -> None:
    """Wait for what threads do for the event loop, such as an import, unless a disk `hangs`."""
    for _ in range(LOOKS):
        # Without a job of its own: the threads may all be at work.
        time.sleep(0.001)  # noqa: ASYNC251 - they have no need of the loop
        await asyncio.sleep(0)
        if hangs() or not _a_thread_works():
            return


def _a_thread_works() -> bool:
    loop = asyncio.get_running_loop()
    return any(job.get_loop() is loop for job in _in_threads)
