"""Sentences that an answer suggests are understood."""

from __future__ import annotations

import re

import pytest

from custom_components.backcare.assist.templates import Intent
from custom_components.backcare.assist.vocabulary import Recognizer
from custom_components.backcare.texts import LANGUAGES
from tests.assist.recall import NAMES
from tests.catalogue.files import TRANSLATIONS

# What follows the colon; of the last, up to the full stop.
SUGGESTED = {
    "voice_help": None,
    "voice_unclear": {Intent.START},
    "voice_refused_no_episode": {Intent.EPISODE},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", SUGGESTED)
def test_what_is_suggested_is_understood(key: str, language: str) -> None:
    text = TRANSLATIONS[language]["common"][key].partition(":")[2]
    sentences = re.findall(r"[^.?¿]*[^.?¿\s]", text)
    said = sentences if key == "voice_help" else sentences[:1]
    recognizer = Recognizer([language])
    meant = [recognizer.recognize(sentence.strip(), language, NAMES) for sentence in said]
    assert None not in meant, said
    intents = {request.intent for request in meant if request is not None}
    assert intents == (SUGGESTED[key] or intents)
    assert len(intents) > 2 or key != "voice_help"
