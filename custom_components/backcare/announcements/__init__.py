"""Announcements about a person: in the room, and on the phone.

Layers, each knowing only those before it:

    messages     the words of announcements
    phone        notifications that can be answered
    quiet_hours  when only urgent announcements are made
    turns        turns at a speaker
    speakers     delivers messages to speakers and phones
    renames      follows targets whose entity id changes
    reminders    the last minute, and repetitions
    buttons      the buttons of notifications, and what they do
    origin       the satellite from which a session was started
    shown_timer  the session as a timer on that satellite
    spoken_ok    "OK" at a satellite acknowledges an announcement
    delivery     who hears an announcement, in which language, and when
    announcer    what is announced, and when
"""
