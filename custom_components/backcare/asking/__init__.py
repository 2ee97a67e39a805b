"""Questions to a person: on the satellite that spoke, for the next sentence, and on the phone.

They are optional: no command waits for an answer, and without one nothing changes.

Layers, each knowing only those before it:

    steps      the question for red flags in two steps, and what an answer does (R13)
    meaning    the meaning of an answer
    satellite  asks and answers on a satellite
    spoken     asks for red flags in a conversation
    pain       asks for the pain after a session
    phone      asks for red flags on phones
"""
