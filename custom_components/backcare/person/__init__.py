"""One person: the commands, how a change takes effect, and what is shown of it.

Layers, each knowing only those before it:

    listeners          listeners that may fail without holding up the others
    corrections        moving entries on disk that were made while the clock was wrong
    state              the person in memory and on disk
    diary              reading and deleting what was logged and done
    overview           everything that may be shown now
    publisher          one overview for each change, and a wake-up when time alone changes it
    under_way          the changes under way, each armed, in effect or reverted alone
    transaction        how a change takes effect: all of it or nothing
    pad_events         what the reports of the heating pad do to the session
    decisions          from a command to a change, decided at once
    diary_commands     the commands for the diary
    red_flag_commands  the commands for red flags
    origin             where the command that is being handled came from
    manager            a method for each command
"""
