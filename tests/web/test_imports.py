"""Recordings from a form and from the share sheet: what they would become, saved by one tap and taken back by one."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any, cast
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW
from tests.importers import fit_files, xml_files
from tests.web.pages import Page
from tests.web.uploads import LINE, OTHER, TCX, address_of, edit, read, save, send, text_of, walks
from webapp.actions import reviews
from webapp.config import Settings
from webapp.domain.reviews import Review
from webapp.domain.walks import Pain, Site
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

GPX = xml_files.gpx(xml_files.track(xml_files.steps(seconds=600, m_s=1.3)))
FIT = fit_files.fit([fit_files.session(), fit_files.activity()])
# What Chromium adds when another app shares: no page has asked for it.
SHARED = {"Sec-Fetch-Site": "none"}


def test_each_file_has_a_line_that_says_what_would_become_of_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    page = read(as_alice, ("one.tcx", TCX), ("two.xml", TCX), ("broken.gpx", b"<gpx><trk>"), ("note.txt", b"x"))
    text = text_of(page)

    assert walks(database, alice) == []
    assert "1 walk to import" in text and "Import 1 walk" in text
    assert f"one.tcx {LINE}." in text and f"two.xml {LINE}, already saved." in text
    assert "broken.gpx The file is damaged" in text
    assert "note.txt We can't tell what this file is. We read FIT, GPX, KML or TCX;" in text


def test_one_tap_saves_them_and_each_leads_to_its_page(as_alice: FlaskClient, database: Database, alice: User) -> None:
    report = save(as_alice, ("one.tcx", TCX))
    (walk,) = walks(database, alice)

    assert "1 walk saved" in report.text and f"one.tcx {LINE}, saved." in text_of(report)
    assert f'href="/walks/{walk.uuid}"' in report.text
    assert f'href="/walks/{walk.uuid}/edit"' in report.text


@pytest.mark.parametrize("data", [FIT, GPX, TCX], ids=["fit", "gpx", "tcx"])
def test_an_imported_walk_is_forward_and_the_page_says_so(
    as_alice: FlaskClient, database: Database, alice: User, data: bytes
) -> None:
    report = save(as_alice, ("walk", data))
    assert [walk.backward_seconds for walk in walks(database, alice)] == [0]
    assert "counts as forward until you change it" in report.text


def test_the_tap_twice_saves_it_once(as_alice: FlaskClient, database: Database, alice: User) -> None:
    address = address_of(save(as_alice, ("one.tcx", TCX)))
    assert as_alice.post(f"{address}/save").status_code == 303
    assert len(walks(database, alice)) == 1


def test_cancel_leaves_the_diary_as_it_was(as_alice: FlaskClient, database: Database, alice: User) -> None:
    address = address_of(read(as_alice, ("one.tcx", TCX)))
    cancelled = as_alice.get(as_alice.post(f"{address}/cancel").location)

    assert "nothing was saved" in cancelled.text
    as_alice.post(f"{address}/save")
    assert walks(database, alice) == []


def test_one_undo_moves_all_of_it_to_the_bin_and_the_next_import_says_so(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = address_of(save(as_alice, ("one.tcx", TCX), ("other.tcx", OTHER)))
    undone = as_alice.get(as_alice.post(f"{address}/undo").location)

    assert "2 walks taken back" in undone.text and "2 walks are in the bin" in undone.text
    assert walks(database, alice) == []
    assert f"{LINE}, already saved, in the bin." in Page(read(as_alice, ("one.tcx", TCX))).text


def say(database: Database, user: User, uuid: UUID, **fields: Any) -> None:
    with database.writing() as session:
        row = store.find(session, user.diary, uuid)
        assert row
        reviews.review_walk(session, user.diary, row, cast(Review, fields), now=NOW)


CHANGES = {
    "written about": partial(edit, note="Along the canal."),
    "with pain": partial(edit, pain=(Pain(site=Site.KNEE_LEFT, before=2, after=3),)),
    "answered": partial(say, effort=5),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_undo_leaves_and_names_what_was_changed_since(
    as_alice: FlaskClient, database: Database, alice: User, change: Callable[[Database, User, UUID], None]
) -> None:
    address = address_of(save(as_alice, ("one.tcx", TCX), ("other.tcx", OTHER)))
    (mine,) = [walk for walk in walks(database, alice) if walk.started_at.day == 3]
    change(database, alice, mine.uuid)
    undone = as_alice.get(as_alice.post(f"{address}/undo").location)

    assert [walk.uuid for walk in walks(database, alice)] == [mine.uuid]
    assert "1 walk is in the bin" in undone.text and "1 walk stays" in undone.text
    assert f'href="/walks/{mine.uuid}"' in undone.text and LINE in Page(undone).text


def test_undo_names_what_was_gone_already(as_alice: FlaskClient, database: Database, alice: User) -> None:
    address = address_of(save(as_alice, ("one.tcx", TCX)))
    as_alice.post(f"/walks/{walks(database, alice)[0].uuid}/delete")
    undone = as_alice.get(as_alice.post(f"{address}/undo").location)
    assert "1 walk was gone already" in undone.text and "You deleted it before" in undone.text


def test_only_what_was_new_is_undone(as_alice: FlaskClient, database: Database, alice: User) -> None:
    save(as_alice, ("one.tcx", TCX))
    again = save(as_alice, ("one.tcx", TCX), ("other.tcx", OTHER))
    as_alice.post(f"{address_of(again)}/undo")
    assert [walk.started_at.day for walk in walks(database, alice)] == [3]


def test_an_import_of_somebody_else_is_not_there(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User
) -> None:
    address = address_of(read(as_alice, ("one.tcx", TCX)))
    asked = [as_bob.post(f"{address}/{what}").status_code for what in ("save", "answer", "ask", "cancel", "undo")]
    assert [as_bob.get(address).status_code, *asked] == [404] * 6
    assert "import-batches" not in as_bob.get("/import").text
    assert "Import 1 walk" in as_alice.get(address).text


def test_a_number_that_no_row_has_is_none(as_alice: FlaskClient) -> None:
    address, beyond = address_of(read(as_alice, ("one.tcx", TCX))), "9" * 20
    assert as_alice.get(f"{address}?group=new&after={beyond}").status_code == 200
    said = {"answer": "walk", "doubt": "sport", "row": beyond}
    assert as_alice.post(f"{address}/answer", data=said).status_code == 303


def test_one_that_never_was_is_not_there(as_alice: FlaskClient) -> None:
    assert as_alice.get(f"/import/{uuid4()}").status_code == 404


@pytest.mark.parametrize("files", [[], [("", b"")]], ids=["nothing", "an empty field"])
def test_without_a_file_the_form_asks_for_one(as_alice: FlaskClient, files: list[tuple[str, bytes]]) -> None:
    answer = send(as_alice, *files)
    assert answer.status_code == 422
    assert Page(answer).refuses("file")


def test_when_no_file_is_a_walk_nothing_is_saved(as_alice: FlaskClient, database: Database, alice: User) -> None:
    future = xml_files.tcx(xml_files.activity(xml_files.lap(start="2027-05-04T07:40:12Z")))
    page = save(as_alice, ("broken.gpx", b"<gpx>"), ("empty.fit", b" "), ("next year.tcx", future))
    assert "No walk was found" in page.text and "/undo" not in page.text
    assert walks(database, alice) == []


def test_these_forms_may_be_large_and_no_other(as_alice: FlaskClient) -> None:
    large = TCX + b" " * 2_000_000
    assert send(as_alice, ("large.tcx", large)).status_code == 303
    assert send(as_alice, ("large.tcx", large), to="/import/share").status_code == 303
    assert send(as_alice, ("large.tcx", large), to="/walks/").status_code == 413


@pytest.mark.parametrize("to", ["/import", "/import/share"])
def test_past_the_limit_the_form_says_how_much_is_possible(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    monkeypatch.setattr("webapp.web.uploads.MOST_BYTES", 1_000_000)
    answer = send(as_alice, ("huge.fit", b"x" * 1_000_001), to=to)
    assert answer.status_code == 413
    assert Page(answer).refuses("file")
    assert "MB at once" in answer.text


def test_where_the_disk_has_no_room_the_form_says_so(as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.storage.uploads.Uploads.room", lambda self: 0)
    answer = send(as_alice, ("one.tcx", TCX))
    assert answer.status_code == 413
    assert "not enough room left" in answer.text


def test_nothing_of_a_file_stays_once_it_is_read(as_alice: FlaskClient, settings: Settings) -> None:
    for files in ([("one.tcx", TCX), ("broken.gpx", b"<gpx>")], [("", b"")]):
        send(as_alice, *files)
    send(as_alice, ("one.tcx", TCX), to="/import/share", headers={"Sec-Fetch-Site": "cross-site"})
    assert list((settings.data / "uploads").iterdir()) == []


def test_a_shared_file_leads_to_the_same_page(as_alice: FlaskClient, database: Database, alice: User) -> None:
    shared = send(as_alice, ("walk.tcx", TCX), to="/import/share", headers=SHARED)
    assert shared.status_code == 303
    assert f"{LINE}." in Page(as_alice.get(shared.location)).text
    assert walks(database, alice) == []


def test_what_a_phone_kept_while_away_is_saved_at_once(as_alice: FlaskClient, database: Database, alice: User) -> None:
    files = {"file": (BytesIO(TCX), "walk.tcx"), "at_once": "1"}
    report = as_alice.get(as_alice.post("/import", data=files).location)
    assert f"{LINE}, saved." in Page(report).text
    assert len(walks(database, alice)) == 1


def test_another_page_can_share_nothing(as_alice: FlaskClient, database: Database, alice: User) -> None:
    for site in ("cross-site", "same-site"):
        shared = send(as_alice, ("walk.tcx", TCX), to="/import/share", headers={"Sec-Fetch-Site": site})
        assert shared.status_code == 403
    assert "import-batches" not in as_alice.get("/import").text


def test_where_nobody_is_signed_in_a_shared_file_is_not_kept_and_the_page_says_so(
    stranger: FlaskClient, alice: User
) -> None:
    shared = send(stranger, ("walk.tcx", TCX), to="/import/share", headers=SHARED)
    assert shared.status_code == 401
    assert "We did not keep the recording." in shared.text
    assert 'href="/login"' in shared.text


def test_the_name_of_a_file_is_text_and_never_markup(as_alice: FlaskClient) -> None:
    name = "<canary onload=x>{{ 86**3 }}"
    page = read(as_alice, (name, TCX))
    assert f"{name} {LINE}." in text_of(page)
    assert "canary" not in {tag for tag, _ in Page(page).elements}
    assert name in Page(as_alice.get("/import")).text


def test_a_zip_of_recordings_is_read(as_alice: FlaskClient, database: Database, alice: User) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("walks/one.tcx", TCX)
        archive.writestr("other.tcx", OTHER)
        archive.writestr("picture.jpg", b"x")
    text = text_of(save(as_alice, ("walks.zip", packed.getvalue())))
    assert f"one.tcx {LINE}, saved." in text
    assert "picture.jpg" not in text
    assert len(walks(database, alice)) == 2


def test_a_walk_that_is_there_has_the_line_of_the_one_in_the_diary(as_alice: FlaskClient) -> None:
    save(as_alice, ("one.tcx", TCX))
    longer = xml_files.tcx(xml_files.activity(xml_files.lap(seconds="1800", metres="2400")))
    assert f"{LINE}, already saved." in Page(read(as_alice, ("longer.tcx", longer))).text


MANY = xml_files.tcx(*(xml_files.activity(xml_files.lap(start=f"2026-05-{day:02}T07:40:12Z")) for day in range(1, 11)))


def test_of_many_the_first_are_shown_and_all_are_a_tap_away(as_alice: FlaskClient) -> None:
    page = read(as_alice, ("many.tcx", MANY))
    everything = as_alice.get(f"{address_of(page)}?group=new")
    assert "Import 10 walks" in page.text and "See all 10" in page.text
    shown = [(each.text.count("15 min, 1.2 km"), each.text.count("many.tcx")) for each in (page, everything)]
    assert shown == [(5, 1), (10, 1)]


def test_the_page_of_imports_leads_back_to_each_by_its_file_and_says_how_far_it_is(as_alice: FlaskClient) -> None:
    address = address_of(read(as_alice, ("one.tcx", TCX), ("other.tcx", OTHER)))
    listed = as_alice.get("/import")
    assert f'href="{address}"' in listed.text and "one.tcx and 1 more" in listed.text
    assert "2 walks, waits for you" in listed.text
    for button, said in (("save", "2 walks, finished"), ("undo", "2 walks, taken back")):
        as_alice.post(f"{address}/{button}")
        assert said in as_alice.get("/import").text
    nothing = read(as_alice, ("one.tcx", TCX))
    assert "nothing new" in as_alice.get("/import").text and "/cancel" not in nothing.text


def test_a_cancelled_import_is_still_known_by_its_file(as_alice: FlaskClient) -> None:
    as_alice.post(f"{address_of(read(as_alice, ('one.tcx', TCX)))}/cancel")
    listed = text_of(as_alice.get("/import"))
    assert "one.tcx" in listed and "cancelled" in listed and "walk," not in listed


def test_what_was_read_but_can_not_be_is_told_from_what_can_not_be_read(as_alice: FlaskClient) -> None:
    fast = xml_files.tcx(xml_files.activity(xml_files.lap(metres="60000")))
    page = text_of(read(as_alice, ("fast.tcx", fast), ("broken.gpx", b"<gpx>")))
    assert "1 can't be right fast.tcx This was too fast" in page
    assert "1 could not be read broken.gpx The file is damaged" in page


def test_a_zone_is_named_where_it_is_not_ones_own(as_alice: FlaskClient) -> None:
    berlin = read(as_alice, ("walk.gpx", GPX))
    assert "Europe/Paris" not in text_of(read(as_alice, ("one.tcx", TCX)))
    assert "Europe/" in text_of(berlin)


def test_it_is_found_under_my_data(as_alice: FlaskClient) -> None:
    assert 'href="/import"' in as_alice.get("/settings/data").text
