"""The one place that reads the time that decisions depend on."""

from __future__ import annotations

from pathlib import Path
import time
from uuid import uuid4

from homeassistant.util import dt as dt_util

from .rules.models import Moment


def _boot_id() -> str:
    """Return an id of this boot of the machine, or of this run of Home Assistant if there is none.

    In the latter case no restart counts as on the same boot, which is the cautious reading (S8).
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return uuid4().hex


# Read at import, which Home Assistant does outside its event loop.
BOOT = _boot_id()

# CLOCK_BOOTTIME goes on during suspend; on Linux, time.monotonic() does not.
COUNTS_SUSPEND = hasattr(time, "CLOCK_BOOTTIME")


def now() -> Moment:
    """Return the present moment by both clocks."""
    steady = time.clock_gettime(time.CLOCK_BOOTTIME) if COUNTS_SUSPEND else time.monotonic()
    return Moment(dt_util.utcnow(), steady, BOOT)
