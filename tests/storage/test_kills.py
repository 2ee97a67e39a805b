"""Acknowledged commits survive a kill at any instant, in the order of the calls (S4, S14).

BACKCARE_KILLS is how many processes are killed: a few dozen here, many where there is time.
"""

from __future__ import annotations

import os
from pathlib import Path
import subprocess
import sys

import pytest

COMMITTING = Path(__file__).with_name("committing.py")
KILLS = os.environ.get("BACKCARE_KILLS", "24")


@pytest.mark.long
def test_no_kill_loses_what_was_acknowledged(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - of ours
        [sys.executable, COMMITTING, str(tmp_path), KILLS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > int(KILLS)
