"""The step of the options flow for the linked user, and who else sees private details (S16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TargetSelector,
    TargetSelectorConfig,
)
import voluptuous as vol

from ..announcements.origin import SATELLITE
from ..const import DOMAIN
from ..options import (
    CONF_CARERS,
    CONF_SATELLITES,
    CONF_SHARE_DETAILS,
    CONF_USER,
    shares_details,
)
from .person_options import SOURCE_WELCOME, PersonOptionsFlow

FIELDS: Final = (CONF_USER, CONF_CARERS, CONF_SHARE_DETAILS, CONF_SATELLITES)
# A speaker there is the person; areas stand for the satellites in them.
SATELLITES_SELECTOR: Final = TargetSelector(TargetSelectorConfig(entity=[{"domain": SATELLITE}]))


class PrivacyFlow(PersonOptionsFlow):
    """Asks which user the person is, and who else sees private details."""

    async def async_step_privacy(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which user the person is, and who else sees private details."""
        errors: dict[str, str] = {}
        entry = self.config_entry
        filled = await async_as_form(self.hass, entry.options)
        if user_input is not None:
            if user_input.get(CONF_USER) != filled.get(CONF_USER):
                errors = privacy_errors(self.hass, entry, user_input)
            if not errors:
                kept = {key: value for key, value in entry.options.items() if key not in FIELDS}
                return await self._async_save(
                    kept | as_options(self.hass, user_input, entry.options)
                )
        elif self._starts_with == SOURCE_WELCOME and CONF_USER not in filled:
            filled |= await _async_namesake(self.hass, entry)
        return self.async_show_form(
            step_id="privacy",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(await async_privacy_fields(self.hass, entry.options)),
                filled if user_input is None else user_input,
            ),
            errors=errors,
        )


async def _async_namesake(hass: HomeAssistant, entry: ConfigEntry) -> dict[str, Any]:
    """Return the user with the name of the person as form data, empty if there is none."""
    for user in await hass.auth.async_get_users():
        same_name = (user.name or "").casefold() == entry.title.casefold()
        if same_name and _is_person(user) and not privacy_errors(hass, entry, {CONF_USER: user.id}):
            return {CONF_USER: user.id, CONF_SHARE_DETAILS: False}
    return {}


async def async_privacy_fields(
    hass: HomeAssistant, options: Mapping[str, Any]
) -> dict[vol.Marker, Any]:
    """Return the fields: the user, the carers, and whether details are shared."""
    users = [
        SelectOptionDict(value=user.id, label=user.name or user.id)
        for user in await _async_choices(hass, options)
    ]

    def selector(*, multiple: bool) -> SelectSelector:
        mode = SelectSelectorMode.DROPDOWN
        return SelectSelector(
            SelectSelectorConfig(options=users, mode=mode, multiple=multiple, sort=True)
        )

    return {
        vol.Optional(CONF_USER): selector(multiple=False),
        vol.Optional(CONF_CARERS): selector(multiple=True),
        vol.Optional(CONF_SHARE_DETAILS): BooleanSelector(),
        vol.Optional(CONF_SATELLITES): SATELLITES_SELECTOR,
    }


async def async_as_form(hass: HomeAssistant, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options as form data, without deleted users, and with the default for sharing.

    The form cannot be submitted with a choice that it does not offer.
    """
    known = {user.id for user in await _async_choices(hass, options)}
    form = {**options, CONF_SHARE_DETAILS: shares_details(options)}
    if form.get(CONF_USER) not in known:
        form.pop(CONF_USER, None)
    if carers := form.get(CONF_CARERS):
        form[CONF_CARERS] = [carer for carer in carers if carer in known]
    if satellites := form.get(CONF_SATELLITES):
        registry = er.async_get(hass)
        named = (er.async_resolve_entity_id(registry, it) for it in satellites[ATTR_ENTITY_ID])
        form[CONF_SATELLITES] = {**satellites, ATTR_ENTITY_ID: list(filter(None, named))}
    return form


def as_options(
    hass: HomeAssistant, form: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, Any]:
    """Return form data as options, without defaults.

    A newly linked user has not agreed to the sharing that the form showed for the user before.
    """
    options = dict(form)
    if not options.get(CONF_CARERS):
        options.pop(CONF_CARERS, None)
    if any((satellites := options.pop(CONF_SATELLITES, {})).values()):
        options[CONF_SATELLITES] = {**satellites, ATTR_ENTITY_ID: _registered(hass, satellites)}
    shared = options.pop(CONF_SHARE_DETAILS, None)
    newly_linked = options.get(CONF_USER) != before.get(CONF_USER)
    stale = newly_linked and shared and shares_details(before)
    if shared not in (None, shares_details(options)) and not stale:
        options[CONF_SHARE_DETAILS] = shared
    return options


def privacy_errors(
    hass: HomeAssistant, entry: ConfigEntry, form: Mapping[str, Any]
) -> dict[str, str]:
    """Return the error of the user, or nothing."""
    linked = {
        other.options.get(CONF_USER)
        for other in hass.config_entries.async_entries(DOMAIN)
        if other.entry_id != entry.entry_id
    }
    return {CONF_USER: "user_taken"} if form.get(CONF_USER) in linked - {None} else {}


def _registered(hass: HomeAssistant, satellites: Mapping[str, Any]) -> list[str]:
    """Return the ids of satellites in the registry, which a rename does not change."""
    registry = er.async_get(hass)
    named = satellites.get(ATTR_ENTITY_ID, [])
    return [entity.id if (entity := registry.async_get(it)) else it for it in named]


async def _async_choices(hass: HomeAssistant, options: Mapping[str, Any]) -> list[User]:
    """Return the users to choose from.

    Those who are chosen stay even if they are inactive: saving another choice must not unlink the person.
    """
    chosen = {options.get(CONF_USER), *options.get(CONF_CARERS, ())}
    return [
        user for user in await hass.auth.async_get_users() if _is_person(user) or user.id in chosen
    ]


def _is_person(user: User) -> bool:
    return user.is_active and not user.system_generated
