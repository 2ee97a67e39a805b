"""Any input of an action works as described, or is refused with a text and changes nothing."""

from __future__ import annotations

import json
import math
from pathlib import Path
import random
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util.yaml import load_yaml_dict
import pytest
import voluptuous as vol

import custom_components.backcare
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import ClearReason, RedFlag, Therapy
from tests.conftest import SECOND, Clocks, Person, of_owner, shown
from tests.stored import Stored

ROOM = Path(custom_components.backcare.__file__).parent
TEXTS = json.loads((ROOM / "translations/en.json").read_text())["exceptions"]
SERVICES = load_yaml_dict(str(ROOM / "services.yaml"))
# Answers with them, and shows nothing new.
QUESTIONS = {name for name in SERVICES if name.startswith("get_")}

# Values that are valid for some fields, and wrong for others.
FITTING: list[Any] = [
    *Therapy,
    *ClearReason,
    *([flag] for flag in RedFlag),
    [*RedFlag],
    "2026-02-27 09:00:00",
    "2026-03-01T09:00:00+00:00",
    "00:05:00",
    {"minutes": 3},
    "gardening",
    True,
    5,
]
ODD: list[Any] = [
    None,
    False,
    "",
    " ",
    "on",
    "ice\0",
    "\ud800",
    "\udfff" * 26,
    "\u202eevil\u202c",
    "\u200b",
    "🧊" * 60,
    "a" * 10_000,
    "\x1b[31m",
    "nan",
    "-inf",
    "1e999",
    "٣",
    "0x10",
    "1_000",
    "no_such_flag",
    "0001-01-01T00:00:00+14:00",
    "0001-01-01 00:00:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31 23:59:59.999999",
    "2026-03-29T02:30:00",
    "2026-02-30 00:00:00",
    "2026-03-02T09:00:00+23:59",
    "-00:05:00",
    "99999999999:00:00",
    "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
    "8" * 26,
    0,
    -1,
    11,
    4.5,
    1e300,
    -1e300,
    10**400,
    -(10**400),
    math.inf,
    -math.inf,
    math.nan,
    b"ice",
    (),
    (1, 2),
    {},
    {"minutes": math.nan},
    {"days": 10**30},
    {"hours": "many"},
    {"level": {"deep": []}},
    [],
    [[]],
    [None],
    ["fever", "no_such_flag"],
    [{"a": 1}],
    ["\ud800"],
    set(),
    object(),
    1 + 2j,
]
CALLS = 60


def calls(action: str) -> list[dict[str, Any]]:
    """Return what the action is called with: the same at every run."""
    drawn = random.Random(action)  # noqa: S311 - the same at every run is what is wanted
    fields = [name for name in SERVICES[action]["fields"] if name != "config_entry_id"]
    # Each odd value in each field, with whatever else is needed.
    needed = {name: drawn.choice(FITTING) for name in fields}
    found = [{**needed, name: value} for name in fields for value in ODD]
    for _ in range(CALLS):
        names = [name for name in [*fields, "config_entry_id"] if drawn.random() < 0.7]
        if drawn.random() < 0.1:
            names.append(drawn.choice(["no_such_field", "", "Onset", "entity_id"]))
        found.append(
            {name: drawn.choice(FITTING if drawn.random() < 0.6 else ODD) for name in names}
        )
    return found


def refuses_in_words(refusal: Exception) -> bool:
    """Return whether a refusal is one: a type that does not fit, or a text of ours, filled in."""
    if isinstance(refusal, vol.Invalid):
        return bool(str(refusal))
    assert isinstance(refusal, ServiceValidationError), repr(refusal)
    assert refusal.translation_key
    if refusal.translation_domain == "homeassistant":
        # Which person is meant, core says itself.
        return True
    assert refusal.translation_domain == DOMAIN
    text: str = TEXTS[refusal.translation_key]["message"]
    return "{" not in text.format(**(refusal.translation_placeholders or {}))


@pytest.mark.long
@pytest.mark.parametrize("phase", ["none", "heat"])
@pytest.mark.parametrize("action", SERVICES)
async def test_any_input_is_taken_or_refused(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    stored: Stored,
    action: str,
    phase: str,
) -> None:
    """Nothing comes back but a refusal, and what is refused is neither shown nor stored."""
    if phase != "none":
        await anna.be_in(phase)
    await anna.act("report_red_flags", flags=["fever"])
    await clocks.forward(SECOND)
    refusals = 0

    def now() -> tuple[Any, Any]:
        return shown(hass), stored.rows()

    before = now()
    for fields in calls(action):
        try:
            await hass.services.async_call(
                DOMAIN,
                action,
                fields,
                blocking=True,
                context=await of_owner(hass),
                return_response=action in QUESTIONS,
            )
        except Exception as err:  # noqa: BLE001 - which it may be is what this is about
            assert refuses_in_words(err), (action, fields)  # noqa: PT017
            refusals += 1
            assert now() == before, (action, fields)
        else:
            await hass.async_block_till_done()
            before = now()

    assert refusals


async def test_two_spellings_of_the_same_number_are_the_same(
    hass: HomeAssistant, anna: Person
) -> None:
    await anna.fall_ill()
    await anna.act("log_pain", level="7.0")

    assert anna.state("number.pain") == "7"
