"""What is declared in several places is the same everywhere, and modules know only those below them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
import json
from pathlib import Path
import re
import string
import tomllib
from typing import Any

import hass_frontend
from homeassistant.components.assist_satellite import AssistSatelliteEntityFeature
from homeassistant.components.brands.const import ALLOWED_IMAGES
from homeassistant.components.media_player import MediaPlayerEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import async_get_integration
from homeassistant.util.yaml import load_yaml_dict
import pytest
import voluptuous as vol

from custom_components.backcare.announcements.messages import PHASES
from custom_components.backcare.announcements.phone import Press
from custom_components.backcare.assist.people import Unclear
from custom_components.backcare.assist.tools import ALLOWED, COMMANDS, UNITS
from custom_components.backcare.condition import (
    DESCRIPTIONS as CONDITIONS,
    ConditionDescription,
)
from custom_components.backcare.config_flow import (
    OPTIONS_SCHEMA,
    RECONFIGURE_SCHEMA,
    USER_SCHEMA,
)
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.flows.announcements import (
    ANNOUNCE_SCHEMA,
    FEATURES,
    SECTION_ANNOUNCEMENTS,
)
from custom_components.backcare.flows.backstop import ACTION_SCHEMA, PLUG_SCHEMA
from custom_components.backcare.options import CONF_USER, OutsideUse
from custom_components.backcare.outputs.issues import Issue
from custom_components.backcare.pads.backstop import BackstopKind, BackstopWhen
from custom_components.backcare.pads.backstop_check import Outcome
from custom_components.backcare.parts import ISSUE
from custom_components.backcare.rules.models import (
    ClearReason,
    DoctorAdvice,
    Phase,
    Reason,
    RedFlag,
    Refusal,
    SessionEvent,
    Therapy,
    Tier,
)
from custom_components.backcare.texts import LANGUAGES
from custom_components.backcare.trigger import (
    DESCRIPTIONS as TRIGGERS,
    OUTCOMES,
    TriggerDescription,
)
from tests.conftest import Person

REPOSITORY = Path(__file__).parents[1]
INTEGRATION = REPOSITORY / "custom_components" / DOMAIN

TRANSLATIONS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text())
    for path in sorted((INTEGRATION / "translations").glob("*.json"))
}
TEXTS = TRANSLATIONS["en"]
ICONS: dict[str, Any] = json.loads((INTEGRATION / "icons.json").read_text())
SERVICES = load_yaml_dict(str(INTEGRATION / "services.yaml"))
MANIFEST: dict[str, Any] = json.loads((INTEGRATION / "manifest.json").read_text())

MODULES = {
    ".".join(path.relative_to(INTEGRATION).with_suffix("").parts): ast.parse(path.read_text())
    for path in sorted(INTEGRATION.rglob("*.py"))
}

# What a message has to name; what raises the refusal has to bring it along.
PLACEHOLDERS: dict[str, set[str]] = {
    "heating_pad_off_again": {"heating_pad", "reason"},
    "red_flag_question": {"emergency", "urgent"},
    Refusal.BACKSTOP_FAILED: {"heating_pad"},
    Refusal.CLOCK_UNTRUSTED: {"allowed_from"},
    Refusal.HEATING_PAD_IN_USE: {"heating_pad"},
    Refusal.HEATING_PAD_UNAVAILABLE: {"heating_pad"},
    Refusal.HEAT_TOO_EARLY: {"allowed_from"},
    Refusal.INVALID_VALUE: {"field", "allowed"},
    Refusal.MASSAGE_TOO_EARLY: {"allowed_from"},
    Refusal.ONSET_TOO_OLD: {"allowed_from"},
    Refusal.OVER_LIMIT: {"cap", "left"},
    Refusal.RESTING: {"cap", "allowed_from"},
}
# What is said aloud of a refusal: with the time, with the name of the pad, or for a field.
SPOKEN_WITH_TIME = {
    Refusal.CLOCK_UNTRUSTED,
    Refusal.HEAT_TOO_EARLY,
    Refusal.MASSAGE_TOO_EARLY,
    Refusal.RESTING,
}
SPOKEN_WITH_PAD = {
    Refusal.BACKSTOP_FAILED,
    Refusal.HEATING_PAD_IN_USE,
    Refusal.HEATING_PAD_UNAVAILABLE,
}
SPOKEN_FIELDS = {"activity", "intensity", "level"}
# What is no refusal of a command: what notifications say.
NOTICES = {"heating_pad_off_again", "red_flag_question"}
# What the steps of a flow can name, by the path of their texts.
FLOW_PLACEHOLDERS: dict[str, set[str]] = {
    ".options.error.backstop_too_late": {"at_most"},
    ".options.progress.": {"countdown", "at_most", "watch"},
    ".options.step.backstop_action.": {"seconds", "minutes", "deciseconds"},
    ".options.step.backstop_plug.": {"at_most"},
    ".options.step.test.": {"countdown", "at_most", "watch"},
    ".options.step.test_": {"countdown", "at_most", "watch"},
}
# What reads the same in English: whatever else does was forgotten.
SAME_AS_ENGLISH = {
    "de": {"Episode", "Massage", "Name", "Pause", "Person", "Phase", "Phase: {phase}"},
    "es": set[str](),
    "fr": {
        "Options",
        "1 minute",
        "Action",
        "Massage",
        "Minutes",
        "Pause",
        "Phase",
        "{minutes} minutes",
    },
    "nl": {"Episode", "Massage"},
}
# What no text says (R5): that anything is safe, or gone.
PROMISES = {
    "de": r"sicher(e[mnrs]?)?|gefahrlos\w*|risikolos\w*|unbedenklich\w*|harmlos\w*|Entwarnung"
    r"|Entzündung\w*|geheilt\w*|Heilung",
    "en": r"safe|safely|all clear|inflammation|cured|healed",
    "es": r"segur[oa]s?|sin (peligro|riesgo)|inofensiv\w*|inflamación|curad[oa]s?|curación",
    "fr": r"sûre?s?|sécurité|sans (danger|risque)|inoffensi\w*|inflammation|guérie?s?|guérison",
    "nl": r"veilig\w*|zonder (gevaar|risico)|ongevaarlijk\w*|onschadelijk\w*|ontsteking\w*|genezen"
    r"|genezing",
}
# How nobody is spoken to: German, Spanish and Dutch are familiar, French is not.
FOREIGN_ADDRESS = {
    "de": r"(?<=[a-zäöüß,] )(Sie|Ihnen|Ihr(e[mnrs]?)?)\b",
    "es": r"\b(usted(es)?|vosotros|vuestr[oa]s?)\b",
    "fr": r"\b(tu|toi|ton|tes)\b",
    "nl": r"\b(u|uw)\b",
}
# Why heat that somebody else switched on may be refused (S7).
REFUSED_OUTSIDE_USE = {
    Refusal.BACKSTOP_FAILED,
    Refusal.CLOCK_UNTRUSTED,
    Refusal.HEAT_TOO_EARLY,
    Refusal.RED_FLAG_OPEN,
    Refusal.RESTING,
    Refusal.SESSION_RUNNING,
    Refusal.STORAGE_FAILED,
}


@pytest.fixture
def entities(hass: HomeAssistant, anna: Person) -> list[er.RegistryEntry]:
    """Return the registered entities of a person."""
    return er.async_entries_for_config_entry(er.async_get(hass), anna.entry.entry_id)


def _leaves(texts: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(texts, dict):
        for key, inner in texts.items():
            yield from _leaves(inner, f"{path}.{key}")
    else:
        yield path, texts


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _nodes[T: ast.AST](kind: type[T], *modules: str) -> Iterator[T]:
    """Yield the nodes of a kind in the named modules, or in all."""
    for module in modules or MODULES:
        for node in ast.walk(MODULES[module]):
            if isinstance(node, kind):
                yield node


RULES = {name for name in MODULES if name.startswith("rules")}


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


# Actions


@pytest.mark.usefixtures("entities")
def test_actions_are_the_same_everywhere(hass: HomeAssistant) -> None:
    """Every registered action is described, named and drawn, with all its fields, and none else."""
    registered = hass.services.async_services_for_domain(DOMAIN)
    assert set(registered) == set(SERVICES) == set(TEXTS["services"]) == set(ICONS["services"])

    for name, action in registered.items():
        assert isinstance(action.schema, vol.Schema)
        schema = action.schema.schema
        described = SERVICES[name]["fields"]
        assert {str(field) for field in schema} == set(described), name
        assert set(TEXTS["services"][name]["fields"]) == set(described), name
        required = {str(field) for field in schema if isinstance(field, vol.Required)}
        assert required == {key for key, field in described.items() if field.get("required")}, name
        assert described["config_entry_id"] == {
            "selector": {"config_entry": {"integration": DOMAIN}}
        }


def test_choices_are_the_same_everywhere() -> None:
    """What can be chosen is what the rules and options know, and each choice has a text."""
    select = SERVICES["start_session"]["fields"]["therapy"]["selector"]["select"]
    assert select["options"] == list(Therapy)
    for action in ("report_red_flags", "clear_red_flags"):
        flags = SERVICES[action]["fields"]["flags"]["selector"]["select"]
        assert flags["options"] == list(RedFlag)
    reason = SERVICES["clear_red_flags"]["fields"]["reason"]["selector"]["select"]
    assert reason["options"] == list(ClearReason)
    choices = {
        select["translation_key"]: set(Therapy),
        "outside_use": set(OutsideUse),
        "backstop": set(BackstopKind),
        "backstop_when": set(BackstopWhen),
        "red_flag": set(RedFlag),
        "clear_reason": set(ClearReason),
        "outcome": set(OUTCOMES.values()),
        "phase": set(Phase),
    }
    assert {key: set(choice["options"]) for key, choice in TEXTS["selector"].items()} == choices


# Triggers and conditions


@pytest.mark.parametrize(
    ("group", "described", "own"),
    [("triggers", TRIGGERS, set()), ("conditions", CONDITIONS, {"behavior"})],
    ids=["triggers", "conditions"],
)
def test_what_automations_can_use_is_the_same_everywhere(
    group: str,
    described: Mapping[str, TriggerDescription | ConditionDescription],
    own: set[str],
) -> None:
    """Every trigger and condition is described, named and drawn, with all its options, and none else."""
    listed = load_yaml_dict(str(INTEGRATION / f"{group}.yaml"))
    texts = TEXTS[group]
    assert set(described) == set(listed) == set(texts) == set(ICONS[group])
    assert {key for icon in ICONS[group].values() for key in icon} == {group.removesuffix("s")}
    for key, description in described.items():
        fields = listed[key].get("fields", {})
        names = {str(option) for option in description.options} | own
        assert names == set(fields) == set(texts[key].get("fields", {})), key
        required = {str(name) for name in description.options if isinstance(name, vol.Required)}
        assert required | own == {name for name, field in fields.items() if field.get("required")}
        entity = listed[key]["target"]["entity"]
        assert (entity["integration"], entity["domain"]) == (DOMAIN, description.anchor.domain)
        for name, field in fields.items():
            if select := field["selector"].get("select"):
                choices = set(TEXTS["selector"][select["translation_key"]]["options"])
                assert set(select["options"]) == choices, (key, name)


def test_what_automations_can_use_is_reached_by_entities_that_there_are(
    hass: HomeAssistant, entities: list[er.RegistryEntry]
) -> None:
    """Every anchor is an entity, and the editor offers it where it is wanted."""
    by_key = {(entity.domain, entity.translation_key): entity for entity in entities}
    for group, described in (("triggers", TRIGGERS), ("conditions", CONDITIONS)):
        listed = load_yaml_dict(str(INTEGRATION / f"{group}.yaml"))
        for key, description in described.items():
            entity = by_key[description.anchor]
            assert entity.entity_category is None
            wanted = listed[key]["target"]["entity"].get("device_class")
            assert wanted in (None, entity.original_device_class), key


# Entities


def test_entities_are_named_and_drawn(entities: list[er.RegistryEntry]) -> None:
    """Every entity has a text and an icon, and no text or icon is left over."""
    keys = {(entity.domain, entity.translation_key) for entity in entities}
    assert keys
    for catalogue in (TEXTS["entity"], ICONS["entity"]):
        assert keys == {(domain, key) for domain, by_key in catalogue.items() for key in by_key}
    for domain, key in keys:
        assert TEXTS["entity"][domain][key]["name"]
    assert {(entity.unique_id, entity.config_entry_id) for entity in entities} == {
        (f"{entity.config_entry_id}_{entity.translation_key}", entity.config_entry_id)
        for entity in entities
    }


def test_states_and_attributes_have_texts(
    hass: HomeAssistant, entities: list[er.RegistryEntry]
) -> None:
    """Every state of an enum and every value of an attribute has a text, and none is left over."""
    by_key = {(entity.domain, entity.translation_key): entity for entity in entities}

    phase = by_key["sensor", "phase"]
    texts = TEXTS["entity"]["sensor"]["phase"]["state"]
    assert phase.capabilities
    assert set(phase.capabilities["options"]) == set(Phase) == set(texts)
    assert set(ICONS["entity"]["sensor"]["phase"]["state"]) == set(Phase)

    session = by_key["event", "session"]
    texts = TEXTS["entity"]["event"]["session"]["state_attributes"]
    icons = ICONS["entity"]["event"]["session"]["state_attributes"]
    assert session.capabilities
    assert set(session.capabilities["event_types"]) == set(texts["event_type"]["state"])
    assert set(session.capabilities["event_types"]) == set(icons["event_type"]["state"])
    assert set(SessionEvent) >= set(session.capabilities["event_types"])
    assert set(texts["therapy"]["state"]) == set(Therapy)

    texts = TEXTS["entity"]["timer"]["session"]["state_attributes"]
    assert set(texts["therapy"]["state"]) == set(Therapy)

    # Attributes that are ours, not those of the platform.
    for domain, key, attributes in (
        ("timer", "session", {"therapy"}),
        ("sensor", "next_session", {"minutes_left"}),
        ("binary_sensor", "see_doctor", {"tier"}),
    ):
        state = hass.states.get(by_key[domain, key].entity_id)
        assert state is not None
        assert attributes <= set(state.attributes)
        assert set(TEXTS["entity"][domain][key]["state_attributes"]) == attributes


def _members(enum: str, *nodes: ast.AST) -> set[str]:
    """Return the names of the members of an enum that the nodes name, or that all of the code does."""
    within = [child for node in nodes for child in ast.walk(node)] or list(_nodes(ast.AST))
    return {
        node.attr
        for node in within
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == enum
    }


def test_reasons_have_texts() -> None:
    """Every reason that an event can give has a text, and none is left over or never given."""
    texts = TEXTS["entity"]["event"]["session"]["state_attributes"]["reason"]["state"]

    assert set(texts) == set(Reason) | REFUSED_OUTSIDE_USE
    assert _members("Reason") == set(Reason.__members__)


# Refusals and issues


def test_every_refusal_says_what_is_wrong() -> None:
    """Every refusal has a message, and names what the table says that it names."""
    refusing: list[ast.AST] = [call for call in _nodes(ast.Call) if _called(call) == "_refuse"]
    refusing += [node for node in _nodes(ast.Assign) if "off_again" in ast.unparse(node.targets[0])]
    told = {Reason[name] for name in _members("Reason", *refusing)}
    assert told
    assert set(TEXTS["exceptions"]) == {*Refusal, *told, *NOTICES}
    for key, text in TEXTS["exceptions"].items():
        assert _placeholders(text["message"]) == PLACEHOLDERS.get(key, set()), key


def test_every_refusal_brings_what_its_message_names() -> None:
    """A refusal of the rules or an action has its numbers; any other names no more than the pad."""
    fields = ("reason", "therapy", "cap", "left", "allowed_from", "field", "allowed")
    refused = set()
    for call in _nodes(ast.Call, "services", *(name for name in MODULES if name in RULES)):
        if _called(call) == "Refused":
            given = {*fields[: len(call.args)], *(keyword.arg for keyword in call.keywords)}
            if "allowed_until" in given:
                given.add("allowed")
            for refusal in _refusals_of(call.args[0]):
                refused.add(refusal)
                assert PLACEHOLDERS.get(refusal, set()) <= given, ast.unparse(call)

    for refusal in set(Refusal) - refused:
        assert PLACEHOLDERS.get(refusal, set()) <= {"heating_pad"}, refusal


def test_every_refusal_is_used() -> None:
    """There is no refusal that nothing refuses with."""
    assert _members("Refusal") == set(Refusal.__members__)


def _refusals_of(reason: ast.expr) -> set[Refusal]:
    """Return the refusals that an expression may be."""
    if isinstance(reason, ast.Attribute):
        return {Refusal[reason.attr]}
    # The one table in the code: which therapy came too early.
    assert ast.unparse(reason) == "early[therapy]"
    return {Refusal.HEAT_TOO_EARLY, Refusal.MASSAGE_TOO_EARLY}


def test_every_issue_has_a_text() -> None:
    """Every issue that is raised is described with the placeholders that it brings."""
    raised = {
        Issue[member]: {keyword.arg for keyword in call.keywords}
        for call in _nodes(ast.Call, "issues")
        if _called(call) == "_raise"
        for member in _members("Issue", *call.args)
    }
    assert set(raised) == set(Issue)

    described = {
        key: _placeholders(issue["title"])
        | _placeholders(issue.get("fix_flow", {}).get("step", {}).get("init", issue)["description"])
        for key, issue in TEXTS["issues"].items()
    }
    assert described == raised | {ISSUE: {"parts"}}


# The calendar


def test_what_the_calendar_shows_has_texts() -> None:
    """Every session, phase and entry has a text with what it is told, and no text is left over."""
    own = {"episode_ends", "heat_begins", "minute", "minutes", "pain", "spasm", "spasm_rated"}
    named = {f"session_{therapy}" for therapy in Therapy}
    named |= {f"phase_{phase}" for phase in Phase if phase is not Phase.NONE}
    texts = {
        key.removeprefix("calendar_"): _placeholders(text)
        for key, text in TEXTS["common"].items()
        if key.startswith("calendar_")
    }
    told = {"minutes": {"minutes"}, "pain": {"level"}, "spasm_rated": {"intensity"}}
    assert texts == {**{key: set() for key in own | named}, **told}


# Tools


@pytest.mark.usefixtures("entities")
def test_tools_are_actions(hass: HomeAssistant) -> None:
    """Every tool that does something is an action, with fields of it; what it takes is described."""
    for command in COMMANDS:
        fields = {str(field) for field in command.fields}
        assert fields <= set(ALLOWED), command.name
        words = ("stop", "pause", "resume") if "command" in fields else (None,)
        for word in words:
            action = command.action.format(command=word)
            taken = {"duration" if field in UNITS else field for field in fields - {"command"}}
            assert taken <= set(SERVICES[action]["fields"]), action


def test_answers_of_tools_have_texts() -> None:
    """Whom to ask for and why to see a doctor is said in every language, naming the same."""
    said = {f"spoken_{key}" for key in Unclear} | {f"spoken_doctor_{key}" for key in DoctorAdvice}
    said |= {"spoken_red_flag_question"}
    for language in LANGUAGES:
        texts = json.loads((INTEGRATION / f"translations/{language}.json").read_text())["common"]
        assert {key for key in texts if key.startswith("spoken_doctor_")} <= said
        for key in said:
            assert _placeholders(texts[key]) == _placeholders(TEXTS["common"][key]), key


# Sentences


def test_what_is_said_has_texts() -> None:
    """Every answer, refusal and therapy has a text in every language, and no text is left over."""
    named = {
        str(node.value): {keyword.arg for keyword in call.keywords}
        for call in _nodes(ast.Call, "voice.voice", "voice.replies", "spoken")
        for node in call.args
        if isinstance(node, ast.Constant) and str(node.value).startswith("voice_")
    }
    own = {
        "voice_started": {"therapy", "duration", "time"},
        "voice_resumed": {"therapy", "duration", "time"},
        **{f"voice_phase_{phase}": set[str]() for phase in Phase},
        "voice_phase_ice": {"time"},
        **{f"voice_allowed_{therapy}": {"duration"} for therapy in Therapy},
        **{f"voice_allowed_from_{therapy}": {"time"} for therapy in Therapy},
        **{f"voice_refused_{refusal}": set[str]() for refusal in Refusal},
        **{f"voice_refused_invalid_value_{field}": set[str]() for field in SPOKEN_FIELDS},
        **{f"voice_refused_{refusal}": {"allowed"} for refusal in SPOKEN_WITH_TIME},
        **{f"voice_refused_{refusal}": {"heating_pad"} for refusal in SPOKEN_WITH_PAD},
        "voice_refused_over_limit": {"cap", "left"},
    }
    for language in LANGUAGES:
        texts = json.loads((INTEGRATION / f"translations/{language}.json").read_text())["common"]
        said = {key: _placeholders(text) for key, text in texts.items() if key.startswith("voice_")}
        assert said == {**named, **own}, language
        assert all(texts[key].strip() == texts[key] for key in said), language


def test_what_is_said_of_persons_and_times_has_texts() -> None:
    """Each language has the same, naming the same."""
    for language in LANGUAGES:
        texts = json.loads((INTEGRATION / f"translations/{language}.json").read_text())["common"]
        assert {
            key: _placeholders(text) for key, text in texts.items() if key.startswith("spoken_")
        } == {
            key: _placeholders(text)
            for key, text in TEXTS["common"].items()
            if key.startswith("spoken_")
        }, language


def test_sentences_are_in_every_language() -> None:
    """What can be said is answered in the same language. tests/test_sentences.py compares what it says."""
    assert {path.stem for path in (INTEGRATION / "assist/sentences").glob("*.json")} == set(
        LANGUAGES
    )


def test_every_language_can_be_spoken() -> None:
    """What is translated is spoken."""
    translated = {path.stem for path in (INTEGRATION / "translations").glob("*.json")}
    assert set(LANGUAGES) == translated


# Announcements
def test_announcements_have_texts() -> None:
    """Every announcement has a text with what it is told, in each language, and no text is left over."""
    named = {"pad_fault": {"heating_pad"}, "pad_off": {"heating_pad"}, "next": {"time"}}
    named["off_again"] = {"heating_pad", "reason"}
    named |= {
        key: {"reason"}
        for key in ("not_started", "not_started_ice", "not_started_heat", "not_longer")
    }
    single = {"ended_pad", "interrupted", "available_ice", "available_heat", "reason_shown"}
    single |= {f"{what}_{therapy}" for what in ("last_minute", "ended") for therapy in Therapy}
    single |= {text.removeprefix("announce_") for text in PHASES.values()}
    single |= {f"press_{press}" for press in Press}
    announced = named | {key: set[str]() for key in single}
    for language in (INTEGRATION / "translations").glob("*.json"):
        texts = {
            key.removeprefix("announce_"): _placeholders(text)
            for key, text in json.loads(language.read_text())["common"].items()
            if key.startswith("announce_")
        }
        assert texts == announced, language.name


def test_what_can_announce_is_what_home_assistant_says() -> None:
    """The features that are written down here are those of Home Assistant's own enums."""
    assert FEATURES == {
        "assist_satellite": AssistSatelliteEntityFeature.ANNOUNCE,
        "media_player": MediaPlayerEntityFeature.PLAY_MEDIA,
        "notify": 0,
    }


# The card

SOURCES = "\n".join(path.read_text() for path in sorted((REPOSITORY / "frontend/src").glob("*.ts")))
# What ends in a name that the rules, or the card itself, choose.
CARD_FAMILIES: dict[str, set[str]] = {
    "phase_": set(Phase),
    "doctor_": set(DoctorAdvice),
    "flags_": set(Tier),
    "refused_": {
        Refusal.HEATING_PAD_IN_USE,
        Refusal.HEATING_PAD_UNAVAILABLE,
        Refusal.NO_EPISODE,
        Refusal.NOT_RECOVERED,
        Refusal.RED_FLAG_OPEN,
        Refusal.SESSION_RUNNING,
    },
    "editor_": {"person", "hide_timeline", "hide_today", "hide_pain", "hide_diary"},
    "field_": {"activity", "at", "onset"},
    "dialog_": {
        *("spasm", "pain", "episode", "onset", "flags", "clear"),
        *("recovered", "end_episode", "report"),
    },
    "submit_": {
        *("spasm", "pain", "episode", "onset", "flags"),
        *("recovered", "end_episode", "report"),
    },
    "menu_": {
        *("episode", "onset", "recovered", "undo_recovered"),
        *("end_episode", "undo", "clear", "report"),
    },
}


def test_what_the_card_says_has_texts() -> None:
    """Every text that the card asks for is there, and none is left over."""
    texts = {key.removeprefix("card_") for key in TEXTS["common"] if key.startswith("card_")}
    families = {family + name for family, names in CARD_FAMILIES.items() for name in names}
    asked = set(re.findall(r'say\(\s*[\w.]+,\s*"(\w+)"', SOURCES))
    assert asked <= texts
    assert families <= texts
    # Some are asked for by a choice between two, or through a method of the card's own.
    assert {key for key in texts - asked - families if f'"{key}"' not in SOURCES} == set()


def test_what_the_card_says_is_told_its_values() -> None:
    """What a text of the card names, the call that asks for it brings."""
    for key, text in TEXTS["common"].items():
        if key.startswith("card_") and (named := _placeholders(text)):
            asking = re.findall(rf'"{key.removeprefix("card_")}"[^{{}}]*\{{([^{{}}]*)\}}', SOURCES)
            brought = [set(re.findall(r"(\w+)(?=[:,\s])", call)) for call in asking]
            assert any(named <= each for each in brought), key


# Flows


def test_flows_have_texts() -> None:
    """Every step, field, choice and error of the flows has a text, and none is left over."""
    forms = {
        ("config", "user"): USER_SCHEMA,
        ("config", "reconfigure"): RECONFIGURE_SCHEMA,
        ("options", "init"): OPTIONS_SCHEMA.extend({vol.Optional(CONF_USER): str}),
        ("options", "backstop_plug"): PLUG_SCHEMA,
        ("options", "backstop_action"): ACTION_SCHEMA,
        ("options", "test"): vol.Schema({}),
    }
    # What these offer, tests/test_backstop.py sees.
    menus = {("options", step): {"init", "test", "save"} for step in Outcome} | {
        ("options", "backstop"): {"test", "save"},
        ("options", Outcome.PASSED): {"save"},
    }
    assert {*forms, *menus} == {
        (flow, step) for flow in ("config", "options") for step in TEXTS[flow]["step"]
    }
    for (flow, step), schema in forms.items():
        fields = {str(field) for field in schema.schema}
        texts = TEXTS[flow]["step"][step]
        assert set(texts.get("data", ())) == set(texts.get("data_description", ())) == fields, step
    sections = TEXTS["options"]["step"]["init"]["sections"]
    assert set(sections) == {SECTION_ANNOUNCEMENTS}
    asked = {str(field) for field in ANNOUNCE_SCHEMA.schema}
    announcements = sections[SECTION_ANNOUNCEMENTS]
    assert set(announcements["data"]) == set(announcements["data_description"]) == asked
    for (flow, step), offered in menus.items():
        assert set(TEXTS[flow]["step"][step]["menu_options"]) == offered
    shown = [call for call in _nodes(ast.Call, "backstop_flow") if _called(call) == "_progress"]
    actions = {
        str(node.value)
        for call in shown
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant)
    }
    assert set(TEXTS["options"]["progress"]) == actions


def test_errors_of_flows_have_texts() -> None:
    """Every error of a field has a text, and so has every refusal of a test of the backstop."""
    errors: dict[str, set[str]] = {}
    for mapping in _nodes(ast.Dict, "config_flow", "backstop_flow", "announce_form"):
        for key, error in zip(mapping.keys, mapping.values, strict=True):
            if isinstance(error, ast.Constant) and isinstance(key, ast.Name):
                errors.setdefault(key.id, set()).add(str(error.value))
    name, pad = errors.pop("CONF_NAME"), errors.pop("CONF_HEATING_PAD")
    assert set(TEXTS["config"]["error"]) == name | pad

    testing = MODULES["pads.backstop_test"], MODULES["backstop_flow"]
    refused = {Refusal[member] for member in _members("Refusal", *testing)}
    assert set(TEXTS["options"]["error"]) == {
        *pad,
        *set[str]().union(*errors.values()),
        *refused,
        Refusal.SESSION_RUNNING,
    }

    # Newer releases have this text themselves; the oldest that we support does not.
    assert set(TEXTS["config"]["abort"]) == {"reconfigure_successful"}


# Texts and icons as such


def test_nothing_else_is_translated() -> None:
    """Every group of texts is one that a test compares with the code: `common` is the report's."""
    assert set(TEXTS) == {
        "common",
        "conditions",
        "config",
        "entity",
        "exceptions",
        "issues",
        "options",
        "selector",
        "services",
        "triggers",
    }
    assert set(ICONS) == {"conditions", "entity", "services", "triggers"}
    assert not (INTEGRATION / "strings.json").exists()


def test_every_language_has_every_text() -> None:
    """What is in English is in all languages, names the same and has the same marks of layout."""
    assert set(TRANSLATIONS) == {"en", *SAME_AS_ENGLISH} == set(PROMISES)
    english = {path: _frame(text) for path, text in _leaves(TEXTS)}
    for language, texts in TRANSLATIONS.items():
        assert {path: _frame(text) for path, text in _leaves(texts)} == english, language


def _frame(text: str) -> list[str]:
    """Return what of a text no language changes: placeholders, code, links, emphasis, paragraphs."""
    kept = re.findall(r"`[^`]*`|\]\([^)]*\)|\*\*|\n+(?:- )?", text)
    return sorted([*kept, *_placeholders(text)])


@pytest.mark.parametrize("language", SAME_AS_ENGLISH)
def test_no_text_is_left_in_english(language: str) -> None:
    """A text that reads as in English is a word that both languages have, or has no words."""
    english = dict(_leaves(TEXTS))
    same = {text for path, text in _leaves(TRANSLATIONS[language]) if text == english.get(path)}
    worded = {text for text in same if re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", text))}
    assert worded <= SAME_AS_ENGLISH[language]


@pytest.mark.parametrize("language", PROMISES)
def test_the_texts_promise_nothing(language: str) -> None:
    """R5: they speak of the plan; they never say that anything is safe, or gone."""
    promises = re.compile(rf"\b({PROMISES[language]})\b", re.IGNORECASE)
    assert not [text for _, text in _leaves(TRANSLATIONS[language]) if promises.search(text)]


@pytest.mark.parametrize("language", FOREIGN_ADDRESS)
def test_the_texts_speak_to_everybody_alike(language: str) -> None:
    """A language has one form of address."""
    foreign = re.compile(FOREIGN_ADDRESS[language])
    assert not [text for _, text in _leaves(TRANSLATIONS[language]) if foreign.search(text)]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_glossary_has_the_words_of_the_texts(language: str) -> None:
    """Whoever translates finds there what the texts say, and not what they once said."""
    lines = (REPOSITORY / "docs/glossary.md").read_text().splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    order = ["en", *sorted(set(TRANSLATIONS) - {"en"})]
    texts = "\n".join(text for _, text in _leaves(TRANSLATIONS[language])).lower()
    words = [row[order.index(language)] for row in rows[1:]]
    assert len(words) > len(Therapy)
    assert not [word for word in words if word.lower() not in texts]


@pytest.mark.parametrize(
    "path",
    [INTEGRATION / "icons.json", *sorted((INTEGRATION / "translations").glob("*.json"))],
    ids=lambda path: path.name,
)
def test_texts_and_icons_are_sorted(path: Path) -> None:
    """Two who add a text each do not write it into different places, and no key is there twice."""
    told = json.loads(path.read_text())
    assert path.read_text() == (
        json.dumps(told, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    )


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_texts_are_shown_as_they_stand(language: str) -> None:
    """None is empty, has a reference or an address, or asks for what nobody fills in."""
    unfit = re.compile(r"^\s|\s$|^$|\[%|https?://|<\w|'\{")
    assert not [text for _, text in _leaves(TRANSLATIONS[language]) if unfit.search(text)]
    filled_in = (".common.", ".exceptions.", ".issues.")
    for path, text in _leaves(TEXTS):
        if not path.startswith(filled_in):
            known = (names for start, names in FLOW_PLACEHOLDERS.items() if path.startswith(start))
            assert _placeholders(text) <= next(known, set()), path


def test_icons_exist() -> None:
    """Every icon is one that the frontend can draw."""
    known = {
        f"mdi:{name}"
        for part in (Path(hass_frontend.where()) / "static/mdi").glob("*.json")
        if isinstance(names := json.loads(part.read_text()), dict)
        for name in names
    }
    assert {icon for _, icon in _leaves(ICONS)} <= known


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


# Versions


def test_versions_are_the_same_everywhere() -> None:
    """One version of ours, and one oldest Home Assistant."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert project["version"] == MANIFEST["version"]
    assert f"## [{MANIFEST['version']}]" in (REPOSITORY / "CHANGELOG.md").read_text()

    oldest = json.loads((REPOSITORY / "hacs.json").read_text())["homeassistant"]
    pinned = (REPOSITORY / "requirements/oldest.in").read_text()
    assert f"homeassistant=={oldest}\n" in pinned
    assert oldest in (REPOSITORY / "README.md").read_text()


def test_the_manifest_is_in_order() -> None:
    """Domain and name come first, then all else by the alphabet, as Home Assistant's own check wants."""
    assert list(MANIFEST)[:2] == ["domain", "name"]
    assert list(MANIFEST)[2:] == sorted(list(MANIFEST)[2:])


def test_every_room_is_on_the_map() -> None:
    """CONTRIBUTING says of each module and each package what it is for, and of none that is gone."""
    rooms = {
        f"{package}/" if within else f"{package}.py"
        for package, _, within in (module.partition(".") for module in MODULES)
    }
    table = (REPOSITORY / "CONTRIBUTING.md").read_text().split("Elsewhere")[0]
    named = {
        name
        for cell in re.findall(r"^\| (.+?) \|", table, re.MULTILINE)
        for name in re.findall(r"`(.+?)`", cell)
    }
    assert rooms <= named
    assert all((INTEGRATION / name).exists() for name in named)


# Import direction

PLATFORMS = {
    "binary_sensor",
    "button",
    "calendar",
    "event",
    "llm",
    "number",
    "sensor",
    "switch",
    "timer",
}


def _imports(module: str) -> Iterator[str]:
    """Yield the modules of ours that a module imports, by their names here."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = ["custom_components", DOMAIN, *module.split(".")]
            above = package[: -node.level] if node.level else []
            origin = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            # What is imported from a package may be a module of it, or a name in it.
            within = {f"{origin}.{name.name}" for name in node.names}
            names = [name if _ours(name) in MODULES else origin for name in within]
        else:
            continue
        yield from (_ours(name) for name in names if _ours(name) in MODULES)


def _ours(name: str) -> str:
    prefix = f"custom_components.{DOMAIN}"
    ours = name.removeprefix(f"{prefix}.")
    if f"{ours}.__init__" in MODULES:
        return f"{ours}.__init__"
    return "__init__" if name == prefix else ours


IMPORTS = {module: set(_imports(module)) for module in MODULES}


def _reached(module: str) -> set[str]:
    """Return what a module imports, directly or not."""
    reached: set[str] = set()
    following = {module}
    while following:
        following = set[str]().union(*(IMPORTS[name] for name in following)) - reached
        reached |= following
    return reached


def test_imports_are_understood() -> None:
    """The tests below would hold for nothing if imports were not seen."""
    assert "rules.models.__init__" in IMPORTS["rules.phases"]
    assert "clock" in IMPORTS["person.transaction"]
    assert "timer" in IMPORTS["comforts"]


def test_imports_go_one_way() -> None:
    """No module comes back to itself; the rules know themselves alone, and nobody knows a platform."""
    for module in MODULES:
        reached = _reached(module)
        assert module not in reached
        assert module not in RULES or reached <= RULES, module
        loads_all = module in {"__init__", "comforts"}
        assert loads_all or not reached & (PLATFORMS | {"__init__"}), module


PACKAGES = [module.removesuffix("__init__") for module in MODULES if module.endswith(".__init__")]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_in_which_order_its_rooms_know_each_other(package: str) -> None:
    """Each knows only those that are named before it."""
    top = ast.get_docstring(MODULES[f"{package}__init__"]) or ""
    layers = re.findall(r"^    (\w+)  ", top, re.MULTILINE)
    rooms = {
        module.removeprefix(package).removesuffix(".__init__"): IMPORTS[module]
        for module in MODULES
        if module.startswith(package)
    }
    assert {name for name in rooms if "." not in name} == {*layers, "__init__"}
    for place, layer in enumerate(layers):
        known = {name.removesuffix(".__init__") for name in rooms[layer]}
        assert not known & {f"{package}{later}" for later in layers[place:]}, layer


def test_the_manager_is_above_the_clock_the_store_and_the_pads() -> None:
    """rules <- clock, store, heating pads <- manager <- everything else."""
    below = _reached("person.manager")
    assert {"clock", "store", "pads.heating_pad", "pads.registry"} <= below
    assert not below & {"entity", "services", "outputs.issues", "config_flow", "diagnostics"}
    for entities in PLATFORMS:
        assert "person.manager" in _reached(entities)
