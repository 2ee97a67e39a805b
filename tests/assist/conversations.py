"""One conversation in every language: sentences and answers."""

from __future__ import annotations

# Each step has the same effect in every language; `{care}` is R15's, `{question}` R13's.
CONVERSATIONS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "phase": ("Which phase am I in?", "There is no episode."),
        "start": (
            "Start ice for twelve minutes.",
            ("Ice until 1:12 AM. {care} {question}"),
        ),
        "left": ("How long is left of the ice?", "Ice: 11 minutes left, until 1:12 AM."),
        "heat": (
            "Can I use heat yet?",
            "The plan's days of ice are not over yet. Heat is allowed from Thursday, 1:00 AM.",
        ),
        "again": ("When may I ice again?", "Ice is allowed from 2:12 AM."),
        "pause": ("Pause the session", "Ice: paused, with 11 minutes left."),
        "paused": ("How much longer do I have to ice?", "Ice: paused, with 11 minutes left."),
        "resume": ("Resume the ice", "Ice: on again for 11 minutes, until 1:12 AM."),
        "stop": ("Stop the ice", "The session is stopped."),
        "spasm": (
            "I had a spasm of strength 7 after lifting boxes",
            "A spasm of strength 7 is logged. The activity before it: lifting boxes.",
        ),
        "pain": ("My pain is four", "Pain 4 of 10 is logged."),
        "episode": (
            "I hurt my back",
            (
                "An episode is in its ice phase already. If it began at another time, "
                "correct its onset in Home Assistant."
            ),
        ),
        "flag": (
            "Report a fever",
            ("Noted. See a doctor today. If you cannot, go to a hospital."),
        ),
        "refused": (
            "Start heat",
            "You reported a warning sign, so the plan stops here: see a doctor first.",
        ),
    },
    "de": {
        "phase": ("In welcher Phase bin ich?", "Es gibt keine Episode."),
        "start": (
            "Starte Eis für zwölf Minuten.",
            ("Eis bis 01:12. {care} {question}"),
        ),
        "left": ("Wie lange dauert das Eis noch?", "Eis: noch 11 Minuten, bis 01:12."),
        "heat": (
            "Darf ich schon Wärme benutzen?",
            (
                "Die Eistage des Plans sind noch nicht vorbei. "
                "Wärme ist ab Donnerstag, 01:00 erlaubt."
            ),
        ),
        "again": ("Wann darf ich wieder kühlen?", "Eis ist ab 02:12 erlaubt."),
        "pause": ("Pausiere die Sitzung", "Eis: Pause, noch 11 Minuten."),
        "paused": ("Wie lange muss ich noch kühlen?", "Eis: Pause, noch 11 Minuten."),
        "resume": ("Setze das Eis fort", "Eis: weiter für 11 Minuten, bis 01:12."),
        "stop": ("Stoppe das Eis", "Die Anwendung ist beendet."),
        "spasm": (
            "Ich hatte einen Krampf der Stärke 7 nach lifting boxes",
            "Ein Krampf der Stärke 7 ist eingetragen. Davor: lifting boxes.",
        ),
        "pain": ("Meine Schmerzen sind bei vier", "Schmerz 4 von 10 ist eingetragen."),
        "episode": (
            "Ich habe mir den Rücken verletzt",
            (
                "Eine Episode ist schon in der Eisphase. Wenn sie zu einer anderen Zeit begonnen hat, "
                "korrigiere den Beginn in Home Assistant."
            ),
        ),
        "flag": (
            "Melde Fieber",
            ("Notiert. Geh heute zum Arzt. Wenn das nicht geht, geh ins Krankenhaus."),
        ),
        "refused": (
            "Starte Wärme",
            ("Du hast ein Warnzeichen gemeldet, also endet der Plan hier: Geh zuerst zum Arzt."),
        ),
    },
    "fr": {
        "phase": ("Dans quelle phase suis-je ?", "Il n'y a pas d'épisode."),
        "start": (
            "Démarre la glace pendant douze minutes.",
            ("Glace jusqu'à 01:12. {care} {question}"),
        ),
        "left": (
            "Combien de temps reste-t-il pour la glace ?",
            "Glace : encore 11 minutes, jusqu'à 01:12.",
        ),
        "heat": (
            "Est-ce que je peux déjà utiliser la chaleur ?",
            (
                "Les jours de glace ne sont pas finis. "
                "La chaleur est permise à partir de jeudi à 01:00."
            ),
        ),
        "again": (
            "Quand puis-je de nouveau mettre de la glace ?",
            "La glace est permise à partir de 02:12.",
        ),
        "pause": ("Mets la séance en pause", "Glace : en pause, il reste 11 minutes."),
        "paused": (
            "Combien de temps dois-je encore mettre de la glace ?",
            "Glace : en pause, il reste 11 minutes.",
        ),
        "resume": ("Reprends la glace", "Glace : encore 11 minutes, jusqu'à 01:12."),
        "stop": ("Arrête la glace", "La séance est arrêtée."),
        "spasm": (
            "J'ai eu un spasme d'intensité 7 après lifting boxes",
            "Un spasme d'intensité 7 est noté. Activité précédente : lifting boxes.",
        ),
        "pain": ("Ma douleur est de quatre", "Une douleur de 4 sur 10 est notée."),
        "episode": (
            "Je me suis bloqué le dos",
            (
                "Un épisode est déjà dans sa phase de glace. S'il a commencé à un autre moment, "
                "corrigez son début dans Home Assistant."
            ),
        ),
        "flag": (
            "Signale la fièvre",
            ("C'est noté. Voyez un médecin aujourd'hui. Si c'est impossible, allez à l'hôpital."),
        ),
        "refused": (
            "Démarre la chaleur",
            (
                "Vous avez signalé un signe d'alerte, le plan s'arrête donc ici : "
                "voyez d'abord un médecin."
            ),
        ),
    },
    "es": {
        "phase": ("¿En qué fase estoy?", "No hay ningún episodio."),
        "start": (
            "Inicia el hielo durante doce minutos.",
            ("Hielo hasta la 1:12. {care} {question}"),
        ),
        "left": ("¿Cuánto tiempo queda de hielo?", "Hielo: 11 minutos más, hasta la 1:12."),
        "heat": (
            "¿Puedo usar ya el calor?",
            (
                "Los días de hielo aún no han pasado. "
                "Espera hasta el jueves a la 1:00 para usar calor."
            ),
        ),
        "again": (
            "¿Cuándo puedo ponerme hielo de nuevo?",
            "Espera hasta las 2:12 para usar hielo.",
        ),
        "pause": ("Pausa la sesión", "Hielo: en pausa, con 11 minutos por delante."),
        "paused": (
            "¿Cuánto tiempo tengo que ponerme hielo todavía?",
            "Hielo: en pausa, con 11 minutos por delante.",
        ),
        "resume": ("Reanuda el hielo", "Hielo: sigue 11 minutos, hasta la 1:12."),
        "stop": ("Para el hielo", "La sesión ha terminado."),
        "spasm": (
            "He tenido un espasmo de intensidad 7 después de lifting boxes",
            "Queda anotado un espasmo de intensidad 7. Actividad anterior: lifting boxes.",
        ),
        "pain": ("Mi dolor es de cuatro", "Queda anotado un dolor de 4 de 10."),
        "episode": (
            "Me he lesionado la espalda",
            (
                "Ya hay un episodio en su fase de hielo. Si empezó en otro momento, "
                "corrige su inicio en Home Assistant."
            ),
        ),
        "flag": (
            "Registra fiebre",
            ("Registrado. Ve hoy al médico. Si no puedes, ve a un hospital."),
        ),
        "refused": (
            "Inicia el calor",
            (
                "Has registrado una señal de alarma, así que el plan se detiene aquí: "
                "ve antes al médico."
            ),
        ),
    },
    "nl": {
        "phase": ("In welke fase zit ik?", "Er is geen episode."),
        "start": (
            "Start ijs voor twaalf minuten.",
            ("IJs tot 1:12. {care} {question}"),
        ),
        "left": ("Hoe lang duurt het ijs nog?", "IJs: nog 11 minuten, tot 1:12."),
        "heat": (
            "Mag ik al warmte gebruiken?",
            ("De ijsdagen van het plan zijn nog niet voorbij. Warmte mag vanaf donderdag 1:00."),
        ),
        "again": ("Wanneer mag ik weer koelen?", "IJs mag vanaf 2:12."),
        "pause": ("Pauzeer de sessie", "IJs: gepauzeerd, nog 11 minuten over."),
        "paused": ("Hoe lang moet ik nog koelen?", "IJs: gepauzeerd, nog 11 minuten over."),
        "resume": ("Hervat het ijs", "IJs: nog 11 minuten, tot 1:12."),
        "stop": ("Stop het ijs", "De sessie is gestopt."),
        "spasm": (
            "Ik had een kramp met sterkte 7 na lifting boxes",
            "Een kramp van sterkte 7 is genoteerd. Activiteit ervoor: lifting boxes.",
        ),
        "pain": ("Mijn pijn is vier", "Pijn 4 van 10 is genoteerd."),
        "episode": (
            "Ik heb mijn rug verrekt",
            (
                "Een episode is al in de ijsfase. Als die op een ander moment begon, "
                "corrigeer dan het begin in Home Assistant."
            ),
        ),
        "flag": (
            "Meld koorts",
            ("Genoteerd. Ga vandaag naar een arts. Lukt dat niet, ga dan naar een ziekenhuis."),
        ),
        "refused": (
            "Start warmte",
            "Je hebt een alarmsignaal gemeld, dus het plan stopt hier: ga eerst naar een arts.",
        ),
    },
}

# Sentences for Home Assistant about other things, some close to ours.
OTHER_MATTERS: dict[str, tuple[str, ...]] = {
    "en": (
        "turn on everything in the bedroom",
        "turn on the heat",
        "turn off the heating",
        "set the heat to 21 degrees",
        "is the heat on",
        "start the vacuum",
        "start the massage chair",
        "start the ice maker",
        "stop the vacuum",
        "start a timer for 12 minutes",
        "start a 12 minute ice timer",
        "set a timer for heat for 15 minutes",
        "stop the timer",
        "pause the timer",
        "resume my ice timer",
        "how long is left on my timer",
        "how much time is left",
        "how long until sunset",
        "pause",
        "resume",
        "stop",
        "cancel",
        "continue",
        "play the next episode",
        "start a new episode of the news",
        "what phase is the moon in",
        "which phase is the washing machine in",
        "can I go out",
        "may I come in",
        "add ice to my shopping list",
        "what is the temperature outside",
        "report the weather",
        "my name is Ben",
        "I hurt my knee",
        "remind me to stretch",
        "cancel all timers",
        "five minutes",
        "log out",
        "stop it",
        "go on",
    ),
    "de": (
        "schalte alles im Schlafzimmer ein",
        "schalte die Heizung ein",
        "starte die Heizung",
        "starte die Kühlung",
        "stelle die Wärme auf 21 Grad",
        "ist die Wärmepumpe an",
        "starte die Wärmepumpe",
        "starte den Staubsauger",
        "starte den Massagesessel",
        "starte den Timer",
        "starte einen Timer für 12 Minuten",
        "stoppe den Timer",
        "pausiere den Timer",
        "wie lange läuft der Timer noch",
        "wie lange dauert der Film noch",
        "Pause",
        "Stopp",
        "mach weiter",
        "setze die Musik fort",
        "welche Mondphase ist gerade",
        "in welcher Phase ist der Mond",
        "setze Eis auf die Einkaufsliste",
        "wann darf ich raus",
        "wann kann ich essen",
        "melde dich",
        "ich habe Hunger",
        "kühl auf 70",
        "was kann ich sagen",
        "was kann ich tun",
        "ich habe mir das Knie verletzt",
        # Not recovered at all.
        "mein Rücken tut weh",
        "mein Rücken tut jetzt weh",
        "mein Rücken ist nicht gesund",
        "mein Rücken fühlt sich nicht gut an",
        "meinem Rücken geht es nicht gut",
        "notiere Milch",
    ),
    "fr": (
        "allume tout dans la chambre",
        "allume le chauffage",
        "démarre le chauffage",
        "règle la chaleur à 21 degrés",
        "lance l'aspirateur",
        "démarre le fauteuil de massage",
        "démarre un minuteur de 12 minutes",
        "arrête le minuteur",
        "mets le minuteur en pause",
        "combien de temps reste-t-il au minuteur",
        "combien de temps reste-t-il",
        "pause",
        "stop",
        "reprends",
        "continue la musique",
        "lance le prochain épisode",
        "dans quelle phase est la lune",
        "ajoute de la glace à ma liste de courses",
        "quand puis-je sortir",
        "que puis-je faire",
        "je me suis fait mal au genou",
        "je tiens",
        "j'ai chaud",
        "j'ai froid",
        "signale ta présence",
    ),
    "es": (
        "enciende todo en el dormitorio",
        "enciende la calefacción",
        "inicia la calefacción",
        "pon el calor a 21 grados",
        "inicia la aspiradora",
        "inicia el sillón de masaje",
        "inicia un temporizador de 12 minutos",
        "para el temporizador",
        "pausa el temporizador",
        "cuánto tiempo queda en el temporizador",
        "cuánto tiempo queda",
        "pausa",
        "para",
        "continúa",
        "sigue",
        "pon el siguiente episodio",
        "en qué fase está la luna",
        "añade hielo a la lista de la compra",
        "cuándo puedo salir",
        "cancela última",
        "cancela el último",
        "me he lesionado la rodilla",
        # How it feels in the room, not ice or heat.
        "tengo frío",
        "tengo calor",
        "ahora tengo calor",
        "cinco minutos",
        "dame cinco minutos",
        "comunica con la cocina",
    ),
    "nl": (
        "zet alles in de slaapkamer aan",
        "zet de verwarming aan",
        "start de verwarming",
        "zet de warmte op 21 graden",
        "start de warmtepomp",
        "start de stofzuiger",
        "start de massagestoel",
        "start een timer voor 12 minuten",
        "stop de timer",
        "pauzeer de timer",
        "hoe lang duurt de timer nog",
        "hoe lang duurt de film nog",
        "pauze",
        "stop",
        "ga verder",
        "ga door met de muziek",
        "in welke fase is de maan",
        "zet ijs op mijn boodschappenlijst",
        "wanneer mag ik naar buiten",
        "wat kan ik zeggen",
        "wat kan ik vragen",
        "ik heb mijn knie bezeerd",
        "ik heb het koud",
        "vijf minuten",
        "meld je",
    ),
}
