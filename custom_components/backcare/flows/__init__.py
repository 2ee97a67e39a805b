"""Steps of the config flow and of the options flow.

Layers, each knowing only those before it:

    announcements  the fields for announcements
    privacy        the fields for who the person is, and who else is told
    backstop       the steps that set up and test the backstop of a pad
    doctor         the step for what a doctor said instead of the plan
"""
