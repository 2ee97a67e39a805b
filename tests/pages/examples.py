"""The YAML of the pages, and what it brings along; the tests of this folder run each."""

from __future__ import annotations

from collections.abc import Mapping

# What an example of an action is given, under `data`, or the whole of it where it takes two.
ACTIONS: Mapping[str, str] = {
    "start_episode": 'onset: "{{ now() - timedelta(hours=14) }}"',
    "correct_onset": 'onset: "{{ now() - timedelta(days=1) }}"',
    "end_episode": "",
    "mark_recovered": "",
    "start_session": 'therapy: ice\nduration: "00:12:00"',
    "stop_session": "",
    "pause_session": "",
    "resume_session": "",
    "log_spasm": """\
intensity: 7
duration: "00:01:30"
activity: gardening
at: "{{ now() - timedelta(minutes=20) }}"\
""",
    "log_pain": "level: 4\nactivity: sitting",
    "undo_last": "",
    "delete_entry": """\
- action: backcare.get_history
  response_variable: history
- action: backcare.delete_entry
  data:
    entry_id: "{{ history.entries[-1].id }}"\
""",
    "report_red_flags": "flags:\n  - fever",
    "clear_red_flags": "reason: seen_by_doctor",
    "get_summary": "",
    "get_history": 'start: "{{ now() - timedelta(days=7) }}"\nlimit: 20',
    "get_report": "language: en",
    "export": "",
    "delete_history": "confirm: true",
}

# What actions answer with.
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "undo_last": {
        "taken_back": "which command",
        "text": "the same as a sentence",
    },
    "get_summary": {
        "next_step": "`state`, `therapy`, `until`, `minutes` and `question_open`",
        "phase": "`none`, `ice`, `heat` or `recovery`",
        "onset": "when the episode began",
        "heat_from": "from when the plan has heat",
        "therapy": "that of the phase",
        "next_session": "since or from when the plan has it next",
        "minutes_left": "what is left of the application",
        "session": "`therapy`, `paused`, `remaining` and `finishes_at`, or nothing",
        "today": "`ice` and `heat` in minutes, `spasms`",
        "pain": "the latest",
        "common_trigger": "the activity to avoid",
        "activities": "each `activity` with its `count`",
        "doctor": "whether, and how soon, to see one",
        "red_flags": "those that are open",
        "cut_off": "the pad is on and out of reach",
        "private": "what is private was left out",
    },
    "get_history": {
        "entries": "the entries, [with these fields](../privacy.md#export)",
        "more": "there are older ones",
    },
    "get_report": {
        "title": "what it is",
        "html": "the page",
        "filename": "a name for its file",
    },
    "export": {
        "filename": "a name for its file",
        "json": "[the document](../privacy.md#export)",
    },
    "delete_history": {"message": "what may be left elsewhere"},
}

# What an example of a trigger or condition is given, under `options`.
TRIGGERS: Mapping[str, str] = {
    "session_started": "therapy: ice",
    "session_ended": "therapy: ice\noutcome: finished",
    "phase_changed": "to: heat",
    "session_available": "",
    "spasm_logged": "intensity: 7",
    "pain_logged": "level: 7",
    "red_flag_reported": "",
    "heating_pad_fault": "",
}
CONDITIONS: Mapping[str, str] = {
    "is_phase": "phase: heat",
    "is_session_running": "therapy: ice",
    "is_session_allowed": "therapy: ice",
    "has_open_red_flag": "",
}

_ON_PAD = "whether the heating pad belongs to it"
# What templates find in `trigger`.
VARIABLES: Mapping[str, Mapping[str, str]] = {
    "session_started": {
        "therapy": "which",
        "minutes": "how long it will last",
        "finishes_at": "until when",
        "on_pad": _ON_PAD,
    },
    "session_ended": {
        "therapy": "which",
        "outcome": "`finished` or `stopped`",
        "reason": "why it was interrupted, or nothing",
        "minutes": "how long it was had",
        "ended": "when",
        "on_pad": _ON_PAD,
    },
    "phase_changed": {"from_phase": "the phase before", "to_phase": "the phase now"},
    "session_available": {"therapy": "that of the phase"},
    "spasm_logged": {
        "at": "when it was",
        "intensity": "1–10, or nothing",  # noqa: RUF001 - people read it
        "duration": "in seconds, or nothing",
        "activity": "what came before it, or nothing",
    },
    "pain_logged": {
        "at": "when it was",
        "level": "0–10",  # noqa: RUF001 - people read it
        "activity": "what raised it, or nothing",
    },
    "red_flag_reported": {"tier": "`emergency`, `urgent` or `soon`"},
    "heating_pad_fault": {},
}
OF_ALL: Mapping[str, str] = {
    "person": "the name",
    "entity_id": "the entity by which the person was targeted",
    "config_entry_id": "the person, for actions",
}
