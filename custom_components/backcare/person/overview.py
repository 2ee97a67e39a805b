"""The current overview of one person, made from the person, the diary and the pad."""

from __future__ import annotations

from datetime import UTC, timedelta

from homeassistant.util import dt as dt_util

from ..pads.lease import Lease
from ..rules.models import Moment
from ..rules.overview import Day, Overview, PadView, overview_at
from .state import PersonState


def current_overview(state: PersonState, lease: Lease, moment: Moment) -> Overview:
    """Return what may be shown at `moment`, without changes that are under way."""
    return overview_at(
        state.settled,
        state.limits,
        moment,
        diary=state.diary,
        day=_local_day(moment),
        pad=_pad_view(lease),
    )


def _local_day(moment: Moment) -> Day:
    """Return the day in Home Assistant's time zone."""
    midnight = dt_util.start_of_local_day(dt_util.as_local(moment.wall))
    tomorrow = dt_util.start_of_local_day(midnight.date() + timedelta(days=1))
    return Day(midnight.astimezone(UTC), tomorrow.astimezone(UTC))


def _pad_view(lease: Lease) -> PadView | None:
    if lease.entity_id is None:
        return None
    return PadView(
        lease.entity_id,
        lease.name,
        on=lease.pad is not None and lease.pad.may_be_on,
        fault=lease.fault,
        refused=lease.refused(),
    )
