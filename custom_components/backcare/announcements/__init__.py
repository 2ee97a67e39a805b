"""What is announced of a person: in the room, and on the phone.

Layers, each knowing only those before it:

    messages       the announcements in words
    phone          notifications that can be answered
    quiet_hours    when only what cannot wait is announced
    speakers       where announcements go, and who is asked again
    renames        targets that get another entity id
    reminders      what is said because time passes
    announcements  what is announced, and when
"""
