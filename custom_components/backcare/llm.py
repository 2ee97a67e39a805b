"""The tools of a language model: they call actions for a person and return the status.

A model changes no rule. A refusal is a result that it can explain, no tool clears a red flag, and no
result names one, because results go to the provider of the model (S11).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, override

from homeassistant.components.homeassistant import async_should_expose
from homeassistant.components.llm import LLMTools
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import entity_registry as er, llm
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .access import Right, async_caller
from .announcements.origin import async_satellite, spoken_to
from .assist.people import (
    Fits,
    Unclear,
    async_of_satellite,
    async_persons,
    async_seen,
    has_episode,
    has_session,
    heard_as,
    person_meant,
)
from .assist.rights import can_undo_by_voice
from .assist.templates import HEAT_WITHOUT_PAD
from .assist.tool_answers import done, not_allowed, refused, started, status, unclear
from .assist.tool_values import is_given
from .assist.tools import ALLOWED, COMMANDS, UNITS, Command, Field
from .const import DOMAIN
from .person.manager import BackcareConfigEntry
from .refusals import RefusalError
from .rules.models import Refusal, Refused, Therapy
from .texts import Texts, async_texts

ATTR_PERSON = "person"

# If only sensors of a person are exposed, there is only the status.
CONTROLS = frozenset({"button", "number", "switch", "timer"})

PROMPT = (
    "BackCare keeps a person with back spasms to the limits of a care plan and switches a heating pad. "
    "For ice, heat, massage, stretches, walks and the heating pad use the backcare tools, never timers or "
    "HassTurnOn. Refusals are final: explain them, do not get round them. Diagnose nothing, never call "
    "anything harmless. If the user mentions a red flag that backcare__report_red_flags lists, ask to make "
    "sure, then report it. Do what a result has under ask_the_user or tell_the_user."
)
# The persons that a command prefers if it names nobody.
PREFERRED: Mapping[str, tuple[Fits, ...]] = {
    **dict.fromkeys(("control_session", "extend_session"), (has_session, has_episode)),
    **dict.fromkeys(("start_episode", "report_red_flags"), ()),
}


class BackcareTool(llm.Tool):
    """The base class of all tools: finds the person, and answers."""

    integration = DOMAIN
    # The domains of which an entity has to be exposed; any entity will do for a status.
    controls: Collection[str] = CONTROLS

    preferred: tuple[Fits, ...] = (has_episode,)

    def __init__(
        self, names: Collection[str], fields: Mapping[str, Field], annotations: Mapping[str, bool]
    ) -> None:
        """Initialize the tool with its fields and the names of the persons."""
        shown = {
            (vol.Required if field.required else vol.Optional)(
                name, description=field.description
            ): field.kind.shown
            for name, field in fields.items()
        }
        person = {vol.Optional(ATTR_PERSON): vol.In(list(names))}
        # It validates nothing: a model reads it, and each word costs.
        self.parameters = vol.Schema({**shown, **person}, extra=vol.REMOVE_EXTRA)
        # Home Assistant before 2026.10 has neither these nor results of a type of their own.
        if hasattr(llm, "ToolAnnotations"):
            self.annotations = llm.ToolAnnotations(**annotations, open_world=False)

    @override
    async def async_call(
        self, hass: HomeAssistant, tool_input: llm.ToolInput, llm_context: llm.LLMContext
    ) -> llm.ToolResult | JsonObjectType:
        """Call the tool and return the answer, which may be a refusal."""
        answer = await self._async_answer(hass, tool_input.tool_args, llm_context)
        if hasattr(llm, "ToolResult"):
            return llm.ToolResult(answer, error="refused" in answer)
        return answer

    async def _async_answer(
        self, hass: HomeAssistant, arguments: Mapping[str, Any], llm_context: llm.LLMContext
    ) -> JsonObjectType:
        texts = await async_texts(hass, llm_context.language)
        persons = async_exposed_persons(hass, llm_context.assistant, self.controls)
        asked = arguments.get(ATTR_PERSON)
        # A model fills in empty values for what it does not know.
        given = {_text(key): value for key, value in arguments.items() if is_given(key, value)}
        is_name = isinstance(asked, str) and any(
            heard_as(person.title) == heard_as(asked) for person in persons
        )
        name = _text(asked) if ATTR_PERSON in given or is_name else None
        given.pop(ATTR_PERSON, None)
        seen = await async_seen(hass, persons, llm_context.context)
        if name is None:
            persons = seen or persons
        user_id = llm_context.context.user_id if llm_context.context else None
        satellite = async_satellite(hass, None, llm_context.device_id, texts.language)
        of_satellite = async_of_satellite(hass, persons, satellite)
        # Who has a session is nothing for those who may see nobody (S16).
        preferred = self.preferred if seen else ()
        entry = person_meant(persons, name, user_id, preferred, of_satellite)
        if isinstance(entry, Unclear):
            return unclear(entry, texts, name, [person.title for person in persons])
        before = _episode(entry)
        try:
            # The actions demand further rights themselves (S16).
            (await async_caller(hass, entry, llm_context.context)).demand(Right.SEE)
            with spoken_to(satellite):
                logged = await self._async_act(hass, entry, given, llm_context.context)
        except RefusalError as err:
            return refused(texts, err)
        except Unauthorized:
            return not_allowed(texts, entry.title)
        answer = self._answer(entry, texts, logged)
        if _episode(entry) not in (None, before):
            # Starting ice can begin an episode too (R13).
            answer["ask_the_user"] = f"{texts('ask_lead')} {texts('spoken_red_flag_question')}"
        return answer

    async def _async_act(
        self,
        hass: HomeAssistant,
        entry: BackcareConfigEntry,
        given: dict[str, Any],
        context: Context | None,
    ) -> Mapping[str, Any]:
        """Carry out the command and return its values, or raise why not."""
        return {}

    def _answer(
        self, entry: BackcareConfigEntry, texts: Texts, _values: Mapping[str, Any]
    ) -> JsonObjectType:
        return status(entry, texts)


class StatusTool(BackcareTool):
    """Returns the status of a person and what may be started."""

    name = f"{DOMAIN}__get_status"
    title = "Get back care status"
    description = (
        "Phase of the care plan, session and minutes left, ice and heat today, and what may be started, "
        "how long, or why not and from when."
    )
    controls = ()

    def __init__(self, names: Collection[str]) -> None:
        """Initialize the tool."""
        super().__init__(names, {}, {"read_only": True, "destructive": False, "idempotent": True})


class CommandTool(BackcareTool):
    """Calls an action for a person."""

    def __init__(self, command: Command, names: Collection[str]) -> None:
        """Initialize the tool of a command."""
        super().__init__(names, command.fields, command.annotations)
        self.name = f"{DOMAIN}__{command.name}"
        self.title = command.title
        self.description = command.description
        self.preferred = PREFERRED.get(command.name, self.preferred)
        self._command = command

    @override
    async def _async_act(
        self,
        hass: HomeAssistant,
        entry: BackcareConfigEntry,
        given: dict[str, Any],
        context: Context | None,
    ) -> Mapping[str, Any]:
        try:
            values = self._command.read(given)
            if "more" in values:
                # There is no action for it but the timer's, and that entity may be disabled.
                (await async_caller(hass, entry, context)).demand(Right.CONTROL)
                more = timedelta(minutes=values["more"])
                await entry.runtime_data.async_change_session(more)
                return values
            action, data = call_of(self._command, values, entry.entry_id)
            if action == "undo_last" and not can_undo_by_voice(entry.runtime_data):
                raise Unauthorized(context=context)
            await hass.services.async_call(DOMAIN, action, data, blocking=True, context=context)
        except vol.Invalid as err:
            name = str(err.path[0])
            allowed = ALLOWED.get(name) or ", ".join((*self._command.fields, ATTR_PERSON))
            invalid = Refused(Refusal.INVALID_VALUE, field=name, allowed=allowed)
            raise RefusalError(invalid) from err
        return values

    @override
    def _answer(
        self, entry: BackcareConfigEntry, texts: Texts, values: Mapping[str, Any]
    ) -> JsonObjectType:
        starts = self._command.name == "start_session"
        answer = (started if starts else done)(entry, texts, self._command.name)
        if self._command.name.startswith("log_"):
            # The names only: the values are private (S11), and the model knows them.
            answer["logged"] = sorted(values)
        return answer


def call_of(
    command: Command, values: Mapping[str, Any], entry_id: str
) -> tuple[str, dict[str, Any]]:
    """Return the action of a command, and its data."""
    data = dict(values)
    action = command.action.format(command=data.pop("command", None), event=data.pop("event", None))
    if action in ("recovered", "not_recovered"):
        return "mark_recovered", {
            ATTR_CONFIG_ENTRY_ID: entry_id,
            "undo": action != "recovered",
        }
    if data.get("therapy") == HEAT_WITHOUT_PAD:
        data |= {"therapy": Therapy.HEAT, "without_pad": True}
    for unit in UNITS & data.keys():
        data["duration"] = {unit: data.pop(unit)}
    return action, {**data, ATTR_CONFIG_ENTRY_ID: entry_id}


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: llm.LLMContext, api_id: str
) -> LLMTools | None:
    """Return the tools for the exposed persons, None if there are none."""
    if api_id != llm.LLM_API_ASSIST:
        return None
    asked = [entry.title for entry in async_exposed_persons(hass, llm_context.assistant, ())]
    commanded = [
        entry.title for entry in async_exposed_persons(hass, llm_context.assistant, CONTROLS)
    ]
    tools: list[llm.Tool] = [StatusTool(asked)] if asked else []
    if commanded:
        tools += [CommandTool(command, commanded) for command in COMMANDS]
    return LLMTools(tools, PROMPT) if tools else None


@callback
def async_exposed_persons(
    hass: HomeAssistant, assistant: str, controls: Collection[str]
) -> list[BackcareConfigEntry]:
    """Return the persons with an exposed entity, of the domains `controls` if there are any."""
    registry = er.async_get(hass)

    def exposed(entity: er.RegistryEntry) -> bool:
        wanted = not controls or entity.domain in controls
        return wanted and async_should_expose(hass, assistant, entity.entity_id)

    return [
        entry
        for entry in async_persons(hass)
        if any(map(exposed, er.async_entries_for_config_entry(registry, entry.entry_id)))
    ]


def _text(value: Any) -> str:
    """Return a value as a text that JSON can contain: a model may write half a character."""
    return str(value).encode(errors="replace").decode()


def _episode(entry: BackcareConfigEntry) -> datetime | None:
    """Return when the episode was reported, which identifies it: its onset may be corrected."""
    episode = entry.runtime_data.person.episode
    return None if episode is None else episode.reported
