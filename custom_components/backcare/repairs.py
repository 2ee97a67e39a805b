"""The fix flows: of red flags, a clock that has to be confirmed (S12), and a missing backstop."""

from __future__ import annotations

from homeassistant.components import repairs
from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState, ConfigFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .access import requester
from .const import DOMAIN
from .flows.person_options import SOURCE_BACKSTOP
from .outputs.backstops import ISSUES
from .outputs.person_issues import CLOCK_UNTRUSTED
from .person.manager import BackcareConfigEntry
from .rules.models import ClearReason, RedFlag
from .rules.red_flags import reasons_to_clear
from .texts import written_time


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the fix flow for the clock of the house, or for the person of the issue."""
    if issue_id == CLOCK_UNTRUSTED:
        return ConfirmClockFlow()
    entry_id = str((data or {}).get("entry_id"))
    if issue_id.startswith(ISSUES):
        return BackstopFixFlow(entry_id)
    return ClearRedFlagsFlow(entry_id)


class BackstopFixFlow(RepairsFlow):
    """Opens the options where a backstop is entered and tested; the issue is deleted once there is one."""

    def __init__(self, entry_id: str) -> None:
        """Initialize the flow."""
        self._entry_id = entry_id

    async def async_step_init(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Start with the explanation."""
        return await self.async_step_confirm()

    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Explain what is missing, and then open the options."""
        if self.hass.config_entries.async_get_entry(self._entry_id) is None:
            return self.async_abort(reason="not_set_up")
        if user_input is None:
            issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
            placeholders = {} if issue is None else issue.translation_placeholders or {}
            docs = None if issue is None else issue.learn_more_url
            return self.async_show_form(
                step_id="confirm",
                data_schema=vol.Schema({}),
                description_placeholders={**placeholders, "docs": docs or ""},
            )
        flow = await self.hass.config_entries.options.async_init(
            self._entry_id, context=ConfigFlowContext(source=SOURCE_BACKSTOP)
        )
        if not hasattr(repairs, "FlowType"):
            # Home Assistant 2026.8 opens no next flow: the options opened by hand take over this one.
            return self.async_abort(reason="in_options")
        return self.async_abort(
            reason="in_options", next_flow=(repairs.FlowType.OPTIONS_FLOW, flow["flow_id"])
        )


class ConfirmClockFlow(RepairsFlow):
    """Asks for a confirmation that the clock is right; then everything rests once (S12)."""

    async def async_step_init(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Start with the confirmation."""
        return await self.async_step_confirm()

    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Show the time, and trust it once it is confirmed."""
        if user_input is None:
            issue = ir.async_get(self.hass).async_get_issue(DOMAIN, CLOCK_UNTRUSTED)
            known = (issue and issue.translation_placeholders) or {}
            now = {"now": written_time(dt_util.utcnow())}
            return self.async_show_form(step_id="confirm", description_placeholders=known | now)
        entries: list[BackcareConfigEntry] = self.hass.config_entries.async_loaded_entries(DOMAIN)
        try:
            for entry in entries:
                await entry.runtime_data.async_confirm_clock()
        except ServiceValidationError:
            return self.async_abort(reason="storage_failed")
        return self.async_create_entry(data={})


class ClearRedFlagsFlow(RepairsFlow):
    """Clears the red flags for a reason that it asks for."""

    def __init__(self, entry_id: str) -> None:
        """Initialize the flow."""
        self._entry_id = entry_id
        self._shown: frozenset[RedFlag] = frozenset()

    async def async_step_init(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Offer the reasons."""
        if (entry := self._loaded_entry) is None:
            return self.async_abort(reason="not_set_up")
        self._shown = entry.runtime_data.person.red_flags
        return self.async_show_menu(
            step_id="init",
            menu_options=[reason.value for reason in reasons_to_clear(self._shown)],
            description_placeholders={"name": entry.title},
        )

    async def async_step_seen_by_doctor(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Clear them as seen by a doctor."""
        return await self._async_clear(ClearReason.SEEN_BY_DOCTOR)

    async def async_step_advised_by_phone(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Clear them as a doctor advised by phone."""
        return await self._async_clear(ClearReason.ADVISED_BY_PHONE)

    async def async_step_gone(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Clear them as gone."""
        return await self._async_clear(ClearReason.GONE)

    async def async_step_reported_by_mistake(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Clear them as reported by mistake."""
        return await self._async_clear(ClearReason.REPORTED_BY_MISTAKE)

    async def _async_clear(self, reason: ClearReason) -> RepairsFlowResult:
        if (entry := self._loaded_entry) is None:
            return self.async_abort(reason="not_set_up")
        if entry.runtime_data.person.red_flags != self._shown:
            # Nobody has seen the red flags that were reported while the dialog was open.
            return self.async_abort(reason="flags_changed")
        # Only administrators can open repairs, and they may clear red flags.
        author = requester(self.hass, entry).author
        try:
            await entry.runtime_data.async_clear_red_flags(reason, by=author)
        except ServiceValidationError:
            return self.async_abort(reason="storage_failed")
        return self.async_create_entry(data={})

    @property
    def _loaded_entry(self) -> BackcareConfigEntry | None:
        entry: BackcareConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        return entry if entry is not None and entry.state is ConfigEntryState.LOADED else None
