"""What is on disk: one database for the house.

Layers, each knowing only those before it:

    thread         one thread that does what it is given, in that order
    values         moments and persons as JSON values, and back
    entries        diary entries as JSON values, and back
    schema         the tables, their identity and version, the checksums of rows
    persons        the safety state of each person
    pads           what each heating pad is wanted to be
    chosen         which plug and which power sensor each person has chosen
    diary          what was logged and what was done: the queries
    diary_changes  entries of the diary written, moved and deleted
    milestones     past episodes and red flags, of all the time
    export         the whole diary as one JSON text
    files          the names of the files, what was set aside, copies on a bad disk
    salvage        what is whole of a damaged database, row by row
    opening        the way to a database that can be trusted
    writer         what the one thread does: open, commit, hold checkpoints, close
    database       commits in the order of the calls, reads beside them
"""
