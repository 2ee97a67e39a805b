"""What BackCare knows about back care, as a pure functional core.

Layers, each knowing only those before it:

    words         the names: therapies, phases, red flags, refusals
    plan          the care plan as one table, and its numbers
    models        the values: moments, limits, diary entries, a person, changes and refusals
    exposure      how much of a therapy was had, what is left, when its rest is over
    intervals     the intervals of exposure: opening, closing, joining, dropping and summing them
    available     when the plan has a therapy next
    clock_steps   correcting a person for steps of the wall clock
    phases        the phase, its end, and what the plan allows in it
    endings       how a session or an episode ends, and the diary entries of that
    red_flags     the tiers of red flags, what they refuse, when to see a doctor
    sessions      the commands for a session
    time_effects  what time alone does to a person
    outside_use   heat of a pad that is on without a session
    episodes      the commands for an episode
    activities    the activities before spasms and pain rises
    diary         logging, and what is always shown of it
    next_step     the one thing that a person should do or know now
    transitions   events that follow from comparing two states
    revert        reverting one change that failed, whatever has happened since
    undo          undoing the last command
    restore       the person after a restart
    offers        which therapies may be started now
    views         a session as it may be shown
    overview      everything that may be shown at one instant

Standard library only. Time is a parameter, a refusal is a value, and nothing is ever mutated.
"""
