"""Times of a file that names no zone: the page says how it reads them, and its person may know better."""

import datetime as dt

from flask.testing import FlaskClient

from tests.importers import fitbit_files
from tests.web.uploads import TCX, address_of, read, send, walks
from webapp.storage.engine import Database
from webapp.storage.models import User

OLD = fitbit_files.old(fitbit_files.exercise(start="05/03/26 09:40:12", **fitbit_files.KM))
BY_UTC, BY_PARIS = "3 May 2026, 11:40", "3 May 2026, 09:40"


def test_they_are_utc_until_somebody_says_that_they_are_their_own(as_alice: FlaskClient) -> None:
    page = read(as_alice, ("exercise-0.json", OLD))
    as_alice.post(f"{address_of(page)}/times", data={"zone": "own"})
    own = as_alice.get(address_of(page)).text
    as_alice.post(f"{address_of(page)}/times", data={"zone": "utc"})

    assert "Are these times right?" in page.text and BY_UTC in page.text
    assert BY_PARIS in own and "We read its times as yours." in own and BY_UTC not in own
    assert BY_UTC in as_alice.get(address_of(page)).text


def test_they_are_saved_as_they_were_read_and_known_however_they_are_read_next(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = send(as_alice, ("exercise-0.json", OLD)).location
    as_alice.post(f"{address}/times", data={"zone": "own"})
    as_alice.post(f"{address}/save")
    again = read(as_alice, ("exercise-0.json", OLD)).text

    assert [walk.started_at for walk in walks(database, alice)] == [dt.datetime(2026, 5, 3, 7, 40, 12, tzinfo=dt.UTC)]
    assert "1 is already here" in again and "Are these times right?" not in again
    assert "Are these times right?" not in as_alice.get(address).text


def test_a_walk_that_a_watch_recorded_too_is_found_at_its_own_time(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post(f"{send(as_alice, ('watch.tcx', TCX)).location}/save")
    same = fitbit_files.old(fitbit_files.exercise(start="05/03/26 09:40:12", activeDuration=900_000))
    address = send(as_alice, ("exercise-0.json", same)).location
    as_alice.post(f"{address}/times", data={"zone": "own"})
    as_alice.post(f"{address}/save")

    assert len(walks(database, alice)) == 1 and "1 is already here" in as_alice.get(address).text


def test_nobody_moves_the_times_of_somebody_else(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    address = send(as_alice, ("exercise-0.json", OLD)).location
    assert as_bob.post(f"{address}/times", data={"zone": "own"}).status_code == 404
