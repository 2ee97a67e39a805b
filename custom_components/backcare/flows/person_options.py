"""The base of all steps of the options flow: saves options, and leads to the next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.core import callback

from ..options import CONF_HEATING_PAD
from ..person.manager import BackcareConfigEntry
from .dashboards import async_dashboard_path

# The sources of the flow that follows the adding of a person, and of the one that a repair opens.
SOURCE_WELCOME: Final = "welcome"
SOURCE_BACKSTOP: Final = "backstop"


class PersonOptionsFlow(OptionsFlowWithReload):
    """Changes the options of a person, a part of them at a time."""

    config_entry: BackcareConfigEntry
    _starts_with: str | None = None

    @callback
    def _take_over(self) -> None:
        """Replace the flow that Home Assistant's frontend was sent to, and start where that would start.

        The frontend ignores that flow, and opens this one.
        """
        self._starts_with = self.source
        flows = self.hass.config_entries.options
        for flow in flows.async_progress_by_handler(self.handler):
            source = flow["context"].get("source")
            if source in (SOURCE_WELCOME, SOURCE_BACKSTOP) and flow["flow_id"] != self.flow_id:
                flows.async_abort(flow["flow_id"])
                self._starts_with = source

    @callback
    def _close_others(self) -> None:
        """Close the other dialogs of this person: they show options that are about to change."""
        flows = self.hass.config_entries.options
        for flow in flows.async_progress_by_handler(self.handler):
            if flow["flow_id"] != self.flow_id:
                flows.async_abort(flow["flow_id"])

    async def async_step_welcome(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what comes next, and offer the optional steps."""
        steps = ["privacy", "announcements", "finish"]
        if CONF_HEATING_PAD in self.config_entry.options:
            steps.insert(0, "backstop_kind")
        return self.async_show_menu(
            step_id="welcome",
            menu_options=steps,
            description_placeholders={
                "name": self.config_entry.title,
                "dashboard": await async_dashboard_path(self.hass),
            },
        )

    async def async_step_finish(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Close the dialog."""
        return self.async_create_entry(data=dict(self.config_entry.options))

    async def async_step_save(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Continue, once everything is saved."""
        if self._starts_with == SOURCE_WELCOME:
            return await self.async_step_welcome()
        return await self.async_step_finish()

    async def _async_save(self, options: Mapping[str, Any]) -> ConfigFlowResult:
        """Save the options, and continue."""
        self._close_others()
        if self._starts_with == SOURCE_WELCOME:
            await self._async_store(options)
            return await self.async_step_welcome()
        return self.async_create_entry(data=dict(options))

    async def _async_store(self, options: Mapping[str, Any], *, reload: bool = False) -> None:
        """Save the options without closing the dialog."""
        self._close_others()
        entry = self.config_entry
        changed = self.hass.config_entries.async_update_entry(entry, options=options)
        if (changed or reload) and entry.state.recoverable:
            await self.hass.config_entries.async_reload(entry.entry_id)
