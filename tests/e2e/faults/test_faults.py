"""A few of the faults that `scripts/faults` has, all at once."""

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.e2e.faults import damage, kills, recorder, timelines
from tests.e2e.faults.house import Contestant, House
from tests.e2e.faults.timelines import TIMELINES

TIMELINES_UNTIL = {
    "SIGKILL at 15 s, started at 27 s": 130,
    "SIGKILL at 15 s, started at 75 s": 110,
    "plug unavailable 40-70 s": 80,
    "clock set back one hour at 20 s": 75,
}
"""The second until which each is watched: long enough for BackCare, which is all that is tested here."""
MINUTES = {"SIGKILL at 15 s, started at 27 s": 2}
"""How long BackCare's session is: it has to run on also on a machine that takes a minute to start."""
KILLS = 4
DAMAGE = {
    str(case): partial(damage.run, case)
    for case in damage.CASES
    if str(case)
    in {
        "truncated, killed in a session",
        "a byte of the pad flipped, killed in a session",
        "a byte of the diary's page flipped, killed in a session",
    }
} | {"read-only": damage.read_only}


@dataclass
class Outcomes:
    """What came of the faults in houses that ran side by side."""

    folder: Path
    timelines: dict[str, timelines.Outcome] = field(default_factory=dict)
    kills: list[kills.Outcome] = field(default_factory=list)
    damage: dict[str, damage.Outcome] = field(default_factory=dict)
    costs: list[recorder.Cost] = field(default_factory=list)


async def faults(release: str, folder: Path) -> Outcomes:
    template = await House.furnish(release, folder / "template")
    outcomes = Outcomes(folder)

    async def timeline(number: int) -> None:
        chosen = TIMELINES[number]
        chosen = replace(
            chosen, ends=TIMELINES_UNTIL[chosen.name], minutes=MINUTES.get(chosen.name, 1)
        )
        outcome = await timelines.run(chosen, template, folder / f"timeline-{number}")
        outcomes.timelines[chosen.name] = outcome

    async def damaged(lane: int) -> None:
        # One after the other takes no longer than the timelines do.
        for number, case in [*enumerate(DAMAGE)][lane::2]:
            outcomes.damage[case] = await DAMAGE[case](template, folder / f"damage-{number}")

    async def cost() -> None:
        outcomes.costs.append(await recorder.run(1, template, folder / "recorder"))

    random = Random(release)  # noqa: S311 - to be repeated, not to be secret
    instants = [kills.Instant.draw(random) for _ in range(KILLS)]
    lanes = [
        partial(
            kills.run, instants[lane::2], outcomes.kills.append, template, folder / f"kills-{lane}"
        )
        for lane in range(2)
    ]
    numbers = [n for n, line in enumerate(TIMELINES) if line.name in TIMELINES_UNTIL]
    await asyncio.gather(
        *map(timeline, numbers), *(lane() for lane in lanes), *map(damaged, range(2)), cost()
    )
    return outcomes


@pytest.fixture(scope="module")
def outcomes(release: str, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    return asyncio.run(faults(release, tmp_path_factory.mktemp("faults")))


# All share what comes of one run.
pytestmark = pytest.mark.xdist_group("faults")


@pytest.mark.parametrize("name", TIMELINES_UNTIL)
def test_the_pad_goes_off_in_time(outcomes: Outcomes, name: str) -> None:
    """S3-S5, S8, S12: killed, unavailable, or with a clock that is set back."""
    outcome = outcomes.timelines[name]
    assert not outcome.broken, f"{outcome}, see {outcomes.folder}"
    assert outcome.off[Contestant.BACKCARE] is not None


def test_no_kill_leaves_the_pad_on_or_loses_a_session(outcomes: Outcomes) -> None:
    """S3, S4, S8, S14"""
    assert len(outcomes.kills) == KILLS
    wrong = {str(outcome.instant): outcome.wrong for outcome in outcomes.kills if outcome.wrong}
    assert not wrong, f"see {outcomes.folder}"


@pytest.mark.parametrize("case", DAMAGE)
def test_a_bad_disk_leaves_no_pad_on_and_loses_no_record(outcomes: Outcomes, case: str) -> None:
    """S4, S10"""
    outcome = outcomes.damage[case]
    if outcome.session.startswith("not tried"):
        pytest.skip(outcome.session)
    assert not outcome.wrong, f"{outcome}, see {outcomes.folder}"


def test_a_session_costs_little_in_the_database(outcomes: Outcomes) -> None:
    (cost,) = outcomes.costs
    assert not cost.excess, str(cost)
    assert cost.rows
