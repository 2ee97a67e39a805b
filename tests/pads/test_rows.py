"""Which rows of the pads are on disk, while commits succeed, fail and overlap (S4, S14)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from custom_components.backcare.pads.rows import PadRows, Unsaved
from custom_components.backcare.storage.pads import PadRow

PAD = PadRow("switch.pad")
HELD = PadRow("switch.pad", holder="anna")
OTHER = PadRow("switch.other")


class Disk:
    """Rows that are to be on disk, and how often a commit has failed."""

    def __init__(self, **rows: PadRow) -> None:
        self.failed = 0
        self._rows = PadRows(on_failure=self._note)
        self._rows.found(rows)

    def _note(self) -> None:
        self.failed += 1

    def begin(self, wanted: Mapping[str, PadRow], *, include_under_way: bool = False) -> Unsaved:
        """Begin a commit that has something to write."""
        unsaved = self._rows.unsaved(wanted, include_under_way=include_under_way)
        assert unsaved is not None
        return unsaved

    def has(self, wanted: Mapping[str, PadRow], *, include_under_way: bool = False) -> bool:
        """Return whether these rows need no commit."""
        return self._rows.unsaved(wanted, include_under_way=include_under_way) is None


def test_only_what_differs_is_written() -> None:
    disk = Disk(pad=PAD)
    assert disk.has({"pad": PAD})
    assert disk.begin({"pad": PAD, "other": OTHER}).rows == {"other": OTHER}


def test_what_is_written_is_not_written_again() -> None:
    disk = Disk()
    disk.begin({"pad": PAD}).ended(True)
    assert disk.has({"pad": PAD})
    assert disk.failed == 0


def test_a_row_that_is_wanted_no_more_is_deleted_once() -> None:
    disk = Disk(pad=PAD, other=OTHER)
    deleting = disk.begin({"other": OTHER})
    assert deleting.rows == {"pad": None}
    assert disk.has({"other": OTHER})
    deleting.ended(True)
    assert disk.has({"other": OTHER})


def test_what_is_being_written_is_repeated_by_a_commit_that_must_not_depend_on_it() -> None:
    """S4: the start of a session has all rows in its own commit."""
    disk = Disk()
    disk.begin({"pad": PAD})
    assert disk.has({"pad": PAD})
    assert disk.begin({"pad": PAD}, include_under_way=True).rows == {"pad": PAD}


@pytest.mark.parametrize(
    "wanted",
    [{"pad": HELD, "other": OTHER}, {"pad": HELD}, {}],
    ids=["two", "changed", "deleted"],
)
def test_what_failed_is_written_again(wanted: dict[str, PadRow]) -> None:
    """S9: whether or not it has changed since."""
    disk = Disk(pad=PAD)
    first = disk.begin(wanted)
    first.ended(False)
    assert disk.failed == 1
    again = disk.begin(wanted)
    assert again.rows == first.rows
    again.ended(True)
    assert disk.has(wanted)


def test_it_is_unknown_what_a_failed_commit_has_written() -> None:
    """S14: it may have reached the disk after all, so that what was there before is written anew."""
    before = {"pad": PAD, "other": OTHER}
    disk = Disk(**before)
    disk.begin({"pad": HELD, "other": HELD}).ended(False)
    assert disk.begin(before).rows == before


def test_a_failure_says_nothing_of_a_later_commit() -> None:
    """S14: commits reach the disk in their order, and may be heard of in another."""
    disk = Disk()
    first = disk.begin({"pad": PAD})
    second = disk.begin({"pad": HELD})
    second.ended(True)
    first.ended(False)
    assert disk.has({"pad": HELD})


def test_an_earlier_commit_says_nothing_of_one_that_failed() -> None:
    disk = Disk()
    first = disk.begin({"pad": PAD})
    second = disk.begin({"pad": HELD})
    second.ended(False)
    first.ended(True)
    assert disk.begin({"pad": PAD}).rows == {"pad": PAD}


def test_the_latest_of_the_commits_that_failed_counts() -> None:
    disk = Disk()
    first = disk.begin({"pad": PAD})
    second = disk.begin({"pad": HELD})
    third = disk.begin({"pad": PAD})
    third.ended(False)
    first.ended(False)
    second.ended(True)
    assert disk.begin({"pad": HELD}).rows == {"pad": HELD}


def test_the_latest_of_two_commits_is_what_is_on_disk() -> None:
    disk = Disk()
    first = disk.begin({"pad": PAD})
    second = disk.begin({"pad": HELD})
    second.ended(True)
    first.ended(True)
    assert disk.has({"pad": HELD})
    assert disk.begin({"pad": PAD}).rows == {"pad": PAD}


@pytest.mark.parametrize(
    "changed",
    [{"pad": HELD, "other": OTHER}, {"pad": PAD, "other": HELD}],
    ids=["pad", "other"],
)
def test_what_a_later_commit_has_not_written_is_as_the_earlier_one_wrote_it(
    changed: dict[str, PadRow],
) -> None:
    disk = Disk()
    first = disk.begin({"pad": PAD, "other": OTHER})
    second = disk.begin(changed)
    assert len(second.rows) == 1
    second.ended(True)
    first.ended(True)
    assert disk.has(changed)


def test_a_commit_that_is_under_way_counts_before_one_that_has_ended() -> None:
    disk = Disk()
    first = disk.begin({"pad": PAD})
    second = disk.begin({"pad": HELD})
    first.ended(True)
    assert disk.has({"pad": HELD})
    second.ended(False)
    assert disk.begin({"pad": HELD}).rows == {"pad": HELD}


def test_a_commit_ends_once() -> None:
    """A caller that is cancelled ends it, and so may its commit."""
    disk = Disk()
    first = disk.begin({"pad": PAD})
    first.ended(True)
    first.ended(False)
    assert disk.has({"pad": PAD})
    assert disk.failed == 0
