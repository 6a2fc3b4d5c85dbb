"""Small inputs, each showing one kind of fault alone, at their right values; they lie beside the project."""

import datetime as dt
from pathlib import Path

import pytest

from tests.importers.reading import everything
from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Refusal, Remark, Unsure
from webapp.domain.walks import Place
from webapp.importers import Found, Recording

CASES = Path(__file__).parents[3] / "shared" / "cases"
START = "2026-11-03T09:00:00Z"

# Seconds, metres and start of each walk in a file that needs no question.
SAME_WALK = """gpx-type-10.gpx gpx-type-OnFoot.gpx gpx-type-Foot.gpx gpx-type-Pedestrian.gpx gpx-doctype.gpx
gpx-bom-empty-seg.gpx gpx-utf16.gpx gpx-prefixed.gpx gpx-long-description.gpx gpx-one-bad-time.gpx tcx-no-totals.tcx
tcx-other-notes-walk.tcx"""
WALKS: dict[str, list[tuple[int, float | None, str]]] = {
    **{name: [(600, 750, START)] for name in SAME_WALK.split()},
    "tcx-minute-id.tcx": [(600, 750, "2026-11-04T09:00:23Z")],
    "gpx-minute-start-twin.gpx": [(600, 750, "2026-11-04T09:00:23Z")],
    "gpx-long-cdata.gpx": [(600, 750, "2026-11-24T05:00:00Z")],
    "gpx-zero-then-type-sport.gpx": [(600, 750, "2026-11-24T04:00:00Z")],
    "gpx-segments-repeat.gpx": [(590, 738, START)],
    "gpx-slow-frame.gpx": [(1200, 360, "2026-11-24T03:00:00Z")],
    "gpx-local-offset.gpx": [(600, 750, "2026-11-03T03:15:00Z")],
    "gpx-two-days.gpx": [(600, 750, "2026-11-01T22:55:00Z")],
    "tcx-minute-lap.tcx": [(600, 750, "2026-11-04T09:00:00Z")],
    "tcx-two-activities.tcx": [(600, 750, "2026-11-05T08:00:00Z"), (600, 750, "2026-11-05T18:00:00Z")],
    "tcx-walk-and-ride.tcx": [(600, 750, "2026-11-06T08:00:00Z")],
    "tcx-slow-indoor.tcx": [(600, None, "2026-11-07T08:00:00Z")],
    "fit-walk.fit": [(600, 750, "2026-11-08T09:00:00Z")],
    "fit-walk.fit.gz": [(600, 750, "2026-11-08T09:00:00Z")],
    "fit-hike.fit": [(600, 750, "2026-11-09T09:00:00Z")],
    "fit-treadmill-walk-sub.fit": [(600, 750, "2026-11-10T09:00:00Z")],
    "fit-misaligned-field.fit": [(600, 750, "2026-11-14T09:00:00Z")],
    "fit-no-session.fit": [(600, 750, "2026-11-15T09:00:00Z")],
    "fit-timer-and-elapsed.fit": [(400, 750, "2026-11-16T09:00:00Z")],
    "fit-chained.fit": [(600, 750, "2026-11-18T09:00:00Z"), (600, 750, "2026-11-19T09:00:00Z")],
    "fit-two-sessions.fit": [(300, 375, "2026-11-20T09:00:00Z"), (300, 400, "2026-11-20T09:06:00Z")],
    "FIT-UPPER.FIT": [(600, 750, "2026-11-22T09:00:00Z")],
}
# The doubt, and what it was if it was on foot.
ASKED = {
    "gpx-type-unknown.gpx": Unsure.SPORT,
    "gpx-type-Snowshoe.gpx": Unsure.SPORT,
    "fit-snowshoe.fit": Unsure.SPORT,
    "fit-mountaineering.fit": Unsure.SPORT,
    "fit-generic.fit": Unsure.SPORT,
    "fit-equipment-treadmill.fit": Unsure.SPORT,
    "tcx-other-walk.tcx": Unsure.SPORT,
    "gpx-ride-21kmh-no-type.gpx": Unsure.A_RIDE,
}
DAMAGED = ["tcx-comma.tcx", "gpx-comma-decimal.gpx", "fit-bad-crc.fit"]
REMARKS = {
    "gpx-one-bad-time.gpx": Remark.POINTS_LEFT_OUT,
    "tcx-no-totals.tcx": Remark.FROM_POINTS,
    "fit-no-session.fit": Remark.FROM_POINTS,
    "tcx-slow-indoor.tcx": Remark.DISTANCE_LEFT_OUT,
}


def found(name: str) -> list[Found]:
    path = CASES / name
    if not path.exists():
        pytest.skip(f"the inputs in {CASES} are absent")
    return everything(name, path.read_bytes())


def recordings(name: str) -> list[Recording]:
    return [each for each in found(name) if isinstance(each, Recording)]


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_has_its_right_values_and_needs_no_question(name: str) -> None:
    walks = recordings(name)

    assert [(walk.seconds, walk.distance_m and round(walk.distance_m)) for walk in walks] == [
        (seconds, metres) for seconds, metres, _ in WALKS[name]
    ]
    assert [walk.started_at for walk in walks] == [dt.datetime.fromisoformat(start) for *_, start in WALKS[name]]
    assert {(walk.mode, walk.doubt) for walk in walks} == {(Mode.FORWARD_WALK, None)}


@pytest.mark.parametrize("name", ASKED)
def test_what_nobody_can_tell_is_a_question_and_never_refused(name: str) -> None:
    (recording,) = recordings(name)

    assert recording.doubt is ASKED[name]
    assert recording.mode is (Mode.FORWARD_RUN if recording.doubt is Unsure.A_RIDE else Mode.FORWARD_WALK)


@pytest.mark.parametrize("name", DAMAGED)
def test_broken_numbers_and_sums_are_one_clear_line(name: str) -> None:
    (refusal,) = found(name)

    assert isinstance(refusal, CannotImport) and refusal.reason is Refusal.DAMAGED


@pytest.mark.parametrize("name", REMARKS)
def test_what_was_read_otherwise_is_told(name: str) -> None:
    assert [note.remark for walk in recordings(name) for note in walk.notes] == [REMARKS[name]]


@pytest.mark.parametrize("name", ["fit-treadmill-walk-sub.fit", "fit-equipment-treadmill.fit"])
def test_a_treadmill_is_a_treadmill(name: str) -> None:
    assert [walk.place for walk in recordings(name)] == [Place.TREADMILL]


def test_the_ride_beside_the_walk_has_its_line() -> None:
    assert [each.reason for each in found("tcx-walk-and-ride.tcx") if isinstance(each, CannotImport)] == [
        Refusal.NOT_A_WALK
    ]


def test_every_case_has_its_right_value_here() -> None:
    here = {path.name for path in CASES.glob("*.*")} - {"README.md"}

    assert here <= {*WALKS, *ASKED, *DAMAGED}
