"""The number that calls an ambulance, by country, each with the page that says so.

A country that is not listed has no number here: a wrong one costs more than none. India, for one, where
still not every state answers 112 for an ambulance.
"""

from __future__ import annotations

# Iceland and Liechtenstein, which are not members, are named there as well.
_EUROPE = "https://vugd.gov.lv/en/single-emergency-call-number-112-europe"
_EUROPEAN = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL PL PT RO SE SI SK"

_MEXICO = (
    "https://www.gob.mx/segob/prensa/conferencia-de-prensa-del-secretario-ejecutivo-"
    "del-sistema-nacional-de-seguridad-publica-alvaro-vizcaino-zamora"
)

# The country as Home Assistant knows it (ISO 3166), the number, and its source.
EMERGENCY_NUMBERS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_EUROPEAN.split(), ("112", _EUROPE)),
    "AU": ("000", "https://ambulance.qld.gov.au/calling-an-ambulance"),
    "BR": ("192", "https://www.gov.br/saude/pt-br/campanhas-da-saude/2025/samu-192"),
    "CA": ("911", "https://www.fcc.gov/consumer-information"),
    "CH": ("144", "https://ch.ch/en/road-accident-what-should-i-do"),
    "GB": ("999", "https://www.londonambulance.nhs.uk/calling-us/calling-999/"),
    "IL": (
        "101",
        "https://mdauk.org/ministry-of-health-confirms-mda-as-israels-first-response-organisation/",
    ),
    "JP": ("119", "https://www.city.yao.osaka.jp/0000007637.html"),
    "KR": ("119", "https://www.kocis.go.kr/eng/webzine/201906/sub10.html"),
    "MX": ("911", _MEXICO),
    "NO": ("113", "https://www.helsenorge.no/nn/forstehjelp/ring-113/"),
    "NZ": (
        "111",
        "https://www.govt.nz/browse/crime-and-justice/crimes-and-emergencies/111-emergency-service/",
    ),
    "SG": (
        "995",
        "https://www.scdf.gov.sg/home/about-us/information/scdf-emergency-medical-services",
    ),
    "TR": ("112", "https://sinopism.saglik.gov.tr/TR-226526/acil-durumda-sadece-112.html"),
    "US": ("911", "https://www.fcc.gov/consumer-information"),
}


def emergency_number(country: str | None) -> str | None:
    """Return the number that calls an ambulance, or None where it is not known."""
    number, _ = EMERGENCY_NUMBERS.get(country or "", (None, None))
    return number
