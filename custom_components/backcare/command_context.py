"""The context of the command that is being carried out: Home Assistant's activity says who gave it.

It goes along with the task that carries the command out. What time brings about has none.
"""

from __future__ import annotations

from contextvars import ContextVar

from homeassistant.core import Context

command_context: ContextVar[Context | None] = ContextVar("backcare_command_context", default=None)
