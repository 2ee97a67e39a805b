"""The true ice and heat of a body, by a clock that nobody can set, without BackCare's rules."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass
class Ledger:
    """The stretches of exposure to one therapy, by true time since birth."""

    stretches: list[tuple[timedelta, timedelta]] = field(default_factory=list)

    def had(self, began: timedelta, ended: timedelta) -> None:
        """Write down one stretch, later than all before."""
        if ended > began:
            self.stretches.append((began, ended))

    def application(self, now: timedelta, rest: timedelta) -> timedelta:
        """Return what was had without a break of `rest`, which is over once `now` is that much later."""
        total, later = timedelta(0), now
        for began, ended in reversed(self.stretches):
            if later - ended >= rest:
                break
            total, later = total + (ended - began), began
        return total
