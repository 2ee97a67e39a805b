"""A house with Anna, whose heat session has run for five minutes."""

from __future__ import annotations

from collections.abc import AsyncGenerator
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
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    """A house with Anna, whose heat session has run for five minutes."""
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        await house.persons["anna"].be_in("heat")
        await house.persons["anna"].use(HEAT, "turn_on")
        await machine.run(5 * MINUTE)
        yield house
