"""The YAML of the pages, and the responses and variables; the tests of this folder run each."""

from __future__ import annotations

from collections.abc import Mapping

# The `data` of an action's example, or all of it if it has two actions.
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

# The responses of actions.
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "undo_last": {
        "taken_back": "the command that was undone",
        "text": "the same as a sentence",
    },
    "get_summary": {
        "next_step": "`state`, `therapy`, `until`, `minutes` and `question_open`",
        "phase": "`none`, `ice`, `heat` or `recovery`",
        "onset": "when the episode began",
        "heat_from": "when the plan allows heat",
        "therapy": "the phase's therapy",
        "next_session": "when it is next, or since when it is allowed",
        "minutes_left": "the minutes left in this application",
        "session": "`therapy`, `paused`, `remaining` in minutes and `finishes_at`, or nothing",
        "today": "`ice` and `heat` in minutes until now, `spasms`",
        "pain": "the latest pain",
        "common_trigger": "the activity to avoid",
        "activities": "each `activity` with its `count`",
        "doctor": "whether and how soon to see a doctor",
        "red_flags": "the open red flags",
        "cut_off": "the reason why the last session ended, if the person did not end it",
        "private": "whether private data was left out",
    },
    "get_history": {
        "entries": "the entries, [with these fields](../privacy.md#export)",
        "more": "whether there are older entries",
    },
    "get_report": {
        "title": "the title",
        "html": "the report",
        "filename": "a file name",
    },
    "export": {
        "filename": "a file name",
        "json": "[the document](../privacy.md#export)",
    },
    "delete_history": {"message": "a note on data that may be left elsewhere"},
}

# The `options` of a trigger's or condition's example.
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

_ON_PAD = "whether the session uses the heating pad"
# The variables in `trigger`.
VARIABLES: Mapping[str, Mapping[str, str]] = {
    "session_started": {
        "therapy": "the therapy",
        "minutes": "how long it will last",
        "finishes_at": "when it will end",
        "on_pad": _ON_PAD,
    },
    "session_ended": {
        "therapy": "the therapy",
        "outcome": "`finished` or `stopped`",
        "reason": "why it was interrupted, or nothing",
        "minutes": "how long it lasted, without pauses",
        "ended": "when it ended",
        "on_pad": _ON_PAD,
    },
    "phase_changed": {"from_phase": "the phase before", "to_phase": "the phase now"},
    "session_available": {"therapy": "the phase's therapy"},
    "spasm_logged": {
        "at": "when it was",
        "intensity": "1–10, or nothing",  # noqa: RUF001 - people read it
        "duration": "in seconds, or nothing",
        "activity": "the activity before it, or nothing",
    },
    "pain_logged": {
        "at": "when it was",
        "level": "0–10",  # noqa: RUF001 - people read it
        "activity": "the activity that raised it, or nothing",
    },
    "red_flag_reported": {"tier": "`emergency`, `urgent` or `soon`"},
    "heating_pad_fault": {},
}
OF_ALL: Mapping[str, str] = {
    "person": "the person's name",
    "entity_id": "the targeted entity",
    "config_entry_id": "the person's ID for actions",
}
