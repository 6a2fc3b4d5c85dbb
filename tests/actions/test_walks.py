import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.factories import NOW, TODAY, backward, forward, log, walk
from webapp.actions import estimates, walks, weeks, weights
from webapp.domain.energy import MODEL, Mode
from webapp.domain.problems import Invalid
from webapp.domain.walks import Pain, Site, Source
from webapp.storage import goals as goal_store
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

DAY = dt.timedelta(days=1)


def minutes_this_week(session: Session, user: User) -> float:
    return weeks.this_week(session, user.diary, TODAY).sum.minutes


def weigh(session: Session, user: User, weight_kg: float, day: dt.date = TODAY) -> None:
    weights.set_weight(session, user.diary, day, weight_kg, today=TODAY)


def test_a_walk_logged_twice_is_there_once(database: Database, alice: User) -> None:
    tried = walk()
    found = []
    for note in ("", "sent again"):
        with database.writing() as session:
            again = replace(tried, note=note)
            found.append(walks.log_walk(session, alice.diary, again, source=Source.FORM, now=NOW))

    assert [logged.is_new for logged in found] == [True, False]
    assert found[0].walk.id == found[1].walk.id and found[1].walk.note == ""
    with database.reading() as session:
        assert minutes_this_week(session, alice) == 28


def test_a_walk_comes_back_as_it_was_entered(database: Database, alice: User) -> None:
    pain = (Pain(site=Site.KNEE_LEFT, before=3, after=2), Pain(site=Site.BACK, before=None, after=0))
    entered = walk(rails=True, effort=4, stumbles=1, note="Fog.", pain=pain)
    with database.writing() as session:
        walks.log_walk(session, alice.diary, entered, source=Source.FORM, now=NOW)

    with database.reading() as session:
        row = store.find(session, alice.diary, entered.id)
        assert row and walk_rows.to_domain(row) == entered
        assert (row.model, row.source, row.created_at) == (MODEL, "form", NOW)


def test_a_walk_that_cannot_have_happened_leaves_nothing(database: Database, alice: User) -> None:
    with pytest.raises(Invalid), database.writing() as session:
        log(session, alice, started_at=NOW + DAY)

    with database.reading() as session:
        assert store.latest(session, alice.diary) is None
        assert minutes_this_week(session, alice) == 0


def test_a_change_counts_at_once_and_can_be_undone(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice, forward(20), note="before")
        before = walk_rows.to_domain(row)
    with database.writing() as session:
        row = store.find(session, alice.diary, before.id) or row
        walks.change_walk(session, alice.diary, row, replace(before, segments=(backward(50),), note="after"), now=NOW)
        assert (minutes_this_week(session, alice), row.note) == (50, "after")
    with database.writing() as session:
        row = store.find(session, alice.diary, before.id) or row
        walks.undo_change(session, alice.diary, row)
        assert walk_rows.to_domain(row) == before
        assert (minutes_this_week(session, alice), row.before_edit) == (20, None)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_change_may_add_and_take_away_segments_and_pain(database: Database, alice: User, count: int) -> None:
    pain = [Pain(site=site, before=1) for site in Site]
    with database.writing() as session:
        row = log(session, alice, forward(), backward(), pain=(pain[0], pain[1]))
        uuid = row.uuid
        changed = walk(*[forward(10)] * count, id=uuid, pain=(replace(pain[1], before=9), *pain[2:count]))
        walks.change_walk(session, alice.diary, row, changed, now=NOW)

    with database.reading() as session:
        found = store.find(session, alice.diary, uuid)
        assert found and walk_rows.to_domain(found).segments == changed.segments
        assert set(walk_rows.to_domain(found).pain) == set(changed.pain)


def test_pain_can_be_told_in_another_order(database: Database, alice: User) -> None:
    pain = (Pain(site=Site.BACK, before=1), Pain(site=Site.HEEL, before=2))
    with database.writing() as session:
        row = log(session, alice, pain=pain)
        walks.change_walk(session, alice.diary, row, walk(id=row.uuid, pain=pain[::-1]), now=NOW)

    with database.reading() as session:
        found = store.find(session, alice.diary, row.uuid)
        assert found and {one.site for one in walk_rows.to_domain(found).pain} == {Site.BACK, Site.HEEL}


def test_a_change_that_changes_nothing_leaves_the_last_undo(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice)
        first = walk_rows.to_domain(row)
        second = replace(first, note="second")
        walks.change_walk(session, alice.diary, row, second, now=NOW)
        walks.change_walk(session, alice.diary, row, second, now=NOW)
        walks.undo_change(session, alice.diary, row)

        assert walk_rows.to_domain(row) == first


def test_a_change_that_is_refused_changes_nothing(database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(20)).uuid
    with pytest.raises(Invalid), database.writing() as session:
        row = store.find(session, alice.diary, uuid)
        assert row
        walks.change_walk(session, alice.diary, row, walk(forward(30), id=uuid, effort=11), now=NOW)

    with database.reading() as session:
        assert minutes_this_week(session, alice) == 20


def test_a_deleted_walk_counts_no_more_until_it_is_restored(database: Database, alice: User) -> None:
    found = []
    with database.writing() as session:
        row = log(session, alice, forward(20))
        walks.delete_walk(session, alice.diary, row, now=NOW)
        found.append(minutes_this_week(session, alice))
        walks.restore_walk(session, alice.diary, row)
        found.append(minutes_this_week(session, alice))

    assert found == [0, 20]


def test_a_deleted_walk_that_is_logged_again_stays_in_the_bin(database: Database, alice: User) -> None:
    tried = walk()
    with database.writing() as session:
        row = walks.log_walk(session, alice.diary, tried, source=Source.FORM, now=NOW).walk
        walks.delete_walk(session, alice.diary, row, now=NOW)
    with database.writing() as session:
        again = walks.log_walk(session, alice.diary, tried, source=Source.FORM, now=NOW)

        assert not again.is_new and again.walk.deleted_at == NOW
        assert minutes_this_week(session, alice) == 0


def test_a_walk_is_repeated_as_if_it_ended_just_now(database: Database, alice: User) -> None:
    with database.writing() as session:
        pain = (Pain(site=Site.BACK, before=3),)
        row = log(session, alice, day=TODAY - 3 * DAY, note="Fog.", effort=7, stumbles=2, pain=pain, rails=True)
        again, is_new = walks.repeat_walk(session, alice.diary, row, uuid=uuid4(), now=NOW)

    assert is_new and again.started_at == NOW - dt.timedelta(minutes=28)
    assert walk_rows.to_domain(again).segments == walk_rows.to_domain(row).segments
    assert (again.note, again.effort, again.stumbles, again.pains, again.rails) == ("", None, None, [], True)


def test_without_a_weight_a_walk_has_minutes_and_no_energy(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice)
        found = weeks.this_week(session, alice.diary, TODAY).sum

    assert (row.seconds, row.kcal, row.kcal_low, row.extra_kcal, row.weight_kg) == (28 * 60, None, None, None, None)
    assert all(segment.met and segment.kcal is None for segment in row.segments)
    assert (found.minutes, found.without_energy, found.has_energy) == (28, 1, False)


def test_the_first_weight_fills_the_energy_of_every_walk_and_week(database: Database, alice: User) -> None:
    with database.writing() as session:
        kept, binned = log(session, alice), log(session, alice, day=TODAY - 20 * DAY)
        walks.delete_walk(session, alice.diary, binned, now=NOW)
        weigh(session, alice, 70)

    with database.reading() as session:
        rows = [store.find(session, alice.diary, row.uuid, in_bin=None) for row in (kept, binned)]
        assert [row and row.weight_kg for row in rows] == [70, 70]
        assert [row and round(row.kcal or 0) for row in rows] == [141, 141]
        assert weeks.this_week(session, alice.diary, TODAY).sum.kcal == pytest.approx(rows[0] and rows[0].kcal)


def test_later_weights_do_not_change_saved_walks(database: Database, alice: User) -> None:
    with database.writing() as session:
        weigh(session, alice, 70)
        kcal = log(session, alice).kcal
        weigh(session, alice, 90)
        weigh(session, alice, 80, TODAY - DAY)
        weights.remove_weight(session, alice.diary, TODAY)

        row = store.latest(session, alice.diary)
        assert row and (row.weight_kg, row.kcal) == (70, kcal)


@pytest.mark.parametrize(("back", "weight_kg"), [(0, 68), (5, 68), (6, 70), (10, 70), (11, 70), (400, 70)])
def test_the_weight_is_the_latest_until_the_walk_else_the_earliest(
    database: Database, alice: User, back: int, weight_kg: float
) -> None:
    with database.writing() as session:
        weigh(session, alice, 70, TODAY - 10 * DAY)
        weigh(session, alice, 68, TODAY - 5 * DAY)

        assert log(session, alice, day=TODAY - back * DAY).weight_kg == weight_kg


def test_a_second_weight_of_a_day_takes_the_place_of_the_first(database: Database, alice: User) -> None:
    with database.writing() as session:
        weigh(session, alice, 70)
        weigh(session, alice, 71)

        assert log(session, alice).weight_kg == 71


@pytest.mark.parametrize(
    ("weight_kg", "day"),
    [
        (19.9, TODAY),
        (400.1, TODAY),
        (float("nan"), TODAY),
        (70, TODAY + 2 * DAY),
        (70, dt.date(1899, 12, 31)),
    ],
)
def test_a_weight_that_nobody_has_is_refused(database: Database, alice: User, weight_kg: float, day: dt.date) -> None:
    with pytest.raises(Invalid), database.writing() as session:
        weigh(session, alice, weight_kg, day)


def test_a_walk_without_speed_takes_the_usual_pace(database: Database, alice: User) -> None:
    with database.writing() as session:
        weigh(session, alice, 70)
        goal_store.set_usual_pace(session, alice.diary, Mode.BACKWARD_WALK, 3.2)
        usual = log(session, alice, backward(speed_kmh=None))
        known = log(session, alice, backward(speed_kmh=3.2))

    assert (usual.kcal, usual.segments[0].speed_assumed) == (known.kcal, True)
    assert usual.segments[0].speed_used_kmh == pytest.approx(3.2)
    assert known.segments[0].speed_assumed is False


def test_a_stretch_without_a_pace_takes_the_usual_one_though_the_other_has_its_own(
    database: Database, alice: User
) -> None:
    with database.writing() as session:
        goal_store.set_usual_pace(session, alice.diary, Mode.BACKWARD_WALK, 2.4)
        row = log(session, alice, forward(speed_kmh=5.0), backward(speed_kmh=None))

    assert [segment.speed_used_kmh for segment in row.segments] == [5.0, 2.4]


def test_a_walk_is_the_sum_of_its_segments(database: Database, alice: User) -> None:
    with database.writing() as session:
        weigh(session, alice, 70)
        row = log(session, alice)

    for name in ("kcal", "kcal_low", "kcal_high", "extra_kcal", "extra_kcal_low", "extra_kcal_high"):
        assert getattr(row, name) == pytest.approx(sum(getattr(segment, name) for segment in row.segments))


def test_an_estimate_says_what_saving_would(database: Database, alice: User) -> None:
    with database.writing() as session:
        weigh(session, alice, 70)
        row = log(session, alice)
        found = estimates.estimate(session, alice.diary, [forward(), backward()], TODAY)

    assert found.kcal and found.extra_kcal
    assert (found.kcal.mid, found.extra_kcal.mid, found.seconds) == (row.kcal, row.extra_kcal, row.seconds)
    assert not found.assumed_speeds and not found.asks_walk_or_jog


@pytest.mark.parametrize(("kmh", "asks"), [(5.8, False), (5.9, True), (None, False)])
def test_a_very_fast_backward_walk_raises_the_question(
    database: Database, alice: User, kmh: float | None, asks: bool
) -> None:
    with database.reading() as session:
        found = estimates.estimate(session, alice.diary, [backward(speed_kmh=kmh)], TODAY)

    assert (found.asks_walk_or_jog, bool(found.assumed_speeds), found.kcal) == (asks, kmh is None, None)
