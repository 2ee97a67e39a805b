"""The card is served once, under an address with its version, where there is a frontend."""

from __future__ import annotations

import gzip
from hashlib import sha256
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.backcare.const import DOMAIN
from tests.conftest import Person, new_person

INTEGRATION = Path(__file__).parents[1] / "custom_components/backcare"
CARD = INTEGRATION / "frontend/backcare-card.js"
COMPRESSED = CARD.with_suffix(".js.gz")
VERSION = json.loads((INTEGRATION / "manifest.json").read_text())["version"]


@pytest.fixture
async def frontend(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    done = ["user", "core_config", "analytics", "integration"]
    hass_storage["onboarding"] = {"version": 4, "key": "onboarding", "data": {"done": done}}
    assert await async_setup_component(hass, "frontend", {})


def cards(hass: HomeAssistant) -> list[str]:
    """Return the addresses that every page loads for BackCare."""
    return [url for url in hass.data[DATA_EXTRA_MODULE_URL].urls if DOMAIN in url]


async def test_it_is_served_under_an_address_of_its_version(
    hass: HomeAssistant, frontend: None, anna: Person, hass_client: ClientSessionGenerator
) -> None:
    (url,) = cards(hass)
    digest = sha256(CARD.read_bytes()).hexdigest()[:8]
    assert url == f"/backcare/backcare-card.js?v={VERSION}-{digest}"

    response = await (await hass_client()).get(url)
    assert response.status == 200
    assert response.content_type == "text/javascript"
    assert "max-age" in response.headers["Cache-Control"]
    assert await response.read() == CARD.read_bytes()


async def test_it_is_served_compressed_to_who_takes_that(
    hass: HomeAssistant, frontend: None, anna: Person, hass_client: ClientSessionGenerator
) -> None:
    """Every page of every user loads it."""
    (url,) = cards(hass)
    client = await hass_client()
    compressed = await client.get(url, headers={"Accept-Encoding": "gzip"})
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert compressed.content_type == "text/javascript"
    assert compressed.content_length == COMPRESSED.stat().st_size < CARD.stat().st_size / 2
    assert gzip.decompress(COMPRESSED.read_bytes()) == CARD.read_bytes()

    plain = await client.get(url, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert await plain.read() == CARD.read_bytes()


async def test_every_page_loads_it(
    hass: HomeAssistant, frontend: None, anna: Person, hass_client: ClientSessionGenerator
) -> None:
    page = await (await (await hass_client()).get("/")).text()
    assert re.findall(r'import\("(/backcare/[^"]+)"\)', page) == cards(hass)


async def test_safe_mode_goes_without(
    hass: HomeAssistant, frontend: None, anna: Person, hass_client: ClientSessionGenerator
) -> None:
    hass.config.safe_mode = True
    page = await (await (await hass_client()).get("/")).text()
    assert "import(" in page
    assert "/backcare/" not in page


async def test_it_is_loaded_once_for_two_persons_and_after_a_reload(
    hass: HomeAssistant, frontend: None, anna: Person
) -> None:
    ben = new_person(hass, "Ben")
    await ben.set_up()
    await anna.reload()
    await ben.unload()
    assert len(cards(hass)) == 1


async def test_without_a_frontend_all_else_works(hass: HomeAssistant, anna: Person) -> None:
    assert DATA_EXTRA_MODULE_URL not in hass.data
    await anna.act("start_session", therapy="ice")
    assert anna.state("timer.session") == "active"
