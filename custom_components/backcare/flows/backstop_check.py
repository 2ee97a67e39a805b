"""The steps of the options flow that test the backstop of a pad, and show the latest result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
import voluptuous as vol

from ..options import CONF_HEATING_PAD
from ..outputs.backstops import (
    RunningTest,
    async_begin_test,
    async_latest_result,
    plug_name,
    result_text,
    running_test,
)
from ..outputs.plug_record import async_record_of
from ..pads.backstop import backstop_of
from ..pads.backstop_check import MARGIN, WATCHED_COUNTDOWNS, Outcome, countdown_of
from ..rules.models import Refusal
from ..texts import async_texts
from .person_options import PersonOptionsFlow

MINUTE: Final = timedelta(minutes=1)


class BackstopCheckFlow(PersonOptionsFlow):
    """Tests a backstop; the test goes on if the dialog is closed."""

    def __init__(self) -> None:
        """Initialize the flow."""
        super().__init__()
        self._running: RunningTest | None = None

    async def async_step_backstop(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whether to test it."""
        return await self._async_menu("backstop", "test", "save")

    async def async_step_running(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer to show the running test, or to end it."""
        self._running = running_test(self.hass, self.config_entry)
        return await self._async_menu("running", "show_test", "end_test")

    async def async_step_show_test(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the progress of the test."""
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
        """Explain the test, and start it."""
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
        """Show the progress; if there is a result already, that leads on to its step."""
        running = self._running
        assert running is not None  # noqa: S101 - there is a test
        task = self.async_get_progress_task()
        if task is None or task.done():
            # The flow cancels this task when it is removed, so it is not the test itself.
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
            "countdown": in_minutes(countdown),
            "at_most": in_minutes(countdown + MARGIN),
            "watch": in_minutes(WATCHED_COUNTDOWNS * countdown),
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
        """Show a menu, with the result of the latest test."""
        plug = self.config_entry.options[CONF_HEATING_PAD]
        texts = await async_texts(self.hass)
        latest = await async_latest_result(self.hass, plug)
        name = plug_name(self.hass, plug)
        said = texts("backstop_never_tested", heating_pad=name)
        if latest is not None:
            result = result_text(texts, latest.outcome, name)
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


def in_minutes(duration: timedelta) -> str:
    """Return a duration in minutes, without a fraction where there is none."""
    return f"{duration / MINUTE:g}"
