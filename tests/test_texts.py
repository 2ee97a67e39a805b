"""Texts as Home Assistant shows them in each language: complete, and right for one and many."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from homeassistant.components.persistent_notification import _async_get_or_create_notifications
from homeassistant.core import HomeAssistant
from homeassistant.helpers import translation
from homeassistant.util import dt as dt_util
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import NextStep, Refusal, Refused, Therapy
from custom_components.backcare.rules.next_step import Step
from custom_components.backcare.texts import async_texts
from tests.catalogue.files import TRANSLATIONS
from tests.conftest import HOUR, MINUTE, PAD, START, Clocks, Person

LANGUAGES = sorted(TRANSLATIONS)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_home_assistant_takes_every_text(
    hass: HomeAssistant, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It would show texts in English if their placeholders differ."""
    texts = TRANSLATIONS[language]
    loaded = {
        category: await translation.async_get_translations(hass, language, category, {DOMAIN})
        for category in texts
    }

    assert loaded == {
        category: translation.recursive_flatten(f"component.{DOMAIN}.{category}.", inner)
        for category, inner in texts.items()
    }
    assert "placeholders" not in caplog.text


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("de", "Anna Krämpfe heute"),
        ("en", "Anna Spasms today"),
        ("es", "Anna Espasmos hoy"),
        ("fr", "Anna Spasmes aujourd'hui"),
        ("nl", "Anna Krampen vandaag"),
    ],
)
async def test_entities_are_named(
    hass: HomeAssistant, anna: Person, language: str, named: str
) -> None:
    """A unit would be wrong for one spasm, and changed with the language, which statistics mind."""
    hass.config.language = language
    await anna.reload()

    state = hass.states.get(anna.entity_id("sensor.spasms_today"))

    assert state is not None
    assert state.name == named
    assert "unit_of_measurement" not in state.attributes


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "de",
            (
                "Das Heizkissen Pad wurde eingeschaltet, und BackCare hat es wieder ausgeschaltet. Die"
                " Eistage des Plans sind noch nicht vorbei. Wärme ist erlaubt ab 2026-03-05 01:00."
            ),
        ),
        (
            "es",
            (
                "La almohadilla térmica Pad se encendió, y BackCare la ha vuelto a apagar. Los días de"
                " hielo del plan aún no han terminado. El calor se permite a partir de: 2026-03-05"
                " 01:00."
            ),
        ),
        (
            "fr",
            (
                "Le coussin chauffant Pad a été allumé, et BackCare l'a éteint de nouveau. Les jours de"
                " glace du plan ne sont pas encore passés. La chaleur est permise à partir de"
                " 2026-03-05 01:00."
            ),
        ),
        (
            "nl",
            (
                "Het warmtekussen Pad is ingeschakeld, en BackCare heeft het weer uitgeschakeld. De"
                " ijsdagen van het plan zijn nog niet voorbij. Warmte is toegestaan vanaf 2026-03-05"
                " 01:00."
            ),
        ),
    ],
)
async def test_why_a_pad_went_off_again(
    hass: HomeAssistant, anna: Person, language: str, said: str
) -> None:
    hass.config.language = language
    await anna.fall_ill()

    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)

    notice = _async_get_or_create_notifications(hass)["backcare_anna_off_again"]
    assert notice["message"] == said


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("de", "1 Minute", "2 Minuten"),
        ("en", "1 minute", "2 minutes"),
        ("es", "1 minuto", "2 minutos"),
        ("fr", "1 minute", "2 minutes"),
        ("nl", "1 minuut", "2 minuten"),
    ],
)
async def test_a_session_in_the_calendar_shows_its_minutes(
    hass: HomeAssistant, anna: Person, clocks: Clocks, language: str, one: str, two: str
) -> None:
    hass.config.language = language
    await anna.fall_ill()
    for minutes in (1, 2):
        await anna.act("start_session", therapy="walk")
        await clocks.forward(minutes * MINUTE)
        await anna.act("stop_session")

    calendar = anna.entity_id("calendar.therapy")
    answer: Any = await hass.services.async_call(
        "calendar",
        "get_events",
        {"entity_id": calendar, "start_date_time": START, "duration": HOUR},
        blocking=True,
        return_response=True,
    )

    descriptions = [event.get("description") for event in answer[calendar]["events"]]
    assert [minutes for minutes in descriptions if minutes] == [one, two]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["0 Sekunden", "1 Sekunde", "59 Sekunden", "1 Minute", "2 Minuten"]),
        ("en", ["0 seconds", "1 second", "59 seconds", "1 minute", "2 minutes"]),
        ("es", ["0 segundos", "1 segundo", "59 segundos", "1 minuto", "2 minutos"]),
        ("fr", ["0 secondes", "1 seconde", "59 secondes", "1 minute", "2 minutes"]),
        ("nl", ["0 seconden", "1 seconde", "59 seconden", "1 minuut", "2 minuten"]),
    ],
)
async def test_durations_are_said(hass: HomeAssistant, language: str, said: list[str]) -> None:
    texts = await async_texts(hass, language)

    assert [texts.duration(timedelta(seconds=s)) for s in (0, 1, 59, 60, 120)] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Du hast noch 1 Minute von höchstens 20 Minuten."),
        ("en", "You have 1 minute of 20 minutes left."),
        ("es", "Aún tienes 1 minuto de 20 minutos."),
        ("fr", "Il vous reste 1 minute sur 20 minutes."),
        ("nl", "Je hebt nog 1 minuut van de 20 minuten."),
    ],
)
async def test_what_is_left_is_right_for_one(hass: HomeAssistant, language: str, said: str) -> None:
    texts = await async_texts(hass, language)

    refused = Refused(Refusal.OVER_LIMIT, Therapy.ICE, cap=20 * MINUTE, left=MINUTE)
    assert texts.refusal(refused).endswith(said)


@pytest.mark.parametrize(
    ("language", "country", "said"),
    [
        ("en", "US", "3:40 PM"),
        ("en", None, "3:40 PM"),
        ("en", "GB", "15:40"),
        ("en-GB", "US", "15:40"),
        ("en-US", "DE", "3:40 PM"),
        ("de", "DE", "15:40"),
        ("de", "US", "15:40"),
        ("fr", "FR", "15:40"),
        ("es", "ES", "las 15:40"),
        ("es", "MX", "las 3:40 PM"),
        ("nl", "NL", "15:40"),
    ],
)
async def test_a_time_is_said_by_the_clock_of_the_country(
    hass: HomeAssistant, language: str, country: str | None, said: str
) -> None:
    """No German says Uhr twice: a voice reads the figures with it already."""
    hass.config.country = country
    texts = await async_texts(hass, language)

    assert texts.time(at(hour=15, minute=40)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["01:05", "12:00", "00:30"]),
        ("en", ["1:05 AM", "12:00 PM", "12:30 AM"]),
        ("es", ["la 1:05", "las 12:00", "las 0:30"]),
        ("fr", ["01:05", "12:00", "00:30"]),
        ("nl", ["1:05", "12:00", "0:30"]),
    ],
)
async def test_one_noon_and_midnight_are_said_right(
    hass: HomeAssistant, language: str, said: list[str]
) -> None:
    hass.config.country = None
    texts = await async_texts(hass, language)

    times = [at(hour=1, minute=5), at(hour=12, minute=0), at(hour=0, minute=30)]
    assert [texts.time(time) for time in times] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "8. Dezember, 09:00"),
        ("en", "December 8, 9:00 AM"),
        ("es", "el 8 de diciembre a las 9:00"),
        ("fr", "8 décembre à 09:00"),
        ("nl", "8 december 9:00"),
    ],
)
async def test_a_date_has_the_name_of_its_month(
    hass: HomeAssistant, language: str, said: str
) -> None:
    hass.config.country = None
    texts = await async_texts(hass, language)

    assert texts.time(at(month=12, day=8, hour=9, minute=0)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Das Eis ist pausiert. Um 00:10 endet es, wenn du nicht weitermachst."),
        ("en", "Ice is paused. It ends at 12:10 AM unless you go on."),
        ("es", "El hielo está en pausa hasta las 0:10. Si no sigues antes, termina."),
        ("fr", "La glace est en pause. Fin à 00:10, sauf si vous reprenez."),
        ("nl", "Het ijs is gepauzeerd. Het eindigt om 0:10, tenzij je doorgaat."),
    ],
)
async def test_a_pause_that_ends_after_midnight_is_said_without_a_day(
    hass: HomeAssistant, language: str, said: str
) -> None:
    """No language says at tomorrow, and a pause is too short for another day to be meant."""
    hass.config.country = None
    texts = await async_texts(hass, language)

    expiry = at(hour=0, minute=10) + timedelta(days=1)
    assert texts.step(Step(NextStep.PAUSED, Therapy.ICE, expiry)) == said


def at(**parts: Any) -> datetime:
    return dt_util.as_local(START).replace(second=0, microsecond=0, **parts)
