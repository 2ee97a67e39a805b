"""The report for the doctor.

Layers, each knowing only those before it:

    markup      elements, with all text escaped
    course      the entries, phases and answers of a time, by days
    tables      tables and sentences, and how times and numbers are shown in them
    chart       the chart
    first_page  what a doctor reads in three minutes
    appendix    everything else
    page        the layout
    document    the period, its entries, and the language
    download    the report as a file
"""
