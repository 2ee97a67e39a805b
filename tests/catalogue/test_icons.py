"""Icons and brand images are in the places and sizes that Home Assistant shows."""

from __future__ import annotations

import json
from pathlib import Path
import re

import hass_frontend
from homeassistant.components.brands.const import ALLOWED_IMAGES
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration

from custom_components.backcare.const import DOMAIN
from tests.catalogue.files import ICONS, INTEGRATION, REPOSITORY, leaves


def test_icons_exist() -> None:
    """Every icon is one that the frontend can draw."""
    known = {
        f"mdi:{name}"
        for part in (Path(hass_frontend.where()) / "static/mdi").glob("*.json")
        if isinstance(names := json.loads(part.read_text()), dict)
        for name in names
    }
    assert {icon for _, icon in leaves(ICONS)} <= known


def test_a_therapy_has_one_sign() -> None:
    """Heat and ice are drawn alike wherever they are: on entities, and on the card."""
    for therapy, sign in {"heat": "mdi:heat-wave", "ice": "mdi:snowflake"}.items():
        of_entities = {
            icon for path, icon in leaves(ICONS["entity"]) if therapy in re.split(r"[._]", path)
        }
        hero = (REPOSITORY / "frontend/src/hero.ts").read_text()
        assert of_entities | set(re.findall(rf'\b{therapy}: "(mdi:.+?)"', hero)) == {sign}


async def test_brand_images_are_those_that_home_assistant_serves(hass: HomeAssistant) -> None:
    """The icon and the logo have the names and the sizes of Home Assistant's brands."""
    integration = await async_get_integration(hass, DOMAIN)
    assert integration.has_branding
    heights = {
        path.name: int.from_bytes(path.read_bytes()[20:24])
        for path in (INTEGRATION / "brand").iterdir()
    }
    assert set(heights) <= ALLOWED_IMAGES
    assert (heights["icon.png"], heights["icon@2x.png"]) == (256, 512)
    assert (heights["logo.png"], heights["logo@2x.png"]) == (128, 256)
