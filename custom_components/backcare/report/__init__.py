"""The page for the doctor.

Layers, each knowing only those before it:

    markup    elements, with all text escaped
    course    the entries and phases of a time, by days
    tables    the tables
    chart     the charts
    page      the layout
    document  the period, its entries, and the reader's language
"""
