"""A house with Anna, whose heat session has run for a while."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import MINUTE
from tests.faulty_plug import Machine, Outlet
from tests.house import House, house_with

from .session import HEAT


@pytest.fixture
def outlet() -> Outlet:
    return Outlet("pad")


@pytest.fixture
def heated() -> timedelta:
    """How long the heat session has run."""
    return 5 * MINUTE


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet, heated: timedelta
) -> AsyncGenerator[House]:
    """A house with Anna, whose heat session has run for a while."""
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        await house.persons["anna"].be_in("heat")
        await house.persons["anna"].use(HEAT, "turn_on")
        await machine.run(heated)
        yield house
