"""One person: the commands, how a change takes effect, and what is shown of it.

Layers, each knowing only those before it:

    listeners     listeners that may fail
    corrections   how entries on disk move that were made by a clock that was wrong
    state         the person in memory and on disk
    diary         what was logged and done: read, and deleted
    overview      all that may be shown now
    publisher     one overview for each change, and a wake when time alone changes it
    transaction   one change under way
    under_way     the changes under way, and how one of them is undone alone
    transactions  how a change takes effect: all of it, or nothing
    pad_events    what the heating pad reports, and what that makes of the session
    decisions     from a command to a change, decided at once
    red_flags     the commands of red flags
    origin        where what is being handled was said
    manager       a method for each command
"""
