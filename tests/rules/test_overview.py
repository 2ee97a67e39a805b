"""The overview is true, and stable from second to second."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from custom_components.backcare.rules.activities import Activity
from custom_components.backcare.rules.diary import DiarySummary
from custom_components.backcare.rules.episodes import mark_recovered
from custom_components.backcare.rules.models import (
    ZERO,
    Entry,
    Episode,
    Exposure,
    Interval,
    Limits,
    Moment,
    Pain,
    PastEpisode,
    Person,
    Phase,
    Precaution,
    Reason,
    RedFlag,
    Refusal,
    Refused,
    SessionEnd,
    SessionEvent,
    Spasm,
    Therapy,
)
from custom_components.backcare.rules.offers import Offer
from custom_components.backcare.rules.overview import (
    DAY_ENDS_WITHIN,
    Day,
    Overview,
    PadView,
    overview_at,
)
from custom_components.backcare.rules.restore import person_without_record
from custom_components.backcare.rules.sessions import (
    change_session,
    pad_off,
    pause_session,
    resume_session,
    start_session,
    stop_session,
)
from custom_components.backcare.rules.views import SessionView

from .life import (
    DAY,
    HOUR,
    IN_HEAT,
    IN_ICE,
    MINUTE,
    NOON,
    ONE_DAY,
    RECOVERED,
    SECOND,
    START,
    Life,
    minutes,
)


def icing(duration: timedelta | None = None) -> Life:
    return Life(IN_ICE).does(start_session, duration=duration)


def test_without_an_episode_there_is_nothing_to_wait_for() -> None:
    overview = Life().overview
    assert overview.phase is Phase.NONE
    assert overview.default == minutes(15)
    nothing = (
        overview.onset,
        overview.heat_from,
        overview.session,
        overview.therapy,
        overview.next_session,
        overview.left,
        overview.doctor,
        overview.next_change_at,
    )
    assert nothing == (None,) * 8


@pytest.mark.parametrize(
    ("person", "phase", "heat_from", "therapy", "since", "left", "default"),
    [
        pytest.param(IN_ICE, Phase.ICE, NOON + 3 * DAY, Therapy.ICE, NOON, 20, 15, id="ice"),
        pytest.param(IN_HEAT, Phase.HEAT, NOON - DAY, Therapy.HEAT, NOON - DAY, 30, 20, id="heat"),
        pytest.param(
            RECOVERED,
            Phase.RECOVERY,
            NOON - 6 * DAY,
            Therapy.STRETCH,
            NOON - DAY,
            60,
            10,
            id="recovery",
        ),
    ],
)
def test_each_phase_shows_its_own_therapy(
    person: Person,
    phase: Phase,
    heat_from: datetime,
    therapy: Therapy,
    since: datetime,
    left: int,
    default: int,
) -> None:
    overview = Life(person).overview
    assert (overview.phase, overview.heat_from, overview.therapy) == (phase, heat_from, therapy)
    assert (overview.next_session, overview.left) == (since, minutes(left))
    assert overview.default == minutes(default)
    assert (overview.session, overview.doctor) == (None, None)


@pytest.mark.parametrize(
    ("person", "until"),
    [
        pytest.param(IN_ICE, NOON + 3 * DAY, id="ice"),
        pytest.param(IN_HEAT, None, id="heat"),
        pytest.param(RECOVERED, NOON + 27 * DAY, id="recovery"),
    ],
)
def test_a_phase_shows_when_it_turns_by_itself(person: Person, until: datetime | None) -> None:
    assert Life(person).overview.phase_until == until


@pytest.mark.parametrize(
    ("life", "at", "left"),
    [
        pytest.param(icing(), NOON + minutes(75), minutes(5), id="the-rest-after-its-end"),
        pytest.param(icing(minutes(4)), NOON + minutes(4), minutes(16), id="no-application-yet"),
        pytest.param(icing(minutes(19)), NOON + minutes(79), MINUTE, id="a-minute-left"),
        pytest.param(
            icing(minutes(19) + SECOND), NOON + minutes(79) + SECOND, ZERO, id="less-than-a-minute"
        ),
        pytest.param(
            icing().after(minutes(15)), NOON + minutes(75), minutes(5), id="ended-with-some-left"
        ),
        pytest.param(
            icing().after(minutes(15) + HOUR), NOON + minutes(75), minutes(20), id="rested-since"
        ),
        pytest.param(icing(minutes(20)).after(minutes(20)), NOON + minutes(80), ZERO, id="resting"),
        pytest.param(
            icing(minutes(20)).after(minutes(80) + DAY),
            NOON + minutes(80),
            minutes(20),
            id="allowed-since-the-rest",
        ),
        pytest.param(
            icing().after(minutes(5)).does(pause_session),
            NOON + minutes(65),
            minutes(15),
            id="paused",
        ),
        pytest.param(
            icing().after(minutes(5) - SECOND).does(stop_session),
            NOON + minutes(5) - SECOND,
            minutes(15) + SECOND,
            id="a-mistap",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, therapy=Therapy.ICE).after(minutes(15)),
            NOON + minutes(45),
            ZERO,
            id="heat-after-ice",
        ),
        pytest.param(
            Life(replace(person_without_record(START), episode=IN_ICE.episode)).after(MINUTE),
            NOON + HOUR,
            ZERO,
            id="a-lost-record",
        ),
        pytest.param(
            Life(replace(IN_HEAT, untrusted_until=NOON + HOUR)),
            NOON + HOUR,
            minutes(30),
            id="heat-by-a-clock-behind",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(4)).does(stop_session),
            NOON - DAY,
            minutes(26),
            id="heat-while-the-pad-is-not-off-yet",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, on_pad=True).after(HOUR),
            NOON + minutes(120),
            ZERO,
            id="a-pad-that-stays-on",
        ),
        pytest.param(
            Life(RECOVERED).does(start_session),
            NOON + minutes(10),
            minutes(50),
            id="stretches-need-no-rest",
        ),
        pytest.param(
            Life(RECOVERED)
            .does(start_session, duration=HOUR)
            .after(HOUR - SECOND)
            .does(pause_session),
            NOON - DAY,
            SECOND,
            id="stretches-paused-at-their-end",
        ),
    ],
)
def test_the_next_session_is_shown(life: Life, at: datetime, left: timedelta) -> None:
    assert (life.overview.next_session, life.overview.left) == (at, left)


@pytest.mark.parametrize(
    "life",
    [
        pytest.param(Life(IN_ICE), id="begun-ahead-of-the-clock"),
        pytest.param(icing().after(minutes(4)).does(stop_session), id="stopped-ahead-of-the-clock"),
        pytest.param(Life(IN_HEAT).does(mark_recovered), id="recovered-ahead-of-the-clock"),
    ],
)
def test_what_a_set_clock_has_put_ahead_is_allowed_already(life: Life) -> None:
    life.wall_set(-minutes(90))
    next_session = life.overview.next_session
    assert next_session is not None
    assert next_session <= life.moment.wall
    assert life.after(MINUTE).overview.next_session == next_session
    life.does(start_session)


@pytest.mark.parametrize(
    ("life", "view"),
    [
        pytest.param(
            icing().after(minutes(5)),
            SessionView(
                Therapy.ICE, NOON, minutes(15), minutes(15), NOON + minutes(15), None, longer=True
            ),
            id="running",
        ),
        pytest.param(
            icing().after(minutes(5)).does(pause_session),
            SessionView(Therapy.ICE, NOON, minutes(15), minutes(10), None, NOON + minutes(20)),
            id="paused",
        ),
        pytest.param(
            icing().after(minutes(5)).does(pause_session).after(MINUTE).does(resume_session),
            SessionView(
                Therapy.ICE, NOON, minutes(15), minutes(10), NOON + minutes(16), None, longer=True
            ),
            id="resumed",
        ),
        pytest.param(
            icing().after(minutes(5)).does(change_session, by=minutes(3)),
            SessionView(Therapy.ICE, NOON, minutes(18), minutes(18), NOON + minutes(18), None),
            id="lengthened",
        ),
        pytest.param(
            icing().after(minutes(5)).wall_set(-HOUR),
            SessionView(
                Therapy.ICE, NOON, minutes(15), minutes(15), NOON - minutes(45), None, longer=True
            ),
            id="by-a-clock-set-back",
        ),
        pytest.param(
            icing().after(minutes(5)).wall_set(minutes(5)),
            SessionView(
                Therapy.ICE, NOON, minutes(15), minutes(15), NOON + minutes(15), None, longer=True
            ),
            id="by-a-clock-set-forward",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, on_pad=True),
            SessionView(
                Therapy.HEAT,
                NOON,
                minutes(20),
                minutes(20),
                NOON + minutes(20),
                None,
                on_pad=True,
                longer=True,
            ),
            id="on-the-pad",
        ),
    ],
)
def test_a_session_is_shown_with_its_end(life: Life, view: SessionView) -> None:
    assert life.overview.session == view
    assert view.running is (view.finishes_at is not None)


@pytest.mark.parametrize(
    ("life", "left"),
    [
        pytest.param(icing(), minutes(15), id="at-the-start"),
        pytest.param(icing().after(minutes(15) - SECOND), SECOND, id="a-second-before-the-end"),
        pytest.param(
            icing().after(minutes(5)).does(pause_session).after(MINUTE), minutes(10), id="paused"
        ),
        pytest.param(
            icing().after(minutes(5)).wall_set(-HOUR), minutes(10), id="by-a-clock-set-back"
        ),
    ],
)
def test_the_time_left_is_that_of_now(life: Life, left: timedelta) -> None:
    view = life.overview.session
    assert view is not None
    assert view.left_at(life.moment.wall) == left
    # Before the clock that was set is noticed, and after the end.
    assert view.left_at(life.moment.wall - HOUR) == view.remaining
    assert view.left_at(life.moment.wall + HOUR) == (ZERO if view.running else view.remaining)


@pytest.mark.long
@pytest.mark.parametrize("wall_set", [ZERO, SECOND, minutes(3), -minutes(3), -2 * DAY], ids=str)
@pytest.mark.parametrize(
    "life",
    [
        pytest.param(icing, id="ice"),
        pytest.param(lambda: Life(IN_HEAT).does(start_session, on_pad=True), id="heat"),
        pytest.param(
            lambda: Life(RECOVERED).does(start_session, duration=minutes(15)), id="stretches"
        ),
    ],
)
def test_nothing_shown_changes_from_second_to_second(life: object, wall_set: timedelta) -> None:
    assert callable(life)
    lived: Life = life().after(minutes(2)).wall_set(wall_set)
    before = lived.overview
    for _ in range(9 * 60):
        assert lived.after(SECOND).overview == before


@pytest.mark.parametrize(
    ("life", "at"),
    [
        pytest.param(Life(IN_ICE), NOON + 3 * DAY, id="the-phase-turns"),
        pytest.param(icing(), NOON + minutes(15), id="the-session-ends"),
        pytest.param(icing().does(pause_session), NOON + minutes(15), id="the-pause-expires"),
        pytest.param(icing().after(minutes(15)), NOON + minutes(25), id="nobody-took-it-off"),
        pytest.param(icing().after(minutes(25)), NOON + minutes(45), id="heat-waits-no-more"),
        pytest.param(icing().after(minutes(45)), NOON + minutes(75), id="the-rest-is-over"),
        pytest.param(
            Life(replace(IN_HEAT, untrusted_until=NOON + HOUR)),
            NOON + HOUR,
            id="the-clock-has-caught-up",
        ),
        pytest.param(Life(IN_ICE).after(3 * DAY), NOON + 28 * DAY, id="as-heat-begins"),
        pytest.param(Life(IN_HEAT), NOON + 24 * DAY, id="recovery-is-expected"),
        pytest.param(Life(RECOVERED), NOON + 27 * DAY, id="recovery-ends"),
    ],
)
def test_when_it_will_change_by_itself_is_known(life: Life, at: datetime | None) -> None:
    assert life.overview.next_change_at == at


def test_a_change_that_is_due_by_one_clock_alone_is_still_to_come() -> None:
    life = icing(minutes(20)).after(minutes(20)).wall_set(SECOND).after(HOUR - SECOND)
    change = life.overview.next_change_at
    assert change is not None
    assert change > life.moment.wall


def test_what_counts_is_shown_of_a_pad_that_is_off() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(30))
    life.person = pad_off(life.person, life.moment)
    assert (life.overview.next_session, life.overview.left) == (NOON + minutes(90), ZERO)


def test_the_default_is_the_persons_own() -> None:
    limits = Limits.within_plan(
        heat_after=72 * HOUR,
        ice=minutes(12),
        ice_rest=HOUR,
        heat=minutes(20),
        heat_rest=minutes(30),
    )
    assert Life(IN_ICE, limits).overview.default == minutes(12)


# Written and unwritten entries, and the pad

GARDENING = Spasm("01", NOON - HOUR, 5, None, "gardening")
LIFTING = Spasm("02", NOON - MINUTE, 7, None, "lifting")
DIARY = DiarySummary(
    week=(
        GARDENING,
        Exposure("exposure", NOON - HOUR, NOON - HOUR + minutes(12), Therapy.ICE, minutes(12)),
    ),
    activities=(Activity("gardening", 1, NOON - HOUR),),
    named=("gardening",),
    pain=Pain("00", NOON - 2 * HOUR, 4, None),
)
PAD = PadView("switch.pad", "Pad")
TODAY = Day(NOON - 12 * HOUR, NOON + 12 * HOUR)


def shown_with(person: Person, *, pad: PadView | None = None) -> Overview:
    return overview_at(person, Limits(), START, diary=DIARY, day=TODAY, pad=pad)


def test_what_is_on_disk_is_shown_of_the_day_and_the_episode() -> None:
    overview = shown_with(IN_HEAT)
    assert (overview.today.ice, overview.today.heat) == (minutes(12), ZERO)
    assert (overview.today.spasms, overview.pain) == (1, 4)
    assert overview.common_trigger == "gardening"


def test_what_is_not_on_disk_yet_is_shown_as_well() -> None:
    pain = Pain("03", NOON, 6, "lifting")
    overview = shown_with(IN_HEAT.with_unlogged(LIFTING, pain))
    assert (overview.today.spasms, overview.pain) == (2, 6)
    assert [(a.name, a.count) for a in overview.activities] == [("lifting", 2), ("gardening", 1)]


def past_episode(ended: datetime) -> PastEpisode:
    return PastEpisode(f"episode_{ended}", ended - DAY, ended - DAY, ended, None, ended)


def test_all_that_a_person_and_a_diary_have_is_shown() -> None:
    end = SessionEnd(
        Therapy.ICE, SessionEvent.FINISHED, Reason.CLOCK_UNTRUSTED, START, on_pad=False
    )
    person = replace(
        RECOVERED,
        last_end=end,
        red_flags=frozenset({RedFlag.WEIGHT_LOSS}),
        question=NOON - HOUR,
        unread=frozenset({Precaution.CONDITIONS}),
        untrusted_until=NOON + HOUR,
    )
    diary = replace(DIARY, eased=("rest",), last_episode=past_episode(NOON), unreadable=True)
    overview = overview_at(
        person, Limits(early_stretches=True), START, diary=diary, day=ONE_DAY, pad=None
    )
    assert (overview.onset, overview.recovered) == (NOON - 9 * DAY, NOON - DAY)
    assert (overview.last_end, overview.cut_off) == (end, Reason.CLOCK_UNTRUSTED)
    assert (overview.red_flags, overview.question) == (person.red_flags, person.question)
    assert (overview.unread, overview.told_otherwise) == (person.unread, True)
    assert (overview.named, overview.eased) == (("gardening",), ("rest",))
    assert (overview.last_episode, overview.last_ended) == (past_episode(NOON), NOON)
    assert (overview.unreadable, overview.untrusted_until) == (True, NOON + HOUR)


def test_a_clock_that_has_caught_up_is_shown_as_any_other() -> None:
    overview = shown_with(replace(IN_HEAT, untrusted_until=NOON))
    assert (overview.untrusted_until, overview.cut_off, overview.last_ended) == (None, None, None)


def test_an_entry_is_shown_as_it_was_written_last_and_in_the_order_of_time() -> None:
    changed = replace(GARDENING, intensity=9)
    earlier = Spasm("03", NOON - 2 * HOUR, 7, None, None)
    overview = shown_with(IN_HEAT.with_unlogged(LIFTING, changed, earlier))
    assert overview.week == (earlier, changed, DIARY.week[1], LIFTING)


@pytest.mark.parametrize(
    ("on_disk", "unlogged"),
    [
        pytest.param(NOON - DAY, NOON, id="the-unlogged-one"),
        pytest.param(NOON, NOON - DAY, id="the-one-on-disk"),
    ],
)
def test_the_last_episode_is_the_one_that_ended_last(on_disk: datetime, unlogged: datetime) -> None:
    person = IN_ICE.with_unlogged(past_episode(unlogged))
    diary = DiarySummary(last_episode=past_episode(on_disk))
    overview = overview_at(person, Limits(), START, diary=diary, day=ONE_DAY, pad=None)
    assert overview.last_ended == NOON


def test_pain_and_activities_are_those_of_an_episode() -> None:
    overview = shown_with(Person())
    assert (overview.pain, overview.activities, overview.today.spasms) == (None, (), 1)
    assert overview.common_trigger is None


def had(therapy: Therapy) -> Exposure:
    return Exposure("exposure", NOON - HOUR, NOON - HOUR + minutes(12), therapy, minutes(12))


@pytest.mark.parametrize(
    ("person", "week"),
    [
        pytest.param(IN_HEAT, (), id="an-episode"),
        pytest.param(Person(), (had(Therapy.ICE),), id="ice"),
        pytest.param(Person(), (had(Therapy.HEAT),), id="heat"),
        pytest.param(Person(), (GARDENING,), id="a-spasm"),
    ],
)
def test_a_day_with_something_to_show_ends_at_midnight(
    person: Person, week: tuple[Entry, ...]
) -> None:
    overview = overview_at(
        person, Limits(), START, diary=DiarySummary(week=week), day=TODAY, pad=None
    )
    assert overview.today.day == TODAY
    assert overview.next_change_at == TODAY.until


@pytest.mark.parametrize(
    ("at", "counted"),
    [
        pytest.param(TODAY.since - SECOND, 0, id="one-second-before-midnight"),
        pytest.param(TODAY.since, 1, id="at-midnight"),
        pytest.param(TODAY.until - SECOND, 1, id="one-second-before-the-next"),
        pytest.param(TODAY.until, 0, id="at-the-next"),
    ],
)
def test_a_spasm_counts_to_its_day(at: datetime, counted: int) -> None:
    assert shown_with(Person().with_unlogged(replace(LIFTING, at=at))).today.spasms == counted + 1


def test_pain_at_the_onset_is_of_the_episode() -> None:
    onset = NOON - MINUTE
    person = Person(Episode(onset, onset)).with_unlogged(Pain("03", onset, 8, None))
    assert shown_with(person).pain == 8
    before = person.with_unlogged(Pain("04", onset - SECOND, 9, None))
    assert shown_with(before).pain == 8


def test_without_anything_to_show_midnight_is_like_any_other_time() -> None:
    nothing = overview_at(Person(), Limits(), START, diary=DiarySummary(), day=TODAY, pad=None)
    assert nothing.next_change_at is None


def test_exposure_that_goes_on_counts_to_its_day_just_before_that_ends() -> None:
    started = START + -HOUR
    person = replace(IN_HEAT, intervals=(Interval(Therapy.HEAT, started),))
    day = Day(NOON - 12 * HOUR, NOON + 20 * MINUTE)

    def at(moment: Moment) -> Overview:
        return overview_at(person, Limits(), moment, diary=DIARY, day=day, pad=None)

    before = at(START)
    assert (before.today.heat, before.next_change_at) == (ZERO, day.until - DAY_ENDS_WITHIN)
    after = at(START + (20 * MINUTE - DAY_ENDS_WITHIN)).today
    assert (after.heat, after.ice) == (80 * MINUTE, 12 * MINUTE)


IN_USE = Refused(Refusal.HEATING_PAD_IN_USE)


@pytest.mark.parametrize(
    ("refused", "heat"),
    [
        pytest.param(
            None,
            Offer(Therapy.HEAT, minutes(20), at_most=minutes(30), without_pad=minutes(20)),
            id="the-pad-is-free",
        ),
        pytest.param(
            IN_USE,
            Offer(Therapy.HEAT, refused=IN_USE, without_pad=minutes(20)),
            id="the-pad-is-in-use",
        ),
    ],
)
def test_heat_is_offered_on_the_pad_and_without_it(refused: Refused | None, heat: Offer) -> None:
    overview = shown_with(IN_HEAT, pad=replace(PAD, refused=refused, fault=True))
    by_therapy = {offer.therapy: offer for offer in shown_with(IN_HEAT).offers}
    assert {offer.therapy: offer for offer in overview.offers} == by_therapy | {Therapy.HEAT: heat}
    assert overview.pad_fault


def test_what_the_plan_refuses_no_pad_changes() -> None:
    pad = replace(PAD, refused=IN_USE)
    assert shown_with(IN_ICE, pad=pad).offers == shown_with(IN_ICE).offers


@pytest.mark.parametrize("pad", [None, PAD], ids=["no-pad", "a-pad-without-a-fault"])
def test_without_a_fault_none_is_shown(pad: PadView | None) -> None:
    assert not shown_with(IN_HEAT, pad=pad).pad_fault
