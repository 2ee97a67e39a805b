"""Whether the event loop has anything left to do that waits for no time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any
from unittest.mock import patch
from weakref import WeakSet

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
    loop = asyncio.get_running_loop()
    return not vars(loop)["_ready"] and not any(job.get_loop() is loop for job in _in_threads)
