"""A person who is asked, and the devices that ask."""

from __future__ import annotations

from tests.announcements.conftest import device, hearers, say

__all__ = ["device", "hearers", "say"]
