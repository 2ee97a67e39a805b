"""The heating pads: each plug held to one wish, for all persons alike.

Layers, each knowing only those before it:

    plug            what a plug says, and what it is told
    power_meter     what the plug's power tells
    fights          how often a plug was switched on against the wish
    switching_off   off until that is confirmed, for as long as it takes
    heating_pad     one pad, held to one wish
    records         what of the pads has to survive a crash, on disk
    shared_pad      a pad with its users, and the one that holds it
    registry        all pads of the house
    backstop        the plug's own auto-off
    lease           what one person's sessions want of the pad
    backstop_check  the test of the backstop

They know no person: only who uses which pad, and until when.
"""
