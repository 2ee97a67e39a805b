"""Who may do what, on every surface, with real users (S16)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from operator import itemgetter
from typing import Any

from homeassistant.auth.models import TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN
from homeassistant.auth.permissions import PolicyPermissions
from homeassistant.components import persistent_notification
from homeassistant.components.conversation import async_converse
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized, UnknownUser
from homeassistant.helpers import entity_registry as er, llm
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.backcare.access import CONTROLS, Right, async_caller
from custom_components.backcare.assist.rights import RIGHTS
from custom_components.backcare.assist.templates import Intent
from custom_components.backcare.const import DOMAIN
from tests.card_feed import merged
from tests.conftest import HOUR, MINUTE, PAD, SECOND, Clocks, NothingChanges, Person, new_person
from tests.test_trigger import automate
from tests.users import Users, create_users, of

# Home Assistant's own server warns about itself.
pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web")

type LogIn = Callable[..., Awaitable[Any]]

NOT_STARTED = "backcare_anna_not_started"
DETAILS = {"button.log_spasm", "number.pain", "sensor.spasms_today", "event.spasm"}

ALL = {"owner", "admin", "person", "carer", "other", "reader", "nobody", "system"}
CONTROL = ALL - {"reader"}
OWN = {"owner", "admin", "person", "carer"}
# Without a linked user, everyone who may control the entities has the person's rights: an automation, too.
UNLINKED = CONTROL

# Who may use each action, for a linked person and for one who is not. `blind` may use none.
ACTIONS: dict[str, tuple[dict[str, Any], set[str], set[str]]] = {
    "start_episode": ({}, CONTROL, CONTROL),
    "correct_onset": ({"onset": "2026-02-27 09:00:00"}, CONTROL, CONTROL),
    "end_episode": ({}, CONTROL, CONTROL),
    "mark_recovered": ({}, CONTROL, CONTROL),
    "start_session": ({"therapy": "ice"}, CONTROL, CONTROL),
    "stop_session": ({}, ALL, ALL),
    "pause_session": ({}, CONTROL, CONTROL),
    "resume_session": ({}, CONTROL, CONTROL),
    "log_spasm": ({"intensity": 5}, CONTROL, CONTROL),
    "log_pain": ({"level": 5}, CONTROL, CONTROL),
    "undo_last": ({}, CONTROL, CONTROL),
    "delete_entry": ({"entry_id": "unknown"}, OWN, UNLINKED),
    "report_red_flags": ({"flags": ["chest_pain"]}, ALL, ALL),
    "clear_red_flags": ({"reason": "seen_by_doctor"}, OWN, UNLINKED),
    "delete_history": ({"confirm": True}, OWN, UNLINKED),
    "get_summary": ({}, ALL, ALL),
    "get_history": ({}, OWN, UNLINKED),
    "get_report": ({}, OWN, UNLINKED),
    "export": ({}, OWN, UNLINKED),
}
QUESTIONS = {"export", "get_summary", "get_history", "get_report"}


@pytest.fixture
async def users(hass: HomeAssistant) -> Users:
    """The users of a house."""
    return await create_users(hass)


@pytest.fixture
async def linked(hass: HomeAssistant, users: Users, pad: str, clocks: Clocks) -> Person:
    """Anna, who is linked to a user and has a carer, a red flag and an old spasm."""
    return await ill(new_person(hass, "Anna", heating_pad=pad, **links_of(users)), clocks)


@pytest.fixture
async def unlinked(hass: HomeAssistant, pad: str, clocks: Clocks) -> Person:
    """Anna, as nobody in particular."""
    return await ill(new_person(hass, "Anna", heating_pad=pad), clocks)


def links_of(users: Users) -> dict[str, Any]:
    return {"user": of(users, "person").user_id, "carers": [of(users, "carer").user_id]}


def no_links_of(_users: Users) -> dict[str, Any]:
    return {}


async def ill(person: Person, clocks: Clocks) -> Person:
    await person.set_up()
    await person.be_in("heat")
    await person.act("log_spasm", intensity=7, activity="a private matter")
    await person.act("report_red_flags", flags=["fever"])
    await clocks.forward(HOUR)
    return person


async def call(
    hass: HomeAssistant, context: Context, action: str, **fields: Any
) -> dict[str, Any] | None:
    answer = await hass.services.async_call(
        DOMAIN,
        action,
        fields,
        blocking=True,
        context=context,
        return_response=action in QUESTIONS,
    )
    await hass.async_block_till_done()
    return answer


async def read(hass: HomeAssistant, users: Users) -> list[dict[str, Any]]:
    """Return the diary, as its owner reads it."""
    answer = await call(hass, of(users, "owner"), "get_history", start="2026-01-01 00:00:00")
    assert answer is not None
    entries: list[dict[str, Any]] = answer["entries"]
    return entries


# Actions


def test_every_action_is_in_the_table(hass: HomeAssistant, linked: Person) -> None:
    assert set(hass.services.async_services_for_domain(DOMAIN)) == set(ACTIONS)


@pytest.mark.parametrize("options", [links_of, no_links_of])
async def test_an_action_is_for_whom_the_table_names(
    hass: HomeAssistant,
    users: Users,
    pad: str,
    clocks: Clocks,
    nothing_changes: NothingChanges,
    options: Callable[[Users], dict[str, Any]],
    subtests: pytest.Subtests,
) -> None:
    """Without permission, the caller gets core's error before anything changes."""
    await ill(new_person(hass, "Anna", heating_pad=pad, **options(users)), clocks)

    for action, (fields, of_linked, of_unlinked) in ACTIONS.items():
        allowed = {links_of: of_linked, no_links_of: of_unlinked}[options]
        # An hour later there is nothing to take back, for which others might have the right.
        await clocks.forward(HOUR)
        with subtests.test(action):
            for role in sorted(users.keys() - allowed):
                with nothing_changes(), pytest.raises(Unauthorized):
                    await call(hass, of(users, role), action, **fields)
            for role in sorted(allowed):
                # A refusal of the plan shows that the permission was given.
                with suppress(ServiceValidationError):
                    await call(hass, of(users, role), action, **fields)


async def test_that_there_are_no_red_flags_is_said_by_whoever_may_clear(
    hass: HomeAssistant, users: Users, linked: Person
) -> None:
    """R13: *yes* is taken from anybody, *none* is not."""
    for role in sorted(users.keys() - OWN):
        with pytest.raises(Unauthorized):
            await call(hass, of(users, role), "report_red_flags", flags=[])
    for role in sorted(OWN):
        with suppress(ServiceValidationError):
            await call(hass, of(users, role), "report_red_flags", flags=[])


async def test_what_was_just_logged_is_taken_back_by_whoever_may_log(
    hass: HomeAssistant, users: Users, linked: Person, clocks: Clocks, subtests: pytest.Subtests
) -> None:
    for role in sorted(CONTROL):
        with subtests.test(role):
            await call(hass, of(users, role), "log_pain", level=5)
            await clocks.forward(9 * MINUTE)
            assert [entry["kind"] for entry in await read(hass, users)][2:] == ["pain"]
            await call(hass, of(users, role), "undo_last")

            assert [entry["kind"] for entry in await read(hass, users)] == [
                "spasm",
                "flags_reported",
            ]


@pytest.mark.parametrize(
    "done",
    [
        ("log_pain", {"level": 5}),
        ("log_spasm", {}),
        ("start_session", {"therapy": "ice"}),
        ("mark_recovered", {}),
    ],
    ids=itemgetter(0),
)
async def test_who_may_not_read_does_not_learn_what_was_taken_back(
    hass: HomeAssistant,
    users: Users,
    linked: Person,
    clocks: Clocks,
    done: tuple[str, dict[str, Any]],
) -> None:
    """S16: whatever it was. The card shows them no last act either."""
    action, fields = done
    for role in sorted(CONTROL):
        await call(hass, of(users, role), action, **fields)
        answer = await hass.services.async_call(
            DOMAIN, "undo_last", blocking=True, context=of(users, role), return_response=True
        )
        assert answer is not None
        assert answer["taken_back"] == (action if role in OWN else None)
        assert (answer["text"] == "It is taken back.") is (role not in OWN)
        await clocks.forward(SECOND)


@pytest.mark.parametrize("options", [links_of, no_links_of])
@pytest.mark.parametrize(
    "decision",
    [("clear_red_flags", {"reason": "reported_by_mistake"}), ("report_red_flags", {"flags": []})],
    ids=["cleared", "none of these"],
)
async def test_what_was_decided_of_red_flags_is_taken_back_by_whoever_may_decide(
    hass: HomeAssistant,
    users: Users,
    pad: str,
    clocks: Clocks,
    nothing_changes: NothingChanges,
    options: Callable[[Users], dict[str, Any]],
    decision: tuple[str, dict[str, Any]],
) -> None:
    """S16: a guest or a wall button brings nothing of it back, and takes nothing away."""
    anna = await ill(new_person(hass, "Anna", heating_pad=pad, **options(users)), clocks)
    before = await read(hass, users)
    allowed = {links_of: OWN, no_links_of: UNLINKED}[options]
    action, fields = decision

    for role in sorted(allowed):
        await call(hass, of(users, "person"), action, **fields)
        for other in sorted(users.keys() - allowed):
            with nothing_changes(), pytest.raises(Unauthorized):
                await call(hass, of(users, other), "undo_last")
        await call(hass, of(users, role), "undo_last")
        assert await read(hass, users) == before
        assert anna.state("binary_sensor.see_doctor") == "on"
        await clocks.forward(SECOND)


async def test_a_report_is_taken_back_by_its_reporter_or_whoever_may_decide(
    hass: HomeAssistant,
    users: Users,
    linked: Person,
    clocks: Clocks,
    nothing_changes: NothingChanges,
    subtests: pytest.Subtests,
) -> None:
    """S16: a report without a user cannot be taken back without a user."""
    before = await read(hass, users)

    for reporter in ("nobody", "other", "person", "system"):
        allowed = OWN | {reporter} - {"nobody", "system"}
        for role in sorted(allowed):
            with subtests.test(reporter=reporter, by=role):
                await call(hass, of(users, reporter), "report_red_flags", flags=["chest_pain"])
                for other in sorted(users.keys() - allowed):
                    with nothing_changes(), pytest.raises(Unauthorized):
                        await call(hass, of(users, other), "undo_last")
                await call(hass, of(users, role), "undo_last")
                assert await read(hass, users) == before
                await clocks.forward(SECOND)


async def test_who_has_reported_is_known_by_another_name_too(
    hass: HomeAssistant, users: Users, linked: Person
) -> None:
    """S16: users may be renamed at any time."""
    user = users["other"]
    assert user is not None
    await call(hass, of(users, "other"), "report_red_flags", flags=["chest_pain"])
    await hass.auth.async_update_user(user, name="Somebody else")

    await call(hass, of(users, "other"), "undo_last")

    assert linked.attributes("binary_sensor.see_doctor")["tier"] == "urgent"


async def test_an_undone_report_does_not_show_what_was_open(
    hass: HomeAssistant, users: Users, linked: Person
) -> None:
    """S16: who may not see red flags by name learns none by reporting one and taking it back."""
    before = await read(hass, users)
    other = of(users, "other")
    answers = []
    for flag in ("fever", "leg_weakness"):
        await call(hass, other, "report_red_flags", flags=[flag])
        answers.append(
            await hass.services.async_call(
                DOMAIN, "undo_last", blocking=True, context=other, return_response=True
            )
        )

    assert answers[0] == answers[1]
    assert await read(hass, users) == before
    summary = await call(hass, of(users, "owner"), "get_summary")
    assert summary is not None
    assert summary["red_flags"] == ["fever"]


async def test_a_user_who_is_gone_may_nothing(hass: HomeAssistant, linked: Person) -> None:
    for action, (fields, *_) in ACTIONS.items():
        with pytest.raises(UnknownUser):
            await call(hass, Context(user_id="gone"), action, **fields)


# Each action, and the entity that does the same.
DONE_BY: list[tuple[str, str, dict[str, Any]]] = [
    ("switch.heat_session", "start_session", {"therapy": "heat"}),
    ("switch.ice_session", "start_session", {"therapy": "ice"}),
    ("timer.session", "start_session", {"therapy": "walk"}),
    ("timer.session", "start_session", {}),
    ("timer.session", "resume_session", {}),
    ("button.log_spasm", "log_spasm", {}),
    ("number.pain", "log_pain", {"level": 3}),
    ("button.new_episode", "correct_onset", {"onset": "2026-02-27 09:00:00"}),
    ("button.recovered", "mark_recovered", {}),
]


async def test_an_action_asks_what_its_entity_would(
    hass: HomeAssistant, users: Users, unlinked: Person, subtests: pytest.Subtests
) -> None:
    """With the policies that Home Assistant has for single entities."""
    other = users["other"]
    assert other is not None

    def policy(*controlled: str) -> PolicyPermissions:
        may = dict.fromkeys(controlled, True)
        return PolicyPermissions({"entities": {"entity_ids": may}}, other.perm_lookup)

    for entity, action, fields in DONE_BY:
        with subtests.test(action, entity=entity, fields=fields):
            # Its cache is filled with what its groups would allow.
            other.__dict__["permissions"] = policy(unlinked.entity_id(entity))
            with suppress(ServiceValidationError):
                await call(hass, of(users, "other"), action, **fields)
            with pytest.raises(Unauthorized):
                await call(hass, of(users, "other"), "get_history")
            other.__dict__["permissions"] = policy(unlinked.entity_id("calendar.therapy"))
            with pytest.raises(Unauthorized):
                await call(hass, of(users, "other"), action, **fields)
            # A user who sees the calendar sees the person, and may stop.
            await call(hass, of(users, "other"), "get_summary")
            with suppress(ServiceValidationError):
                await call(hass, of(users, "other"), "stop_session")


async def test_a_reader_is_not_the_person_where_there_is_nothing_to_control(
    hass: HomeAssistant, users: Users, unlinked: Person
) -> None:
    """Where the entities that take commands did not load."""
    registry = er.async_get(hass)
    entities = er.async_entries_for_config_entry(registry, unlinked.entry.entry_id)
    for entity in (entity for entity in entities if entity.domain in CONTROLS):
        registry.async_remove(entity.entity_id)
    await hass.async_block_till_done()

    with pytest.raises(Unauthorized):
        await call(hass, of(users, "reader"), "get_history")
    assert await call(hass, of(users, "other"), "get_history")


# Commands of entities


COMMANDS: list[tuple[str, str, dict[str, Any]]] = [
    ("switch.ice_session", "turn_on", {}),
    ("switch.ice_session", "turn_off", {}),
    ("switch.ice_session", "toggle", {}),
    ("timer.session", "start", {}),
    ("timer.session", "cancel", {}),
    ("timer.session", "pause", {}),
    ("timer.session", "finish", {}),
    ("timer.session", "change", {"duration": 60}),
    ("button.new_episode", "press", {}),
    ("button.log_spasm", "press", {}),
    ("button.recovered", "press", {}),
    ("number.pain", "set_value", {"value": 3}),
]


async def test_a_command_of_an_entity_is_for_whoever_may_control_it(
    hass: HomeAssistant,
    users: Users,
    unlinked: Person,
    nothing_changes: NothingChanges,
    subtests: pytest.Subtests,
) -> None:
    for entity, action, fields in COMMANDS:
        with subtests.test(f"{entity} {action}"):
            for role in ("reader", "blind"):
                unlinked.context = of(users, role)
                with nothing_changes(), pytest.raises(Unauthorized):
                    await unlinked.use(entity, action, **fields)
            for role in sorted(CONTROL):
                unlinked.context = of(users, role)
                with suppress(ServiceValidationError):
                    await unlinked.use(entity, action, **fields)


# Private data


async def test_the_summary_keeps_what_is_private(
    hass: HomeAssistant, users: Users, linked: Person, subtests: pytest.Subtests
) -> None:
    for role in sorted(ALL):
        summary = await call(hass, of(users, role), "get_summary")
        assert summary is not None

        with subtests.test(role):
            assert (summary["phase"], summary["doctor"]) == ("heat", "urgent")
            assert summary["private"] is (role not in OWN)
            names = ("red_flags", "common_trigger", "activities", "pain")
            private = [summary[name] for name in names] == [None] * 4
            assert private is (summary["today"]["spasms"] is None) is (role not in OWN)
            assert ("a private matter" in str(summary)) is (role in OWN)


@pytest.mark.parametrize("role", ["person", "carer"])
async def test_a_user_who_was_made_inactive_reads_nothing_private(
    hass: HomeAssistant, users: Users, linked: Person, role: str
) -> None:
    """A phone's app and a script that runs may still call for the user, and may stop."""
    user = users[role]
    assert user is not None
    await call(hass, of(users, role), "get_history")
    await call(hass, of(users, role), "start_session", therapy="ice")

    await hass.auth.async_deactivate_user(user)

    for action in ("get_history", "get_report", "export", "clear_red_flags"):
        fields, *_ = ACTIONS[action]
        with pytest.raises(Unauthorized):
            await call(hass, of(users, role), action, **fields)
    summary = await call(hass, of(users, role), "get_summary")
    assert summary is not None
    assert summary["private"]
    await call(hass, of(users, role), "stop_session")


async def test_a_reader_who_is_the_person_reads_and_changes_nothing(
    hass: HomeAssistant, users: Users, linked: Person
) -> None:
    """Home Assistant's own permissions hold for the person too."""
    user = of(users, "reader").user_id
    hass.config_entries.async_update_entry(linked.entry, options={"user": user})

    assert (await call(hass, of(users, "reader"), "get_history") or {})["entries"]
    with pytest.raises(Unauthorized):
        await call(hass, of(users, "reader"), "clear_red_flags", reason="seen_by_doctor")


async def test_carers_of_one_person_are_nobody_to_another(
    hass: HomeAssistant, users: Users, linked: Person
) -> None:
    ben = new_person(hass, "Ben", user=of(users, "other").user_id)
    await ben.set_up()

    for role, reads in (("other", True), ("carer", False), ("person", False)):
        caller = await async_caller(hass, ben.entry, of(users, role))
        assert caller.may(Right.READ) is caller.may_hear_details() is reads


async def test_who_reported_and_cleared_is_in_the_diary(
    hass: HomeAssistant, users: Users, linked: Person, clocks: Clocks
) -> None:
    """By the name at that time, which may change."""
    await call(hass, of(users, "reader"), "report_red_flags", flags=["chest_pain"])
    await clocks.forward(MINUTE)
    await call(hass, of(users, "carer"), "clear_red_flags", reason="seen_by_doctor")
    carer = users["carer"]
    assert carer is not None
    await hass.auth.async_update_user(carer, name="Somebody else")

    entries = [entry for entry in await read(hass, users) if entry["kind"].startswith("flags")]
    assert [(entry["kind"], entry["by"] and entry["by"]["name"]) for entry in entries] == [
        ("flags_reported", None),
        ("flags_reported", "Reader"),
        ("flags_cleared", "Carer"),
    ]
    assert entries[-1]["by"]["id"] == carer.id


# Scripts and automations


@pytest.mark.parametrize(
    ("domain", "clears"), [("automation", False), ("script", True)], ids=["automation", "script"]
)
async def test_an_automation_is_nobody_and_a_script_acts_for_its_user(
    hass: HomeAssistant, users: Users, linked: Person, domain: str, clears: bool
) -> None:
    """Core runs an automation without a user, whoever triggers it."""
    actions = [{"action": "backcare.clear_red_flags", "data": {"reason": "seen_by_doctor"}}]
    config: dict[str, Any] = {
        "automation": {"alias": "Clear", "triggers": [], "actions": actions},
        "script": {"clear": {"sequence": actions}},
    }
    assert await async_setup_component(hass, domain, {domain: config[domain]})
    action = {"automation": "trigger", "script": "turn_on"}[domain]

    await hass.services.async_call(
        domain,
        action,
        {"entity_id": f"{domain}.clear"},
        blocking=True,
        context=of(users, "owner"),
    )
    await hass.async_block_till_done()

    assert linked.state("binary_sensor.see_doctor") == ("off" if clears else "on")


# The card


@pytest.fixture
def log_in(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, users: Users) -> LogIn:
    """What connects as a user, as browsers and scripts do."""

    async def log_in(role: str, *, script: bool = False) -> Any:
        user = users[role]
        assert user is not None
        if script:
            token = await hass.auth.async_create_refresh_token(
                user, client_name="a script", token_type=TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN
            )
        else:
            token = await hass.auth.async_create_refresh_token(user, "https://example.com")
        return await hass_ws_client(hass, hass.auth.async_create_access_token(token))

    return log_in


async def fed(client: Any, view: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what a card knows that knew `view`, after what it is sent: a ping comes back after that."""
    await client.send_json_auto_id({"type": "ping"})
    while (message := await client.receive_json())["type"] != "pong":
        if message["type"] == "event":
            view = merged(view, message["event"])
    assert view is not None
    return view


async def test_a_card_is_sent_what_its_user_may_see(
    hass: HomeAssistant, users: Users, linked: Person, log_in: LogIn, subtests: pytest.Subtests
) -> None:
    """At first, and at each change."""
    sent: dict[str, list[dict[str, Any]]] = {}
    clients = {}
    for role in ("owner", "admin", "person", "carer", "other", "reader", "blind"):
        clients[role] = await log_in(role)
        await clients[role].send_json_auto_id(
            {"type": "backcare/subscribe", "history_of": [linked.entry.entry_id]}
        )
        sent[role] = [await fed(clients[role])]
    await call(hass, of(users, "person"), "log_pain", level=9, activity="a private matter")
    await call(hass, of(users, "person"), "report_red_flags", flags=["saddle_numbness"])
    for role, client in clients.items():
        if role != "blind":
            sent[role].append(await fed(client, sent[role][-1]))
        await client.close()

    for role, event in [(role, event) for role, events in sent.items() for event in events]:
        own = role in OWN
        seen = role != "blind"
        with subtests.test(role):
            [view] = event["persons"]
            assert (view["name"], view["mine"]) == ("Anna", role == "person")
            assert (view["loaded"], view["phase"]) == (seen, "heat" if seen else None)
            assert view["private"] is not own
            assert bool(view["red_flags"]) is own
            assert ("a private matter" in str(view)) is own
            assert own or not any(event["histories"].values())
            if seen:
                assert view["read_only"] is (role == "reader")
                assert (view["today"]["spasms"] is None) is not own
                assert own or view["last_act"] is None


# Callers without a screen


async def test_a_refusal_of_a_script_is_notified(
    hass: HomeAssistant, users: Users, unlinked: Person, log_in: LogIn
) -> None:
    """A long-lived token is a script's: nobody sees what it is answered."""
    client = await log_in("owner", script=True)
    await refused_heat(client, unlinked, "switch", "turn_on")
    await hass.async_block_till_done(wait_background_tasks=True)
    await client.close()

    assert NOT_STARTED in notices(hass)


@pytest.mark.parametrize("domain", ["switch", "backcare"])
async def test_a_refusal_in_a_browser_is_not_notified_besides(
    hass: HomeAssistant, users: Users, unlinked: Person, log_in: LogIn, domain: str
) -> None:
    client = await log_in("owner")
    action = "turn_on" if domain == "switch" else "start_session"
    await refused_heat(client, unlinked, domain, action)
    await hass.async_block_till_done(wait_background_tasks=True)
    await client.close()

    assert NOT_STARTED not in notices(hass)


async def test_a_refusal_of_a_script_is_notified_over_rest(
    hass: HomeAssistant, users: Users, unlinked: Person, hass_client_no_auth: ClientSessionGenerator
) -> None:
    owner = users["owner"]
    assert owner is not None
    token = await hass.auth.async_create_refresh_token(
        owner, client_name="a script", token_type=TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN
    )
    assert await async_setup_component(hass, "api", {})
    client = await hass_client_no_auth()

    answer = await client.post(
        "/api/services/backcare/start_session",
        json={"therapy": "heat"},
        headers={"Authorization": f"Bearer {hass.auth.async_create_access_token(token)}"},
    )
    await hass.async_block_till_done(wait_background_tasks=True)

    assert answer.status >= 400
    assert NOT_STARTED in notices(hass)


@pytest.mark.parametrize(
    ("domain", "action", "asked"),
    [
        ("switch", "turn_on", "switch.heat_session"),
        ("switch", "toggle", "switch.heat_session"),
        ("homeassistant", "turn_on", "switch.heat_session"),
        ("timer", "start", "timer.session"),
        ("backcare", "start_session", None),
    ],
)
async def test_a_refusal_of_cloud_voice_is_notified(
    hass: HomeAssistant,
    users: Users,
    unlinked: Person,
    domain: str,
    action: str,
    asked: str | None,
) -> None:
    """Google, Alexa and add-ons call as a user that Home Assistant made, who has no screen."""
    assert await async_setup_component(hass, "homeassistant", {})
    fields = {"entity_id": unlinked.entity_id(asked)} if asked else {"therapy": "heat"}

    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(
            domain, action, fields, blocking=True, context=of(users, "system")
        )
    await hass.async_block_till_done(wait_background_tasks=True)

    assert NOT_STARTED in notices(hass)


async def refused_heat(client: Any, person: Person, domain: str, action: str) -> None:
    """Ask for heat over a connection, while a red flag refuses it."""
    asked = (
        {"therapy": "heat"}
        if domain == DOMAIN
        else {"entity_id": person.entity_id("switch.heat_session")}
    )
    await client.send_json_auto_id(
        {"type": "call_service", "domain": domain, "service": action, "service_data": asked}
    )
    answer = await client.receive_json()
    assert answer["error"]["translation_key"] == "red_flag_open"


def notices(hass: HomeAssistant) -> dict[str, Any]:
    return persistent_notification._async_get_or_create_notifications(hass)  # noqa: SLF001


# Visible to every user


@pytest.mark.parametrize(
    ("options", "shared"),
    [
        ({}, True),
        ({"user": "somebody"}, False),
        ({"user": "somebody", "share_details": True}, True),
        ({"share_details": False}, False),
    ],
)
async def test_the_states_of_pain_and_spasms_are_there_if_they_are_shared(
    hass: HomeAssistant, pad: str, options: dict[str, Any], shared: bool
) -> None:
    anna = new_person(hass, "Anna", heating_pad=pad, **options)
    await anna.set_up()

    assert {key for key in DETAILS if anna.state(key) is not None} == (DETAILS if shared else set())
    assert anna.state("sensor.phase") == "none"


async def test_what_is_shared_follows_the_options_at_once(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """And what a user disabled stays so; a session is not reloaded away half a minute later."""
    registry = er.async_get(hass)
    pain = anna.entity_id("number.pain")
    registry.async_update_entity(
        anna.entity_id("event.spasm"), disabled_by=er.RegistryEntryDisabler.USER
    )

    hass.config_entries.async_update_entry(
        anna.entry, options={"heating_pad": PAD, "user": "somebody"}
    )
    await anna.reload()
    assert not {key for key in DETAILS if anna.state(key) is not None}
    entity = registry.async_get(pain)
    assert entity is not None
    assert entity.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    await anna.reload()

    hass.config_entries.async_update_entry(anna.entry, options={"heating_pad": PAD})
    await anna.reload()
    assert {key for key in DETAILS if anna.state(key) is None} == {"event.spasm"}
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat")
    await clocks.forward(MINUTE)
    assert anna.state("timer.session") == "active"


async def test_no_state_shows_when_something_private_was_logged(
    hass: HomeAssistant, users: Users, linked: Person, clocks: Clocks, subtests: pytest.Subtests
) -> None:
    """S16: Home Assistant shows every user when a state was last written, even if it was the same."""

    def reported() -> dict[str, Any]:
        return {state.entity_id: state.last_reported for state in hass.states.async_all()}

    for action, fields in (
        ("log_pain", {"level": 5, "activity": "gardening"}),
        ("undo_last", {}),
        ("log_spasm", {}),
        ("report_red_flags", {"flags": ["leg_weakness"]}),
        ("clear_red_flags", {"reason": "gone", "flags": ["leg_weakness"]}),
        ("undo_last", {}),
    ):
        await clocks.forward(MINUTE)
        before = reported()
        await call(hass, of(users, "person"), action, **fields)
        with subtests.test(action):
            assert reported() == before


async def test_automations_are_informed_of_what_is_not_shared(
    hass: HomeAssistant, linked: Person
) -> None:
    """They are an administrator's. The trigger means the person, though its entity is disabled."""
    device = er.async_get(hass).async_get(linked.entity_id("sensor.phase"))
    assert device is not None
    runs = await automate(hass, "spasm_logged", {"device_id": device.device_id})

    await linked.act("log_spasm", intensity=9)

    assert [run["intensity"] for run in runs] == [9]


# Voice, language models, and phones

NOT_ALLOWED = "You are not allowed to do that for Anna."


async def conversation(hass: HomeAssistant, users: Users) -> Callable[[str, str], Awaitable[str]]:
    """Set up Assist, and return what it answers to a sentence of a role."""
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})
    await hass.async_block_till_done()

    async def converse(text: str, role: str) -> str:
        result = await async_converse(hass, text, "chat", of(users, role), "en")
        await hass.async_block_till_done()
        answer: str = result.response.speech["plain"]["speech"]
        return answer

    return converse


@pytest.mark.parametrize("role", ["person", "other", "reader", "blind", "nobody"])
async def test_a_sentence_is_for_whom_its_action_would_be(
    hass: HomeAssistant, users: Users, linked: Person, role: str
) -> None:
    converse = await conversation(hass, users)

    async def say(text: str) -> bool:
        return await converse(text, role) != NOT_ALLOWED

    controls, sees = role in CONTROL, role != "blind"
    assert await say("Undo that") is controls
    assert await say("How many spasms today") is (role in OWN)
    assert await say("How much ice have I had today") is sees
    assert await say("What now") is sees
    assert await say("Five more minutes of ice") is controls
    assert await say("Stop everything") is sees
    assert await say("Start ice for 12 minutes") is controls
    assert await say("Pause the ice") is controls
    assert await say("My pain is 3") is controls
    assert await say("Undo that") is controls
    assert await say("Stop the session") is sees
    assert await say("It started four days ago") is controls
    assert await say("I've recovered") is controls
    assert await say("I'm not recovered after all") is controls
    assert await say("I hurt my back") is controls
    assert await say("None of these") is (role in OWN)
    assert await say("When should I see a doctor")
    assert await say("What can BackCare do")
    assert await say("Which phase am I in?") is sees
    assert await say("Report chest pain") is sees
    assert await say("End my back episode") is controls

    reported = [e for e in await read(hass, users) if e.get("flags") == ["chest_pain"]]
    name = None if role == "nobody" else {"name": role.capitalize()}.items()
    assert len(reported) == int(sees)
    assert all(name is None or name <= entry["by"].items() for entry in reported)


def test_every_sentence_asks_for_a_right() -> None:
    """An answer that is the same for everybody needs no permission."""
    assert set(Intent) - set(RIGHTS) == {Intent.DOCTOR, Intent.HELP}


async def test_a_question_is_answered_by_whoever_was_asked(
    hass: HomeAssistant, users: Users, linked: Person, clocks: Clocks
) -> None:
    """Nobody else confirms in their name, and none of it is repeated to the room."""
    ben = new_person(hass, "Ben")
    await ben.set_up()
    await ben.be_in("heat")
    say = await conversation(hass, users)

    assert (await say("I hurt my back", "person")).startswith("For Anna: That would start")
    for role in ("reader", "other", "nobody"):
        assert (await say("yes", role)).startswith("I did not understand that.")
    assert linked.state("sensor.phase") == "heat"
    assert (await say("yes", "person")).startswith("For Anna: An episode has begun.")
    assert linked.state("sensor.phase") == "ice"

    for role in ("owner", "nobody"):
        assert await say("My pain is 3", role) == "Who is it for: Anna or Ben?"
        assert (await say("Anna", "other")).startswith("I did not understand that.")
        logged = "Pain 3 of 10 is logged." if role == "owner" else "It is logged."
        assert await say("Anna", role) == f"For Anna: {logged}"

    assert await say("How many spasms today", "nobody") == "Who is it for: Anna or Ben?"
    assert await say("Anna", "nobody") == NOT_ALLOWED


async def test_who_may_see_nobody_does_not_learn_who_has_a_session(
    hass: HomeAssistant, users: Users, linked: Person, clocks: Clocks
) -> None:
    """S16: whoever names nobody is asked, or refused, as without a session."""
    ben = new_person(hass, "Ben")
    await ben.set_up()
    say = await conversation(hass, users)
    context = llm.LLMContext("test", of(users, "blind"), "en", "conversation", None)
    api = await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)

    async def answers() -> list[str]:
        sentences = ("Pause the ice", "Stop the ice", "What now", "Stop everything")
        spoken = [await say(sentence, "blind") for sentence in sentences]
        stop = llm.ToolInput(f"{DOMAIN}__control_session", {"command": "stop"})
        return [*spoken, str(await api.async_call_tool(stop))]

    before = await answers()
    assert before[:2] == ["Who is it for: Anna or Ben?"] * 2
    await call(hass, of(users, "owner"), "start_session", config_entry_id="ben", therapy="ice")
    assert await answers() == before


async def test_what_was_done_is_taken_back_by_voice_as_by_its_action(
    hass: HomeAssistant, users: Users, linked: Person, clocks: Clocks
) -> None:
    """For ten minutes."""
    say = await conversation(hass, users)

    await linked.act("log_pain", level=5)
    assert await say("Undo that", "reader") == NOT_ALLOWED
    for role, answer in (
        ("carer", "Taken back: the pain level."),
        ("nobody", "It is taken back."),
        ("other", "It is taken back."),
    ):
        await linked.act("log_pain", level=5)
        assert await say("Undo that", role) == answer
        await clocks.forward(SECOND)
    await linked.act("log_pain", level=5)
    await clocks.forward(11 * MINUTE)
    assert await say("Undo that", "carer") == (
        "There is nothing to take back from the last ten minutes."
    )


async def test_that_there_are_no_red_flags_is_said_by_voice_as_by_its_action(
    hass: HomeAssistant, users: Users, linked: Person, nothing_changes: NothingChanges
) -> None:
    """R13: those who may clear answer for good, and may take it back."""
    say = await conversation(hass, users)

    for role in sorted(users.keys() - OWN - {"blind"}):
        with nothing_changes():
            assert await say("None of these", role) == NOT_ALLOWED
    # A fever is open, which nothing is good about.
    assert (await say("None of these", "carer")).startswith("Noted. See a doctor today.")
    [denied] = [entry for entry in await read(hass, users) if entry["kind"] == "flags_denied"]
    assert denied["by"]["name"] == "Carer"

    with nothing_changes():
        assert await say("Undo that", "other") == NOT_ALLOWED
    assert await say("Undo that", "carer") == "Taken back: the answer about warning signs."


@pytest.mark.parametrize("role", ["other", "reader", "blind", "nobody", "owner"])
async def test_nobody_says_that_there_are_no_red_flags_in_the_name_of_who_was_asked(
    hass: HomeAssistant, users: Users, linked: Person, role: str
) -> None:
    """R13, S16: the carer is asked, and still is when somebody else has spoken."""
    say = await conversation(hass, users)
    for text in ("I hurt my back", "yes", "yes", "no"):
        asked = await say(text, "carer")
    assert asked.startswith("New or worse? One weak leg.")

    await say("None of these", role)
    denied = [entry["by"]["name"] for entry in await read(hass, users) if "denied" in entry["kind"]]
    assert denied == (["Owner"] if role == "owner" else [])

    assert (await say("Fever", "carer")).startswith("Noted. See a doctor today.")


@pytest.mark.parametrize("action", ["report_red_flags", "clear_red_flags"])
async def test_what_was_said_of_red_flags_is_never_taken_back_by_voice(
    hass: HomeAssistant, users: Users, linked: Person, nothing_changes: NothingChanges, action: str
) -> None:
    """R11: a sentence may be misheard."""
    say = await conversation(hass, users)
    context = llm.LLMContext("test", of(users, "person"), "en", "conversation", None)
    api = await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)
    fields, *_ = ACTIONS[action]
    await call(hass, of(users, "person"), action, **fields)

    with nothing_changes():
        assert (await say("Undo that", "person")).startswith("Warning signs cannot be taken back")
        asked = llm.ToolInput(f"{DOMAIN}__update_episode", {"event": "undo_last"})
        assert (await api.async_call_tool(asked)).data["refused"] == "not_allowed"


async def test_a_pad_without_a_session_is_switched_off_for_whoever_may_see_the_person(
    hass: HomeAssistant, users: Users, pad: str
) -> None:
    """As a session of it is stopped (S6)."""
    anna = new_person(hass, "Anna", heating_pad=pad, outside_use="ignore", **links_of(users))
    await anna.set_up()
    say = await conversation(hass, users)

    for role in ("reader", "nobody"):
        await hass.services.async_call(
            "input_boolean", "turn_on", {"entity_id": PAD}, blocking=True
        )
        await hass.async_block_till_done()
        assert await say("Turn off the heating pad", "blind") == NOT_ALLOWED
        assert hass.states.is_state(PAD, "on")
        assert await say("Turn off the heating pad", role) == "Pad is switched off."
        assert hass.states.is_state(PAD, "off")


@pytest.mark.parametrize("role", ["person", "other", "reader", "blind", "nobody"])
async def test_a_language_model_may_what_its_user_may(
    hass: HomeAssistant, users: Users, linked: Person, role: str
) -> None:
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})
    context = llm.LLMContext("test", of(users, role), "en", "conversation", None)
    api = await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)

    async def use(tool: str, **arguments: Any) -> bool:
        asked = llm.ToolInput(f"{DOMAIN}__{tool}", arguments)
        answer = (await api.async_call_tool(asked)).data
        assert "a private matter" not in str(answer)
        return answer.get("refused") != "not_allowed"

    controls, sees = role in CONTROL, role != "blind"
    assert await use("get_status") is sees
    assert await use("update_episode", event="undo_last") is controls
    assert await use("start_session", therapy="ice") is controls
    assert await use("extend_session", more=1) is controls
    assert await use("control_session", command="pause") is controls
    assert await use("control_session", command="stop") is sees
    assert await use("log_pain", level=3) is controls
    assert await use("report_red_flags", flags=["chest_pain"]) is sees
    assert await use("correct_onset", onset="2026-02-27 09:00:00") is controls
    for event in ("recovered", "not_recovered", "undo_last", "end_episode"):
        assert await use("update_episode", event=event) is controls
    assert await use("start_episode") is controls


# Repairs


async def test_who_clears_in_a_repair_is_in_the_diary(
    hass: HomeAssistant, users: Users, linked: Person, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Home Assistant lets administrators alone come there."""
    assert await async_setup_component(hass, "repairs", {})
    client = await hass_client_no_auth()

    async def post(role: str, path: str, **fields: str) -> Any:
        user = users[role]
        assert user is not None
        token = await hass.auth.async_create_refresh_token(user, client_id="https://example.com")
        access = hass.auth.async_create_access_token(token)
        return await client.post(
            f"/api/repairs/issues/fix{path}",
            json=fields,
            headers={"Authorization": f"Bearer {access}"},
        )

    named = {"handler": DOMAIN, "issue_id": "advice_anna"}
    assert (await post("person", "", **named)).status == 401
    flow = (await (await post("admin", "", **named)).json())["flow_id"]
    assert (await post("admin", f"/{flow}", next_step_id="seen_by_doctor")).status == 200

    [cleared] = [e for e in await read(hass, users) if e["kind"] == "flags_cleared"]
    assert cleared["by"]["name"] == "Admin"


async def test_diagnostics_are_for_administrators(
    hass: HomeAssistant, users: Users, linked: Person, hass_client_no_auth: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "diagnostics", {})
    client = await hass_client_no_auth()

    for role, status in (("person", 401), ("reader", 401), ("admin", 200)):
        user = users[role]
        assert user is not None
        token = await hass.auth.async_create_refresh_token(user, "https://example.com")
        answer = await client.get(
            f"/api/diagnostics/config_entry/{linked.entry.entry_id}",
            headers={"Authorization": f"Bearer {hass.auth.async_create_access_token(token)}"},
        )
        assert answer.status == status
