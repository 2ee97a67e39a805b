"""The texts of a report, in the language of who reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeassistant.core import HomeAssistant
from homeassistant.generated.languages import LANGUAGES
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN
from ..rules.models import Phase, RedFlag, Therapy

CATEGORIES = ("common", "entity", "selector")
# What is not translated is in English.
ENGLISH = "en"
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a language, by what they are filed under in the translations."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, /, **placeholders: object) -> str:
        """Return a text of the report."""
        return self.of(f"common.report_{key}").format(**placeholders)

    @property
    def direction(self) -> str:
        """Return in which direction the language is written, as HTML says it."""
        return "rtl" if self.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    def of(self, path: str) -> str:
        """Return any text of ours."""
        return self.texts[f"component.{DOMAIN}.{path}"]

    def therapy(self, therapy: Therapy) -> str:
        """Return the name of a therapy."""
        return self.of(f"selector.therapy.options.{therapy}")

    def phase(self, phase: Phase) -> str:
        """Return the name of a phase."""
        return self.of(f"entity.sensor.phase.state.{phase}")

    def number(self, number: float) -> str:
        """Return a number with at most one decimal."""
        return f"{round(number, 1):g}".replace(".", self("decimal_point"))

    def flags(self, flags: Iterable[RedFlag]) -> str:
        """Return the red flags, the emergencies first."""
        named = (flag for flag in RedFlag if flag in flags)
        return "; ".join(self.of(f"selector.red_flag.options.{flag}") for flag in named)


async def async_words(hass: HomeAssistant, user_id: str | None) -> Words:
    """Return the texts in the language of who asks, or in English, and which of both it is."""
    language = await _async_language(hass, user_id)
    texts, english = [
        {
            key: text
            for category in CATEGORIES
            for key, text in (
                await async_get_translations(hass, wanted, category, {DOMAIN})
            ).items()
        }
        for wanted in (language, ENGLISH)
    ]
    return Words(ENGLISH if texts == english else language, texts)


async def _async_language(hass: HomeAssistant, user_id: str | None) -> str:
    """Return the language that who asks has chosen in the frontend, or Home Assistant's."""
    if user_id is None or "frontend" not in hass.config.components:
        return hass.config.language
    from homeassistant.components.frontend.storage import async_user_store  # noqa: PLC0415 - may be absent

    chosen = (await async_user_store(hass, user_id)).data.get("language")
    language = chosen.get("language") if isinstance(chosen, dict) else None
    # The frontend keeps whatever it is given, and the name of a file is made of it.
    if isinstance(language, str) and language in LANGUAGES:
        return language
    return hass.config.language
