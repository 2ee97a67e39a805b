"""The steps of the options flow that set up and test the backstop of a pad."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.const import UnitOfTime
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
from ..outputs.backstops import (
    RunningTest,
    async_begin_test,
    async_forget_result,
    async_latest_result,
    name_of,
    running_test,
    said_of,
)
from ..outputs.plug_record import async_record_of
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
from ..pads.backstop_check import MARGIN, WATCHED_COUNTDOWNS, Outcome, countdown_of
from ..rules.models import Refusal
from ..texts import async_texts
from .person_options import PersonOptionsFlow

MINUTE: Final = timedelta(minutes=1)

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

# A pad heats for half an hour at most: no plug with this one ends a session early.
SUGGESTED: Final = {CONF_MINUTES: AT_MOST // MINUTE}


class BackstopFlow(PersonOptionsFlow):
    """The steps for the backstop of a pad.

    What was entered is saved before the test, and the test does not need the dialog.
    """

    def __init__(self) -> None:
        """Initialize the flow."""
        super().__init__()
        self._running: RunningTest | None = None

    # Which backstop

    async def async_step_backstop_kind(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the kind of backstop: a repair leads here, too."""
        there_is_one = backstop_of(self.config_entry.options).kind is not BackstopKind.NONE
        kinds = [f"backstop_{kind}" for kind in (BackstopKind.PLUG, BackstopKind.ACTION)]
        kinds.append(f"backstop_{BackstopKind.NONE}")
        return await self._async_menu("backstop_kind", *["test"] * there_is_one, *kinds)

    async def async_step_backstop_none(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Do without a backstop."""
        options = self.config_entry.options
        return await self._async_save(
            {key: value for key, value in options.items() if key != CONF_BACKSTOP}
        )

    async def async_step_backstop_plug(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask after how many minutes the plug goes off by itself."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[CONF_MINUTES] <= AT_MOST // MINUTE:
                return await self._async_with(BackstopKind.PLUG, user_input)
            errors = {CONF_MINUTES: "backstop_too_late"}
        return await self._async_form(BackstopKind.PLUG, PLUG_SCHEMA, user_input, errors)

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
        return await self._async_form(BackstopKind.ACTION, ACTION_SCHEMA, user_input, errors)

    async def _async_form(
        self,
        kind: BackstopKind,
        schema: vol.Schema,
        user_input: dict[str, Any] | None,
        errors: dict[str, str],
    ) -> ConfigFlowResult:
        return self.async_show_form(
            step_id=f"backstop_{kind}",
            data_schema=self.add_suggested_values_to_schema(
                schema, await self._async_set_before(kind) if user_input is None else user_input
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

    async def _async_set_before(self, kind: BackstopKind) -> Mapping[str, Any]:
        """Return the backstop that was set before, if it is of this kind and would be accepted."""
        before: Mapping[str, Any] = self.config_entry.options.get(CONF_BACKSTOP, {})
        if backstop_of({CONF_BACKSTOP: before}).kind is not kind:
            return SUGGESTED
        action = before.get(CONF_ACTION)
        return before if action is None or await async_is_action(self.hass, action) else {}

    async def _async_with(self, kind: BackstopKind, chosen: Mapping[str, Any]) -> ConfigFlowResult:
        """Save what was entered, and go on."""
        options = self.config_entry.options
        backstop = {CONF_KIND: kind.value, **chosen}
        if options.get(CONF_BACKSTOP) != backstop:
            await async_forget_result(self.hass, options[CONF_HEATING_PAD])
        await self._async_store({**options, CONF_BACKSTOP: backstop})
        return await self.async_step_backstop()

    # Without a test, or after it

    async def async_step_backstop(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whether to test it."""
        return await self._async_menu("backstop", "test", "save")

    # The test

    async def async_step_running(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer to look at a test that goes on, or to end it."""
        self._running = running_test(self.hass, self.config_entry)
        return await self._async_menu("running", "show_test", "end_test")

    async def async_step_show_test(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show how far the test is."""
        return self._progress()

    async def async_step_end_test(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """End the test, which switches the pad off."""
        if self._running is not None:  # pragma: no branch - the menu is shown for one
            self._running.test.end()
            await self._running.async_wait()
        return await self.async_step_backstop()

    async def async_step_test(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Explain the test, and begin it."""
        refusal: Refusal | None = None
        if user_input is not None:
            begun = self._begin()
            if not isinstance(begun, Refusal):
                self._running = begun
                return self._progress()
            refusal = begun
        elif self._running is not None and isinstance(self._running.result, Refusal):
            refusal = self._running.result
        return self.async_show_form(
            step_id="test",
            data_schema=vol.Schema({}),
            errors={} if refusal is None else {"base": refusal},
            description_placeholders=self._durations(),
            last_step=False,
        )

    def _begin(self) -> RunningTest | Refusal:
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return Refusal.HEATING_PAD_UNAVAILABLE
        return async_begin_test(self.hass, self.config_entry)

    async def async_step_testing(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the progress of the test, and then its result."""
        assert self._running is not None  # noqa: S101 - nothing leads here but a test
        result = self._running.result
        if result is None:
            return self._progress()
        next_step = "test" if isinstance(result, Refusal) else result
        return self.async_show_progress_done(next_step_id=next_step)

    def _progress(self) -> ConfigFlowResult:
        """Show the progress, even if there is a result already: it leads to the steps of that."""
        running = self._running
        assert running is not None  # noqa: S101 - there is a test
        task = self.async_get_progress_task()
        if task is None or task.done():
            # The flow cancels it once it is removed: it waits for the test, and is not the test.
            until = running.async_wait if running.test.went_off else running.test.async_until_off
            task = self.hass.async_create_background_task(until(), "wait for a backstop test")
        return self.async_show_progress(
            step_id="testing",
            # Also while a plug that did not go off by itself is being switched off.
            progress_action="watching" if running.test.watching else "heating",
            description_placeholders=self._durations(),
            progress_task=task,
        )

    def _durations(self) -> dict[str, str]:
        countdown = countdown_of(backstop_of(self.config_entry.options))
        return {
            "countdown": _minutes(countdown),
            "at_most": _minutes(countdown + MARGIN),
            "watch": _minutes(WATCHED_COUNTDOWNS * countdown),
        }

    async def async_step_test_passed(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the plug went off by itself and stayed off."""
        return await self._async_menu(Outcome.PASSED, "save")

    async def async_step_test_not_off(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the plug did not go off by itself."""
        return await self._async_failed(Outcome.NOT_OFF)

    async def async_step_test_back_on(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the plug went off and came back on."""
        return await self._async_failed(Outcome.BACK_ON)

    async def async_step_test_unanswered(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the plug did not always answer."""
        return await self._async_failed(Outcome.UNANSWERED)

    async def async_step_test_ended(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the test was ended before it had a result."""
        return await self._async_failed(Outcome.ENDED)

    async def _async_failed(self, outcome: Outcome) -> ConfigFlowResult:
        return await self._async_menu(outcome, "backstop_kind", "test", "save")

    async def _async_menu(self, step: str, *options: str) -> ConfigFlowResult:
        """Show choices, and what came of the latest test."""
        plug = self.config_entry.options[CONF_HEATING_PAD]
        texts = await async_texts(self.hass)
        latest = await async_latest_result(self.hass, plug)
        name = name_of(self.hass, plug)
        said = texts("backstop_never_tested", heating_pad=name)
        if latest is not None:
            result = said_of(texts, latest.outcome, name)
            said = texts("backstop_latest_test", time=texts.time(latest.at), result=result)
        return self.async_show_menu(
            step_id=step,
            menu_options=list(options),
            description_placeholders={
                **self._durations(),
                "heating_pad": name,
                "latest": said,
                "plug": await async_record_of(self.hass, plug),
            },
        )


def _minutes(duration: timedelta) -> str:
    return f"{duration / MINUTE:g}"
