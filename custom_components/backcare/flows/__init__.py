"""Steps of the options flow.

Layers, each knowing only those before it:

    dashboards      finds the dashboard with BackCare
    person_options  saving a part of the options; the menu after a person was added
    announcements   the step for where to announce
    privacy         the step for the linked user, and who else sees private details
    plan            the steps for the numbers of the plan, and for what a doctor said instead
    backstop_check  the steps that test the backstop of a pad
    backstop        the steps that set it up
    pad             the step for the pad, and what can be one
"""
