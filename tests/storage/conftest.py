"""A database with rows in it, and a folder of migrations that a test can add to."""

import shutil
from pathlib import Path

import pytest

from tests.factories import log
from webapp.paths import MIGRATIONS
from webapp.storage import revisions, schema
from webapp.storage.engine import Database
from webapp.storage.models import User


@pytest.fixture
def filled(database: Database, alice: User, bob: User) -> Database:
    with database.writing() as session:
        for user in (alice, bob, alice):
            log(session, user, note="Along the river.")
    return database


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's migrations, in a folder where a test can add its own."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for module in (revisions, schema):
        monkeypatch.setattr(module, "MIGRATIONS", folder)
    return folder
