"""A table that no app wrote: its person says once which column is what, and the next one is read by that."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.pages import Page
from tests.web.uploads import TCX, address_of, read, walks
from webapp.actions import import_sheets
from webapp.storage import walks as store
from webapp.storage import weights
from webapp.storage.engine import Database
from webapp.storage.models import User

TABLE = "Datum;Uhrzeit;Dauer;Strecke;Richtung\n03.11.2026;07:00;32;2,4;vorwärts\n13.11.2026;18:30;10;0,5;rückwärts\n"
LATER = TABLE.splitlines()[0] + "\n14.11.2026;9:05;20;1,5;\n"
ROW = "Fri, 13 Nov 2026, 18:30, 10 min backward, 0.5 km"


def columns_of(client: FlaskClient, address: str) -> str:
    """Where the form for the columns is sent."""
    page = client.get(address).text
    return page.split('id="import-columns" method="post" action="')[1].split('"')[0]


def choose(client: FlaskClient, address: str, do: str = "take", **fields: str) -> str:
    """What the page of the import says once the columns are chosen."""
    chosen = {"column-start": "0", "column-time": "1", "column-duration": "2", "column-distance": "3"}
    chosen |= {"column-backward": "4", "unit-distance": "km", "do": do, **fields}
    answer = client.post(columns_of(client, address), data=chosen, follow_redirects=True)
    return Page(answer).text


def brought(client: FlaskClient, text: str = TABLE, name: str = "walks.csv") -> str:
    return address_of(read(client, (name, text.encode())))


def again(client: FlaskClient, address: str) -> str:
    """Where the columns of a table can be chosen again."""
    return client.get(address).text.split('<p class="as-last-time">')[1].split('href="')[1].split('"')[0]


def test_the_page_asks_and_shows_how_it_reads_the_first_rows(as_alice: FlaskClient) -> None:
    page = as_alice.get(brought(as_alice)).text

    assert "Which column is what?" in page and "2 rows. We read the first 2 like this:" in page
    assert ROW in page and "your time zone, Europe/Paris" in page
    assert "In a date comes first" not in page
    assert "The distance is in" in page and "How long it took is in" not in page


def test_chosen_columns_lead_to_the_preview_and_into_the_diary(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = brought(as_alice)
    preview = choose(as_alice, address)
    as_alice.post(f"{address}/save")

    assert "2 walks to import" in preview and "10 min of it backward" in preview
    assert [(walk.seconds, walk.backward_seconds) for walk in walks(database, alice)] == [(600, 600), (1920, 0)]


def test_the_next_file_with_these_headings_goes_straight_to_the_preview(as_alice: FlaskClient) -> None:
    choose(as_alice, brought(as_alice))
    page = as_alice.get(brought(as_alice, LATER, "later.csv")).text

    assert "1 walk to import" in page and "later.csv: columns as you chose them." in page


def test_columns_as_last_time_can_be_changed_before_anything_is_saved(as_alice: FlaskClient) -> None:
    choose(as_alice, brought(as_alice))
    address = brought(as_alice, LATER, "later.csv")

    preview = choose(as_alice, again(as_alice, address), **{"unit-distance": "mi"})
    assert "1 walk to import" in preview and "2.41 km" in preview


def test_a_wrong_unit_is_mended_by_undo_and_other_columns(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = brought(as_alice)
    choose(as_alice, address)
    saved = Page(as_alice.post(f"{address}/save", follow_redirects=True)).text
    as_alice.post(f"{address}/undo")
    preview = choose(as_alice, again(as_alice, address), **{"unit-distance": "mi"})
    as_alice.post(f"{address}/save")

    assert "Is a column or a unit of walks.csv wrong? Tap Undo, then choose the columns again." in saved
    assert "2 walks to import" in preview and "3.86 km" in preview
    assert [walk.segments[0].distance_m for walk in walks(database, alice)] == [804.7, 3862.4]
    assert "1 walk to import" in as_alice.get(brought(as_alice, LATER)).text


def test_walks_that_were_changed_stay_while_the_others_are_read_again(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = brought(as_alice)
    choose(as_alice, address)
    as_alice.post(f"{address}/save")
    with database.writing() as session:
        (row,) = store.named(session, alice.diary, [walks(database, alice)[0].uuid])
        row.note = "Mine."
    as_alice.post(f"{address}/undo")
    preview = choose(as_alice, again(as_alice, address), **{"unit-distance": "mi"})

    assert "1 walk to import" in preview and "1 is already here" in preview


def test_a_second_import_adds_nothing(as_alice: FlaskClient, database: Database, alice: User) -> None:
    address = brought(as_alice)
    choose(as_alice, address)
    as_alice.post(f"{address}/save")
    page = as_alice.get(brought(as_alice)).text

    assert "Nothing new to save" in page and len(walks(database, alice)) == 2


def test_a_row_that_can_not_be_read_is_a_line_with_its_number(as_alice: FlaskClient) -> None:
    preview = choose(as_alice, brought(as_alice, TABLE + "14.11.2026;9:05;x;1,5;\n;;;;\nSumme;;;4,4;\n"))

    assert "2 walks to import" in preview and "2 could not be read" in preview
    assert "Row 4: We can't read this as a figure (x)." in preview
    assert "Row 6: We can't read its date (Summe)." in preview


def test_what_is_missing_is_said_beside_its_field_and_what_was_chosen_stays(as_alice: FlaskClient) -> None:
    address = brought(as_alice)
    answer = as_alice.post(columns_of(as_alice, address), data={"column-start": "0", "do": "take"})

    assert answer.status_code == 422
    assert 'id="column-duration-problem">Please fill this in.' in answer.text
    assert '<option value="0" selected>Datum' in answer.text


def test_one_column_for_two_things_is_refused_and_both_are_named(as_alice: FlaskClient) -> None:
    address = brought(as_alice)
    form = {"column-start": "0", "column-duration": "2", "column-distance": "2", "do": "take"}
    answer = as_alice.post(columns_of(as_alice, address), data=form)
    assert answer.status_code == 422 and 'id="column-distance-problem"' in answer.text
    assert "“How long it took” and “Distance”" in answer.text and "We need a date" not in answer.text


def test_columns_by_which_nothing_could_be_read_are_not_remembered(as_alice: FlaskClient) -> None:
    table = "Datum,Dauer,Notiz\n03.11.2026,32,heute\n"
    wrong = choose(as_alice, brought(as_alice, table), **{"column-time": "", "column-duration": "2"})
    assert "1 could not be read" in wrong and "Change" in wrong
    assert "Which column is what?" in as_alice.get(brought(as_alice, table)).text


@pytest.mark.parametrize(("order", "shown"), [("day_first", "11 Mar 2026"), ("month_first", "3 Nov 2026")])
def test_a_date_that_may_be_two_days_is_asked(as_alice: FlaskClient, order: str, shown: str) -> None:
    address = brought(as_alice, "Date,Minutes\n11/03/2026,32\n")
    assert "In a date comes first" in as_alice.get(address).text
    page = choose(as_alice, address, "look", **{"column-duration": "1", "column-time": "", "order": order})

    assert shown in page and "each walk begins at noon" in page


@pytest.mark.parametrize(("most", "kept"), [(import_sheets.KEPT_BYTES, 1), (10, 0)])
def test_the_file_waits_for_its_columns_and_a_small_one_for_other_columns(
    as_alice: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, most: int, kept: int
) -> None:
    monkeypatch.setattr(import_sheets, "KEPT_BYTES", most)
    address, uploads = brought(as_alice), app.extensions["backstride_imports"].uploads
    waited = len(list(uploads.folder.iterdir()))
    choose(as_alice, address)
    may_change = len(list(uploads.folder.iterdir()))
    page = as_alice.post(f"{address}/save", follow_redirects=True).text

    assert (waited, may_change, len(list(uploads.folder.iterdir()))) == (1, 1, kept)
    assert ("choose the columns again" in page) == bool(kept)


def test_columns_that_are_chosen_too_late_are_remembered_all_the_same(as_alice: FlaskClient, app: Flask) -> None:
    address, uploads = brought(as_alice), app.extensions["backstride_imports"].uploads
    for file in uploads.folder.iterdir():
        file.unlink()

    assert "no longer here. Please choose it again." in choose(as_alice, address)
    assert "columns as you chose them" in as_alice.get(brought(as_alice)).text


def test_left_out_it_asks_no_more_and_its_file_is_gone(as_alice: FlaskClient, app: Flask) -> None:
    address = address_of(read(as_alice, ("one.tcx", TCX), ("walks.csv", TABLE.encode())))
    assert "1 walk to import" in choose(as_alice, address, "leave")
    assert list(app.extensions["backstride_imports"].uploads.folder.iterdir()) == []


def test_the_same_headings_in_two_files_are_one_question(as_alice: FlaskClient) -> None:
    address = address_of(read(as_alice, ("one.csv", TABLE.encode()), ("two.csv", LATER.encode())))
    assert "3 walks to import" in choose(as_alice, address)


def test_a_table_in_a_zip_is_asked_where_nothing_else_is_known(as_alice: FlaskClient) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("export/walks.csv", TABLE)
        archive.writestr("export/read me.txt", "Thank you")
    address = address_of(read(as_alice, ("export.zip", packed.getvalue())))

    assert "2 walks to import" in choose(as_alice, address)


def test_body_weights_alone_go_to_the_weights(as_alice: FlaskClient, database: Database, alice: User) -> None:
    address = brought(as_alice, "Fecha;Peso\n2026-11-03;70,5\n2026-11-13;70,1\n")
    page = choose(as_alice, address, **{"column-duration": "", "column-time": "", "column-weight": "1"})
    as_alice.post(f"{address}/save")

    assert "Body weights of 2 days" in page
    with database.reading() as session:
        assert [weight.value for weight in weights.newest_first(session, alice.diary)] == [70.1, 70.5]


def test_nobody_chooses_for_somebody_else(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    address = columns_of(as_alice, brought(as_alice))
    assert as_bob.post(address.partition("?")[0], data={"do": "take"}).status_code == 404


def test_where_no_row_can_be_read_the_page_does_not_call_it_right(as_alice: FlaskClient) -> None:
    address = brought(as_alice)
    page = choose(as_alice, address, "look", **{"column-duration": "4", "column-backward": ""})
    assert "We can't read this as a figure (vorwärts)." in page
    assert "Read the file all the same" in page and "That is right" not in page
