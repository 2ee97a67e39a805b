"""The heating pads: each plug is held to one wish, for all persons alike.

Layers, each knowing only those before it:

    calls           who called which action of a plug
    plug            what a plug reports, and calling its actions
    power_meter     whether a plug draws power
    reach           whether a plug can be reached while its pad is on
    second_look     asking a plug again whether an off is older than our call
    evidence        whether off is proven, how often the plug bounced, and what was learned about it
    switching_on    switching on, and calls that take effect late
    switching_off   switching off until that is confirmed, for as long as it takes
    reports         what a pad is wished to be, and what it reports
    heating_pad     one plug, held to one wish
    backstop        the plug's own auto-off
    users           the users of one pad
    outside_heat    who gets the heat of a pad that is on without a session
    outside_use     what becomes of a pad that somebody else switched on
    shared_pad      one pad, its users, and the one who holds it
    rows            which rows of the pads are on disk, and writing the others
    chosen          which plug and which power sensor each person has chosen
    lease           the lease of a person without a pad
    held_lease      the lease of a person with a pad
    registry        all pads of the house
    guard           guarding the pads, whether or not their persons are loaded
    summary         the state of a pad, for diagnostics
    backstop_check  a test of the backstop

They know nothing about a person except which pad it uses, and until when.
"""
