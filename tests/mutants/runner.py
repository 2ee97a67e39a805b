"""The plugin of pytest that tries mutants: a process for each, forked once the tests are collected.

mutmut's own way is to collect anew for each, which takes longer than most tests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
import json
import os
from pathlib import Path
import resource
import signal
import sys
from typing import NoReturn

from mutmut.mutation import trampoline
from mutmut.state import state
import pytest

MUTANTS = Path("mutants.json")
OUTCOMES = Path("outcomes.json")
COVERED = Path("covered.json")
IMPORTED = Path("imported.json")
# How long the tests of a mutant may work, and each of them may wait, however busy the machine is: by how long
# they take without it, and in seconds.
TIMES = 10
SECONDS = 20


class Runner:
    """Tries each mutant with the tests that call its function, the quickest first."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._durations: dict[str, float] = defaultdict(float)
        self._covered: dict[str, list[str]] = defaultdict(list)
        self._outcomes: dict[str, str] = {}
        self._running: dict[int, str] = {}
        # The tests that have killed mutants of a function, the latest first.
        self._killers: dict[str, list[str]] = defaultdict(list)
        # How many mutants, of any function, each test has killed.
        self._kills = Counter[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take how long a test takes, with its fixtures."""
        self._durations[report.nodeid] += report.duration

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants, in the place of the tests."""
        if session.testsfailed:
            return True
        # What the tests called where they were imported, they called unchanged.
        IMPORTED.write_text(json.dumps(sorted(state()._stats)))  # noqa: SLF001 - where mutmut keeps them
        state()._stats.clear()  # noqa: SLF001
        mutants: dict[str, str] = json.loads(MUTANTS.read_text())
        forked = self._fork(lambda: self._cover(session))
        if os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]):
            failed = Path(f"{forked}.killer")
            what = failed.read_text() if failed.exists() else "a test"
            pytest.exit(f"Without a change, {what} fails.", returncode=1)
        self._durations, self._covered = json.loads(COVERED.read_text())

        by_name = {item.nodeid: item for item in session.items}
        for number, (mutant, function) in enumerate(mutants.items()):
            names = self._covered.get(function)
            if not names:
                self._outcomes[mutant] = "no test"
                continue
            items = [by_name[name] for name in self._in_order(function, names)]
            if len(self._running) == self._at_once:
                self._wait()
            forked = self._fork(lambda: self._try(session, mutant, items))  # noqa: B023
            self._running[forked] = mutant
            sys.stderr.write(f"\r{number} of {len(mutants)}")
        while self._running:
            self._wait()
        sys.stderr.write("\n")
        OUTCOMES.write_text(json.dumps(self._outcomes))
        return True

    def _in_order(self, function: str, names: Sequence[str]) -> list[str]:
        """Return tests in the order in which they find most, file by file for the fixtures of files."""
        own = f"/test_{function.rpartition('.')[0].rpartition('.')[2]}.py::"
        rest = set(names) - set(self._killers[function])
        # What notices changes of one function often notices those of another.
        sharp = [name for name, _ in self._kills.most_common() if name in rest]
        of_file: dict[str, list[str]] = defaultdict(list)
        for name in sorted(rest - set(sharp), key=self._duration):
            of_file[name.partition("::")[0]].append(name)
        files = sorted(of_file.values(), key=self._mean)
        ranked = sorted((name for file in files for name in file), key=lambda name: own not in name)
        return [*self._killers[function], *sharp, *ranked]

    def _duration(self, name: str) -> float:
        return self._durations[name]

    def _mean(self, names: Sequence[str]) -> float:
        """Return how long these tests take on average."""
        return sum(map(self._duration, names)) / len(names)

    @staticmethod
    def _fork(child: Callable[[], None]) -> int:
        """Let a process of its own do something, and return its id."""
        if forked := os.fork():
            return forked
        code = 1
        try:
            os.environ["PYTEST_DEBUG_TEMPROOT"] = str(Path(f"tests-{os.getpid()}").absolute())
            Path(os.environ["PYTEST_DEBUG_TEMPROOT"]).mkdir()
            child()
            code = 0
        finally:
            os._exit(code)

    def _wait(self) -> None:
        """Take the outcome of the first process that ends."""
        forked, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        mutant = self._running.pop(forked)
        outcome = self._outcomes[mutant] = {0: "survived", 1: "killed"}.get(code, "timeout")
        if outcome == "survived":
            sys.stderr.write(f"\r{mutant} survived\n")
        elif (killer := Path(f"{forked}.killer")).exists():
            killers, name = self._killers[mutant.partition("__mutmut_")[0]], killer.read_text()
            self._kills[name] += 1
            if name in killers:
                killers.remove(name)
            killers.insert(0, name)

    def _cover(self, session: pytest.Session) -> None:
        """Find which functions each test calls."""
        for item in _each_run(session.items):
            for function in state()._stats:  # noqa: SLF001 - where mutmut keeps them
                self._covered[function].append(item.nodeid)
            state()._stats.clear()  # noqa: SLF001
            _end_if_failed(session, item)
        COVERED.write_text(json.dumps([self._durations, self._covered]))

    def _try(self, session: pytest.Session, mutant: str, items: list[pytest.Item]) -> None:
        """Run tests until one fails, which ends the process with an error."""
        # The environment, where mutmut looks it up at each call of each function, takes half of the time.
        trampoline.get_mutant_under_test = lambda: mutant
        # What never ends is ended, whether it works or waits.
        resource.setrlimit(resource.RLIMIT_CPU, (self._patience(items),) * 2)
        for item in _each_run(items, before=lambda item: signal.alarm(self._patience([item]))):
            _end_if_failed(session, item)

    def _patience(self, items: list[pytest.Item]) -> int:
        """Return how many seconds these tests may take."""
        return round(SECONDS + TIMES * sum(self._durations[item.nodeid] for item in items))


def _each_run(
    items: list[pytest.Item], before: Callable[[pytest.Item], object] = lambda item: None
) -> Iterator[pytest.Item]:
    """Run tests one after the other, and yield each that has run."""
    for item, after in zip_longest(items, items[1:]):
        before(item)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        yield item


def _end_if_failed(session: pytest.Session, item: pytest.Item) -> None:
    """End this process, with an error, once a test has failed."""
    if session.testsfailed:
        Path(f"{os.getpid()}.killer").write_text(item.nodeid)
        raise SystemExit


def main() -> NoReturn:
    """Try the mutants of the current directory."""
    at_once, *arguments = sys.argv[1:]
    trampoline.set_mutant_under_test("stats")
    sys.exit(pytest.main(["-q", *arguments], plugins=[Runner(int(at_once))]))


if __name__ == "__main__":
    main()
