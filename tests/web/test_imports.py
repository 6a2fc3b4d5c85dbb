"""Recordings from a form and from the share sheet: a line for each, one Undo for all, and how large they may be."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any, cast
from uuid import UUID
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, backward, log
from tests.importers import fit_files, xml_files
from tests.web.pages import Page
from tests.web.uploads import LINE, OTHER, TCX, send, walks
from webapp.actions import reviews
from webapp.actions import walks as actions
from webapp.domain.reviews import Review
from webapp.domain.walks import Pain, Site
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.web.imports import MOST_IN_ADDRESS

GPX = xml_files.gpx(xml_files.track(xml_files.steps(seconds=600, m_s=1.3)))
FIT = fit_files.fit([fit_files.session(), fit_files.activity()])
# What Chromium adds when another app shares: no page has asked for it.
SHARED = {"Sec-Fetch-Site": "none"}


def test_each_file_has_a_line_that_says_what_became_of_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer = send(as_alice, ("one.tcx", TCX), ("two.xml", TCX), ("broken.gpx", b"<gpx><trk>"), ("note.txt", b"x"))
    text = Page(answer).text
    (walk,) = walks(database, alice)

    assert answer.status_code == 200
    assert f"one.tcx: {LINE}, saved." in text
    assert f"two.xml: {LINE}, already saved." in text
    assert "broken.gpx: The file is damaged" in text
    assert "note.txt: This isn't a FIT, GPX, KML or TCX file, or a gzip or zip with one inside." in text
    assert f'href="/walks/{walk.uuid}"' in answer.text
    assert f'href="/walks/{walk.uuid}/edit"' in answer.text


@pytest.mark.parametrize("data", [FIT, GPX, TCX], ids=["fit", "gpx", "tcx"])
def test_an_imported_walk_is_forward_and_the_page_says_so(
    as_alice: FlaskClient, database: Database, alice: User, data: bytes
) -> None:
    answer = send(as_alice, ("walk", data))
    assert [walk.backward_seconds for walk in walks(database, alice)] == [0]
    assert "counts as forward until you change it" in answer.text


def test_one_undo_moves_the_whole_batch_to_the_bin_and_the_next_import_says_so(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    page = send(as_alice, ("one.tcx", TCX), ("other.tcx", OTHER))
    ids = [found["value"] for _, found in Page(page).elements if found.get("name") == "id"]
    undone = as_alice.post("/import/undo", data={"id": ids})

    assert (undone.status_code, undone.location, len(ids)) == (303, "/import?undone=2", 2)
    assert "2 walks are in the bin." in as_alice.get(undone.location).text
    assert walks(database, alice) == []
    assert f"{LINE}, already saved, in the bin." in send(as_alice, ("one.tcx", TCX)).text


def edit(database: Database, user: User, uuid: UUID, **fields: Any) -> None:
    with database.writing() as session:
        row = store.find(session, user.diary, uuid)
        assert row
        actions.change_walk(session, user.diary, row, replace(walk_rows.to_domain(row), **fields), now=NOW)


def say(database: Database, user: User, uuid: UUID, **fields: Any) -> None:
    with database.writing() as session:
        row = store.find(session, user.diary, uuid)
        assert row
        reviews.review_walk(session, user.diary, row, cast(Review, fields), now=NOW)


CHANGES = {
    "edited": partial(edit, segments=(backward(15, speed_kmh=None, distance_m=1200),)),
    "written about": partial(edit, note="Along the canal."),
    "with pain": partial(edit, pain=(Pain(site=Site.KNEE_LEFT, before=2, after=3),)),
    "answered": partial(say, effort=5),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_undo_leaves_and_names_what_was_changed_since(
    as_alice: FlaskClient, database: Database, alice: User, change: Callable[[Database, User, UUID], None]
) -> None:
    page = send(as_alice, ("one.tcx", TCX), ("other.tcx", OTHER))
    ids = [found["value"] for _, found in Page(page).elements if found.get("name") == "id"]
    change(database, alice, UUID(ids[0]))
    undone = as_alice.post("/import/undo", data={"id": ids})
    shown = as_alice.get(undone.location)

    assert [str(walk.uuid) for walk in walks(database, alice)] == ids[:1]
    assert "1 walk is in the bin." in shown.text and "1 walk stays" in shown.text
    assert f'href="/walks/{ids[0]}"' in shown.text and LINE in Page(shown).text


def test_undo_takes_what_was_edited_and_put_back(as_alice: FlaskClient, database: Database, alice: User) -> None:
    send(as_alice, ("one.tcx", TCX))
    (walk,) = walks(database, alice)
    edit(database, alice, walk.uuid, note="Oh.")
    with database.writing() as session:
        row = store.find(session, alice.diary, walk.uuid)
        assert row
        actions.undo_change(session, alice.diary, row)
    as_alice.post("/import/undo", data={"id": [str(walk.uuid)]})

    assert walks(database, alice) == []


def test_more_that_stays_than_an_address_takes_is_named_all_the_same(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        ids = [str(log(session, alice, note="Mine.").uuid) for _ in range(MOST_IN_ADDRESS + 1)]
    answer = as_alice.post("/import/undo", data={"id": ids})
    assert f"{MOST_IN_ADDRESS + 1} walks stay" in answer.text and ids[-1] in answer.text


def test_bob_is_not_told_of_a_walk_of_alice_that_stays(as_bob: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice).uuid
    assert "walk stays" not in as_bob.get(f"/import?undone=0&stayed={uuid}").text


def test_only_what_was_new_is_undone(as_alice: FlaskClient) -> None:
    send(as_alice, ("one.tcx", TCX))
    again = send(as_alice, ("one.tcx", TCX), ("other.tcx", OTHER))
    assert len([found for _, found in Page(again).elements if found.get("name") == "id"]) == 1
    assert "/import/undo" not in Page(send(as_alice, ("one.tcx", TCX))).forms


def test_nobody_undoes_a_walk_of_somebody_else(as_bob: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice).uuid
    assert as_bob.post("/import/undo", data={"id": [str(uuid), "nonsense"]}).location == "/import?undone=0"
    assert [walk.uuid for walk in walks(database, alice)] == [uuid]
    assert str(uuid) not in as_bob.get(f"/import?done={uuid}").text


@pytest.mark.parametrize("files", [[], [("", b"")]], ids=["nothing", "an empty field"])
def test_without_a_file_the_form_asks_for_one(as_alice: FlaskClient, files: list[tuple[str, bytes]]) -> None:
    answer = send(as_alice, *files)
    assert answer.status_code == 422
    assert Page(answer).refuses("file")


def test_when_no_file_is_a_walk_nothing_is_saved(as_alice: FlaskClient, database: Database, alice: User) -> None:
    future = xml_files.tcx(xml_files.activity(xml_files.lap(start="2027-05-04T07:40:12Z")))
    assert send(as_alice, ("broken.gpx", b"<gpx>"), ("empty.fit", b" "), ("next year.tcx", future)).status_code == 422
    assert walks(database, alice) == []


def test_these_forms_may_be_large_and_no_other(as_alice: FlaskClient) -> None:
    large = TCX + b" " * 2_000_000
    assert send(as_alice, ("large.tcx", large)).status_code == 200
    assert send(as_alice, ("large.tcx", large), to="/import/share").status_code == 303
    assert send(as_alice, ("large.tcx", large), to="/walks/").status_code == 413
    assert send(as_alice, ("large.tcx", large), to="/import/undo").status_code == 413


@pytest.mark.parametrize("to", ["/import", "/import/share"])
def test_past_the_limit_the_form_says_how_much_is_possible(as_alice: FlaskClient, to: str) -> None:
    answer = send(as_alice, ("huge.fit", b"x" * 33_000_001), to=to)
    assert answer.status_code == 413
    assert Page(answer).refuses("file")
    assert "more than 33 MB at once" in answer.text


def test_one_file_of_the_most_that_is_read_is_read(as_alice: FlaskClient) -> None:
    most = TCX + b" " * (32_000_000 - len(TCX))
    assert f"{LINE}, saved." in send(as_alice, ("most.tcx", most)).text
    assert "The file is too large. The limit is 32 MB." in send(as_alice, ("more.tcx", most + b" ")).text


def test_a_shared_file_leads_to_the_same_report(as_alice: FlaskClient, database: Database, alice: User) -> None:
    shared = send(as_alice, ("walk.tcx", TCX), to="/import/share", headers=SHARED)
    (walk,) = walks(database, alice)
    assert (shared.status_code, shared.location) == (303, f"/import?done={walk.uuid}")
    report = as_alice.get(shared.location)
    assert f"{LINE}, saved." in Page(report).text
    assert Page(report).form("/import/undo") == {"id": str(walk.uuid)}

    again = send(as_alice, ("walk.tcx", TCX), to="/import/share", headers=SHARED)
    assert f"{LINE}, already saved." in Page(as_alice.get(again.location)).text


def test_a_shared_file_that_is_refused_says_why(as_alice: FlaskClient) -> None:
    shared = send(as_alice, ("broken.gpx", b"<gpx><trk>"), to="/import/share", headers=SHARED)
    assert shared.status_code == 422
    assert "The file is damaged" in shared.text


def test_another_page_can_share_nothing(as_alice: FlaskClient, database: Database, alice: User) -> None:
    for site in ("cross-site", "same-site"):
        shared = send(as_alice, ("walk.tcx", TCX), to="/import/share", headers={"Sec-Fetch-Site": site})
        assert shared.status_code == 403
    assert walks(database, alice) == []


def test_where_nobody_is_signed_in_a_shared_file_is_not_kept_and_the_page_says_so(
    stranger: FlaskClient, alice: User
) -> None:
    shared = send(stranger, ("walk.tcx", TCX), to="/import/share", headers=SHARED)
    assert shared.status_code == 401
    assert "We did not keep the recording." in shared.text
    assert 'href="/login"' in shared.text


def test_the_name_of_a_file_is_text_and_never_markup(as_alice: FlaskClient) -> None:
    name = "<canary onload=x>{{ 86**3 }}"
    page = Page(send(as_alice, (name, TCX)))
    assert f"{name}: {LINE}, saved." in page.text
    assert "canary" not in {tag for tag, _ in page.elements}


@pytest.mark.parametrize("query", ["done=nonsense", "done=1 2", "undone=-1", "undone=x", "done=%00&known=%22"])
def test_an_odd_address_is_the_plain_page(as_alice: FlaskClient, query: str) -> None:
    answer = as_alice.get(f"/import?{query}")
    assert answer.status_code == 200
    assert "import-report" not in answer.text
    assert "in the bin" not in answer.text


def test_a_walk_that_was_deleted_since_is_shown_as_in_the_bin(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        row = log(session, alice)
        actions.delete_walk(session, alice.diary, row, now=NOW)
    assert "in the bin" in as_alice.get(f"/import?done={row.uuid}").text


def test_a_walk_with_stretches_is_reported_as_well(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid: UUID = log(session, alice).uuid
    assert "28 min on 20 Nov 2026, 13:00 Europe/Paris" in as_alice.get(f"/import?known={uuid}").text


def test_a_zip_of_recordings_is_read(as_alice: FlaskClient, database: Database, alice: User) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("walks/one.tcx", TCX)
        archive.writestr("other.tcx", OTHER)
        archive.writestr("picture.jpg", b"x")
    text = Page(send(as_alice, ("walks.zip", packed.getvalue()))).text
    assert f"one.tcx: {LINE}, saved." in text
    assert "picture.jpg" not in text
    assert len(walks(database, alice)) == 2


def test_a_walk_that_is_there_has_the_line_of_the_one_in_the_diary(as_alice: FlaskClient) -> None:
    send(as_alice, ("one.tcx", TCX))
    longer = xml_files.tcx(xml_files.activity(xml_files.lap(seconds="1800", metres="2400")))
    assert f"{LINE}, already saved." in Page(send(as_alice, ("longer.tcx", longer))).text


def test_it_is_found_under_this_server(as_alice: FlaskClient) -> None:
    assert 'href="/import"' in as_alice.get("/settings/server").text


def test_what_cannot_be_read_is_not_called_nothing_new(as_alice: FlaskClient) -> None:
    assert "No walk was saved" in send(as_alice, ("picture.jpg", b"no recording")).text
    send(as_alice, ("walk.tcx", TCX))
    assert "Nothing new to save" in send(as_alice, ("walk.tcx", TCX)).text
