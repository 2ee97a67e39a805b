"""Announcements about a person: in the room, and on the phone.

Layers, each knowing only those before it:

    messages     the announcements in words
    phone        notifications that can be answered
    quiet_hours  when only urgent announcements are made
    speakers     where announcements go, and the retries
    renames      targets that get another entity id
    reminders    announcements at a time, and repeated ones
    announcer    what is announced, and when
"""
