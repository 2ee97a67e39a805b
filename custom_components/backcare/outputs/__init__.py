"""What a person's changes become for the rest of Home Assistant.

Layers, each knowing only those before it:

    issues             what appears under Repairs
    notifications      what is said to whom no error reaches
    automation_events  what triggers of automations receive, each once
    targets            which persons an automation means
    summary            what the actions answer that ask
    card_view          what the card shows of a person
"""
