"""An executor with one thread, which runs its jobs in order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import SimpleQueue
import threading
from typing import override

type _Job = Callable[[], None]


class SingleThreadExecutor(Executor):
    """An executor with one thread, started by the first job.

    The thread is a daemon: a job that hangs, for example on a dead disk, does not keep the process alive.
    """

    def __init__(self, name: str) -> None:
        """Start without a thread, which the first job starts under this name."""
        self._name = name
        # Held while a job is queued, so that none is queued after the end.
        self._lock = threading.Lock()
        self._jobs = SimpleQueue[_Job | None]()
        self._thread: threading.Thread | None = None
        self._closed = False

    @override
    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn` after everything that was submitted before; raise RuntimeError if closed."""
        future = Future[T]()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as err:  # noqa: BLE001 - raised where the future is awaited
                future.set_exception(err)
            else:
                future.set_result(result)

        with self._lock:
            if self._closed:
                raise RuntimeError("closed")
            self._jobs.put(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        return future

    @override
    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Accept no more jobs; with `wait`, return when all are done, however long that takes."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if wait:
            self.join(None)

    def join(self, within: float | None) -> bool:
        """Wait `within` seconds for the thread to end; return whether it has ended."""
        if self._thread is None:
            return True
        self._thread.join(within)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while job := self._jobs.get():
            job()
            # Otherwise everything that the job refers to would live until the next job.
            del job
