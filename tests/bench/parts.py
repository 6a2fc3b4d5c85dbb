"""The parts of the benchmark; each answers its figures."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from tests.bench import crawling
from tests.bench.clients import PAGES, Client, signed_in
from tests.bench.figures import Figure, typical
from tests.bench.servers import BARE, FLOOR, REAL, Server, pss_mb, running

MOST_TIMES_ITS_TEMPLATE, MOST_TIMES_FEW_WALKS, MOST_TIMES_A_COMMIT, MOST_TIMES_BARE_START = 2.0, 1.3, 4.0, 1.6
MOST_MEMORY_AT_REST_MB, MOST_MEMORY_MB, MOST_FIRST_LOAD_KB = 60.0, 70.0, 40.0
WARM_UP = 25
SIGN_INS = 6


@dataclass(frozen=True)
class Bench:
    """The data folders by their number of walks, and how often each thing is done."""

    data: dict[int, Path]
    rounds: int
    starts: int

    @property
    def few(self) -> int:
        return min(self.data)

    @property
    def many(self) -> int:
        return max(self.data)


def start(bench: Bench) -> Iterator[Figure]:
    """From the start of the process to its first answer."""
    times = defaultdict(list)
    for _ in range(bench.starts + 1):
        for command in (REAL, BARE):
            with running(command, bench.data[bench.few]) as server:
                times[command].append(server.started_ms)
    # The first one of each compiles Python and warms the disk's cache.
    real, bare = (typical(times[command][1:]) for command in (REAL, BARE))
    yield Figure(
        name="Cold start to the first answer",
        value=real,
        unit="ms",
        floor_name="bare Flask, SQLAlchemy and waitress",
        floor=bare,
        most_times=MOST_TIMES_BARE_START,
    )


def memory(bench: Bench) -> Iterator[Figure]:
    """What the server holds, https on: just started, after it showed every page over both ports, and after sign-ins."""
    data = bench.data[bench.many]
    with running(BARE, data) as bare:
        floor = pss_mb(bare)
    if floor is None:
        print("This system does not tell what a process holds (PSS).")
        return
    with running(REAL, data) as server:
        assert signed_in(server.port).post("/secure", {}).status == 303, "https is not on"
    with running(REAL, data) as server:
        yield _memory("Memory, just started", server, floor, most=MOST_MEMORY_AT_REST_MB)
        pages = crawling.pages(signed_in(server.port))
        crawling.pages(signed_in(server.https_port, is_secure=True))
        yield _memory(f"Memory, each of {len(pages)} pages seen twice", server, floor)
        _sign_in_often(server)
        yield _memory(f"Memory, and {2 * SIGN_INS} sign-ins", server, floor)
        # The other parts measure without it.
        assert signed_in(server.port).post("/secure/off", {}).status == 303


def load(bench: Bench) -> Iterator[Figure]:
    """What a first visit of Today transfers, and what the browser keeps of it."""
    with running(REAL, bench.data[bench.few]) as server:
        client = signed_in(server.port)
        today = client.get("/")
        names = crawling.assets(client, today.text)
        answers = [client.get(name) for name in names]
        pages = crawling.pages(client)
    forgotten = [name for name, answer in zip(names, answers, strict=True) if not crawling.is_kept(answer)]
    drawn = [path for path, page in pages.items() if "plotly" in page]
    needless = [path for path in drawn if "data-chart" not in pages[path]]
    kilobytes = (today.wire_bytes + sum(answer.wire_bytes for answer in answers)) / 1000
    yield Figure(name=f"First load of Today, {len(names)} assets", value=kilobytes, unit="kB", most=MOST_FIRST_LOAD_KB)
    yield Figure(name="Assets of Today that a browser forgets", value=len(forgotten), unit="", most=0)
    yield Figure(name="Today names the chart library", value=today.text.count("plotly"), unit="", most=0)
    yield Figure(name=f"Needless among {len(drawn)} pages that name it", value=len(needless), unit="", most=0)


def pages(bench: Bench) -> Iterator[Figure]:
    """Today and Progress, beside their templates alone, and beside themselves with few walks."""
    with ExitStack() as stack:
        real, floor = (
            {size: stack.enter_context(running(command, data)).port for size, data in bench.data.items()}
            for command in (REAL, FLOOR)
        )
        for name, path in PAGES.items():
            yield from _page(bench, name, path, real, floor)


def save(bench: Bench) -> Iterator[Figure]:
    """Logging a walk, beside an empty POST and a commit of plain sqlite3 in the same folder."""
    for size in (bench.few, bench.many):
        data = bench.data[size]
        with running(REAL, data) as real, running(FLOOR, data) as floor, closing(_plain_database(data)) as plain:
            times = _save_often(bench.rounds, signed_in(real.port), Client(floor.port), plain)
        empty, commit, logged = (typical(times[name]) for name in ("empty", "commit", "logged"))
        yield Figure(
            name=f"Logging a walk, {size:,} walks",
            value=logged,
            unit="ms",
            floor_name=f"empty POST {empty:.2f} + sqlite3 commit {commit:.2f}",
            floor=empty + commit,
            most_times=MOST_TIMES_A_COMMIT,
        )


PARTS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "start": start,
    "memory": memory,
    "load": load,
    "pages": pages,
    "save": save,
}


def _sign_in_often(server: Server) -> None:
    """Sign in at the same time, then one after another: what is kept of a large piece depends on which came last."""
    with ThreadPoolExecutor(SIGN_INS) as browsers:
        list(browsers.map(lambda _: signed_in(server.port), range(SIGN_INS)))
    for _ in range(SIGN_INS):
        signed_in(server.port)


def _memory(name: str, server: Server, floor: float, *, most: float = MOST_MEMORY_MB) -> Figure:
    return Figure(
        name=name,
        value=pss_mb(server) or 0.0,
        unit="MB",
        floor_name="bare Flask, SQLAlchemy and waitress",
        floor=floor,
        most=most,
    )


def _page(bench: Bench, name: str, path: str, real: dict[int, int], floor: dict[int, int]) -> Iterator[Figure]:
    times = _look_often(bench, name, path, real, floor)
    took = {what: typical(values) for what, values in times.items()}
    # Progress of all weeks shows more of them when there are more, so only its template is a fair floor.
    is_barred = not name.endswith("all")
    for size in bench.data:
        yield Figure(
            name=f"{name}, {size:,} walks",
            value=took["page", size],
            unit="ms",
            floor_name="its template with ready-made values",
            floor=took["template", size],
            most_times=MOST_TIMES_ITS_TEMPLATE if is_barred and size == bench.many else None,
        )
    page = took["page", bench.many]
    many = f"{name}, {bench.many:,} walks"
    beside_few = MOST_TIMES_FEW_WALKS if is_barred else None
    few = took["page", bench.few]
    yield Figure(
        name=many,
        value=page,
        unit="ms",
        floor_name=f"with {bench.few:,} walks",
        floor=few,
        most_times=beside_few,
    )
    beside = {
        "its queries in plain sqlite3": took["queries", bench.many],
        "an empty page of a bare Flask": took["empty", bench.many],
    }
    for floor_name, value in beside.items():
        yield Figure(name=many, value=page, unit="ms", floor_name=floor_name, floor=value)


def _look_often(
    bench: Bench, name: str, path: str, real: dict[int, int], floor: dict[int, int]
) -> dict[tuple[str, int], list[float]]:
    """The milliseconds of every answer, each kind of page and size in turn, so that a busy moment hits all alike."""
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    readers = {size: signed_in(port) for size, port in real.items()}
    strangers = {size: Client(port) for size, port in floor.items()}
    for number in range(WARM_UP + bench.rounds):
        for size in bench.data:
            page, template = readers[size].get(path), strangers[size].get(path)
            assert page.status == template.status == 200, (path, page.status, template.status)
            assert len(page.text) == len(template.text), f"{path}: the floor shows another page"
            if number >= WARM_UP:
                times["page", size].append(page.ms)
                times["template", size].append(template.ms)
                times["queries", size].append(float(strangers[size].get(f"/bare/queries/{quote(name)}").text))
                times["empty", size].append(strangers[size].get("/bare/empty").ms)
    return times


def _save_often(rounds: int, client: Client, stranger: Client, plain: sqlite3.Connection) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(WARM_UP + rounds):
        fields = _fields()
        logged, empty = client.post("/walks/", fields), stranger.post("/bare/empty", fields)
        assert logged.status == 303 and fields["id"] in logged.headers["Location"], logged.text
        # Out again, untimed, or the week would grow to hundreds of walks, which nobody's does.
        assert client.post(f"/walks/{fields['id']}/delete", {}).status == 303
        if number >= WARM_UP:
            times["logged"].append(logged.ms)
            times["empty"].append(empty.ms)
            times["commit"].append(_commit(plain, fields))
    return times


def _fields() -> dict[str, str]:
    now = datetime.now(UTC)
    values = {"minutes": "30", "backward": "8", "pace": "", "place": "outdoors", "note": "", "effort": ""}
    return {"id": str(uuid4()), "date": now.date().isoformat(), "time": "00:00", **values}


def _plain_database(data: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(data / "plain.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE walk (id INTEGER PRIMARY KEY, uuid TEXT UNIQUE, day TEXT, minutes INTEGER)")
    return connection


def _commit(connection: sqlite3.Connection, fields: dict[str, str]) -> float:
    began = datetime.now(UTC)
    connection.execute("BEGIN IMMEDIATE")
    row = (fields["id"], fields["date"], int(fields["minutes"]))
    connection.execute("INSERT INTO walk (uuid, day, minutes) VALUES (?, ?, ?)", row)
    connection.execute("COMMIT")
    return (datetime.now(UTC) - began).total_seconds() * 1000
