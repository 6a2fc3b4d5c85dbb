"""Recordings as a browser sends them."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from tests.factories import NOW
from tests.importers import xml_files
from tests.web.pages import Page
from webapp.actions import walks as actions
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow

TCX = xml_files.tcx(xml_files.activity(xml_files.lap()))
OTHER = xml_files.tcx(xml_files.activity(xml_files.lap(start="2026-05-04T07:40:12Z")))
LINE = "15 min, 1.2 km on 3 May 2026, 09:40"


def send(
    client: FlaskClient, *files: tuple[str, bytes], to: str = "/import", headers: dict[str, str] | None = None
) -> TestResponse:
    parts = [FileStorage(BytesIO(data), name) for name, data in files]
    boundary, body = encode_multipart(MultiDict([("title", "ignored"), *(("file", part) for part in parts)]))
    return client.post(to, data=body, content_type=f'multipart/form-data; boundary="{boundary}"', headers=headers)


def read(client: FlaskClient, *files: tuple[str, bytes]) -> TestResponse:
    """The page of an import of these files, of which nothing is saved yet."""
    return client.get(send(client, *files).location)


def save(client: FlaskClient, *files: tuple[str, bytes]) -> TestResponse:
    """The page of an import of these files, once it is saved."""
    address = send(client, *files).location
    return client.get(client.post(f"{address}/save").location)


def text_of(page: TestResponse) -> str:
    """What a page says, with one blank between two words."""
    return " ".join(Page(page).text.split())


def address_of(page: TestResponse) -> str:
    return page.request.path


def walks(database: Database, user: User) -> list[WalkRow]:
    with database.reading() as session:
        return list(store.page(session, user.diary, first=None, last=None, before=None, limit=99))


def edit(database: Database, user: User, uuid: UUID, **fields: Any) -> None:
    with database.writing() as session:
        row = store.find(session, user.diary, uuid)
        assert row
        actions.change_walk(session, user.diary, row, replace(walk_rows.to_domain(row), **fields), now=NOW)
