"""Who is asked, and by what."""

from __future__ import annotations

from tests.announcements.conftest import device, hearers, say

__all__ = ["device", "hearers", "say"]
