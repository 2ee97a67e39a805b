"""The words of announcements: no red flag and no pain, and a name if there are several people."""

from __future__ import annotations

import json

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from tests.announcements.home import (
    ALL,
    HEAT,
    ICE,
    ICE_OFF,
    LAST_MINUTE,
    anna_with,
)
from tests.catalogue.files import INTEGRATION
from tests.conftest import MINUTE, SECOND, new_person, refused
from tests.faulty_plug import Machine, Outlet
from tests.hearers import PHONE, PLAYER, POST, SATELLITE, Hearers, Voice

# What the options promise of an announcement.
OPTIONS = json.loads((INTEGRATION / "translations/en.json").read_text())["options"]
WHO_HEARS: str = OPTIONS["step"]["announcements"]["data_description"]["announce_to"]


async def test_a_speaker_names_no_flag_and_no_plug(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S11: nor any pain; the plug's name may be somebody's. A phone hears of no flag either."""
    er.async_get(hass).async_update_entity(outlet.entity_id, name="Anna's pad")
    await hass.async_block_till_done()
    anna = await anna_with(hass, outlet, "heat")
    ben = new_person(hass, "Ben", heating_pad=outlet.entity_id, announce_to=ALL)
    await ben.set_up()
    await ben.be_in("heat")
    await anna.use("number.pain", "set_value", value=7)

    await anna.use(HEAT, "turn_on")
    with refused("heating_pad_in_use"):
        await ben.use(HEAT, "turn_on")
    await machine.run(21 * MINUTE)
    await anna.act("report_red_flags", flags=["fever"])
    with refused("red_flag_open"):
        await anna.use(HEAT, "turn_on")
    await machine.run(MINUTE)

    aloud = hearers.satellite.heard + hearers.player.heard
    written = hearers.post.heard + hearers.phone.heard
    assert [text for text in written if "Anna's pad" in text]
    assert len(hearers.satellite.heard) == 4
    assert not [text for text in aloud if "pad" in text and "Anna's" in text]
    assert not [text for text in aloud if "7" in text]
    unsaid = ("flag", "fever", "doctor", "pain ")
    assert not [text for text in aloud + written if any(word in text.lower() for word in unsaid)]
    assert aloud[-1] == (
        "For Anna: The heat session was not started. Home Assistant's notifications say why."
    )


async def test_with_two_persons_the_name_is_announced(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, announce_to=[SATELLITE, POST])
    ben = new_person(hass, "Ben", announce_to=[SATELLITE, PHONE])
    await ben.set_up()

    await anna.use(ICE, "turn_on")
    await ben.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + 30 * SECOND)

    assert sorted(hearers.satellite.heard) == sorted(
        f"For {name}: {said}" for name in ("Anna", "Ben") for said in (LAST_MINUTE, ICE_OFF)
    )
    assert WHO_HEARS.endswith("With several people, it says who it is for.")
    assert hearers.postbox.title == "Anna"
    assert {notification["title"] for notification in hearers.phone.notifications} == {"Ben"}


async def test_it_speaks_home_assistants_language(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    hass.config.language = "de"
    anna = await anna_with(hass, outlet)

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.player.heard == [
        "Noch eine Minute Eis.",
        "Nimm das Eis jetzt weg und sieh dir deine Haut an. Eis wieder ab 02:15.",
    ]
    assert hearers.player.spoken["language"] == ["de"]


async def test_english_is_spoken_by_a_voice_that_knows_english(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Where Home Assistant's language is none that BackCare has texts in."""
    await hearers.add("tts", Voice("italiano", "it", "en"))
    hass.config.language = "it"
    anna = await anna_with(hass, outlet, announce_to=[PLAYER], tts_engine="tts.italiano")

    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)

    assert hearers.player.heard == [LAST_MINUTE]
    assert hearers.player.spoken["language"] == ["en"]
