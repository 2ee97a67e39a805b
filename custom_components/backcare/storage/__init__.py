"""What is on disk: one database for the house.

Layers, each knowing only those before it:

    values    moments, persons and diary entries as JSON values, and back
    schema    the tables
    persons   the safety state of each person
    pads      what each heating pad is wanted to be
    diary     what was logged and what was done, and the queries
"""
