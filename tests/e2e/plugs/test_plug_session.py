"""What each run of the tests has of real plugs: `test_plug_faults` has the rest."""

import asyncio
from pathlib import Path

import pytest

from .house import PlugHouse

SESSION = 60.0
AUTO_OFF = 75
SHORTER = 10


@pytest.mark.xdist_group("plugs")
async def test_a_session_ends_in_time_and_the_plug_ends_one_that_home_assistant_cannot(
    tmp_path: Path,
) -> None:
    """S3, and what protects where it ends."""
    template = await PlugHouse.furnish("newest", tmp_path / "template", ("Tasmota", "Cloud"))
    house = await template.copy(tmp_path / "house", AUTO_OFF)
    try:
        await house.open()
        assert not any((await house.start_sessions()).values())
        await asyncio.sleep(SESSION + 3)
        assert not any(plug.is_on for plug in house.plugs), house.log
        for plug in house.plugs:
            plug.auto_off = SHORTER
        assert not any((await house.start_sessions()).values())
        await house.kill()
        assert all(plug.is_on for plug in house.plugs)
        await asyncio.sleep(SHORTER + 2)
        for plug in house.plugs:
            (on, off, on_again, off_again) = (at for at, _ in plug.changes)
            assert off - on == pytest.approx(SESSION, abs=3), plug.name
            assert off_again - on_again == pytest.approx(SHORTER, abs=2), plug.name
    finally:
        await house.end()
