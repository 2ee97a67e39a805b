"""One person: the commands, how a change takes effect, and what is shown of it.

Layers, each knowing only those before it:

    listeners    those who listen, and may fail
    diary        the diary as one person has it
    state        the person in memory and on disk
    publisher    what is shown, and when that changes by itself
    transaction  how a change takes effect, or nothing of it
    pad_events   what the heating pad reports, and what that makes of the session
    manager      a method for each command
"""
