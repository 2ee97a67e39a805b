"""Notifications of refusals that nobody sees, and of the question for red flags.

They explain why a pad that somebody switched on went off again (S7), and why a session was not started: a
wall switch, HomeKit and the button of a plug show no error. They show the question for red flags while it is
open, also after a restart (R13), and once a hint at announcements. A line in Home Assistant's activity
explains why a session began or ended without a command.
"""

from __future__ import annotations

from datetime import datetime

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util.hass_dict import HassKey

from ..announcements.messages import not_started_key
from ..announcements.origin import async_origin
from ..command_context import command_context
from ..const import DOMAIN
from ..options import CONF_ANNOUNCE_TO
from ..person.manager import BackcareConfigEntry
from ..refusals import refusal_placeholders
from ..rules.models import (
    EpisodeStarted,
    PersonEvent,
    Reason,
    SessionChange,
    SessionEvent,
    StartRefused,
)
from ..texts import async_texts

# Core's own event for a line in the log book, whether or not that is loaded.
EVENT_LOGBOOK_ENTRY = "logbook_entry"

# The subjects of notifications: a later one about the same subject replaces an earlier one.
RED_FLAGS = "red_flags"
OFF_AGAIN = "off_again"
NOT_STARTED = "not_started"
NO_ANNOUNCEMENT = "no_announcement"

# Reasons for which a session changes without a command: the activity shows the change without its reason.
# What a person reports and corrects is left out, because the line would outlive the erasing of the person.
_WITHOUT_COMMAND = frozenset(
    {
        Reason.RESTART,
        Reason.PAUSE_EXPIRED,
        Reason.CLOCK_UNTRUSTED,
        Reason.OUTSIDE_USE,
        Reason.SWITCHED_OFF_BY_HAND,
        Reason.PLUG_REMOVED,
    }
)

# The domains of the targets of announcements.
_TARGET_DOMAINS = ("assist_satellite", "media_player", "notify")
_HINTED: HassKey[set[str]] = HassKey(f"{DOMAIN}_hinted_at_announcements")


@callback
def async_setup_notifications(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Notify of refusals that nobody else sees, and ask for red flags."""
    question = _RedFlagQuestion(hass, entry)

    @callback
    def handle_events(events: tuple[PersonEvent, ...]) -> None:
        for event in events:
            if isinstance(event, SessionChange) and event.reason in _WITHOUT_COMMAND:
                hass.async_create_task(_async_write_reason(hass, entry, event), "write the reason")
            if isinstance(event, SessionChange) and event.event is SessionEvent.REFUSED:
                hass.async_create_task(_async_notify_off_again(hass, entry, event), "pad off again")
            elif isinstance(event, SessionChange) and event.event is SessionEvent.FINISHED:
                _hint(hass, entry)
            elif isinstance(event, StartRefused):
                hass.async_create_task(_async_notify_not_started(hass, entry, event), "not started")
        question.update(new_episode=any(isinstance(event, EpisodeStarted) for event in events))

    entry.async_on_unload(entry.runtime_data.subscribe(handle_events))
    question.update()


@callback
def async_dismiss_notifications(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Dismiss all notifications about a removed person, that of a backstop's test too."""
    for about in (RED_FLAGS, OFF_AGAIN, NOT_STARTED, NO_ANNOUNCEMENT, "backstop"):
        persistent_notification.async_dismiss(hass, f"{DOMAIN}_{entry.entry_id}_{about}")


@callback
def _hint(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Hint once at announcements, if the end of a session was not announced and a target exists."""
    hinted = hass.data.setdefault(_HINTED, set())
    announced = entry.options.get(CONF_ANNOUNCE_TO) or async_origin(hass, entry)
    if announced or entry.entry_id in hinted or not hass.states.async_entity_ids(_TARGET_DOMAINS):
        return
    hinted.add(entry.entry_id)

    async def async_hint() -> None:
        texts = await async_texts(hass)
        persistent_notification.async_create(
            hass,
            texts("announce_hint"),
            title=entry.title,
            notification_id=f"{DOMAIN}_{entry.entry_id}_{NO_ANNOUNCEMENT}",
        )

    hass.async_create_task(async_hint(), "hint at announcements")


class _RedFlagQuestion:
    """Shows that the question for red flags is open until it is answered; nothing waits for it (R13)."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Initialize the question."""
        self._hass = hass
        self._entry = entry
        self._shown: datetime | None = None

    @callback
    def update(self, *, new_episode: bool = False) -> None:
        """Show the question of a new episode, or dismiss it once it is answered or the episode is over."""
        asked, self._shown = self._shown, self._entry.runtime_data.overview.question
        if self._shown is None:
            persistent_notification.async_dismiss(self._hass, _question_id(self._entry))
        elif new_episode or self._shown != asked:
            self._hass.async_create_task(self._async_ask(), "ask for red flags")

    async def _async_ask(self) -> None:
        """Ask in Home Assistant's language, unless it is answered while the texts are loaded."""
        texts = await async_texts(self._hass)
        message = texts.error(
            "red_flag_question",
            emergency=texts("red_flags_ask_emergency"),
            other=texts("red_flags_ask_other"),
        )
        if self._shown is not None:
            persistent_notification.async_create(
                self._hass,
                message,
                title=self._entry.title,
                notification_id=_question_id(self._entry),
            )


def _question_id(entry: BackcareConfigEntry) -> str:
    return f"{DOMAIN}_{entry.entry_id}_{RED_FLAGS}"


async def _async_notify_off_again(
    hass: HomeAssistant, entry: BackcareConfigEntry, event: SessionChange
) -> None:
    """Notify in Home Assistant's language which pad went off again, and why."""
    texts = await async_texts(hass)
    pad = entry.runtime_data.lease.name
    refused = {} if event.refused is None else refusal_placeholders(event.refused)
    if event.allowed_from is not None:
        refused["allowed_from"] = texts.time(event.allowed_from)
    reason = texts.error(str(event.reason), **refused, heating_pad=pad)
    message = texts.error("heating_pad_off_again", heating_pad=pad, reason=reason)
    persistent_notification.async_create(
        hass, message, title=entry.title, notification_id=f"{DOMAIN}_{entry.entry_id}_{OFF_AGAIN}"
    )
    _write_line(hass, entry, message)


async def _async_write_reason(
    hass: HomeAssistant, entry: BackcareConfigEntry, event: SessionChange
) -> None:
    """Write a line in Home Assistant's language with the reason why a session began or ended."""
    assert event.reason is not None  # noqa: S101 - for the type
    texts = await async_texts(hass)
    _write_line(hass, entry, f"{texts.therapy(event.therapy)}: {texts.cut_off(event.reason)}")


@callback
def _write_line(hass: HomeAssistant, entry: BackcareConfigEntry, message: str) -> None:
    """Write a line in the activity of the person, in the context of the command behind it."""
    session = er.async_get(hass).async_get_entity_id("event", DOMAIN, f"{entry.entry_id}_session")
    hass.bus.async_fire(
        EVENT_LOGBOOK_ENTRY,
        {"name": entry.title, "message": message, "domain": DOMAIN, "entity_id": session},
        context=command_context.get(),
    )


async def _async_notify_not_started(
    hass: HomeAssistant, entry: BackcareConfigEntry, event: StartRefused
) -> None:
    """Notify in Home Assistant's language which session was not started, and why."""
    texts = await async_texts(hass)
    pad = entry.runtime_data.lease.name
    message = texts(
        not_started_key(event.therapy), reason=texts.refusal(event.refused, heating_pad=pad)
    )
    persistent_notification.async_create(
        hass, message, title=entry.title, notification_id=f"{DOMAIN}_{entry.entry_id}_{NOT_STARTED}"
    )
