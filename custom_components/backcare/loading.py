"""Loads everything that the guard of the pads does not need, each part alone (S13).

Each module is imported in its turn, so that one that does not load affects nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.importlib import async_import_module
from homeassistant.helpers.typing import ConfigType
from homeassistant.setup import async_setup_component, async_when_setup

from .parts import PARTS

if TYPE_CHECKING:
    from .person.manager import BackcareConfigEntry

type _Load = Callable[[HomeAssistant, ConfigType], Coroutine[Any, Any, None]]
type _LoadOf = Callable[[HomeAssistant, BackcareConfigEntry], Coroutine[Any, Any, None]]

TIMER_ENTITY = "timer"
# In seconds: after that, the next entities do not wait for these.
NEXT_WITHIN = 1.0


async def async_import(hass: HomeAssistant, module: str) -> None:
    """Import a module of ours outside the event loop: the import after it takes no time."""
    await async_import_module(hass, f"{__package__}.{module}")


# For the house


async def _async_load_actions(hass: HomeAssistant, _config: ConfigType) -> None:
    await async_import(hass, "services")
    from .services import async_setup_services  # noqa: PLC0415 - S13

    async_setup_services(hass)


async def _async_load_card(hass: HomeAssistant, _config: ConfigType) -> None:
    await async_import(hass, "card")
    from .card import async_setup_card  # noqa: PLC0415 - S13

    await async_setup_card(hass)


async def _async_load_timer(hass: HomeAssistant, config: ConfigType) -> None:
    if not await async_setup_component(hass, "timer", config):
        raise HomeAssistantError("The timer integration of Home Assistant was not set up")


async def _async_load_voice(hass: HomeAssistant, _config: ConfigType) -> None:
    await async_import(hass, "assist.conversation")
    from .assist.conversation import async_setup_voice  # noqa: PLC0415 - S13

    await async_setup_voice(hass)


async def _async_load_websocket(hass: HomeAssistant, _config: ConfigType) -> None:
    await async_import(hass, "websocket")
    from .websocket import async_setup_websocket  # noqa: PLC0415 - S13

    async_setup_websocket(hass)


_SHARED_PARTS: Mapping[str, _Load] = {
    "actions": _async_load_actions,
    "websocket": _async_load_websocket,
    "timer": _async_load_timer,
}
# These are loaded once an integration of Home Assistant is set up.
_SHARED_PARTS_AFTER: Mapping[str, tuple[str, _Load]] = {
    "card": ("frontend", _async_load_card),
    "voice": ("conversation", _async_load_voice),
}


async def async_load_shared_parts(hass: HomeAssistant, config: ConfigType) -> None:
    """Load what all persons share, concurrently."""
    parts = hass.data[PARTS]

    async def async_load_after(part: str, component: str, load: _Load) -> None:
        async def async_load(hass: HomeAssistant, _component: str) -> None:
            await parts.async_load(part, load(hass, config))

        if component in hass.config.components:
            await async_load(hass, component)
        else:
            async_when_setup(hass, component, async_load)

    await asyncio.gather(
        *(parts.async_load(part, load(hass, config)) for part, load in _SHARED_PARTS.items()),
        *(async_load_after(part, *after) for part, after in _SHARED_PARTS_AFTER.items()),
    )


# For a person


async def _async_load_issues(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    for module in ("outputs.person_issues", "outputs.pad_issues", "outputs.backstops"):
        await async_import(hass, module)
    from .outputs.backstops import async_update_backstop_issues  # noqa: PLC0415 - S13
    from .outputs.pad_issues import async_track_left_pads, async_track_pad_issues  # noqa: PLC0415 - S13
    from .outputs.person_issues import async_track_person_issues  # noqa: PLC0415 - S13

    async_track_person_issues(hass, entry)
    async_track_pad_issues(hass, entry)
    async_track_left_pads(hass)
    await async_update_backstop_issues(hass)


async def _async_load_notifications(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    await async_import(hass, "outputs.notifications")
    from .outputs.notifications import async_setup_notifications  # noqa: PLC0415 - S13

    async_setup_notifications(hass, entry)


async def _async_load_announcements(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    for module in ("announcements.announcer", "asking.phone"):
        await async_import(hass, module)
    from .announcements.announcer import async_setup_announcements  # noqa: PLC0415 - S13
    from .asking.phone import async_setup_phone_question  # noqa: PLC0415 - S13

    async_setup_announcements(hass, entry)
    async_setup_phone_question(hass, entry)


async def _async_load_sharing(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    await async_import(hass, "outputs.sharing")
    from .outputs.sharing import async_follow_sharing  # noqa: PLC0415 - S13

    async_follow_sharing(hass, entry)


async def _async_load_timer_entity(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    await async_import(hass, "timer")
    from .timer import async_forward_entry_setup  # noqa: PLC0415 - S13

    await async_forward_entry_setup(hass, entry)


_PERSON_PARTS: Mapping[str, _LoadOf] = {
    "issues": _async_load_issues,
    "notifications": _async_load_notifications,
    "announcements": _async_load_announcements,
    "sharing": _async_load_sharing,
}


async def async_load_person_parts(
    hass: HomeAssistant, entry: BackcareConfigEntry, platforms: Iterable[Platform]
) -> Callable[[], None]:
    """Load the outputs of a person; return a function to call once the person has started."""
    parts = hass.data[PARTS]
    once_started: list[Callable[[], None]] = []

    async def async_load_automation_events() -> None:
        await async_import(hass, "outputs.automation_events")
        from .outputs.automation_events import AutomationEvents  # noqa: PLC0415 - S13

        once_started.append(AutomationEvents(hass, entry).async_send_once_started)

    async def async_forward(platform: Platform) -> None:
        await hass.config_entries.async_forward_entry_setups(entry, [platform])
        if platform not in hass.config.components:
            raise HomeAssistantError(f"The integration {platform} was not set up")

    def entities() -> Iterator[Coroutine[Any, Any, None]]:
        yield parts.async_load(TIMER_ENTITY, _async_load_timer_entity(hass, entry), of)
        for platform in platforms:
            yield parts.async_load(platform, async_forward(platform), of)

    of = entry.entry_id
    for part, load_of in _PERSON_PARTS.items():
        await parts.async_load(part, load_of(hass, entry), of)
    await parts.async_load("automation_events", async_load_automation_events(), of)
    # Each may fail alone. In the order in which generated dashboards show the entities, but a slow one does
    # not hold up the others.
    tasks = []
    for load in entities():
        tasks.append(task := hass.async_create_task(load, f"load entities of {entry.title}"))
        await asyncio.wait({task}, timeout=NEXT_WITHIN)
    await asyncio.gather(*tasks)

    def started() -> None:
        for call in once_started:
            call()

    return started


async def async_unload_person_parts(
    hass: HomeAssistant, entry: BackcareConfigEntry, platforms: Iterable[Platform]
) -> bool:
    """Unload the platforms that were loaded; return whether that succeeded."""
    parts, of = hass.data[PARTS], entry.entry_id
    if parts.has_loaded(TIMER_ENTITY, of):
        from .timer import async_forward_entry_unload  # noqa: PLC0415 - S13

        await async_forward_entry_unload(hass, entry)
    loaded = [platform for platform in platforms if parts.has_loaded(platform, of)]
    unloaded = await hass.config_entries.async_unload_platforms(entry, loaded)
    if unloaded:
        parts.forget(of)
    return unloaded
