"""The page for the doctor.

Layers, each knowing only those before it:

    markup  nothing that somebody wrote becomes markup
    course  the entries of a time by days, and the phases in it
    words   the texts, in the language of who reads it
    tables  its tables
    chart   its pictures
    page    how it is laid out
    report  of which time it is, and all that is told of that
"""
