"""The context of the command that is being carried out: it shows in Home Assistant's activity who gave it.

It belongs to the task that carries out the command. What happens by time alone has none.
"""

from __future__ import annotations

from contextvars import ContextVar

from homeassistant.core import Context

command_context: ContextVar[Context | None] = ContextVar("backcare_command_context", default=None)
