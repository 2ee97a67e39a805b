"""Who may see a person, give commands and read what is private (S16).

Home Assistant's permissions come first: every command needs the permission that its entity would need. They
only distinguish users who may control entities from those who may not. Private details are checked in
addition: they are for the user that the person is linked to, the carers and administrators. Without a linked
user, every user who may control all of the person's entities counts as the person.

Automations, wall buttons and satellites call without a user. They may see and give commands, but read
nothing private of a person who is linked to a user. The same holds for a user that Home Assistant created for
itself, such as that of cloud voice or of an add-on. As in Home Assistant, an automation has no user, even if
a user triggered it, and a script acts for the user who started it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from homeassistant.auth.models import TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN, User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.components.http.const import KEY_HASS_REFRESH_TOKEN_ID, KEY_HASS_USER
from homeassistant.components.websocket_api import current_connection
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.http import current_request

from .command_context import command_context
from .const import DOMAIN
from .options import CONF_CARERS, CONF_USER, shares_details
from .rules.models import Author

# The platforms of the entities that take commands.
CONTROLS = frozenset({"button", "number", "switch", "timer"})


class Right(StrEnum):
    """What a caller may do with a person."""

    # Phase, session, pad and how soon to see a doctor; also to stop, and to report red flags.
    SEE = "see"
    # Start, change and log.
    CONTROL = "control"
    # Red flags by name, pain, spasms, activities, the diary and the report.
    READ = "read"
    # Clear red flags, answer that there are none, and delete.
    DECIDE = "decide"


class Caller:
    """The caller of a command or question about one person: a user, or nobody."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        user: User | None,
        context: Context | None = None,
    ) -> None:
        """Initialize the caller; `context` is that of the call."""
        self._registry = er.async_get(hass)
        self._entry = entry
        self._user = user
        self._context = context

    @property
    def author(self) -> Author | None:
        """Return the author for the diary, None without a user."""
        user = self._user
        return None if user is None or user.system_generated else Author(user.id, user.name or "")

    @property
    def is_person(self) -> bool:
        """Return whether the person is linked to this user."""
        return self._user is not None and self._entry.options.get(CONF_USER) == self._user.id

    @callback
    def demand(self, right: Right, entity: str = "timer.session") -> None:
        """Raise core's Unauthorized unless the caller has a right."""
        if not self.may(right, entity):
            raise Unauthorized(
                context=self._context,
                config_entry_id=self._entry.entry_id,
                permission=POLICY_READ if right in (Right.SEE, Right.READ) else POLICY_CONTROL,
            )

    @callback
    def may(self, right: Right, entity: str = "timer.session") -> bool:
        """Return whether the caller has a right; `entity` is that of a command, such as `number.pain`."""
        match right:
            case Right.SEE:
                return self._sees()
            case Right.CONTROL:
                return self._controls(entity)
            case Right.READ:
                return self._sees() and self._is_trusted()
            case Right.DECIDE:
                return self._controls(entity) and self._is_trusted()

    @callback
    def may_hear_details(self) -> bool:
        """Return whether details may be spoken to the caller: a satellite is the whole house."""
        return shares_details(self._entry.options) or self.may(Right.READ)

    def _sees(self) -> bool:
        """Return whether the caller may see any entity of the person."""
        if self._user is None:
            return True
        may = self._user.permissions
        return may.access_all_entities(POLICY_READ) or any(
            may.check_entity(entity.entity_id, POLICY_READ) for entity in self._entities()
        )

    def _controls(self, entity: str) -> bool:
        """Return whether the caller may control an entity, or all if this one does not exist."""
        if self._user is None:
            return True
        platform, _, key = entity.partition(".")
        entity_id = self._registry.async_get_entity_id(
            platform, DOMAIN, f"{self._entry.entry_id}_{key}"
        )
        may = self._user.permissions
        if entity_id is None:
            return may.access_all_entities(POLICY_CONTROL)
        return may.check_entity(entity_id, POLICY_CONTROL)

    def _is_trusted(self) -> bool:
        """Return whether private details are for the caller."""
        user, options = self._user, self._entry.options
        if user is None or user.system_generated:
            return CONF_USER not in options
        if not user.is_active:
            # Scripts and phones may still act for a user who can no longer log in.
            return False
        if user.is_admin:
            return True
        if CONF_USER in options:
            return self.is_person or user.id in options.get(CONF_CARERS, ())
        may = user.permissions
        return may.access_all_entities(POLICY_CONTROL) or all(
            may.check_entity(entity.entity_id, POLICY_CONTROL)
            for entity in self._entities()
            if entity.domain in CONTROLS
        )

    def _entities(self) -> Iterator[er.RegistryEntry]:
        yield from er.async_entries_for_config_entry(self._registry, self._entry.entry_id)


async def async_caller(hass: HomeAssistant, entry: ConfigEntry, context: Context | None) -> Caller:
    """Return the caller of a context, which everything that they change from here on gets, too.

    Raise core's UnknownUser if the user does not exist.
    """
    command_context.set(context)
    if context is None or context.user_id is None:
        return Caller(hass, entry, None, context)
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    return Caller(hass, entry, user, context)


@callback
def requester(hass: HomeAssistant, entry: ConfigEntry) -> Caller:
    """Return the caller of the command or HTTP request that is being handled, nobody without one."""
    if (connection := current_connection.get()) is not None:
        return Caller(hass, entry, connection.user)
    request = current_request.get()
    return Caller(hass, entry, None if request is None else request.get(KEY_HASS_USER))


async def async_has_screen(hass: HomeAssistant, context: Context | None) -> bool:
    """Return whether the caller sees an error.

    Calls without a user, by a user that Home Assistant created for itself, or with a long-lived access
    token, which scripts use, have no screen.
    """
    if context is None or context.user_id is None:
        return False
    user = await hass.auth.async_get_user(context.user_id)
    if user is None or user.system_generated:
        return False
    token = hass.auth.async_get_refresh_token(_token_id() or "")
    by_script = token is not None and token.token_type == TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN
    return not (by_script and token is not None and token.user.id == user.id)


def _token_id() -> str | None:
    """Return the id of the token of the connection or request that is being handled."""
    if (connection := current_connection.get()) is not None:
        return connection.refresh_token_id
    request = current_request.get()
    return None if request is None else request.get(KEY_HASS_REFRESH_TOKEN_ID)
