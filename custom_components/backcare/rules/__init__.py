"""What BackCare knows about back care, as a pure functional core.

Layers, each knowing only those before it:

    words        what there is to name: therapies, phases, red flags, refusals
    plan         the care plan as one table, and its numbers
    models       what there is: moments, therapies, limits, a person, changes and refusals
    exposure     how much of a therapy was had, what is left, when its rest is over
    intervals    the exposure that is remembered: begun, ended, joined, forgotten
    available    when the plan has a therapy next
    clock_steps  what a step of the wall clock makes of what was entered by it
    phases       which phase, when the next, and what the plan has then
    endings      how a session or an episode ends, and what it leaves behind
    red_flags    which tier they are of, what each refuses, when to see a doctor
    sessions     the commands of a session, and what time does to it
    outside_use  heat of a pad that is on for no session
    episodes     the commands of an episode
    diary        what a person logs, and what the entries tell
    next_step    what is right now, the one thing that is always true
    transitions  what has happened without an event of its own
    undo         what a person is without one change
    taking_back  what a person is without the last command
    restore      what a restart makes of a person
    offers       what may be started now, and what not
    views        a session as it may be shown
    overview     everything that may be shown at one instant

Standard library only. Time is a parameter, a refusal is a value, nothing is ever mutated.
"""
