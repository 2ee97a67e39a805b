"""The number that calls an ambulance, by country, each with the page that says so.

A country that is not listed has no number here: a wrong one costs more than none.
"""

from __future__ import annotations

_EUROPE = "https://digital-strategy.ec.europa.eu/en/policies/112"
_EUROPEAN = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL PL PT RO SE SI SK"

# The country as Home Assistant knows it (ISO 3166), the number, and its source.
EMERGENCY_NUMBERS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_EUROPEAN.split(), ("112", _EUROPE)),
    "AU": ("000", "https://www.triplezero.gov.au"),
    "BR": ("192", "https://www.gov.br/saude/pt-br/composicao/saes/samu-192"),
    "CA": ("911", "https://crtc.gc.ca/eng/phone/911"),
    "CH": ("144", "https://www.ch.ch/en/safety-and-justice/emergencies"),
    "GB": (
        "999",
        "https://www.nhs.uk/nhs-services/urgent-and-emergency-care-services/when-to-call-999",
    ),
    "IL": ("101", "https://www.mdais.org/en"),
    "IN": ("112", "https://112.gov.in"),
    "JP": ("119", "https://www.fdma.go.jp/en"),
    "KR": ("119", "https://www.nfa.go.kr/eng"),
    "MX": ("911", "https://www.gob.mx/911"),
    "NO": ("113", "https://www.helsenorge.no/en/emergency-medical-help"),
    "NZ": ("111", "https://www.police.govt.nz/contact-us/calling-emergency-111"),
    "SG": ("995", "https://www.scdf.gov.sg"),
    "TR": ("112", "https://www.112.gov.tr"),
    "US": ("911", "https://www.911.gov"),
}


def emergency_number(country: str | None) -> str | None:
    """Return the number that calls an ambulance, or None where it is not known."""
    number, _ = EMERGENCY_NUMBERS.get(country or "", (None, None))
    return number
