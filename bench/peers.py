"""What a heating pad costs with BackCare, against its switch alone and against core's timer helper.

    .venv/bin/python -m bench.peers [ROUNDS]

The timer has a script that switches the plug on and starts it, and an automation that switches the plug
off when it ends. All have plugs of their own, as quick as each other's, in one real Home Assistant that
records, and take turns. Times are those from the call, or from the time at which the timer says that it
ends, until the plug is called: what that takes is the same for all.

Before BackCare calls the plug, the end of the session is on disk (S4). A switch that writes one row, and then
calls its plug, shows the least that this takes on the same disk.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from statistics import median
import sys
import time

from homeassistant.core import Context, HomeAssistant

from bench.home import Measured, call, fall_ill, home, live, medians, owner, print_table

ROUNDS = 20
# Seconds after which all that a call led to is over.
BETWEEN = 0.25
MILLISECONDS = 1000
# So many end by themselves.
AT_ONCE = 5
PERSON, SWITCH, TIMER, WRITTEN = range(4)
PEOPLE, TIMERS = range(4, 4 + AT_ONCE), range(4 + AT_ONCE, 4 + 2 * AT_ONCE)

# How to switch the pad on and off, and which plug is behind it.
DOORS = {
    ("BackCare", PERSON): ("switch.turn_{}", f"switch.person_{PERSON}_heat_session"),
    ("switch", SWITCH): ("switch.turn_{}", f"switch.plug_{SWITCH}"),
    ("timer", TIMER): (f"script.{{}}_{TIMER}", None),
    ("written switch", WRITTEN): ("switch.turn_{}", f"switch.written_{WRITTEN}"),
}


async def _called(
    hass: HomeAssistant, context: Context, plug: int, action: str, entity_id: str | None
) -> float:
    """Return how long it takes from a call until the plug is called."""
    called = hass.data["measured_plug"][plug].called()
    target = {} if entity_id is None else {"entity_id": entity_id}
    started = time.perf_counter()
    await call(hass, action, context, **target)
    at, _ = await called
    await asyncio.sleep(BETWEEN)
    return float(at - started) * MILLISECONDS


async def ill(hass: HomeAssistant) -> Measured:
    """Begin the episodes."""
    await fall_ill(hass, (PERSON, *PEOPLE))
    return {}


async def calls(hass: HomeAssistant) -> Measured:
    """Switch each on and off."""
    context = await owner(hass)
    return {
        f"{name} {state}": await _called(hass, context, plug, action.format(state), entity_id)
        for state in ("on", "off")
        for (name, plug), (action, entity_id) in DOORS.items()
    }


async def deadlines(hass: HomeAssistant) -> Measured:
    """Let sessions and timers of a minute end; return how late their plugs were called."""
    context = await owner(hass)
    late: dict[str, asyncio.Task[float]] = {}

    async def ended(called: asyncio.Future[tuple[float, float]], ends: float) -> float:
        _, at = await called
        return (at - ends) * MILLISECONDS

    for person, helper in zip(PEOPLE, TIMERS, strict=True):
        for name, number, timer in (
            ("BackCare", person, f"timer.person_{person}_session"),
            ("timer", helper, f"timer.timer_{helper}"),
        ):
            if name == "timer":
                await call(hass, "switch.turn_on", context, entity_id=f"switch.plug_{number}")
            await call(hass, "timer.start", context, entity_id=timer, duration=60)
            await asyncio.sleep(BETWEEN)
            state = hass.states.get(timer)
            assert state is not None  # noqa: S101 - for the type
            ends = datetime.fromisoformat(state.attributes["finishes_at"]).timestamp()
            called = hass.data["measured_plug"][number].called()
            late[f"{name} {number}"] = asyncio.create_task(ended(called, ends))
    return {name: await task for name, task in late.items()}


async def main(rounds: int) -> None:
    """Print what each takes."""
    async with home(
        "bench.peers",
        people=(PERSON, *PEOPLE),
        timers=(TIMER, *TIMERS),
        plugs=TIMERS.stop,
        written=(WRITTEN,),
    ) as measured:
        await measured.measure("ill")
        await measured.measure("calls")
        taken = medians([await measured.measure("calls") for _ in range(rounds)])
        ends = await measured.measure("deadlines")
    for peer in ("switch", "timer", "written switch"):
        rows = [
            (f"call to {state}, ms", taken[f"BackCare {state}"], taken[f"{peer} {state}"])
            for state in ("on", "off")
        ]
        print_table(peer, rows)
    ours, theirs = (
        [late for name, late in ends.items() if name.startswith(kind)]
        for kind in ("BackCare", "timer")
    )
    print_table("timer", [("deadline to off, ms", median(ours), median(theirs))])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["inside", folder]:
            live(folder, ill, calls, deadlines)
        case given:
            asyncio.run(main(*map(int, given or [str(ROUNDS)])))
