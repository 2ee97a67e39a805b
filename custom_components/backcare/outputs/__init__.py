"""What Home Assistant shows, records and sends of a person.

Layers, each knowing only those before it:

    issues             the issues under Repairs, raised and cleared by their owner
    person_issues      issues of a person's record and health, and of the clock
    pad_issues         issues of heating pads
    plug_record        how reliably a plug stays off
    backstops          the issue of each plug without a backstop, and tests of backstops
    notifications      notifications of refusals that nobody sees, and of the question for red flags
    automation_events  events for the triggers of automations, each once
    targets            the persons that an automation targets
    summary            responses of actions
    export             everything of a person as one JSON document
    erasing            erases what Home Assistant keeps of a person's entities
    sharing            enables the entities of pain and spasms where they are shared
    private_calls      keeps the fields of actions out of recorded events
    emergency_numbers  the number that calls an ambulance, by country
    card_view          the card's view of a person
"""
