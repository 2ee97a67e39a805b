"""One thread that does what it is given, in that order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import SimpleQueue
import threading
from typing import override

type _Job = Callable[[], None]


class OneThread(Executor):
    """An executor with one thread, started by the first job.

    The thread is a daemon: a job that hangs, as on a dead disk, does not keep the process alive.
    """

    def __init__(self, name: str) -> None:
        """Name the thread, which is not started yet."""
        self._name = name
        # Jobs are put under the lock, so that none comes after the end.
        self._lock = threading.Lock()
        self._jobs = SimpleQueue[_Job | None]()
        self._thread: threading.Thread | None = None
        self._closed = False

    @override
    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do `fn` after everything that was submitted before; raise RuntimeError once closed."""
        future = Future[T]()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as err:  # noqa: BLE001 - it belongs to whoever waits
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
        """Take no more jobs; with `wait`, return when all are done, however long that takes."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if wait:
            self.join(None)

    def join(self, within: float | None) -> bool:
        """Wait for the thread to end; return whether it has ended within that many seconds."""
        if self._thread is None:
            return True
        self._thread.join(within)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while job := self._jobs.get():
            job()
            # Nothing that a job held on to lives until the next one comes.
            del job
