"""How much Home Assistant's event loop has to do for a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.pads import calls
from custom_components.backcare.person import publisher
from tests.conftest import SECOND, Person
from tests.faulty_plug import Machine, Outlet


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[Any]]:
    """Return a function that notes each call of a function from now on."""

    def counted(module: Any, name: str) -> list[Any]:
        function, called = getattr(module, name), []

        def noted(*args: Any, **options: Any) -> Any:
            called.append(args)
            return function(*args, **options)

        monkeypatch.setattr(module, name, noted)
        return called

    return counted


@pytest.mark.parametrize("reports_after", [0.0, 0.02, 2.0])
async def test_a_session_makes_few_overviews_however_often_the_plug_reports(
    anna: Person,
    outlet: Outlet,
    machine: Machine,
    count: Callable[[Any, str], list[Any]],
    reports_after: float,
) -> None:
    """A stop is shown before its plug has answered; the answer, and the end of the heat, are two more."""
    await anna.be_in("heat")
    outlet.reports_after = reports_after
    made = count(publisher, "current_overview")
    for action, at_most in (("turn_on", 1), ("turn_off", 3)):
        made.clear()
        await machine.until(anna.use("switch.heat_session", action))
        await machine.run(5 * SECOND)
        assert 1 <= len(made) <= at_most


async def test_a_call_for_other_plugs_is_not_looked_into(
    hass: HomeAssistant, anna: Person, count: Callable[[Any, str], list[Any]]
) -> None:
    looked_into = count(calls, "async_extract_referenced_entity_ids")
    for entity_id in ("switch.other", "switch.one,switch.another", ["switch.other"]):
        target = {"entity_id": entity_id}
        await hass.services.async_call("switch", "turn_on", target, blocking=True)
    assert looked_into == []
