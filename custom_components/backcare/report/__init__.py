"""The report for the doctor.

Layers, each knowing only those before it:

    markup      elements, with all text escaped
    course      the entries, phases and answers of a time, by days
    tables      tables, sentences, times and numbers
    chart       the chart
    first_page  the facts and the chart, to be read in three minutes
    appendix    everything else
    page        the layout
    document    the period, its entries, and the language
    download    the report as a file
"""
