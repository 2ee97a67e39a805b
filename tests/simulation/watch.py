"""What must hold at every instant, judged by the relays themselves and by a clock that nobody can set.

Nothing in here asks BackCare's own arithmetic: what it shows, calls and stores is compared with what
is true. Times are true seconds since the world began, unless they say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homeassistant.const import STATE_OFF, STATE_ON

from custom_components.backcare.options import CONF_HEATING_PAD, CONF_OUTSIDE_USE, OutsideUse
from custom_components.backcare.person.manager import BackcareManager
from custom_components.backcare.person.under_way import STARTS_WITHIN
from custom_components.backcare.rules.models import Person, Phase, Session, Therapy
from custom_components.backcare.rules.views import SessionView
from custom_components.backcare.storage.pads import PadRow
from tests.rules.ledger import Ledger

from .plug import LATE, By, SimulatedPlug

if TYPE_CHECKING:
    from .disk import OnDisk
    from .world import Command, World

ICE_CAP = timedelta(minutes=20)
ICE_REST = timedelta(minutes=30)
HEAT_CAP = 30 * 60.0
HEAT_REST = 30 * 60.0

# How long a sound plug may be on without reason: the guard looks at both clocks every five seconds (S3).
GUARD = 5.0
# Off is asked for again after at most ten seconds, a call of five and an echo of ten (S5).
AGAIN_WITHIN = 30.0
FAULT_WITHIN = 15.0
# The longest time from a power sensor's report of a stuck relay to the fault (S5).
STUCK_WITHIN = 90.0
# The longest time until writes that failed are on disk.
CAUGHT_UP = 130.0
A_BIT = 0.01
MINUTE = 60.0
# How far two clocks may lie apart.
AGREE = timedelta(seconds=3)


@dataclass
class Body:
    """The true ice of a person, who follows the last thing that was shown."""

    ledger: Ledger = field(default_factory=Ledger)
    ice_until: float | None = None
    shown: SessionView | None = None


@dataclass
class Run:
    """A run of a heat session on the pad, from the decision that began it."""

    began: float
    planned: float

    @property
    def until(self) -> float:
        """Return when it has to end by a clock that counts true seconds."""
        return self.began + self.planned


@dataclass
class Held:
    """What the watch knows about a plug."""

    # Seen as on since; and until when it may be on for the person who switched it on (S7).
    seen_on: float | None = None
    loose_until: float = 0.0
    # On without reason since, by the event loop's time.
    astray: float | None = None
    # Off was called for last, by the event loop's time.
    off_called: float = float("-inf")
    sound_since: float | None = 0.0
    mended_on: bool = False
    # Draws power while the plug says off since, by the event loop's time, and its sensor is live.
    drawing_since: float | None = None
    # It has been seen as on or off in this life; or was on disk when this began.
    known: bool = False
    recorded: bool = False
    # Nobody uses it any more, and the one record of it was damaged (S10).
    forgotten: bool = False


class Watch:
    """Looks at the world at every instant."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.bodies: dict[str, Body] = {}
        self.runs: dict[str, Run] = {}
        self.held: dict[str, Held] = {}
        self.began: dict[str, float] = {}
        # Of sessions that have ended, which could not be written to disk.
        self.not_known_ended: dict[str, float] = {}
        # Until what wall time the clock is known to be behind, by person (S12).
        self.untrusted: dict[str, datetime] = {}
        # Since when it is on disk that a clock was confirmed, by person: in which boot, and when.
        self._confirmed: dict[str, tuple[int, float]] = {}
        # Times to which the wall clock was set, in runs of a boot that trusted it.
        self._frames: set[tuple[int, timedelta]] = set()
        # By person: entries that the diary must keep, and entries that it must not have (S14).
        self.noted: set[tuple[str, str]] = set()
        self.not_noted: set[tuple[str, str]] = set()
        # The disk is not in the state of one commit, because it was damaged.
        self._torn = False
        self._seen_on_disk: OnDisk | None = None
        self._disk_sound_since: float | None = 0.0
        self.looks = 0

    # Events

    def life_begins(self) -> None:
        """Home Assistant starts; nothing of it runs yet."""
        world = self._world
        self.untrusted.clear()
        found = world.disk.read()
        pads = found.pads if found else {}
        for entity_id, held in self.held.items():
            held.recorded = entity_id in pads
            held.seen_on, held.loose_until, held.astray, held.known = None, 0.0, None, False
            held.drawing_since = None
            held.off_called = world.loop_time
        self._frames = {frame for frame in self._frames if frame[0] == world.boots}
        # A steady clock that has seen the same wall clock before proves it right.
        proven = any(abs(world.wall_set - wall_set) < AGREE for _, wall_set in self._frames)
        behind = found and found.latest and found.latest > world.wall
        if not behind:
            self._frames.add((world.boots, world.wall_set))
        if found and found.latest and behind and not proven:
            self.untrusted = dict.fromkeys(found.persons, found.latest)
        for name, began in self.not_known_ended.items():
            if name in world.persons and self._runs_on_disk(name):
                self.began.setdefault(name, began)
        self.not_known_ended.clear()

    def is_damaged(self, how: str) -> None:
        """The database is damaged, which only the next life finds (S10)."""
        if how not in ("persons", "pads"):
            self.noted.clear()
        if how != "diary":
            self._torn = True
        if how in ("persons", "diary"):
            return
        # A plug that no person uses is not reported any more.
        used = {options.get(CONF_HEATING_PAD) for options in self._world.persons.values()}
        for entity_id in self._world.plugs.keys() - used:
            self.held.setdefault(entity_id, Held()).forgotten = True

    def removed(self, name: str) -> None:
        """A person is removed for good, with the diary."""
        for notes in (self.noted, self.not_noted):
            notes -= {note for note in notes if note[0] == name}

    def _runs_on_disk(self, name: str) -> bool:
        session = self._person_on_disk(name).session
        return session is not None and session.running is not None

    def _person_on_disk(self, name: str) -> Person:
        """Return a person as the next life would know it; one without anything where there is none."""
        found = self._world.disk.read()
        return Person() if found is None else found.persons.get(name, Person())

    def _pad_on_disk(self, plug: SimulatedPlug) -> PadRow | None:
        found = self._world.disk.read()
        return None if found is None else found.pads.get(plug.entity_id)

    def life_ends(self, *, killed: bool) -> None:
        """Home Assistant ends; nothing of it runs any more."""
        # A disk that took no write has it as it was damaged.
        self._torn &= self.disk_behind
        if (found := self._world.disk.read()) is not None:
            # A start that could no longer be reverted stays.
            self.not_noted -= found.notes
        for plug in self._world.plugs.values():
            if not killed and visibly_on(plug) and plug.by is By.US:
                self.off_is_wanted_on_disk(plug)

    def answered(self, command: Command) -> None:
        """A command has come to its end."""
        try:
            self._is_as_answered(command)
        except AssertionError as err:
            self._world.crashes.append(repr(err))

    def _is_as_answered(self, command: Command) -> None:
        """S14: what was acknowledged is on disk at that instant."""
        if command.task.cancelled():
            return
        name = command.person
        note = None if command.note is None else (name, command.note)
        if command.refused is not None:
            self.not_noted |= {note} if note else set()
            return
        # A person who is removed meanwhile is removed with the diary.
        if note is not None and name in self._world.persons:
            self.noted.add(note)
            self._look_at_notes()
        manager = self._world.manager(name)
        session = None if manager is None else manager.overview.session
        if command.begins and session is not None and session.running:
            stored = self._person_on_disk(name).session
            assert stored, "S14: a start was acknowledged, and no session is on disk"
            assert stored.therapy is session.therapy
            assert stored.running, "S14: a start was acknowledged, and the session does not run"

    def _look_at_notes(self) -> None:
        found = self._world.disk.read()
        notes = frozenset() if found is None else found.notes
        assert self.noted <= notes, "S14: what was acknowledged is not on disk"

    def called(self, plug: SimulatedPlug, on: bool) -> None:
        """Somebody calls for the plug to be on or off."""
        if not on:
            self._of(plug).off_called = self._world.loop_time
            return
        try:
            self._may_call_for_on(plug)
        except (AssertionError, KeyError, TypeError) as err:
            # To the caller this is a plug that fails.
            self._world.crashes.append(repr(err))

    def _may_call_for_on(self, plug: SimulatedPlug) -> None:
        """S2, S3, S4, S8, S12."""
        life = self._world.life
        assert life is not None
        asking = [
            command
            for command in life.commands
            if command.begins
            and command.pending
            and self._world.persons.get(command.person, {}).get(CONF_HEATING_PAD) == plug.entity_id
        ]
        assert asking, "S8: on is called for, and nobody asked"
        row = self._pad_on_disk(plug)
        assert row, "S4: on is called for, and the pad is not on disk"
        assert row.until, "S4: on is called for, and no deadline is on disk"
        assert row.holder in {command.person for command in asking}, (
            "S4: the pad on disk is somebody else's"
        )
        left = row.until.steady - self._world.steady
        assert left > 0, "S3: the deadline on disk is over"
        assert left <= HEAT_CAP + A_BIT, "S3: the deadline on disk is none"
        person = self._person_on_disk(row.holder)
        session = person.session
        assert session, "S4: on is called for, and no session is on disk"
        assert session.running, "S4: on is called for, and the session on disk does not run"
        assert session.on_pad
        ahead = (session.length - session.used).total_seconds()
        assert row.until.steady <= session.running.steady + ahead + A_BIT
        assert person.episode, "S4: on is called for, and no episode is on disk"
        onset = person.episode.onset
        decided = max(c.wall for c in asking if c.person == row.holder)
        assert decided >= onset + timedelta(hours=72), "S2: heat too early"
        behind = self.untrusted.get(row.holder)
        assert behind is None or self._world.wall >= behind, "S12: heat by an untrusted clock"
        boots, confirmed = self._confirmed.get(row.holder, (-1, 0.0))
        # A disk may take a while for it.
        rested = self._world.true - confirmed > HEAT_REST - MINUTE
        assert boots != self._world.boots or rested, "S12: nothing rests once it is confirmed"

    def switched(self, plug: SimulatedPlug) -> None:
        """A relay has switched."""

    def shown(self, plug: SimulatedPlug) -> None:
        """Home Assistant is shown a state of the plug."""
        held = self._of(plug)
        known, held.known = held.known, held.known or plug.seen in (STATE_ON, STATE_OFF)
        life = self._world.life
        if not known:
            # Until it joined, there was nothing that could be called.
            held.off_called = self._world.loop_time
        if plug.seen != STATE_ON:
            held.seen_on = None
        elif held.seen_on is None:
            held.seen_on = self._world.true
            if not known or life is None or life.started is None:
                # Found on, which nobody adopts.
                return
            users = self.users(plug)
            holding = [user for user in users.values() if _heats(user.overview.session)]
            asked = holding or list(users.values())
            alone = len(asked) == 1 and (holding or asked[0].overview.phase is not Phase.NONE)
            if users and not alone and self.outside_use(users) is OutsideUse.ADOPT:
                held.loose_until = self._world.true + HEAT_CAP

    def time_passes(self, before: float, now: float) -> None:
        """Bodies have ice for as long as BackCare said."""
        for body in self.bodies.values():
            if body.ice_until is not None:
                ends = min(now, body.ice_until)
                body.ledger.had(timedelta(seconds=before), timedelta(seconds=ends))

    # Invariants

    def look(self) -> None:
        """Look at everything."""
        self.looks += 1
        world = self._world
        assert not world.crashes, world.crashes
        if not world.disk.sound:
            self._disk_sound_since = None
        elif self._disk_sound_since is None:
            self._disk_sound_since = world.loop_time
        self._look_at_disk()
        self._look_at_bodies()
        self._look_at_clock()
        if world.life is None or world.life.started is None or world.life.stopping:
            self._forget_what_does_not_run_on()
            return
        self._look_at_runs()
        for plug in world.plugs.values():
            self._look_at(plug)

    def _look_at_clock(self) -> None:
        """S12: a clock that has caught up is trusted, and one that was confirmed, once that is on disk."""
        world, found = self._world, self._world.disk.read()
        self.untrusted = {n: latest for n, latest in self.untrusted.items() if world.wall < latest}
        for name, latest in list(self.untrusted.items()):
            person = found and found.persons.get(name)
            confirmed = person and person.untrusted_until is None
            if confirmed and found and found.latest and found.latest < latest:
                del self.untrusted[name]
                self._confirmed[name] = world.boots, world.true

    def _look_at_disk(self) -> None:
        """S14."""
        found = self._world.disk.read()
        if self.noted and found is not self._seen_on_disk:
            self._look_at_notes()
        if found is not None and found is not self._seen_on_disk and not self._torn:
            for row in found.pads.values():
                if row.until is None or row.holder is None:
                    continue
                session = found.persons.get(row.holder, Person()).session
                assert session, "S14: a pad is on for a person without a session, on disk"
                assert session.runs_on_pad, "S14: a pad is on for a session that is not, on disk"
        self._seen_on_disk = found
        life = self._world.life
        calm = life is not None and life.started is not None and not life.stopping
        if life is None or not calm or self.disk_behind or not life.loop.idle:
            return
        busy = {command.person for command in life.commands if command.pending}
        assert found is not None, "S14: nothing is on disk"
        for name in self._world.persons.keys() - busy:
            if (manager := self._world.manager(name)) is not None:
                person, stored = manager.person, self._person_on_disk(name)
                assert not person.unlogged, "S14: the diary has not all that happened"
                assert person.episode == stored.episode, "S14: another episode is on disk"
                assert person.red_flags == stored.red_flags, "S14: other flags are on disk"
                assert _kind(person.session) == _kind(stored.session), (
                    "S14: another session is on disk"
                )
        assert not self.not_noted & found.notes, "S14: what was refused is on disk"

    @property
    def disk_behind(self) -> bool:
        """Return whether the disk may lack what it should hold."""
        since = self._disk_sound_since
        return since is None or self._world.loop_time < since + CAUGHT_UP

    def _look_at_bodies(self) -> None:
        world = self._world
        for name in world.persons:
            body = self.bodies.setdefault(name, Body())
            if (manager := world.manager(name)) is not None:
                session = manager.overview.session
                if session is None or session.therapy is not Therapy.ICE or not session.finishes_at:
                    body.ice_until = body.shown = None
                elif session != body.shown:
                    body.shown = session
                    body.ice_until = world.true + (session.finishes_at - world.wall).total_seconds()
            ahead = max(0.0, (body.ice_until or 0.0) - world.true)
            had = body.ledger.application(timedelta(seconds=world.true), ICE_REST)
            allowed = ICE_CAP + timedelta(seconds=2 * world.boots + A_BIT)
            assert had + timedelta(seconds=ahead) <= allowed, f"S1: {had} and {ahead} of ice"

    def _look_at_runs(self) -> None:
        world = self._world
        holders: dict[str, str] = {}
        for name in world.persons:
            manager = world.manager(name)
            if manager is None:
                continue
            session = manager.overview.session
            plug = self.plug_of(name)
            if plug is None or session is None or session.therapy is not Therapy.HEAT:
                self._run_over(name)
                continue
            assert plug.entity_id not in holders, "two persons hold one pad"
            holders[plug.entity_id] = name
            if not session.finishes_at:
                self._run_over(name)
                continue
            self._look_at_run(name, session, plug)

    def _forget_what_does_not_run_on(self) -> None:
        """A session that a start paused is a new run once it is resumed, even if it was not used."""
        for name in self._world.persons:
            manager = self._world.manager(name)
            session = None if manager is None else manager.overview.session
            if session is not None and not session.finishes_at:
                self.runs.pop(name, None)

    def _run_over(self, name: str) -> None:
        life = self._world.life
        assert life is not None
        again = any(c.begins and c.pending and c.person == name for c in life.commands)
        if self.runs.pop(name, None) is not None and not again:
            # The same person has not begun another one.
            self.ended(name)

    def ended(self, name: str) -> None:
        """An earlier start is not wanted any more, by anyone who knows of the end."""
        began = self.began.pop(name, None)
        if began is not None and self.disk_behind:
            self.not_known_ended[name] = began

    def _look_at_run(self, name: str, session: SessionView, plug: SimulatedPlug) -> None:
        decided = self.began.get(name)
        planned = session.remaining.total_seconds()
        run = self.runs.get(name)
        seen_on = self._of(plug).seen_on
        if plug.by is By.OUTSIDE and seen_on is not None and (decided is None or seen_on > decided):
            decided = seen_on
        if run is None:
            assert decided is not None, "S8: a session runs that nobody began"
            self.runs[name] = Run(self._begun(decided, session), planned)
        elif planned != run.planned:
            run.planned = planned
            run.began = max(run.began, decided or run.began)
        assert planned <= HEAT_CAP
        if not self.disk_behind and plug.relay:
            row = self._pad_on_disk(plug)
            kept = row and row.until and row.holder == name
            assert kept, "S4: a session runs that is not on disk"

    def _begun(self, decided: float, session: SessionView) -> float:
        """Return when a run began: one that waited for the disk is decided again, within ten seconds."""
        world = self._world
        age = (world.wall - session.started).total_seconds()
        return min(max(decided, world.true - age), decided + STARTS_WITHIN.total_seconds())

    def _look_at(self, plug: SimulatedPlug) -> None:
        world, held = self._world, self._of(plug)
        now = world.loop_time
        self._confirmed_truly(plug)
        self._not_stuck_unseen(plug, held)
        if not plug.sound or plug.seen is None:
            held.sound_since = None
        elif held.sound_since is None:
            held.sound_since = now
            # The next off may still wait for its turn, whatever people come or go meanwhile.
            held.mended_on = visibly_on(plug)
        if not visibly_on(plug) or self._reason(plug, held):
            held.astray = None
            return
        if held.astray is None:
            held.astray = now
        since = now - held.astray
        sound_since = now if held.sound_since is None else held.sound_since
        mended = held.mended_on and now - sound_since <= AGAIN_WITHIN
        if not mended and held.sound_since is not None and held.sound_since <= held.astray:
            assert since <= GUARD + A_BIT, "S3: on without reason"
        elif held.sound_since is not None:
            assert now - held.sound_since <= AGAIN_WITHIN, "S3: on without reason, long mended"
        asked = 0.0 if plug.seen is None else now - max(held.off_called, held.astray)
        assert asked <= AGAIN_WITHIN, "S5: off is not asked for again"
        if since > FAULT_WITHIN:
            for user in self.users(plug).values():
                assert user.lease.fault, "S5: no fault is shown"

    def _confirmed_truly(self, plug: SimulatedPlug) -> None:
        for user in self.users(plug).values():
            if user.lease.pad is None or not user.lease.confirmed_off:
                continue
            assert plug.seen == STATE_OFF, "S5: confirmed off, and not said so"
            by_us = plug.relay and plug.by is By.US and plug.lie is None
            # Later than an echo is waited for, nobody can know.
            late = plug.landed_after + max(plug.late, plug.lateness)
            assert not by_us or late > LATE, "S5: confirmed off, and on"

    def _not_stuck_unseen(self, plug: SimulatedPlug, held: Held) -> None:
        """S5: power proves on, whatever the plug says."""
        power, now = plug.power, self._world.loop_time
        users = self.users(plug)
        metered = power is not None and any(
            self._world.persons[name].get("power_sensor") == power.entity_id for name in users
        )
        live = metered and power is not None and power.available and power.drawing
        if not live or plug.seen != STATE_OFF or self.outside_use(users) is OutsideUse.IGNORE:
            held.drawing_since = None
            return
        assert power is not None
        if held.drawing_since is None:
            held.drawing_since = now
        if now - held.drawing_since > power.late + STUCK_WITHIN:
            for user in users.values():
                pad = user.lease
                assert pad.fault or not pad.confirmed_off, "S5: confirmed off, and draws power"

    def _reason(self, plug: SimulatedPlug, held: Held) -> bool:
        """Return whether the plug may be on."""
        life = self._world.life
        assert life is not None
        users = self.users(plug)
        if self._runs_for(plug, users):
            return True
        if any(c.begins and c.pending and c.person in users for c in life.commands):
            return True
        if held.forgotten or (not held.known and not held.recorded):
            # Nothing shows it.
            return True
        return plug.by is By.OUTSIDE and (plug.unseen or self._outside_reason(held, users))

    def _runs_for(self, plug: SimulatedPlug, users: dict[str, BackcareManager]) -> bool:
        """Return whether a session runs on the plug, and may still."""
        for name, user in users.items():
            run, session = self.runs.get(name), user.overview.session
            if run and session and session.finishes_at:
                # However it was switched on, it belongs to the session now.
                plug.by = By.US
                if self._world.true <= run.until + A_BIT:
                    return self._world.wall < session.finishes_at
        return False

    def _outside_reason(self, held: Held, users: dict[str, BackcareManager]) -> bool:
        """Return whether a plug may be on that somebody else switched on (S7)."""
        world = self._world
        if not users or not held.known:
            return True
        takes = world.disk.slowest_write
        if takes and held.seen_on and world.true - held.seen_on < 2 * takes:
            # Adopted, and not on disk yet.
            return True
        if world.true <= held.loose_until + A_BIT:
            return True
        return self.outside_use(users) is OutsideUse.IGNORE

    def off_is_wanted_on_disk(self, plug: SimulatedPlug) -> None:
        """S9."""
        if self.disk_behind or self._of(plug).forgotten:
            return
        row = self._pad_on_disk(plug)
        assert row is not None, "S9: left on, and forgotten"
        assert row.until is None, "S9: left on, and wanted on"

    # Persons and plugs

    def users(self, plug: SimulatedPlug) -> dict[str, BackcareManager]:
        """Return the persons that are set up and use the plug."""
        return {
            name: manager
            for name, options in self._world.persons.items()
            if options.get(CONF_HEATING_PAD) == plug.entity_id
            and (manager := self._world.manager(name)) is not None
        }

    def outside_use(self, users: dict[str, BackcareManager]) -> OutsideUse:
        """Return what the users want of outside use, strictest first."""
        wanted = [OutsideUse(self._world.persons[name][CONF_OUTSIDE_USE]) for name in users]
        return min(wanted, key=list(OutsideUse).index)

    def plug_of(self, name: str) -> SimulatedPlug | None:
        """Return a person's plug."""
        return self._world.plugs.get(self._world.persons[name].get(CONF_HEATING_PAD, ""))

    def _of(self, plug: SimulatedPlug) -> Held:
        return self.held.setdefault(plug.entity_id, Held())


def visibly_on(plug: SimulatedPlug) -> bool:
    """Return whether the plug is on, and does not say that it is off."""
    return plug.relay and plug.seen != STATE_OFF


def _kind(session: Session | None) -> object:
    """Return what no clock changes of a session."""
    return session and (session.therapy, session.on_pad, session.length, bool(session.running))


def _heats(session: SessionView | None) -> bool:
    return session is not None and session.therapy is Therapy.HEAT
