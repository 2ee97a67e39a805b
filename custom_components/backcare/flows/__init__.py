"""Steps of the config flow and of the options.

Layers, each knowing only those before it:

    announcements  where announcements go, and which user the person is
    backstop       the steps that give a pad its backstop, and test it
"""
