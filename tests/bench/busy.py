"""How long Today takes while an import works, beside the same page of the same server while it does not.

`python -m tests.bench.busy [megabytes]` makes an Apple export, and by turns reads it and leaves it: the times of both
are of one run. Then it saves what it found. It ends with 1 when Today takes more than twice as long.
"""

import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests.bench import servers
from tests.bench.apple import make
from tests.bench.clients import Client, signed_in
from tests.bench.filling import filled

MOST_TIMES = 2.0
_WALKS, _TURNS, _EACH = 1000, 8, 25
_AT_WORK = ("We are reading", "We are saving")


def main() -> int:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with TemporaryDirectory(prefix="backstride-bench-") as folder:
        export, data = Path(folder) / "export.xml", Path(folder) / "data"
        make(export, megabytes)
        data.mkdir()
        filled(data, _WALKS)
        with servers.running(servers.REAL, data) as server:
            client = signed_in(server.port)
            _today(client)
            idle, reading, address = _by_turns(client, export.read_bytes())
            client.post(f"{address}/save", {})
            saving = _while_at_work(client, address, most=100_000)
    print(_line("at rest", idle))
    is_slow = [_is_slow(name, times, idle) for name, times in (("reading", reading), ("saving", saving))]
    return 1 if any(is_slow) else 0


def _by_turns(client: Client, export: bytes) -> tuple[list[float], list[float], str]:
    """The times of Today at rest and while the export is read, and the last import once it is read to its end."""
    idle, reading, address = [], [], ""
    for turn in range(_TURNS):
        idle += [_today(client) for _ in range(_EACH)]
        address = urlsplit(str(client.upload("/import", "export.xml", export).headers["Location"])).path
        reading += _while_at_work(client, address, most=_EACH)
        if turn < _TURNS - 1:
            client.post(f"{address}/cancel", {})
    _while_at_work(client, address, most=100_000)
    return idle, reading, address


def _while_at_work(client: Client, address: str, *, most: int) -> list[float]:
    """The times of Today, of which each is followed by a look whether the import still works."""
    times: list[float] = []
    while len(times) < most:
        took = _today(client)
        if not any(words in client.get(address).text for words in _AT_WORK):
            break
        times.append(took)
    return times


def _today(client: Client) -> float:
    answer = client.get("/")
    assert answer.status == 200
    return answer.ms


def _is_slow(name: str, times: list[float], idle: list[float]) -> bool:
    print(_line(name, times))
    ratio = median(times) / median(idle) if times else 0.0
    print(f"  {ratio:.1f} times as long as at rest (at most {MOST_TIMES:.0f})")
    return ratio > MOST_TIMES


def _line(name: str, times: list[float]) -> str:
    if len(times) < 2:
        return f"{name}: over too soon"
    return f"{name}: Today in {median(times):.1f} ms, 19 of 20 in {quantiles(times, n=20)[-1]:.1f} ms, of {len(times)}"


if __name__ == "__main__":
    sys.exit(main())
