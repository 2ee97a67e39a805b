"""Where the command that is being handled came from: a session that it starts is announced there.

It is kept in a context variable, because a language model's tool starts a session by calling an action, which
has no field for the origin.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from ..rules.models import Origin


@dataclass(slots=True)
class _Handling:
    """The origin of a command, while it is being handled."""

    origin: Origin | None


_HANDLING: ContextVar[_Handling | None] = ContextVar("backcare_origin", default=None)


@contextmanager
def at_origin(origin: Origin | None) -> Iterator[None]:
    """Give sessions that are started within this origin."""
    handling = _Handling(origin)
    token = _HANDLING.set(handling)
    try:
        yield
    finally:
        _HANDLING.reset(token)
        # A timer that is armed within keeps the context for days, for things that have another origin.
        handling.origin = None


def current_origin() -> Origin | None:
    """Return the origin of the command that is being handled, None if it has none."""
    handling = _HANDLING.get()
    return None if handling is None else handling.origin
