"""Where BackCare is published: whoever moves it changes this, and the test names every place to change."""

from typing import Final

ADDRESS: Final = "backcare/backcare"
