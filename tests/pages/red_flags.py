"""The part of README on when to get help instead."""

from __future__ import annotations

from collections.abc import Mapping

from custom_components.backcare.rules.models import RedFlag, Tier
from custom_components.backcare.rules.red_flags import tier_of
from tests.catalogue.files import TEXTS

SAID: Mapping[Tier, str] = {
    Tier.EMERGENCY: "Call emergency services now",
    Tier.URGENT: "See a doctor today",
    Tier.SOON: "Call your doctor in the next day or two",
}
# For a report that does not name the sign.
UNNAMED = {RedFlag.EMERGENCY, RedFlag.URGENT}


def overview() -> str:
    """Return the red flags by tier, in the words of the forms."""
    names = TEXTS["selector"]["red_flag"]["options"]
    return "\n\n".join(
        "\n".join(
            [
                f"**{SAID[tier]}**:",
                "",
                *(
                    f"- {names[flag]}"
                    for flag in RedFlag
                    if tier_of(flag) is tier and flag not in UNNAMED
                ),
            ]
        )
        for tier in Tier
    )
