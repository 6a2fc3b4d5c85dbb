"""Walks of an import that are in the bin: all of them come back by one tap, and go there again by the Undo."""

from flask.testing import FlaskClient

from tests.importers import app_files
from tests.web.pages import Page
from tests.web.uploads import OTHER, TCX, address_of, edit, read, save, walks
from webapp.storage import weights
from webapp.storage.engine import Database
from webapp.storage.models import User

FILES = ("one.tcx", TCX), ("other.tcx", OTHER)


def tap(client: FlaskClient, address: str, button: str) -> str:
    return Page(client.post(f"{address}/{button}", follow_redirects=True)).text


def test_an_undone_import_can_be_brought_back_and_undone_again(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = address_of(save(as_alice, *FILES))
    assert "Bring all 2 back" in tap(as_alice, address, "undo")
    page = tap(as_alice, address, "bring-back")
    assert len(walks(database, alice)) == 2 and "2 walks saved" in page and "bin" not in page
    assert "2 walks are in the bin" in tap(as_alice, address, "undo") and walks(database, alice) == []


def test_the_file_of_walks_in_the_bin_brings_them_back_though_it_has_each_twice(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post(f"{address_of(save(as_alice, *FILES))}/undo")
    again = read(as_alice, *FILES, ("twice.tcx", TCX))
    assert "2 walks are in the bin" in Page(again).text and "Bring all 2 back" in again.text

    page = tap(as_alice, address_of(again), "bring-back")
    assert len(walks(database, alice)) == 2 and page.count(", back in your diary.") == 2
    assert "2 walks taken back" in tap(as_alice, address_of(again), "undo") and walks(database, alice) == []


def test_a_walk_that_was_changed_since_it_came_back_stays(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = address_of(save(as_alice, *FILES))
    edit(database, alice, walks(database, alice)[0].uuid, note="Along the canal.")
    for walk in walks(database, alice):
        as_alice.post(f"/walks/{walk.uuid}/delete")
    again = address_of(read(as_alice, *FILES))
    tap(as_alice, again, "bring-back")
    edit(database, alice, walks(database, alice)[1].uuid, note="With Bob.")
    assert "1 walk stays" in tap(as_alice, again, "undo")
    assert [walk.note for walk in walks(database, alice)] == ["With Bob."] and address != again


def test_new_walks_beside_those_in_the_bin_are_still_offered(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post(f"{address_of(save(as_alice, FILES[0]))}/undo")
    address = address_of(read(as_alice, *FILES))
    page = tap(as_alice, address, "bring-back")
    assert "Import 1 walk" in page and len(walks(database, alice)) == 1
    tap(as_alice, address, "save")
    assert len(walks(database, alice)) == 2


def test_body_weights_come_back_with_the_walks(as_alice: FlaskClient, database: Database, alice: User) -> None:
    weighed = app_files.auto_export([app_files.auto_export_workout()], [app_files.auto_export_weights(70.5, "kg")])
    address = address_of(save(as_alice, ("all.json", weighed)))
    for button, count in (("undo", 0), ("bring-back", 1), ("undo", 0)):
        tap(as_alice, address, button)
        with database.reading() as session:
            assert len(weights.newest_first(session, alice.diary)) == len(walks(database, alice)) == count


def test_nobody_brings_back_what_is_somebody_elses(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User
) -> None:
    address = address_of(save(as_alice, *FILES))
    as_alice.post(f"{address}/undo")
    assert as_bob.post(f"{address}/bring-back").status_code == 404
    assert walks(database, alice) == []
