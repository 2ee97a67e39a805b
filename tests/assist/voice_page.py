"""The documentation page of all sentences: `python -m tests.assist.voice_page` writes it."""

from __future__ import annotations

from pathlib import Path

from custom_components.backcare.assist.templates import Intent, sentences_in
from custom_components.backcare.texts import LANGUAGES

PAGE = Path(__file__).parents[2] / "docs/voice.md"
NAMES = {"de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "nl": "Nederlands"}
MEANT = {
    Intent.START: "starts a session",
    Intent.STOP: "stops the session, and switches the pad off",
    Intent.STOP_ALL: "stops everybody's sessions",
    Intent.PAUSE: "pauses the session",
    Intent.RESUME: "resumes the session",
    Intent.LONGER: "extends the session, within the limits",
    Intent.LEFT: "says how long is left",
    Intent.PHASE: "says the phase of the plan",
    Intent.MAY: "says whether it is allowed, or from when",
    Intent.NOW: "says the next step",
    Intent.SPASM: "logs a spasm",
    Intent.PAIN: "logs pain",
    Intent.EPISODE: "starts an episode; asks first if that starts the plan over",
    Intent.ONSET: "corrects the onset",
    Intent.END: "ends the episode",
    Intent.RECOVERED: "marks you as recovered",
    Intent.NOT_RECOVERED: "undoes the recovery",
    Intent.FLAG: "reports a red flag",
    Intent.NO_FLAGS: "answers the question about red flags: there are none",
    Intent.DOCTOR: "says when to see a doctor",
    Intent.TODAY: "says the minutes of ice or heat today",
    Intent.SPASMS_TODAY: "says the number of spasms today, to those who may know it",
    Intent.UNDO: "undoes the last command of the last ten minutes",
    Intent.HELP: "says some examples",
}
BEFORE = """\
# What can I say?

Talk to Assist in English, German, French, Spanish or Dutch: in Home Assistant's language, or in the
language of a voice assistant under *Settings → Voice assistants*. There is nothing to set up. You do not
have to say a sentence word for word. Say the therapy, the time and the person in any order: *start ice for
Ben for 15 minutes*, *a quarter of an hour of heat, please*. You can also name the plug of the heating pad
or a session switch by its name or an alias: *turn on NAME*. Home Assistant handles everything else as
before. You cannot delete, clear red flags or take back their report by voice.

A refusal is spoken with its reason and a time. If several people are set up, say who you mean (*start ice
for Ben*). Or choose each person's Home Assistant user and voice satellites under *Configure → Person and
privacy*. Otherwise, BackCare takes the person with a session, or the person with an episode. If that is not
clear, it asks, and you have a minute to answer, where it asked.

A session that you start at a satellite is announced there; after that, you can say *OK* and *five more
minutes*. When you start an episode, BackCare asks about warning signs, and once a day about the pain.
Answer *yes*, *none of these* or *not sure*, or name the sign ([questions](announcements.md#questions)).

A sentence needs the same permission as its action: see [who may do what](privacy.md#who-may-do-what). A
voice satellite has no user, so it does not repeat the pain or spasms of a person who is linked to one.

**Assistants with a language model** get the same commands as tools, for people with an entity that is
exposed to Assist. The model can explain a refusal. No tool clears a red flag or raises a limit.

`scripts/docs` generates this page from the sentences.\
"""
AFTER = """\
## Google Assistant, Alexa and HomeKit

They do not understand the sentences on this page. They can use a person's entities as far as Home Assistant
exposes them, within the same limits:

| | Google Assistant | Alexa | HomeKit |
|---|---|---|---|
| *Ice session*, *Heat session* | on and off | on and off | on and off |
| *Session*, the timer | no | on starts the phase's therapy; hold, resume, off | no |
| *Log spasm* | no | as a scene | as a switch |
| *Pain* | no | 0 to 10 | no |
| after a refusal | "something went wrong"; nothing if it receives states | nothing | switches back |

Where the table says *nothing*, the assistant has answered *OK* before Home Assistant could refuse, and the
switch stays off. For the reason and the time, ask Assist (*can I use heat yet*), or look at the card or
*Next step*. The questions about warning signs come on the card and on the phone. None of the three gets
*New episode* and *Recovered*.\
"""
# What people call a therapy, as examples: a test says each of them.
NAMED = {
    "de": {
        "ice": "Eis, Kälte, Eispackung, Eisbeutel, Kühlpack, Kühlkissen, Kühlakku, Gelpack",
        "heat": "Wärme, feuchte Wärme, Heizkissen, Heizdecke, Wärmekissen, Wärmetherapie",
        "heat_without_pad": "Wärmflasche, Körnerkissen, Kirschkernkissen, warme Dusche, heißes Bad",
        "massage": "Massage, Rückenmassage",
        "stretch": "Dehnübungen, Dehnen, Stretching, Rückenübungen",
        "walk": "Spaziergang, leichte Bewegung, Gehen, Laufen",
    },
    "en": {
        "ice": "ice, ice pack, cold pack, gel pack, bag of frozen peas, ice therapy, icing",
        "heat": "heat, moist heat, heating pad, heat pack, heat wrap, warmth, heat therapy",
        "heat_without_pad": "hot water bottle, hot shower, warm bath, hot pack, warm compress, wheat bag",
        "massage": "massage, back massage",
        "stretch": "stretches, stretching, stretching exercises, back exercises",
        "walk": "walk, short walk, light activity, stroll",
    },
    "es": {
        "ice": "hielo, frío, bolsa de hielo, compresa fría, gel frío, paquete de hielo",
        "heat": "calor, calor húmedo, almohadilla térmica, almohadilla eléctrica, manta eléctrica",
        "heat_without_pad": "bolsa de agua caliente, ducha caliente, baño caliente, saco de semillas",
        "massage": "masaje, masaje de espalda",
        "stretch": "estiramientos, ejercicios de estiramiento, ejercicios de espalda",
        "walk": "paseo, caminata, actividad ligera, marcha",
    },
    "fr": {
        "ice": "glace, froid, poche de glace, pack de froid, compresse froide, pain de glace",
        "heat": "chaleur, chaleur humide, coussin chauffant, ceinture chauffante, couverture chauffante",
        "heat_without_pad": "bouillotte, compresse chaude, serviette chaude, douche chaude, bain chaud",
        "massage": "massage, massage du dos",
        "stretch": "étirements, séance d'étirements, exercices d'étirement, stretching",
        "walk": "marche, balade, promenade, activité légère",
    },
    "nl": {
        "ice": "ijs, kou, koelpack, coldpack, koelelement, koelkussen, koelkompres",
        "heat": "warmte, vochtige warmte, warmtekussen, elektrische deken, elektrisch kussen",
        "heat_without_pad": "kruik, warmwaterkruik, pittenzak, kersenpitkussen, warme douche, heet bad",
        "massage": "massage, rugmassage",
        "stretch": "rekoefeningen, rekken, stretchen, rugoefeningen",
        "walk": "wandeling, wandelen, ommetje, lichte beweging",
    },
}


def page() -> str:
    """Return the page."""
    lines = [BEFORE]
    for sentences in map(sentences_in, LANGUAGES):
        lines += ["", f"## {NAMES[sentences.language]}", "", "| say | what it does |", "|---|---|"]
        for intent, examples in sentences.examples.items():
            said = " · ".join(f"“{example}”" for example in examples)
            lines.append(f"| {said} | {MEANT[intent]} |")
        named = NAMED[sentences.language].items()
        lines += ["", *(f"- **{name.replace('_', ' ')}**: {words}" for name, words in named)]
    return "\n".join([*lines, "", AFTER]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
