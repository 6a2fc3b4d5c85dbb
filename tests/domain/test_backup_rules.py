"""Which backups stay: by day, week and month, whatever the clock says, and never more than there is room for."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, PARIS
from webapp.domain import backup_rules
from webapp.domain.backup_rules import BackupReason, KeptBackup

A_DAY = dt.timedelta(days=1)
ZONE = ZoneInfo(PARIS)
# From 1970 to 2099.
INSTANTS = st.integers(0, 130 * 365 * 24 * 60).map(lambda minutes: dt.datetime.fromtimestamp(minutes * 60, dt.UTC))


def backup(number: int, made_at: dt.datetime, **fields: object) -> KeptBackup:
    usual = {"number": number, "made_at": made_at, "size": 1000, "reason": BackupReason.NIGHT}
    return KeptBackup(**usual | fields)  # type: ignore[arg-type]  # What a test gives is right.


def after_nights(
    instants: Sequence[dt.datetime], *, reason: BackupReason = BackupReason.NIGHT, most_bytes: int = 10**9
) -> list[KeptBackup]:
    """What is left after a backup at each of these, in this order, when those that are too many go each time."""
    kept: list[KeptBackup] = []
    for number, made_at in enumerate(instants, 1):
        kept.append(backup(number, made_at, reason=reason))
        gone = backup_rules.too_many(kept, upgrades_before=None, most_bytes=most_bytes)
        kept = [left for left in kept if left not in gone]
    return kept


def test_two_years_of_nights_leave_the_last_days_weeks_and_months() -> None:
    kept = after_nights([NOW + A_DAY * night for night in range(730)])
    days = [(kept[-1].made_at - left.made_at).days for left in kept]

    assert days[-7:] == [6, 5, 4, 3, 2, 1, 0]
    assert len({left.made_at.isocalendar()[:2] for left in kept}) >= backup_rules.WEEKS
    assert len({(left.made_at.year, left.made_at.month) for left in kept}) == backup_rules.MONTHS
    assert len(kept) <= backup_rules.DAYS + backup_rules.WEEKS + backup_rules.MONTHS


@given(st.lists(INSTANTS, max_size=60))
def test_the_newest_stay_whatever_the_clock_said(instants: list[dt.datetime]) -> None:
    kept = after_nights(instants)
    newest = range(max(1, len(instants) - backup_rules.NEWEST_KEPT + 1), len(instants) + 1)
    assert {left.number for left in kept} >= set(newest)


@given(st.integers(0, 300), INSTANTS)
def test_one_wrong_clock_costs_no_more_backups_than_one_more_night_does(nights: int, wrong: dt.datetime) -> None:
    kept = after_nights([NOW + A_DAY * night for night in range(nights)])
    gone = backup_rules.too_many([*kept, backup(nights + 1, wrong)], upgrades_before=None)
    assert len(gone) <= 3
    assert backup(nights + 1, wrong) not in gone


@given(st.lists(st.tuples(INSTANTS, st.integers(1, 10**6), st.booleans()), max_size=30), st.integers(0, 10**7))
def test_they_fit_and_the_newest_whole_one_never_goes(made: list[tuple[dt.datetime, int, bool]], most: int) -> None:
    backups = [backup(number, at, size=size, is_damaged=bad) for number, (at, size, bad) in enumerate(made)]
    gone = backup_rules.too_many(backups, upgrades_before=None, most_bytes=most)
    kept = [left for left in backups if left not in gone]
    whole = [left for left in backups if not left.is_damaged]

    assert whole[-1:] == [left for left in kept if not left.is_damaged][-1:]
    assert sum(left.size for left in kept) <= most or kept == whole[-1:]


def test_one_from_before_an_upgrade_stays_for_some_weeks_and_goes_then() -> None:
    upgrade = backup(1, NOW, reason=BackupReason.UPGRADE)
    later = [backup(number, NOW + A_DAY * number) for number in range(2, 40)]

    assert upgrade not in backup_rules.too_many([upgrade, *later], upgrades_before=None)
    assert upgrade not in backup_rules.too_many([upgrade, *later], upgrades_before=NOW - A_DAY)
    assert upgrade in backup_rules.too_many([upgrade, *later], upgrades_before=NOW + A_DAY)


def test_a_damaged_one_takes_the_place_of_no_other() -> None:
    nights = [backup(number, NOW + A_DAY * number, is_damaged=number > 10) for number in range(20)]
    kept = [left.number for left in nights if left not in backup_rules.too_many(nights, upgrades_before=None)]
    assert {*range(4, 11), 17, 18, 19} <= set(kept)


@given(INSTANTS, st.sampled_from(["Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"]))
def test_the_next_is_due_within_a_day_and_in_the_night(last: dt.datetime, zone: str) -> None:
    due = backup_rules.next_due(last, ZoneInfo(zone), now=last)
    assert dt.timedelta() < due - last <= dt.timedelta(hours=25)
    assert due.astimezone(ZoneInfo(zone)).hour in (3, 4)


def test_without_one_and_after_a_clock_that_was_ahead_it_is_due_now() -> None:
    assert backup_rules.next_due(None, ZONE, now=NOW) == NOW
    assert backup_rules.next_due(NOW + A_DAY * 400, ZONE, now=NOW) == NOW
