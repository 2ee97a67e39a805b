"""What Home Assistant gets from the changes of a person.

Layers, each knowing only those before it:

    issues             issues of a person under Repairs
    plug_record        what the options and the card say of a plug
    backstops          the issue of each plug without a backstop, and tests of backstops
    notifications      refusals that nobody else sees, and the question for red flags
    automation_events  events for the triggers of automations, each once
    targets            the persons that an automation targets
    sharing            whether every user of the house sees pain and spasms
    summary            responses of actions
    export             everything of a person as one JSON document
    erasing            what Home Assistant keeps of a person's entities
    private_calls      actions whose calls leave nothing of what they say
    emergency_numbers  the number that calls an ambulance, by country
    card_view          the card's view of a person
"""
