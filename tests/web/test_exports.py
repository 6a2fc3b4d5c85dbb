"""Taking everything along: the page, its two files, and the same by the API."""

import io
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from waitress.buffers import ReadOnlyFileBasedBuffer

from tests.factories import log
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.web import downloads

# The server's own way with files: they have a length there, unlike in Flask's test client.
AS_SERVED = {"wsgi.file_wrapper": ReadOnlyFileBasedBuffer}


def test_the_page_has_both_files_also_before_the_first_walk(as_alice: FlaskClient) -> None:
    page = as_alice.get("/export").text

    assert 'href="/export/file?format=json"' in page and 'href="/export/file?format=csv"' in page
    assert "There are no walks here yet." in page


def test_this_server_leads_there(as_alice: FlaskClient) -> None:
    assert 'href="/export"' in as_alice.get("/settings/data").text


def test_the_file_is_named_after_its_day_and_no_browser_keeps_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice)

    answer = as_alice.get("/export/file?format=json", buffered=True)
    assert len(answer.get_json()["walks"]) == 1
    assert answer.headers["Content-Disposition"] == "attachment; filename=backstride-2026-11-20.json"
    assert answer.headers["Cache-Control"] == "no-cache, no-store"


def test_the_tables_are_a_zip(as_alice: FlaskClient) -> None:
    with ZipFile(io.BytesIO(as_alice.get("/export/file?format=csv", buffered=True).data)) as archive:
        assert archive.read("walks.csv").startswith(
            b"\xef\xbb\xbfid,started_at,time_zone,walked_on,minutes,backward_minutes"
        )


def test_a_browser_that_takes_gzip_gets_the_file_too(as_alice: FlaskClient) -> None:
    for kind in ("json", "csv"):
        path = f"/export/file?format={kind}"
        answer = as_alice.get(path, headers={"Accept-Encoding": "gzip"}, environ_overrides=AS_SERVED, buffered=True)
        assert answer.status_code == 200 and answer.content_encoding is None


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("served", [AS_SERVED, {}])
def test_the_file_is_gone_once_it_was_sent(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, method: str, served: dict[str, Any]
) -> None:
    made: list[IO[bytes]] = []

    def make() -> IO[bytes]:
        made.append(TemporaryFile())  # noqa: SIM115 - who sends it closes it.
        return made[-1]

    monkeypatch.setattr(downloads, "TemporaryFile", make)
    answer = as_alice.open("/export/file", method=method, environ_overrides=served)
    assert answer.status_code == 200
    answer.close()
    assert [file.closed for file in made] == [True]


def test_another_kind_of_file_is_not_there(as_alice: FlaskClient) -> None:
    assert as_alice.get("/export/file?format=xml", buffered=True).status_code == 404


def test_a_script_gets_the_same_document(script: FlaskClient, as_alice: FlaskClient) -> None:
    assert script.get("/api/v1/export", buffered=True).data == as_alice.get("/export/file", buffered=True).data


def test_a_clinic_gets_a_bundle_from_the_page_and_from_a_script(as_alice: FlaskClient, script: FlaskClient) -> None:
    assert 'href="/export/file?format=fhir"' in as_alice.get("/export").text

    answer = script.get("/api/v1/export?format=fhir", buffered=True)
    assert answer.content_type.startswith("application/fhir+json")
    assert answer.headers["Content-Disposition"].endswith("backstride-2026-11-20.fhir.json")
    assert answer.data == as_alice.get("/export/file?format=fhir", buffered=True).data
    assert script.get("/api/v1/export?format=xml", buffered=True).status_code == 422
