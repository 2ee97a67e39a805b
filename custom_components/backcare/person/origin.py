"""Where what is being handled was said: a session that it starts is announced there.

By the context, because a tool of a language model starts a session by its action, which has no field for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from ..rules.models import Origin


@dataclass(slots=True)
class _Said:
    """Where it was said, while it is being handled."""

    at: Origin | None


_SAID: ContextVar[_Said | None] = ContextVar("backcare_said", default=None)


@contextmanager
def said_at(origin: Origin | None) -> Iterator[None]:
    """Let what is started within begin there."""
    said = _Said(origin)
    token = _SAID.set(said)
    try:
        yield
    finally:
        _SAID.reset(token)
        # What is armed within keeps the context for days, and is about something else then.
        said.at = None


def origin_of_now() -> Origin | None:
    """Return where what is being handled was said, None if it came from elsewhere."""
    said = _SAID.get()
    return None if said is None else said.at
