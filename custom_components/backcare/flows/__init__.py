"""Steps of the config flow and of the options flow.

Layers, each knowing only those before it:

    announcements  the fields for announcements and for the user of the person
    backstop       the steps that set up and test the backstop of a pad
    doctor         the step for what a doctor said instead of the plan
"""
