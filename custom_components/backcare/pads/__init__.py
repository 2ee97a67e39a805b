"""The heating pads: each plug held to one wish, for all persons alike.

Layers, each knowing only those before it:

    calls           who called for what of a plug
    plug            what a plug reports, and calling it
    power_meter     whether a plug draws power
    reach           whether a plug can be reached while its pad is on
    second_look     asking a plug about an off that may be older than our call
    evidence        whether off is proven, how often a plug took it back, and what was learned of it
    switching_on    calls for on, also those that land late
    switching_off   off until that is confirmed, for as long as it takes
    reports         what a pad reports
    heating_pad     one pad, held to one wish
    backstop        the plug's own auto-off
    users           those who use one pad
    outside_heat    whose heat it is while a pad is on for no session
    outside_use     what becomes of a pad that somebody else switched on
    shared_pad      a pad with its users, and the one that holds it
    rows            which rows of the pads are on disk, and writing those that are not
    chosen          which plug and which power sensor each person has chosen
    lease           what a person holds of a pad without one
    held_lease      what a person holds of a pad that there is
    registry        all pads of the house
    guard           the pads' guard, with or without the persons
    summary         what may leave the house of a pad
    backstop_check  the test of the backstop

They know no person: only who uses which pad, and until when.
"""
