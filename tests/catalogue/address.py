"""Where BackCare is published. To move it, change this: a test then names every other place."""

from typing import Final

ADDRESS: Final = "backcare/backcare"
