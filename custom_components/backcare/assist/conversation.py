"""Receives sentences from Assist, and answers them.

The conversation integration and its requirements may be absent: they are imported only once it is set up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
import logging
from traceback import format_tb
from typing import TYPE_CHECKING, Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import Unauthorized

from ..access import async_caller
from ..announcements.origin import async_spoken_to, spoken_to
from ..asking.spoken import RedFlagQuestion
from ..asking.steps import Meant
from ..person.manager import BackcareConfigEntry
from ..refusals import RefusalError
from ..rules.models import Tier
from ..rules.red_flags import highest_tier
from ..texts import Texts, async_texts
from .people import (
    Fits,
    Unclear,
    async_of_satellite,
    async_persons,
    async_seen,
    has_end,
    has_episode,
    has_session,
    has_session_of,
    no_longer_loaded,
    person_meant,
)
from .questions import Questions, async_speaker
from .registration import Registration
from .replies import async_reply, persons_to_stop, restarts_plan
from .requests import Request
from .rights import demand, is_detailed
from .templates import Intent, answers_of, sayable, typed

if TYPE_CHECKING:
    from hassil.recognize import RecognizeResult
    from homeassistant.components.conversation import ConversationInput

_LOGGER = logging.getLogger(__name__)

# Requests about the current session, not the episode.
_ABOUT_SESSION = {Intent.STOP, Intent.PAUSE, Intent.RESUME, Intent.LONGER, Intent.LEFT}
# Requests with the same answer for everybody.
_ABOUT_NOBODY = {Intent.HELP, Intent.DOCTOR}


async def async_setup_voice(hass: HomeAssistant) -> None:
    """Register our sentences; the conversation integration is set up."""
    await Voice(hass).async_listen()


class Voice:
    """Answers sentences."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Initialize without sentences."""
        from homeassistant.components.conversation.agent_manager import (  # noqa: PLC0415 - may be absent
            get_agent_manager,
        )

        self._hass = hass
        self._one_at_a_time = asyncio.Lock()
        register = get_agent_manager(hass).register_trigger
        self._questions = Questions(hass, register)
        self._red_flags = RedFlagQuestion(hass, self._questions)
        self._sentences = Registration(hass, lambda said: register(said, self._async_hear))

    async def async_listen(self) -> None:
        """Register the sentences."""
        await self._sentences.async_register()

    async def _async_hear(self, user_input: ConversationInput, _result: RecognizeResult) -> str:
        """Return the answer to a sentence."""
        return await self._async_safely(user_input, self._async_understand(user_input))

    async def _async_safely(self, user_input: ConversationInput, said: Awaitable[str]) -> str:
        """Return an answer, or a sentence in the user's language if it raises an error."""
        try:
            return await said
        except Exception as err:  # noqa: BLE001 - the speaker hears that it failed
            # Without the message, which may quote what was said (S11).
            where = "".join(format_tb(err.__traceback__))
            _LOGGER.error("A sentence failed: %s\n%s", type(err).__name__, where)  # noqa: TRY400 - as above
            return (await async_texts(self._hass, user_input.language))("voice_failed")

    async def _async_understand(self, user_input: ConversationInput) -> str:
        texts = await async_texts(self._hass, user_input.language)
        answers = self._red_flags.close_step(async_speaker(self._hass, user_input))
        # One at a time: the first one builds indexes.
        async with self._one_at_a_time:
            request = await self._hass.async_add_executor_job(
                self._sentences.recognize, user_input.text, user_input.language
            )
        if request is None:
            return texts("voice_unclear")
        if request.intent is Intent.NO_FLAGS and answers is not None:
            # It answers the open step.
            return await answers(Meant.NONE)
        request = replace(request, satellite=async_spoken_to(self._hass, user_input))
        return await self._async_answer(texts, request, user_input)

    async def _async_answer(self, texts: Texts, request: Request, spoken: ConversationInput) -> str:
        """Carry out a request for the person it is about, and return the answer."""
        persons = async_persons(self._hass)
        if request.intent in _ABOUT_NOBODY:
            return texts(f"voice_{request.intent}")
        seen = await async_seen(self._hass, persons, spoken.context)
        if request.intent is Intent.STOP_ALL and request.name is None:
            return await self._async_stop_all(texts, persons, seen)
        if request.name is None:
            if request.intent is Intent.STOP:
                seen = persons_to_stop(self._hass, seen, request) or seen
            persons = seen or persons
        entry = person_meant(
            persons,
            request.name,
            spoken.context.user_id,
            # Who has a session is nothing for those who may see nobody (S16).
            _preferred(request) if seen else (),
            async_of_satellite(self._hass, persons, request.satellite),
        )
        if isinstance(entry, Unclear):
            return self._ask_whose(texts, request, entry, persons, spoken)
        return await self._async_reply(texts, request, entry, spoken)

    async def _async_reply(
        self,
        texts: Texts,
        request: Request,
        entry: BackcareConfigEntry,
        spoken: ConversationInput,
        *,
        confirmed: bool = False,
    ) -> str:
        """Carry out a request, once it is confirmed, if the speaker may (S16); return the answer."""
        try:
            caller = await async_caller(self._hass, entry, spoken.context)
            demand(caller, request, entry.runtime_data)
            if restarts_plan(entry.runtime_data, request) and not confirmed:
                return self._ask_to_confirm(texts, request, entry, spoken)
            request = replace(request, by=caller.author)
            before = entry.runtime_data.person
            hides_details = not caller.may_hear_details() and is_detailed(
                request, entry.runtime_data
            )
            with spoken_to(request.satellite):
                said = await async_reply(self._hass, entry, request, texts)
            if entry.runtime_data.person.question not in {None, before.question}:
                # The request started an episode (R13).
                asked = self._red_flags.ask(
                    texts,
                    entry,
                    request.satellite,
                    spoken.context,
                    async_speaker(self._hass, spoken),
                )
                said = f"{said} {asked}".strip()
            if hides_details:
                said = texts("undone") if request.intent is Intent.UNDO else texts("voice_logged")
        except Unauthorized:
            return texts("spoken_not_allowed", name=entry.title)
        except RefusalError as err:
            said = texts.refusal(err.refused, **err.placeholders)
        return self._for(texts, entry, said)

    def _for(self, texts: Texts, entry: BackcareConfigEntry, said: str) -> str:
        """Return an answer with the person's name where there are several."""
        several = len(async_persons(self._hass)) > 1
        return texts("voice_for", name=entry.title, said=said) if several else said

    async def _async_stop_all(
        self,
        texts: Texts,
        persons: list[BackcareConfigEntry],
        seen: list[BackcareConfigEntry],
    ) -> str:
        """Stop all sessions that the speaker may stop: those of `seen`."""
        if persons and not seen:
            names = texts.any_of([entry.title for entry in persons])
            return texts("spoken_not_allowed", name=names)
        for entry in seen:
            entry.runtime_data.note_off()
        with_session = list(filter(has_session, seen))
        for entry in with_session:
            await entry.runtime_data.async_stop_session()
        return texts("voice_stopped" if with_session else "voice_refused_no_session")

    # Questions

    def _ask_whose(
        self,
        texts: Texts,
        request: Request,
        why: Unclear,
        persons: list[BackcareConfigEntry],
        spoken: ConversationInput,
    ) -> str:
        """Return the question which person is meant, and wait for the answer."""
        which = why is Unclear.WHICH_PERSON
        titles = [person.title for person in persons]
        names = texts.any_of(titles) if which else ", ".join(titles)
        said = texts(f"spoken_{why}", name=request.name, names=names)
        if not which:
            return said
        self._questions.ask(
            {
                template: title
                for title in titles
                for template in answers_of(
                    "for_whom", self._sentences.languages, f"({sayable(title)}|{typed(title)})"
                )
            },
            async_speaker(self._hass, spoken),
            self._async_answered(request, spoken),
        )
        # What is urgent comes before everything else (R11).
        tier = highest_tier(request.flags)
        return f"{texts(f'spoken_doctor_{tier}')} {said}" if tier is Tier.EMERGENCY else said

    def _async_answered(self, request: Request, spoken: ConversationInput) -> Any:
        async def answered(user_input: ConversationInput, name: str) -> str:
            texts = await async_texts(self._hass, user_input.language)
            meant = request.named(name)
            return await self._async_safely(user_input, self._async_answer(texts, meant, spoken))

        return answered

    def _ask_to_confirm(
        self, texts: Texts, request: Request, entry: BackcareConfigEntry, spoken: ConversationInput
    ) -> str:
        """Return the question whether to start the plan again, and wait for the answer."""

        async def answered(user_input: ConversationInput, rule: str) -> str:
            texts = await async_texts(self._hass, user_input.language)
            if rule != "agreed":
                return texts("voice_unchanged")
            if said := no_longer_loaded(self._hass, entry, texts):
                return said
            reply = self._async_reply(texts, request, entry, spoken, confirmed=True)
            return await self._async_safely(user_input, reply)

        rules = ("agreed", "declined", "dismissed")
        languages = self._sentences.languages
        answers = {template: rule for rule in rules for template in answers_of(rule, languages)}
        self._questions.ask(answers, async_speaker(self._hass, spoken), answered)
        return self._for(texts, entry, texts("voice_again"))


def _preferred(request: Request) -> tuple[Fits, ...]:
    """Return the persons to prefer for a request that names nobody, the most preferred first."""
    if request.intent in _ABOUT_SESSION:
        return has_session_of(request.therapy), has_session, has_end
    if request.intent in (Intent.EPISODE, Intent.FLAG):
        # These may be about any person.
        return ()
    return (has_episode,)
