"""The floors of pages, on the server that Backstride runs on.

Each page answers with the values that its real view gave its template once, at the start: the same template, checks,
headers and compression, for a person who is already known, without a database. `/bare/empty` is an empty page of a
bare Flask; `/bare/queries/<page>` runs what the page asked of the database, sign-in included, in plain sqlite3.
"""

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from flask import Flask, Response, g, render_template, request
from sqlalchemy import event
from waitress.server import create_server
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from tests.bench.clients import PAGES
from tests.bench.filling import NAME
from webapp import clock, create_app
from webapp.config import Settings
from webapp.security import sign_ins
from webapp.storage import users
from webapp.web import access

Statement = tuple[str, Any]


@dataclass
class Ready:
    """What a page's view gave its template, and what it asked of the database for that."""

    template: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    user: Any = None
    statements: list[Statement] = field(default_factory=list)


def take(app: Flask, path: str, cookie: str) -> Ready:
    """Look at a page once, and keep its template's values and its statements."""
    ready = Ready()
    with app.test_request_context(path):
        view = app.view_functions[request.endpoint or ""]

    def render(template: str, **values: Any) -> str:
        ready.template, ready.values, ready.user = template, values, g.user
        return render_template(template, **values)

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        ready.statements.append((statement, parameters))

    client = app.test_client()
    client.set_cookie("backstride", cookie)
    engine = app.extensions["backstride_database"].engine
    event.listen(engine, "before_cursor_execute", note)
    with patch.dict(view.__globals__, render_template=render):
        answer = client.get(path)
    event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 200 and ready.template, path
    return ready


def make_ready(app: Flask) -> dict[str, Ready]:
    """All pages, ready; afterwards the application has no database any more."""
    database = app.extensions["backstride_database"]
    with database.writing() as session:
        user = users.find_named(session, NAME)
        assert user is not None
        token = sign_ins.start(session, user, now=clock.now())
    for path in PAGES.values():  # What only a first look costs is no part of a page.
        take(app, path, token)
    ready = {path: take(app, path, token) for path in PAGES.values()}
    database.close()
    app.extensions["backstride_database"] = None
    return ready


def answer_from(app: Flask, ready: dict[str, Ready]) -> None:
    """Put views that only fill the template in place of the real ones."""

    @access.public
    def fill_template() -> str:
        page = ready[request.full_path.removesuffix("?")]
        g.user = page.user
        if "figure" in page.values:
            g.draws = True
        return render_template(page.template, **page.values)

    for endpoint in ("today.index", "progress.index"):
        app.view_functions[endpoint] = fill_template


def bare(file: str, ready: dict[str, Ready]) -> Flask:
    app = Flask("bare")
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)

    @app.get("/empty")
    def empty() -> str:
        return ""

    @app.post("/empty")
    def take_nothing() -> Response:
        return Response(status=303, headers={"Location": "/"})

    @app.get("/queries/<name>")
    def queries(name: str) -> str:
        return str(_replay(connection, ready[PAGES[name]].statements))

    return app


def _replay(connection: sqlite3.Connection, statements: Sequence[Statement]) -> float:
    """Run the statements; the milliseconds that took."""
    began = time.perf_counter()
    for statement, parameters in statements:
        if statement == "BEGIN" and connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute(statement, parameters).fetchall()
    connection.execute("ROLLBACK")
    return (time.perf_counter() - began) * 1000


def main() -> None:
    settings = Settings.from_env()
    app = create_app(settings)
    ready = make_ready(app)
    answer_from(app, ready)
    app.view_functions["probes.healthz"] = access.public(lambda: "ok")
    both = DispatcherMiddleware(app, {"/bare": bare(str(settings.database_file), ready)})
    create_server(both, host=settings.host, port=settings.port, threads=4, ident=None).run()


if __name__ == "__main__":
    main()
