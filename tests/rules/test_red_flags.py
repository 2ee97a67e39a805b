"""Red flags: their tiers, what each refuses, and when to see a doctor (R11, R12)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.backcare.rules.diary import log_pain, log_spasm
from custom_components.backcare.rules.episodes import (
    correct_onset,
    end_episode,
    mark_recovered,
    start_episode,
    undo_recovered,
)
from custom_components.backcare.rules.models import (
    ZERO,
    Author,
    Change,
    ClearReason,
    DoctorAdvice,
    FlagsCleared,
    FlagsDenied,
    FlagsReported,
    Person,
    Phase,
    Precaution,
    Reason,
    RedFlag,
    Refusal,
    Refused,
    SessionEvent,
    Therapy,
    Tier,
    automatic_id,
)
from custom_components.backcare.rules.red_flags import (
    blocked_by,
    clear_red_flags,
    highest_tier,
    note_read,
    open_after,
    reasons_to_clear,
    report_red_flags,
    tier_of,
)
from custom_components.backcare.rules.sessions import (
    change_session,
    pad_off,
    pause_session,
    resume_session,
    start_session,
    stop_session,
)

from .life import DAY, HOUR, IN_HEAT, IN_ICE, MINUTE, NOON, RECOVERED, SECOND, Life, minutes

EMERGENCY = RedFlag.CHEST_PAIN
URGENT = RedFlag.FEVER
STOPPED = (SessionEvent.STOPPED, Reason.RED_FLAG)


def flagged(person: Person, *flags: RedFlag) -> Life:
    return Life(replace(person, red_flags=frozenset(flags)))


# Tiers


@pytest.mark.parametrize(
    ("tier", "flags"),
    [
        (
            Tier.EMERGENCY,
            {
                "bladder_or_bowel_change",
                "saddle_numbness",
                "both_legs",
                "sexual_function_change",
                "unsteady_walking",
                "chest_pain",
                "after_serious_accident",
                "emergency",
            },
        ),
        (Tier.URGENT, {"leg_weakness", "fever", "urgent"}),
        (
            Tier.SOON,
            {
                "numbness_or_pain_in_limb",
                "pain_lying_down",
                "sleepless_nights",
                "weight_loss",
                "lump_or_changed_shape",
                "getting_worse",
            },
        ),
    ],
)
def test_each_red_flag_is_of_its_tier(tier: Tier, flags: set[str]) -> None:
    assert {flag for flag in RedFlag if tier_of(flag) is tier} == flags


@pytest.mark.parametrize(
    ("flags", "tier"),
    [
        pytest.param(set(), None, id="none"),
        pytest.param({URGENT, RedFlag.WEIGHT_LOSS}, Tier.URGENT, id="urgent"),
        pytest.param({URGENT, EMERGENCY}, Tier.EMERGENCY, id="both"),
    ],
)
def test_the_most_pressing_tier_counts(flags: set[RedFlag], tier: Tier | None) -> None:
    assert highest_tier(flags) is tier


@pytest.mark.parametrize(
    ("flags", "blocked"),
    [
        pytest.param(set(), set(), id="none"),
        pytest.param({URGENT}, {Therapy.HEAT, Therapy.MASSAGE, Therapy.STRETCH}, id="urgent"),
        pytest.param({EMERGENCY}, set(Therapy), id="emergency"),
        pytest.param({URGENT, EMERGENCY}, set(Therapy), id="both"),
    ],
)
def test_each_tier_refuses_its_therapies(flags: set[RedFlag], blocked: set[Therapy]) -> None:
    assert {therapy for therapy in Therapy if blocked_by(flags, therapy)} == blocked
    life = flagged(RECOVERED, *flags)
    refused = {
        therapy
        for therapy in Therapy
        if life.asks(start_session, therapy=therapy) == Refused(Refusal.RED_FLAG_OPEN, therapy)
    }
    assert refused == blocked


# Refusals and their order


def test_no_refusal_names_a_flag() -> None:
    """S11"""
    life = flagged(IN_HEAT, EMERGENCY)
    for outcome in (
        life.refused(start_session),
        life.refused(clear_red_flags, reason=ClearReason.GONE),
    ):
        named = set(RedFlag) - {RedFlag.EMERGENCY, RedFlag.URGENT}
        assert not any(flag in repr(outcome) for flag in named)


@pytest.mark.parametrize(
    ("person", "therapy", "reason"),
    [
        pytest.param(Person(), Therapy.HEAT, Refusal.NO_EPISODE, id="no-episode"),
        pytest.param(Person(), Therapy.ICE, Refusal.RED_FLAG_OPEN, id="ice-without-an-episode"),
        pytest.param(
            replace(IN_HEAT, untrusted_until=NOON + HOUR),
            Therapy.HEAT,
            Refusal.CLOCK_UNTRUSTED,
            id="the-clock",
        ),
        pytest.param(IN_ICE, Therapy.HEAT, Refusal.RED_FLAG_OPEN, id="heat-too-early"),
        pytest.param(IN_ICE, Therapy.STRETCH, Refusal.RED_FLAG_OPEN, id="not-recovered"),
    ],
)
def test_it_is_refused_in_the_order_of_the_reasons(
    person: Person, therapy: Therapy, reason: Refusal
) -> None:
    assert flagged(person, EMERGENCY).refused(start_session, therapy=therapy).reason is reason


def test_it_is_refused_before_a_running_session_is() -> None:
    life = Life(IN_HEAT).does(start_session, therapy=Therapy.ICE)
    life.does(report_red_flags, flags={URGENT})
    assert life.refused(start_session, therapy=Therapy.HEAT).reason is Refusal.RED_FLAG_OPEN
    assert life.refused(start_session, therapy=Therapy.ICE).reason is Refusal.SESSION_RUNNING


def test_a_stored_session_is_not_resumed() -> None:
    life = Life(IN_ICE).does(start_session).after(MINUTE).does(pause_session)
    life.person = replace(life.person, red_flags=frozenset({EMERGENCY}))
    assert life.refused(resume_session) == Refused(Refusal.RED_FLAG_OPEN, Therapy.ICE)


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        pytest.param(SECOND, Refusal.RED_FLAG_OPEN, id="longer"),
        pytest.param(ZERO, None, id="the-same"),
        pytest.param(-SECOND, None, id="shorter"),
    ],
)
def test_a_stored_session_gets_no_longer(by: timedelta, reason: Refusal | None) -> None:
    life = Life(IN_ICE).does(start_session).after(MINUTE)
    life.person = replace(life.person, red_flags=frozenset({EMERGENCY}))
    assert getattr(life.asks(change_session, by=by), "reason", None) is reason


def test_what_goes_on_may_get_longer() -> None:
    life = flagged(IN_ICE, URGENT).does(start_session).does(change_session, by=MINUTE)
    assert life.session_events[-1] == (SessionEvent.CHANGED, None)


@pytest.mark.parametrize(
    ("person", "command", "wishes"),
    [
        (Person(), start_episode, {}),
        (IN_ICE, correct_onset, {"onset": NOON - HOUR}),
        (IN_ICE, mark_recovered, {}),
        (RECOVERED, undo_recovered, {}),
        (IN_ICE, end_episode, {}),
        (IN_ICE, log_spasm, {"entry_id": "1"}),
        (IN_ICE, log_pain, {"entry_id": "1", "level": 10}),
    ],
)
def test_records_stay_possible(
    person: Person, command: Callable[..., Change | Refused], wishes: dict[str, Any]
) -> None:
    life = flagged(person, EMERGENCY).does(command, **wishes)
    assert life.person.red_flags == {EMERGENCY}


# Report


@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
@pytest.mark.parametrize("therapy", Therapy)
@pytest.mark.parametrize(
    ("flag", "goes_on"),
    [(URGENT, (Therapy.ICE, Therapy.WALK)), (EMERGENCY, ())],
    ids=["urgent", "emergency"],
)
def test_what_is_refused_stops(
    therapy: Therapy, flag: RedFlag, goes_on: tuple[Therapy, ...], paused: bool
) -> None:
    life = Life(RECOVERED).does(start_session, therapy=therapy).after(MINUTE)
    if paused:
        life.does(pause_session)
    life.does(report_red_flags, flags={flag})
    assert (life.person.session is not None) is (therapy in goes_on)
    assert (life.session_events[-1] == STOPPED) is (therapy not in goes_on)


def test_what_was_had_until_then_counts() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(5))
    life.does(report_red_flags, flags={EMERGENCY})
    assert life.events[-1].exposure == minutes(5)
    assert life.person.exposed_to(Therapy.HEAT)
    life.after(MINUTE)
    life.person = pad_off(life.person, life.moment)
    assert life.person.intervals[-1].exposure == minutes(6)


def test_reporting_is_noted_with_what_is_new() -> None:
    life = flagged(IN_ICE, URGENT).does(report_red_flags, flags={URGENT, EMERGENCY})
    [entry] = life.person.unlogged
    entry_id = automatic_id("flags_reported", NOON)
    assert entry == FlagsReported(entry_id, NOON, frozenset({EMERGENCY}))
    assert life.logged == [entry]
    assert life.person.red_flags == {URGENT, EMERGENCY}


def test_what_is_open_already_is_no_error_and_no_news() -> None:
    life = flagged(IN_ICE, URGENT)
    assert life.asks(report_red_flags, flags={URGENT}) == Change(life.person)


def test_none_of_these_answers_the_question_and_is_kept() -> None:
    """R13"""
    by = Author("anna", "Anna")
    life = Life().does(start_episode)
    asked = life.person
    assert asked.question == NOON
    life.after(MINUTE).does(report_red_flags, flags=frozenset(), by=by)
    answered = life.person
    assert answered.question is None
    [entry] = answered.unlogged
    entry_id = automatic_id("flags_denied", NOON + MINUTE)
    assert entry == FlagsDenied(entry_id, NOON + MINUTE, by)
    assert life.logged == [entry]


@pytest.mark.parametrize("flag", [RedFlag.EMERGENCY, RedFlag.URGENT, RedFlag.FEVER])
def test_yes_answers_the_question(flag: RedFlag) -> None:
    """R13: also where it is not said which."""
    life = Life().does(start_session, therapy=Therapy.ICE)
    asked = life.person.question
    life.does(report_red_flags, flags={flag})
    assert (asked, life.person.question) == (NOON, None)
    assert life.person.red_flags == {flag}


def test_the_question_outlives_everything_but_its_episode() -> None:
    """R13: a session, a recovery and a restart leave it open; the end of the episode does not."""
    life = Life().does(start_episode, onset=NOON - 4 * DAY).does(start_session).after(HOUR)
    life.does(mark_recovered).restarted(boot="second")
    assert life.person.question == NOON
    assert life.does(end_episode).person.question is None


def test_a_flag_that_was_open_already_answers_the_question() -> None:
    life = flagged(Person(), URGENT).does(start_episode).does(report_red_flags, flags={URGENT})
    assert life.person.question is None


@pytest.mark.parametrize("therapy", Therapy)
def test_what_a_doctor_sees_in_the_next_days_refuses_nothing(therapy: Therapy) -> None:
    """R11"""
    assert not blocked_by({flag for flag in RedFlag if tier_of(flag) is Tier.SOON}, therapy)


def test_an_emergency_is_not_cleared_for_having_gone() -> None:
    """R11: nor together with what may have gone."""
    life = flagged(IN_ICE, EMERGENCY, URGENT)
    refused = life.refused(clear_red_flags, reason=ClearReason.GONE)
    allowed = "seen_by_doctor, advised_by_phone, reported_by_mistake"
    assert refused == Refused(Refusal.INVALID_VALUE, field="reason", allowed=allowed)
    life.does(clear_red_flags, reason=ClearReason.GONE, flags={URGENT})
    assert life.person.red_flags == {EMERGENCY}


def test_it_is_asked_why_with_the_reasons_that_are_allowed() -> None:
    """R11"""
    assert set(reasons_to_clear({URGENT})) == set(ClearReason)
    assert set(reasons_to_clear({URGENT, EMERGENCY})) == set(ClearReason) - {ClearReason.GONE}


def test_who_reported_and_who_cleared_is_kept() -> None:
    """R11"""
    reporter, carer = Author("kid", "Kim"), Author("carer", "Carla")
    life = Life(IN_ICE).does(report_red_flags, flags={URGENT}, by=reporter)
    life.does(clear_red_flags, reason=ClearReason.ADVISED_BY_PHONE, by=carer)
    reported, cleared = life.person.unlogged
    assert isinstance(reported, FlagsReported)
    assert isinstance(cleared, FlagsCleared)
    assert (reported.by, cleared.by) == (reporter, carer)


# Clear


@pytest.mark.parametrize(
    ("flags", "cleared", "stays"),
    [
        pytest.param(None, {URGENT, EMERGENCY}, set(), id="all"),
        pytest.param({EMERGENCY}, {EMERGENCY}, {URGENT}, id="one"),
        pytest.param(
            {URGENT, RedFlag.WEIGHT_LOSS}, {URGENT}, {EMERGENCY}, id="one-that-was-not-open"
        ),
    ],
)
@pytest.mark.parametrize("reason", sorted(set(ClearReason) - {ClearReason.GONE}))
def test_what_is_cleared_is_open_no_more(
    flags: set[RedFlag] | None, cleared: set[RedFlag], stays: set[RedFlag], reason: ClearReason
) -> None:
    life = flagged(IN_ICE, URGENT, EMERGENCY).does(clear_red_flags, reason=reason, flags=flags)
    [entry] = life.person.unlogged
    entry_id = automatic_id("flags_cleared", NOON)
    assert entry == FlagsCleared(entry_id, NOON, frozenset(cleared), reason)
    assert life.logged == [entry]
    assert life.person.red_flags == stays


def test_nothing_to_clear_is_refused() -> None:
    reason = ClearReason.SEEN_BY_DOCTOR
    assert flagged(IN_ICE, URGENT).refused(
        clear_red_flags, reason=reason, flags=frozenset()
    ) == Refused(Refusal.INVALID_VALUE, field="flags", allowed="≥ 1")


@pytest.mark.parametrize("flags", [None, {URGENT}], ids=["all", "one"])
def test_clearing_what_is_not_open_changes_nothing(flags: set[RedFlag] | None) -> None:
    life = flagged(IN_ICE, EMERGENCY) if flags else Life(IN_ICE)
    assert life.asks(
        clear_red_flags, reason=ClearReason.REPORTED_BY_MISTAKE, flags=flags
    ) == Change(life.person)


@pytest.mark.parametrize(
    ("reports", "apart"),
    [
        pytest.param([], ZERO, id="nothing"),
        pytest.param([True], ZERO, id="reported"),
        pytest.param([True, False], ZERO, id="cleared at the same instant"),
        pytest.param([True, False], MINUTE, id="cleared later"),
        pytest.param([True, False, True], MINUTE, id="reported again"),
    ],
)
def test_the_entries_say_which_flags_are_open(reports: list[bool], apart: timedelta) -> None:
    """S14"""
    life = Life(IN_ICE).does(report_red_flags, flags={EMERGENCY}).after(MINUTE)
    for report in reports:
        if report:
            life.does(report_red_flags, flags={URGENT})
        else:
            life.does(clear_red_flags, flags={URGENT}, reason=ClearReason.REPORTED_BY_MISTAKE)
        life.after(apart)

    entries = [e for e in life.person.unlogged if isinstance(e, FlagsReported | FlagsCleared)]
    in_order_of_ids = sorted(entries, key=lambda entry: (entry.at, entry.entry_id))
    assert open_after(in_order_of_ids) == life.person.red_flags


def test_what_was_refused_is_allowed_once_cleared() -> None:
    life = flagged(IN_HEAT, URGENT)
    life.does(clear_red_flags, reason=ClearReason.SEEN_BY_DOCTOR).does(start_session)
    assert life.session_events == [(SessionEvent.STARTED, None)]


def test_red_flags_outlive_episodes() -> None:
    life = flagged(IN_HEAT, URGENT).does(end_episode).does(start_episode, onset=NOON - 4 * DAY)
    assert life.refused(start_session).reason is Refusal.RED_FLAG_OPEN


# Restart


@pytest.mark.parametrize("boot", [None, "second"], ids=["the-same-boot", "another-boot"])
@pytest.mark.parametrize("on_pad", [False, True], ids=["shower", "pad"])
@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
def test_what_is_refused_comes_back_stopped(paused: bool, on_pad: bool, boot: str | None) -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=on_pad).after(MINUTE)
    if paused:
        life.does(pause_session)
    life.person = replace(life.person, red_flags=frozenset({URGENT}))
    life.restarted(boot=boot)
    assert (life.person.session, life.session_events[-1]) == (None, STOPPED)


def test_what_goes_on_comes_back_running() -> None:
    life = flagged(IN_HEAT, URGENT).does(start_session, therapy=Therapy.ICE).restarted()
    assert life.person.session is not None


# Overview


@pytest.mark.parametrize(
    ("flags", "advice"),
    [
        pytest.param([], None, id="none"),
        pytest.param([RedFlag.WEIGHT_LOSS], DoctorAdvice.SOON, id="soon"),
        pytest.param([URGENT], DoctorAdvice.URGENT, id="urgent"),
        pytest.param([URGENT, EMERGENCY], DoctorAdvice.EMERGENCY, id="emergency"),
    ],
)
def test_the_advice_is_that_of_the_most_pressing_tier(
    flags: list[RedFlag], advice: DoctorAdvice | None
) -> None:
    assert flagged(Person(), *flags).overview.doctor is advice


@pytest.mark.parametrize(
    ("waited", "flags", "advice"),
    [
        pytest.param(28 * DAY - SECOND, [], None, id="one-second-early"),
        pytest.param(28 * DAY, [], DoctorAdvice.NOT_RECOVERED, id="the-instant"),
        pytest.param(28 * DAY + SECOND, [], DoctorAdvice.NOT_RECOVERED, id="one-second-late"),
        pytest.param(28 * DAY, [URGENT], DoctorAdvice.URGENT, id="a-red-flag-is-more-pressing"),
    ],
)
def test_no_recovery_after_four_weeks_is_shown(
    waited: timedelta, flags: list[RedFlag], advice: DoctorAdvice | None
) -> None:
    """R12, which blocks nothing."""
    life = flagged(IN_ICE, *flags).after(waited)
    assert life.overview.doctor is advice
    life.does(start_session, therapy=Therapy.ICE).does(stop_session)


@pytest.mark.parametrize(
    ("person", "waited"),
    [
        pytest.param(Person(), 28 * DAY, id="no-episode"),
        pytest.param(RECOVERED, 27 * DAY - SECOND, id="recovered"),
    ],
)
def test_after_recovery_nothing_is_shown(person: Person, waited: timedelta) -> None:
    assert Life(person).after(waited).overview.doctor is None


def test_there_is_no_time_for_what_a_red_flag_refuses() -> None:
    shown = flagged(IN_HEAT, URGENT).overview
    assert (shown.phase, shown.therapy) == (Phase.HEAT, Therapy.HEAT)
    assert (shown.next_session, shown.left) == (None, None)


def test_there_is_a_time_for_what_it_does_not() -> None:
    assert flagged(IN_ICE, URGENT).overview.next_session == NOON


def test_what_was_read_is_unread_no_more() -> None:
    """R14"""
    before = replace(IN_HEAT, unread=frozenset({Precaution.CONDITIONS, Precaution.PATCH_OR_DROWSY}))
    life = Life(before).does(note_read, precautions=frozenset({Precaution.PATCH_OR_DROWSY}))
    assert replace(life.person, latest=None) == replace(
        before, unread=frozenset({Precaution.CONDITIONS})
    )
