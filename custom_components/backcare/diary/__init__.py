"""The diary of a person, by months: what was logged, and what was done.

Layers, each knowing only those before it:

    entries  an entry as a file can hold it, and back
    month    a month in memory, and the digest that stands for it once it is not
    files    the months on disk, and the index of their digests
    diary    all of it: taken in, deleted, asked for
"""
