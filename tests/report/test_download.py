"""The report arrives as a file where nothing can be printed or shared, for those who may read it (S16)."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.conftest import START, Person, new_person

# Home Assistant's own server warns about itself.
pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web")

URL = "/api/backcare/report/anna"


@pytest.fixture
async def zoe(
    hass: HomeAssistant, hass_admin_user: MockUser, hass_storage: dict[str, Any]
) -> Person:
    """Add a person who is the administrator, where there is a frontend."""
    done = ["user", "core_config", "analytics", "integration"]
    hass_storage["onboarding"] = {"version": 4, "key": "onboarding", "data": {"done": done}}
    assert await async_setup_component(hass, "frontend", {})
    anna = new_person(hass, "Anna", user=hass_admin_user.id)
    await anna.set_up()
    return anna


@pytest.mark.usefixtures("zoe")
async def test_the_report_arrives_as_a_file(
    hass_client: ClientSessionGenerator,
) -> None:
    client = await hass_client()
    answer = await client.get(URL)

    assert answer.status == HTTPStatus.OK
    assert answer.content_type == "text/html"
    name = f"back_care_report_anna_{START.date()}.html"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
    assert answer.headers["Content-Disposition"].endswith(f'{START.date()}.html"'), name
    assert answer.headers["Cache-Control"] == "no-store"
    assert '<html lang="en"' in await answer.text()


@pytest.mark.usefixtures("zoe")
@pytest.mark.parametrize(
    ("asked", "language"), [("de", "de"), ("tlh", "en")], ids=["asked-for", "unknown"]
)
async def test_the_file_is_in_the_language_of_the_reader(
    hass_client: ClientSessionGenerator, asked: str, language: str
) -> None:
    answer = await (await hass_client()).get(URL, params={"language": asked})

    assert f'<html lang="{language}"' in await answer.text()


@pytest.mark.usefixtures("zoe")
async def test_a_link_to_the_file_that_was_signed_is_enough(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    hass_access_token: str,
) -> None:
    """A browser that loads a file sends no token."""
    token = hass.auth.async_validate_access_token(hass_access_token)
    assert token is not None
    signed = async_sign_path(hass, URL, timedelta(seconds=30), refresh_token_id=token.id)
    client = await hass_client_no_auth()

    assert (await client.get(URL)).status == HTTPStatus.UNAUTHORIZED
    assert (await client.get(signed)).status == HTTPStatus.OK


async def test_nobody_else_gets_the_file(
    hass: HomeAssistant,
    zoe: Person,
    hass_client: ClientSessionGenerator,
    hass_read_only_access_token: str,
) -> None:
    other = await hass_client(hass_read_only_access_token)
    assert (await other.get(URL)).status == HTTPStatus.UNAUTHORIZED

    client = await hass_client()
    assert (await client.get(URL.replace("anna", "nobody"))).status == HTTPStatus.NOT_FOUND
    await zoe.unload()
    assert (await client.get(URL)).status == HTTPStatus.NOT_FOUND
