"""What nobody was there to be told, or asked, as notifications.

Why a pad that somebody switched on went off again (S7), or why a session was not started: an error
would reach whoever gave a command, but a wall switch, HomeKit or the plug's own button gets none. And
whether there are red flags, at the start of an episode (R13): a card or a voice can ask, a button cannot.
"""

from __future__ import annotations

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_get_translations

from ..announcements.messages import key_of_not_started
from ..const import DOMAIN
from ..person.manager import BackcareConfigEntry
from ..refusals import refusal_placeholders
from ..rules.models import (
    EpisodeStarted,
    FlagsReported,
    Logged,
    PersonEvent,
    Phase,
    RedFlag,
    SessionChange,
    SessionEvent,
    StartRefused,
    Tier,
)
from ..rules.red_flags import tier_of
from ..texts import async_speech

# Core's own event for a line in the log book, whether or not there is one.
EVENT_LOGBOOK_ENTRY = "logbook_entry"


@callback
def async_track_notices(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Tell of every refusal that reaches nobody, and ask for red flags."""
    manager = entry.runtime_data
    question = _RedFlagQuestion(hass, entry)

    @callback
    def told(events: tuple[PersonEvent, ...]) -> None:
        for event in events:
            if isinstance(event, SessionChange) and event.event is SessionEvent.REFUSED:
                hass.async_create_task(_async_tell(hass, entry, event), "tell of a refusal")
            elif isinstance(event, StartRefused):
                hass.async_create_task(_async_tell_of_start(hass, entry, event), "tell of a start")
        question.told(events)

    entry.async_on_unload(manager.subscribe(told))


@callback
def async_forget_notices(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Ask a removed person nothing any more."""
    persistent_notification.async_dismiss(hass, _question_id(entry))


class _RedFlagQuestion:
    """Asks for red flags once an episode begins, where nobody else has; nothing waits for it (R13)."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Ask nothing yet."""
        self._hass = hass
        self._entry = entry
        self._open = False

    @callback
    def told(self, events: tuple[PersonEvent, ...]) -> None:
        """Ask, or ask no more."""
        for event in events:
            match event:
                case EpisodeStarted(red_flags_asked=False):
                    self._open = True
                    self._hass.async_create_task(self._async_ask(), "ask for red flags")
                case EpisodeStarted() | Logged(entry=FlagsReported()):
                    self._withdraw()
        if self._entry.runtime_data.overview.phase is Phase.NONE:
            self._withdraw()

    @callback
    def _withdraw(self) -> None:
        self._open = False
        persistent_notification.async_dismiss(self._hass, _question_id(self._entry))

    async def _async_ask(self) -> None:
        """Ask in Home Assistant's language; what was answered meanwhile is not asked."""
        language = self._hass.config.language
        sentences = await async_get_translations(self._hass, language, "exceptions", {DOMAIN})
        flags = await async_get_translations(self._hass, language, "selector", {DOMAIN})

        def listed(tier: Tier) -> str:
            options = f"component.{DOMAIN}.selector.red_flag.options"
            of_it = [flags[f"{options}.{flag}"] for flag in RedFlag if tier_of(flag) is tier]
            return "\n".join(f"- {text}" for text in of_it)

        message = sentences[f"component.{DOMAIN}.exceptions.red_flag_question.message"].format(
            emergency=listed(Tier.EMERGENCY), urgent=listed(Tier.URGENT)
        )
        if self._open:
            persistent_notification.async_create(
                self._hass,
                message,
                title=self._entry.title,
                notification_id=_question_id(self._entry),
            )


def _question_id(entry: BackcareConfigEntry) -> str:
    return f"{DOMAIN}_{entry.entry_id}_red_flags"


async def _async_tell(
    hass: HomeAssistant, entry: BackcareConfigEntry, event: SessionChange
) -> None:
    """Say in Home Assistant's language which pad went off again, and why."""
    texts = await async_get_translations(hass, hass.config.language, "exceptions", {DOMAIN})

    def text(key: str, **placeholders: str) -> str:
        return texts[f"component.{DOMAIN}.exceptions.{key}.message"].format(**placeholders)

    pad = entry.runtime_data.lease.name
    refused = {} if event.refused is None else refusal_placeholders(event.refused)
    reason = text(str(event.reason), **refused, heating_pad=pad)
    message = text("heating_pad_off_again", heating_pad=pad, reason=reason)
    persistent_notification.async_create(
        hass, message, title=entry.title, notification_id=f"{DOMAIN}_{entry.entry_id}_off_again"
    )
    session = er.async_get(hass).async_get_entity_id("event", DOMAIN, f"{entry.entry_id}_session")
    hass.bus.async_fire(
        EVENT_LOGBOOK_ENTRY,
        {"name": entry.title, "message": message, "domain": DOMAIN, "entity_id": session},
    )


async def _async_tell_of_start(
    hass: HomeAssistant, entry: BackcareConfigEntry, event: StartRefused
) -> None:
    """Say in Home Assistant's language which session was not started, and why."""
    speech = await async_speech(hass, hass.config.language)
    pad = entry.runtime_data.lease.name
    message = speech(
        key_of_not_started(event.therapy),
        reason=speech.refusal(event.refused, heating_pad=pad),
    )
    persistent_notification.async_create(
        hass, message, title=entry.title, notification_id=f"{DOMAIN}_{entry.entry_id}_not_started"
    )
