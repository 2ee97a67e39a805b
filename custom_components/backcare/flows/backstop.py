"""The steps of the options flow that set up and test the backstop of a pad."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple, override

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.const import UnitOfTime
from homeassistant.core import callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.selector import (
    ActionSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from ..options import CONF_HEATING_PAD
from ..pads.backstop import (
    AT_MOST,
    CONF_ACTION,
    CONF_BACKSTOP,
    CONF_KIND,
    CONF_MINUTES,
    CONF_WHEN,
    BackstopKind,
    BackstopWhen,
    async_is_action,
    backstop_of,
)
from ..pads.backstop_check import MARGIN, WATCH, BackstopTest, Outcome, countdown_of
from ..person.manager import BackcareConfigEntry
from ..rules.models import Refusal

MINUTE: Final = timedelta(minutes=1)

BACKSTOP_SELECTOR: Final = SelectSelector(
    SelectSelectorConfig(
        options=[kind.value for kind in BackstopKind], translation_key=CONF_BACKSTOP
    )
)
# We refuse too many minutes ourselves, and say what the limit is.
PLUG_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_MINUTES): vol.All(
            NumberSelector(
                NumberSelectorConfig(
                    min=1,
                    step=1,
                    unit_of_measurement=UnitOfTime.MINUTES,
                    mode=NumberSelectorMode.BOX,
                )
            ),
            vol.Coerce(int),
        )
    }
)
ACTION_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_WHEN, default=BackstopWhen.AFTER.value): SelectSelector(
            SelectSelectorConfig(
                options=[when.value for when in BackstopWhen], translation_key="backstop_when"
            )
        ),
        vol.Required(CONF_ACTION): ActionSelector(),
    }
)


class _UnderWay(NamedTuple):
    """A running test, its result, and the wait until the plug is off."""

    test: BackstopTest
    run: asyncio.Task[Outcome | Refusal]
    until_off: asyncio.Task[None]


class BackstopFlow(OptionsFlowWithReload):
    """The steps after the options form, for a pad with a backstop."""

    config_entry: BackcareConfigEntry

    def __init__(self) -> None:
        """Initialize the flow."""
        self._options: dict[str, Any] = {}
        self._backstop: Mapping[str, Any] = {}
        self._under_way: _UnderWay | None = None
        self._refusal: Refusal | None = None

    async def async_step_backstop_plug(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask after how many minutes the plug goes off by itself."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[CONF_MINUTES] <= AT_MOST // MINUTE:
                return await self._async_with(BackstopKind.PLUG, user_input)
            errors = {CONF_MINUTES: "backstop_too_late"}
        return self._backstop_form(BackstopKind.PLUG, PLUG_SCHEMA, user_input, errors)

    async def async_step_backstop_action(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the action that makes the plug go off by itself."""
        errors: dict[str, str] = {}
        if user_input is not None:
            action = cv.ensure_list(user_input[CONF_ACTION])
            if await async_is_action(self.hass, action):
                chosen = {CONF_WHEN: user_input[CONF_WHEN], CONF_ACTION: action}
                return await self._async_with(BackstopKind.ACTION, chosen)
            errors = {CONF_ACTION: "action_invalid"}
        return self._backstop_form(BackstopKind.ACTION, ACTION_SCHEMA, user_input, errors)

    def _backstop_form(
        self,
        kind: BackstopKind,
        schema: vol.Schema,
        user_input: dict[str, Any] | None,
        errors: dict[str, str],
    ) -> ConfigFlowResult:
        return self.async_show_form(
            step_id=f"backstop_{kind}",
            data_schema=self.add_suggested_values_to_schema(
                schema, self._set_before(kind) if user_input is None else user_input
            ),
            errors=errors,
            description_placeholders={
                "at_most": _minutes(AT_MOST),
                "seconds": "{{ seconds }}",
                "minutes": "{{ minutes }}",
                "deciseconds": "{{ deciseconds }}",
            },
            last_step=False,
        )

    def _set_before(self, kind: BackstopKind) -> Mapping[str, Any]:
        """Return the backstop that was entered or set before, if it is of this kind."""
        before = self._backstop or self.config_entry.options.get(CONF_BACKSTOP, {})
        return before if backstop_of({CONF_BACKSTOP: before}).kind is kind else {}

    async def _async_with(self, kind: BackstopKind, chosen: Mapping[str, Any]) -> ConfigFlowResult:
        self._backstop = {CONF_KIND: kind.value, **chosen}
        self._options[CONF_BACKSTOP] = self._backstop
        return await self.async_step_backstop()

    # Without a test, or after it

    async def async_step_backstop(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whether to test it."""
        return self.async_show_menu(step_id="backstop", menu_options=["test", "save"])

    async def async_step_save(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Save the options."""
        return self.async_create_entry(data=self._options)

    # The test

    async def async_step_test(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Explain the test, and begin it."""
        refusal, self._refusal = self._refusal, None
        if user_input is not None:
            begun = self._begin()
            if not isinstance(begun, Refusal):
                self._under_way = begun
                # Progress is shown even if there is a result already: it leads to the steps of the result.
                return self._progress("heating", begun.until_off)
            refusal = begun
        return self.async_show_form(
            step_id="test",
            data_schema=vol.Schema({}),
            errors={} if refusal is None else {"base": refusal},
            description_placeholders=self._durations(),
            last_step=False,
        )

    def _begin(self) -> _UnderWay | Refusal:
        entry = self.config_entry
        if entry.state is not ConfigEntryState.LOADED:
            return Refusal.HEATING_PAD_UNAVAILABLE
        test = entry.runtime_data.test_backstop(
            self._options[CONF_HEATING_PAD], backstop_of(self._options)
        )
        if isinstance(test, Refusal):
            return test
        begin = self.hass.async_create_background_task
        return _UnderWay(
            test,
            run=begin(test.async_run(), "backstop test"),
            until_off=begin(test.async_until_off(), "backstop test until off"),
        )

    async def async_step_testing(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the progress of the test, and then its result."""
        assert self._under_way is not None  # noqa: S101 - nothing leads here but a test
        test, run, until_off = self._under_way
        if not until_off.done():
            return self._progress("heating", until_off)
        if not run.done():
            # Also while a plug that did not go off by itself is being switched off.
            return self._progress("watching" if test.watching else "heating", run)
        outcome = run.result()
        if isinstance(outcome, Refusal):
            self._refusal = outcome
            return self.async_show_progress_done(next_step_id="test")
        return self.async_show_progress_done(next_step_id=outcome)

    def _progress(self, action: str, task: asyncio.Task[Any]) -> ConfigFlowResult:
        return self.async_show_progress(
            step_id="testing",
            progress_action=action,
            description_placeholders=self._durations(),
            progress_task=task,
        )

    def _durations(self) -> dict[str, str]:
        countdown = countdown_of(backstop_of(self._options))
        return {
            "countdown": _minutes(countdown),
            "at_most": _minutes(countdown + MARGIN),
            "watch": _minutes(WATCH * countdown),
        }

    async def async_step_test_passed(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the plug went off by itself and stayed off."""
        return self._result(Outcome.PASSED, "save")

    async def async_step_test_not_off(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the plug did not go off by itself."""
        return self._failed(Outcome.NOT_OFF)

    async def async_step_test_back_on(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the plug went off and came back on."""
        return self._failed(Outcome.BACK_ON)

    async def async_step_test_unanswered(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the plug did not always answer."""
        return self._failed(Outcome.UNANSWERED)

    async def async_step_test_ended(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the test was ended before it had a result."""
        return self._failed(Outcome.ENDED)

    def _failed(self, outcome: Outcome) -> ConfigFlowResult:
        return self._result(outcome, "init", "test", "save")

    def _result(self, outcome: Outcome, *options: str) -> ConfigFlowResult:
        return self.async_show_menu(
            step_id=outcome,
            menu_options=list(options),
            description_placeholders=self._durations(),
        )

    @callback
    @override
    def async_remove(self) -> None:
        """End a test with the dialog (S9)."""
        if self._under_way is not None:
            self._under_way.test.end()


def _minutes(duration: timedelta) -> str:
    return f"{duration / MINUTE:g}"
