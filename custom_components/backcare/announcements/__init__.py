"""Announcements about a person: in the room, and on the phone.

Layers, each knowing only those before it:

    messages     the announcements in words
    phone        notifications that can be answered
    quiet_hours  when only urgent announcements are made
    turns        what is said at one speaker, one after the other
    speakers     where announcements go, and the retries
    renames      targets that get another entity id
    reminders    announcements at a time, and repeated ones
    buttons      the buttons of notifications, and what they do
    origin       the satellite that began a session
    shown_timer  the session as a timer on that satellite
    spoken_ok    "OK" at a satellite
    delivery     to whom an announcement goes, in which language, after the pad is off
    announcer    what is announced, and when
"""
