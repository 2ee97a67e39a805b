"""Storage: one database for the house.

Layers, each knowing only those before it:

    thread         an executor with one thread
    values         moments and persons as JSON values, and back
    entries        diary entries as JSON values, and back
    schema         the tables, their identity and version, the checksums of rows
    persons        the safety state of each person
    pads           what each heating pad is wished to be, and what was learned about its plug
    chosen         which plug and which power sensor each person has chosen
    diary          the queries over what was logged and done
    diary_changes  writing, moving and deleting entries of the diary
    milestones     all past episodes and red flags
    export         the whole diary as one JSON text
    files          the files: set aside, put in place, copied from a bad disk
    salvage        copying the intact rows of a damaged database
    found          what the database held when it was opened
    opening        opening a database that can be trusted, whatever is on the disk
    writer         the work of the one thread: open, commit, erase, hold checkpoints, close
    database       commits in the order of the calls, and reads beside them
"""
