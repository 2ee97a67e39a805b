"""The context of the command that is being carried out: Home Assistant's activity says who gave it.

It belongs to the task that carries out the command. Changes that time causes have none.
"""

from __future__ import annotations

from contextvars import ContextVar

from homeassistant.core import Context

command_context: ContextVar[Context | None] = ContextVar("backcare_command_context", default=None)
