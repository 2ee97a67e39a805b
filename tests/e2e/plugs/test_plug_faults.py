"""Every fault with every plug, ESPHome's firmware among them: some minutes, for who asks for them."""

import asyncio
from pathlib import Path

import pytest

from tests.e2e.home_assistant import TOP

from .house import KINDS, PlugHouse
from .outcomes import Outcome, run
from .timelines import TIMELINES
from .zigbee2mqtt import Countdown, Timed

AT_ONCE = 5
# All share what comes of one run.
pytestmark = pytest.mark.xdist_group("plug faults")


async def happen(folder: Path) -> dict[tuple[str, str], Outcome]:
    template = await PlugHouse.furnish("plugs", folder / "template", tuple(KINDS))
    places = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> list[Outcome]:
        async with places:
            return await run(TIMELINES[number], template, folder / f"{number}")

    return {
        (outcome.timeline.name, outcome.kind): outcome
        for outcomes in await asyncio.gather(*map(one, range(len(TIMELINES))))
        for outcome in outcomes
    }


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Outcome]:
    return asyncio.run(happen(tmp_path_factory.mktemp("plugs")))


@pytest.mark.parametrize(
    ("timeline", "kind"),
    [
        pytest.param(line.name, kind, id=f"{line.name}, {kind}")
        for line in TIMELINES
        for kind in line.only
    ],
)
def test_no_fault_leaves_the_pad_on_for_longer(
    outcomes: dict[tuple[str, str], Outcome], timeline: str, kind: str
) -> None:
    """S3, S5, S6, S8, S9: on a broker, behind a cloud, and as firmware."""
    outcome = outcomes[timeline, kind]
    assert not outcome.wrong, str(outcome)


def test_the_plugs_are_set_as_the_docs_say() -> None:
    docs = (TOP / "docs/safety.md").read_text()
    assert Timed.payload in docs
    assert Countdown.payload in docs
