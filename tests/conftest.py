"""What every test can ask for. The clock stands still, and each test has a data folder of its own."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.factories import IS_LONG, NOW, add_user
from webapp import create_app
from webapp.config import Settings
from webapp.domain.units import Units
from webapp.security import events, logs, making
from webapp.storage import schema
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.words import formats

# A small or busy machine is not a failure, and the gate tries the same examples each time: chance is for the long form.
hypothesis_settings.register_profile(
    "backstride", deadline=None, derandomize=not IS_LONG, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("backstride")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """The part of a test's name for a value. A file packed just now has the second in it, and names must not change."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.clock.now", lambda: NOW)


@pytest.fixture(autouse=True)
def _units_of_nobody() -> None:
    """A request leaves its units behind; the next one begins with its own, and so does a test without one."""
    formats.use(Units())


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """A test that lets the server write its log leaves no handler behind, whose stream has ended with the test."""
    level = logging.root.level
    yield
    for handler in [handler for handler in logging.root.handlers if isinstance(handler.formatter, logs.OneLine)]:
        logging.root.removeHandler(handler)
    logging.root.setLevel(level)
    logging.getLogger(events.LOGGER).setLevel(logging.NOTSET)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the newest schema, made once and copied for every test."""
    file = tmp_path_factory.mktemp("template") / "backstride.db"
    database = Database.in_file(file)
    schema.upgrade(database, now=NOW)
    database.close()
    return file


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", host="127.0.0.1")


@pytest.fixture
def database(settings: Settings, template: Path) -> Iterator[Database]:
    settings.data.mkdir()
    file = settings.data / "backstride.db"
    shutil.copyfile(template, file)
    database = Database.in_file(file)
    yield database
    database.close()


@pytest.fixture
def alice(database: Database) -> User:
    return add_user(database, "Alice", role="owner")


@pytest.fixture
def bob(database: Database) -> User:
    return add_user(database, "Bob")


@pytest.fixture
def app(settings: Settings, database: Database) -> Iterator[Flask]:
    """The application on the same file as `database`."""
    app = create_app(settings)
    app.testing = True
    # However busy the machine is, a page shows an import once its work is over.
    app.extensions["backstride_imports"].patience_s = 60
    yield app
    app.extensions["backstride_imports"].end(60)
    app.extensions["backstride_database"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def certificates_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificates are made in the process of the tests, as where no other can be started: it takes no second each."""
    monkeypatch.setattr("webapp.security.making._ask", making.made)
