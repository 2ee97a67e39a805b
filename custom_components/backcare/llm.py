"""The tools of a language model: they call actions for a person and return the status.

A model changes no rule. A refusal is a result that it can explain, no tool clears a red flag, and no
result names one, because results go to the provider of the model (S11).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
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
from .assist.people import Unclear, async_persons, person_meant
from .assist.tool_answers import not_allowed, refused, status, unclear
from .assist.tools import ALLOWED, COMMANDS, UNITS, Command
from .const import DOMAIN
from .person.manager import BackcareConfigEntry
from .refusals import RefusalError
from .rules.models import Refusal, Refused
from .texts import async_texts

ATTR_PERSON = "person"

# If only sensors of a person are exposed, the status is all there is.
CONTROLS = frozenset({"button", "number", "switch", "timer"})

PROMPT = (
    "BackCare keeps a person with back spasms to the limits of a care plan and switches a heating pad. "
    "Its limits and refusals are final: explain a refusal, and do not try to get round it. "
    "Diagnose nothing, and never say that something is harmless. As soon as the user mentions one of "
    "the red flags that backcare__report_red_flags lists, ask to make sure, and report it. "
    "Whatever a result has under ask_the_user or tell_the_user, ask or tell the user."
)


class BackcareTool(llm.Tool):
    """The base class of all tools: finds the person, and answers."""

    integration = DOMAIN
    # The domains of which an entity has to be exposed; any entity will do for a status.
    controls: Collection[str] = CONTROLS

    def __init__(
        self, names: Collection[str], fields: Mapping[Any, Any], annotations: Mapping[str, bool]
    ) -> None:
        """Initialize the tool with its fields and the names of the persons."""
        whose = "Whose, if the user names somebody."
        person = {vol.Optional(ATTR_PERSON, description=whose): vol.In(list(names))}
        self.parameters = vol.Schema({**fields, **person})
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
        # A model fills in empty values for what it does not know.
        given = {key: value for key, value in arguments.items() if _is_given(value)}
        name = given.pop(ATTR_PERSON, None)
        persons = async_exposed_persons(hass, llm_context.assistant, self.controls)
        user_id = llm_context.context.user_id if llm_context.context else None
        entry = person_meant(persons, name and str(name), user_id)
        if isinstance(entry, Unclear):
            return unclear(entry, texts, name, [person.title for person in persons])
        before = _episode(entry)
        try:
            # The actions ask for more than that themselves (S16).
            (await async_caller(hass, entry, llm_context.context)).demand(Right.SEE)
            await self._async_act(hass, entry, given, llm_context.context)
        except RefusalError as err:
            return refused(texts, err)
        except Unauthorized:
            return not_allowed(texts, entry.title)
        answer = status(entry, texts)
        if _episode(entry) not in (None, before):
            # Starting ice can begin an episode too (R13).
            answer["ask_the_user"] = texts("spoken_red_flag_question")
        return answer

    async def _async_act(
        self,
        hass: HomeAssistant,
        entry: BackcareConfigEntry,
        given: dict[str, Any],
        context: Context | None,
    ) -> None:
        """Carry out the command, or raise why not."""


class StatusTool(BackcareTool):
    """Returns the status of a person and what may be started."""

    name = f"{DOMAIN}__get_status"
    title = "Get back care status"
    description = (
        "Tells the phase of the care plan for the back (ice, heat, recovery), the running session with the "
        "minutes left, and which therapy may be started, for how long, or why not and from when. "
        "Times are local."
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
        self._action = command.action

    @override
    async def _async_act(
        self,
        hass: HomeAssistant,
        entry: BackcareConfigEntry,
        given: dict[str, Any],
        context: Context | None,
    ) -> None:
        try:
            data = self.parameters(given)
            action = self._action.format(command=data.pop("command", None))
            for unit in UNITS & data.keys():
                data["duration"] = {unit: data.pop(unit)}
            data[ATTR_CONFIG_ENTRY_ID] = entry.entry_id
            await hass.services.async_call(DOMAIN, action, data, blocking=True, context=context)
        except vol.Invalid as err:
            name = str(err.path[0])
            allowed = ALLOWED.get(name) or ", ".join(map(str, self.parameters.schema))
            invalid = Refused(Refusal.INVALID_VALUE, field=name, allowed=allowed)
            raise RefusalError(invalid) from err


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


def _is_given(value: Any) -> bool:
    return value not in (None, []) and bool(str(value).strip())


def _episode(entry: BackcareConfigEntry) -> datetime | None:
    """Return when the episode was reported, which identifies it: its onset may be corrected."""
    episode = entry.runtime_data.person.episode
    return None if episode is None else episode.reported
