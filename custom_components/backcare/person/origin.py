"""Where what is being handled was said: a session that it starts is announced there.

By the context, because a tool of a language model starts a session by its action, which has no field for it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Final

from ..rules.models import Origin

SPOKEN_TO: Final[ContextVar[Origin | None]] = ContextVar("backcare_spoken_to", default=None)
