"""One plug as Home Assistant shows it: what it reports, what it can be called for, and waiting for it."""

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
# The state of a helper is no copy of anything: nothing is behind it that could differ.
INPUT_BOOLEAN = "input_boolean"
PUSHED = {"local_push", "cloud_push"}
# The state of a template repeats another's: rendered again, it knows nothing newer.
COPIES = {"template"}
# What MQTT pushes is what a bridge says, which may believe its own commands for a while. Nor does a copy
# say whether the plug behind it is polled.
BRIDGED = {"mqtt", *COPIES}


@dataclass(frozen=True, slots=True)
class Report:
    """A state of the plug, what it was before, and what caused it."""

    old: str | None
    new: str | None
    cause: Cause

    @property
    def changed(self) -> bool:
        """Return whether this is not what was reported before."""
        return self.old != self.new


class Plug:
    """A plug of domain switch or input_boolean, followed through renames."""

    def __init__(
        self, hass: HomeAssistant, entity_id: str, on_report: Callable[[Report], None]
    ) -> None:
        """Watch the plug; call `on_report` with whatever it reports, changed or not."""
        self._hass = hass
        self._on_report = on_report
        self._changed = asyncio.Event()
        self._calls = Calls(hass, entity_id)
        self.entity_id = entity_id
        # Its entity is gone: what has its entity id now is another (S8).
        self.gone = False
        self._unsubscribe = self._subscribe()

    @property
    def _state(self) -> State | None:
        return None if self.gone else self._hass.states.get(self.entity_id)

    @property
    def name(self) -> str:
        """Return what the person calls the plug."""
        state = self._state
        return self.entity_id if state is None else state.name

    @property
    def exists(self) -> bool:
        """Return whether there is anything to call."""
        return self._state is not None

    @property
    def available(self) -> bool:
        """Return whether the plug reports its state."""
        return self.is_on or self.is_off

    @property
    def is_on(self) -> bool:
        """Return whether the plug says that it is on."""
        return (state := self._state) is not None and state.state == STATE_ON

    @property
    def is_off(self) -> bool:
        """Return whether the plug says that it is off, which may still be a late echo."""
        return (state := self._state) is not None and state.state == STATE_OFF

    # What kind of witness it is (S5)

    @property
    def is_its_state(self) -> bool:
        """Return whether nothing is behind the state that could differ from it."""
        return split_entity_id(self.entity_id)[0] == INPUT_BOOLEAN

    @property
    def assumed(self) -> bool:
        """Return whether the state is what was asked for last, which proves nothing."""
        state = self._state
        return state is not None and bool(state.attributes.get(ATTR_ASSUMED_STATE))

    @property
    def pushed(self) -> bool:
        """Return whether the plug sends its state by itself, as far as its integration says."""
        entry = er.async_get(self._hass).async_get(self.entity_id)
        if entry is None or self.assumed or entry.platform in BRIDGED:
            return False
        try:
            return async_get_loaded_integration(self._hass, entry.platform).iot_class in PUSHED
        except IntegrationNotLoaded:
            return False

    @property
    def copied(self) -> bool:
        """Return whether its state repeats another's, so that to repeat it proves nothing."""
        entity = self._entity
        return entity is not None and entity.platform.platform_name in COPIES

    @property
    def can_be_asked(self) -> bool:
        """Return whether asking has the plug polled: other entities repeat what they said before."""
        polled = hasattr(self._entity, "async_update") or hasattr(self._entity, "update")
        return polled and not self.copied

    @property
    def _entity(self) -> Entity | None:
        component = self._hass.data.get(DATA_INSTANCES, {}).get(split_entity_id(self.entity_id)[0])
        return None if component is None else component.get_entity(self.entity_id)

    async def async_ask(self, within: float) -> None:
        """Ask the plug for its state, `within` seconds; an answer comes as a report."""
        if not self._hass.services.has_service(HOMEASSISTANT_DOMAIN, SERVICE_UPDATE_ENTITY):
            return
        try:
            await self._async_call(HOMEASSISTANT_DOMAIN, SERVICE_UPDATE_ENTITY, within)
        except Exception as err:  # noqa: BLE001 - whatever a plug's integration raises
            _LOGGER.debug("Asking %s for its state failed: %r", self.entity_id, err)

    async def async_call(self, service: str, within: float) -> None:
        """Call `service` of the plug's domain; raise what it raises, or TimeoutError after `within` s."""
        await self._async_call(split_entity_id(self.entity_id)[0], service, within)

    async def _async_call(self, domain: str, service: str, within: float) -> None:
        """Make a call in a task of its own: one that cannot even be cancelled holds nobody up (S6)."""
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
        # Nobody asks how a call ended that was given up.
        call.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            if not call.done():
                await asyncio.wait((call,), timeout=within)
            if not call.done():
                raise TimeoutError
            call.result()
        finally:
            call.cancel()

    async def async_until(self, is_so: Callable[[], bool], within: float) -> bool:
        """Wait until something is so, at most `within` seconds; return whether it is."""
        try:
            async with asyncio.timeout(within):
                while not is_so():
                    await self._changed.wait()
        except TimeoutError:
            pass
        return is_so()

    @callback
    def notify(self) -> None:
        """Wake whoever waits: something has changed that they may wait for."""
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
    def be_gone(self) -> None:
        """Be out of reach, until `renamed` says where the entity is again."""
        before = self._state
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self.gone = True
        self.notify()
        self._on_report(Report(None if before is None else before.state, None, Cause.UNKNOWN))

    @callback
    def dispose(self) -> None:
        """Let go of the plug for good."""
        self._unsubscribe()
        self._calls.stop()

    def _subscribe(self) -> CALLBACK_TYPE:
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
        if new is None:
            report = Report(before, None, Cause.UNKNOWN)
        else:
            report = Report(before, new.state, self.cause_of(new))
        if report.changed:
            self.notify()
        self._on_report(report)

    @callback
    def _state_reported(self, event: Event[EventStateReportedData]) -> None:
        state = event.data["new_state"].state
        self._on_report(Report(state, state, Cause.UNKNOWN))
