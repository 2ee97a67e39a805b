"""One plug as Home Assistant shows it: its reports, calling its actions, and waiting for its state."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
import logging

from homeassistant.const import (
    ATTR_ASSUMED_STATE,
    ATTR_ENTITY_ID,
    STATE_OFF,
    STATE_ON,
)
from homeassistant.core import (
    CALLBACK_TYPE,
    DOMAIN as HOMEASSISTANT_DOMAIN,
    Event,
    EventStateChangedData,
    EventStateReportedData,
    HomeAssistant,
    State,
    callback,
    split_entity_id,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.helpers.event import (
    async_track_state_change_event,
    async_track_state_report_event,
)
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration

from .calls import Calls, Cause

_LOGGER = logging.getLogger(__name__)

SERVICE_UPDATE_ENTITY = "update_entity"
# A helper has no device behind it that could differ from its state.
INPUT_BOOLEAN = "input_boolean"
PUSHED = {"local_push", "cloud_push"}
# A template repeats the state of other entities; rendering it again gives nothing newer.
COPIES = {"template"}
# MQTT pushes the state that a bridge knows, which may be its own last command for a while. A copy does not
# show whether the plug behind it is polled.
BRIDGED = {"mqtt", *COPIES}


@dataclass(frozen=True, slots=True)
class Report:
    """A state of the plug, what it was before, and what caused it."""

    old: str | None
    new: str | None
    cause: Cause

    @property
    def changed(self) -> bool:
        """Return whether the state differs from the one before."""
        return self.old != self.new


def plug_key(hass: HomeAssistant, plug: str) -> str:
    """Return the registry id of the plug with this entity id or registry id, or what was given if none."""
    registered = er.async_get(hass).async_get(plug)
    return plug if registered is None else registered.id


class Plug:
    """A plug of domain switch or input_boolean, followed through renames."""

    def __init__(
        self, hass: HomeAssistant, entity_id: str, on_report: Callable[[Report], None]
    ) -> None:
        """Watch the plug; call `on_report` with every report, changed or not."""
        self._hass = hass
        self._on_report = on_report
        self._changed = asyncio.Event()
        self._calls = Calls(hass, entity_id)
        self.entity_id = entity_id
        # Its entity was removed: an entity that has its entity id now is another one (S8).
        self.gone = False
        # What was reported last.
        self._last: str | None
        self._unsubscribe = self._subscribe()

    @property
    def _state(self) -> State | None:
        return None if self.gone else self._hass.states.get(self.entity_id)

    @property
    def name(self) -> str:
        """Return the name of the plug."""
        state = self._state
        return self.entity_id if state is None else state.name

    @property
    def exists(self) -> bool:
        """Return whether the plug has a state, so that it can be called."""
        return self._state is not None

    @property
    def available(self) -> bool:
        """Return whether the plug reports on or off."""
        return self.is_on or self.is_off

    @property
    def is_on(self) -> bool:
        """Return whether the plug reports on."""
        return (state := self._state) is not None and state.state == STATE_ON

    @property
    def is_off(self) -> bool:
        """Return whether the plug reports off, which may still be a late echo."""
        return (state := self._state) is not None and state.state == STATE_OFF

    # How far its reports can be trusted (S5)

    @property
    def is_helper(self) -> bool:
        """Return whether the plug is a helper, which is always what its state is."""
        return split_entity_id(self.entity_id)[0] == INPUT_BOOLEAN

    @property
    def assumed(self) -> bool:
        """Return whether the state is only assumed from the last command, which proves nothing."""
        state = self._state
        return state is not None and bool(state.attributes.get(ATTR_ASSUMED_STATE))

    @property
    def pushed(self) -> bool:
        """Return whether the plug pushes its state, according to its integration."""
        entry = er.async_get(self._hass).async_get(self.entity_id)
        if entry is None or self.assumed or entry.platform in BRIDGED:
            return False
        try:
            return async_get_loaded_integration(self._hass, entry.platform).iot_class in PUSHED
        except IntegrationNotLoaded:
            return False

    @property
    def copied(self) -> bool:
        """Return whether the plug only repeats the state of another entity, which proves nothing."""
        entity = self._entity
        return entity is not None and entity.platform.platform_name in COPIES

    @property
    def can_be_asked(self) -> bool:
        """Return whether asking polls the plug; other entities only repeat their last state."""
        return hasattr(self._entity, "async_update") or hasattr(self._entity, "update")

    @property
    def _entity(self) -> Entity | None:
        component = self._hass.data.get(DATA_INSTANCES, {}).get(split_entity_id(self.entity_id)[0])
        return None if component is None else component.get_entity(self.entity_id)

    async def async_ask(self, within: float) -> None:
        """Ask the plug for its state, for `within` seconds at most; it answers with a report."""
        if not self._hass.services.has_service(HOMEASSISTANT_DOMAIN, SERVICE_UPDATE_ENTITY):
            return
        try:
            await self._async_call(HOMEASSISTANT_DOMAIN, SERVICE_UPDATE_ENTITY, within)
        except Exception as err:  # noqa: BLE001 - a plug's integration may raise anything
            _LOGGER.debug("Asking %s for its state failed: %r", self.entity_id, err)

    async def async_call(self, service: str, within: float) -> None:
        """Call `service` of the plug's domain; raise its error, or TimeoutError after `within` seconds."""
        await self._async_call(split_entity_id(self.entity_id)[0], service, within)

    async def _async_call(self, domain: str, service: str, within: float) -> None:
        """Make a call in its own task, so that a call that cannot be cancelled blocks nothing (S6)."""
        call = self._hass.async_create_background_task(
            self._hass.services.async_call(
                domain,
                service,
                {ATTR_ENTITY_ID: self.entity_id},
                blocking=True,
                context=self._calls.new_context(),
            ),
            f"{self.entity_id} {service}",
        )
        # Nothing awaits a call that was given up: its error has to be retrieved here.
        call.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            if not call.done():
                await asyncio.wait((call,), timeout=within)
            if not call.done():
                raise TimeoutError
            call.result()
        finally:
            call.cancel()

    async def async_wait_until(self, condition: Callable[[], bool], within: float) -> bool:
        """Wait until a condition holds, for `within` seconds at most; return whether it does."""
        try:
            async with asyncio.timeout(within):
                while not condition():
                    await self._changed.wait()
        except TimeoutError:
            pass
        return condition()

    @callback
    def notify(self) -> None:
        """Have every waiting condition checked again."""
        self._changed.set()
        self._changed = asyncio.Event()

    @callback
    def renamed(self, entity_id: str) -> None:
        """Follow the plug to its new entity id."""
        self._unsubscribe()
        self.gone = False
        self.entity_id = self._calls.entity_id = entity_id
        self._unsubscribe = self._subscribe()

    @callback
    def mark_gone(self) -> None:
        """Treat the plug as out of reach until `renamed` gives its entity id."""
        # Its state may be removed already, of which no report comes any more.
        before, self._last = self._last, None
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self.gone = True
        self.notify()
        self._on_report(Report(before, None, Cause.UNKNOWN))

    @callback
    def dispose(self) -> None:
        """Let go of the plug for good."""
        self._unsubscribe()
        self._calls.stop()

    def _subscribe(self) -> CALLBACK_TYPE:
        self._last = None if (state := self._state) is None else state.state
        changes = async_track_state_change_event(self._hass, self.entity_id, self._state_changed)
        repeats = async_track_state_report_event(self._hass, self.entity_id, self._state_reported)

        @callback
        def unsubscribe() -> None:
            changes()
            repeats()

        return unsubscribe

    def cause_of(self, state: State) -> Cause:
        """Return what caused a state of the plug."""
        return self._calls.cause_of(state.state == STATE_ON, state.context)

    @callback
    def _state_changed(self, event: Event[EventStateChangedData]) -> None:
        old, new = event.data["old_state"], event.data["new_state"]
        before = None if old is None else old.state
        self._last = None if new is None else new.state
        cause = Cause.UNKNOWN if new is None else self.cause_of(new)
        report = Report(before, self._last, cause)
        if report.changed:
            self.notify()
        self._on_report(report)

    @callback
    def _state_reported(self, _event: Event[EventStateReportedData]) -> None:
        self._on_report(Report(self._last, self._last, Cause.UNKNOWN))
