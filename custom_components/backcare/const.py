"""The name of the integration; every other constant lives with its one user."""

from typing import Final

DOMAIN: Final = "backcare"
