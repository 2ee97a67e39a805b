"""An event loop whose time passes only on command, one turn after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from contextvars import Context
import heapq
import threading
from typing import Any, override

# More turns than anything takes that waits for nothing.
TURNS = 50_000

type Call = Callable[[], Any]


class VirtualLoop(asyncio.BaseEventLoop):
    """A loop in whose process a Home Assistant lives, until it is killed at any turn.

    What is left for threads is done by `in_thread`, when that says so.
    """

    def __init__(
        self,
        now: Callable[[], float],
        in_thread: Callable[[VirtualLoop, Executor | None, Call, asyncio.Future[Any]], None],
        crashed: Callable[[dict[str, Any]], None],
    ) -> None:
        super().__init__()
        self._now = now
        self._in_thread = in_thread
        self._crashed = crashed
        # Timers are compared in seconds of a sum of floats.
        self._clock_resolution = 1e-6
        self._thread_id: int | None = threading.get_ident()
        self._ready: Any
        self._scheduled: Any
        # Sums of floats differ in their last digit: no timer finds that its time has not come yet.
        self._at_least = 0.0
        self.killed = False

    # How it is driven

    def turns(self, at_most: int | None = None) -> int:
        """Run what is ready, and what becomes so; return after how many turns nothing is left."""
        done = 0
        asyncio._set_running_loop(self)  # noqa: SLF001 - what run_forever() does
        try:
            self._ready_what_is_due()
            while self._ready and (at_most is None or done < at_most):
                handle = self._ready.popleft()
                if not handle.cancelled():
                    handle._run()  # noqa: SLF001 - as above
                    done += 1
                assert done < TURNS, "it never comes to rest"
        finally:
            asyncio._set_running_loop(None)  # noqa: SLF001 - as above
        return done

    def inside[T](self, call: Callable[[], T]) -> T:
        """Call something that needs a running loop, which this may already be."""
        before = asyncio._get_running_loop()  # noqa: SLF001 - as above
        asyncio._set_running_loop(self)  # noqa: SLF001 - as above
        try:
            return call()
        finally:
            asyncio._set_running_loop(before)  # noqa: SLF001 - as above

    @property
    def idle(self) -> bool:
        """Return whether nothing is to be done at this instant."""
        return not self._ready

    @property
    def due(self) -> float | None:
        """Return the time of the next timer."""
        while self._scheduled and self._scheduled[0].cancelled():
            heapq.heappop(self._scheduled)._scheduled = False  # noqa: SLF001 - as _run_once() does
        return self._scheduled[0].when() if self._scheduled else None

    def kill(self) -> None:
        """End at once, wherever anything stands."""
        self.killed = True
        self._ready.clear()
        self._scheduled.clear()
        # Its tasks have no effect while they are cancelled.
        swept = set[asyncio.Task[Any]]()
        while left := asyncio.all_tasks(self) - swept:
            swept |= left
            for task in left:
                task._log_destroy_pending = False  # type: ignore[attr-defined] # noqa: SLF001
                with suppress(BaseException):
                    self.inside(task.get_coro().close)  # type: ignore[union-attr]
        self._thread_id = None
        self.close()

    def _ready_what_is_due(self) -> None:
        until = self.time() + self._clock_resolution
        while (due := self.due) is not None and due <= until:
            handle = heapq.heappop(self._scheduled)
            handle._scheduled = False  # noqa: SLF001 - as _run_once() does
            self._ready.append(handle)
            self._at_least = due

    # The interface of asyncio

    @override
    def time(self) -> float:
        return max(self._now(), self._at_least)

    @override
    def call_soon[*Ts](
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        if self.killed:
            return asyncio.Handle(callback, args, self, context)
        return super().call_soon(callback, *args, context=context)

    @override
    def call_at[*Ts](
        self,
        when: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        if self.killed:
            return asyncio.TimerHandle(when, callback, args, self, context)
        return super().call_at(when, callback, *args, context=context)

    @override
    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        future = self.create_future()
        if not self.killed:
            self._in_thread(self, executor, lambda: func(*args), future)
        return future

    @override
    def call_exception_handler(self, context: dict[str, Any]) -> None:
        if not self.killed:
            self._crashed(context)

    def _write_to_self(self) -> None:
        """Wake up nobody: there is no selector to sleep in."""
