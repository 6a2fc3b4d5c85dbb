"""How fast a large export of Apple Health is read, beside a parser that does nothing, and in how much memory.

`python -m tests.bench.apple [megabytes]` makes the file, reads it both ways and prints the figures.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers import expat

from tests.importers import apple_files
from webapp import importers
from webapp.importers import Recording

_MEGABYTE = 1_000_000


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xml"
        make(path, megabytes)
        for way in ("bare", "import", "bare", "import"):
            # Each in a process of its own: memory is counted from the start of one.
            subprocess.run([sys.executable, "-m", "tests.bench.apple", way, str(path)], check=True)


def make(path: Path, megabytes: int) -> None:
    """A walk and a weight after each 2,000 measurements."""
    with path.open("wb") as file:
        head, tail = apple_files.export("MIDDLE").split(b"MIDDLE")
        file.write(head)
        day = 0
        while file.tell() < megabytes * _MEGABYTE:
            date = f"20{10 + day // 336 % 15:02}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}"
            rates = "".join(apple_files.heart_rates(2000, date))
            walk = apple_files.workout(start=f"{date} 09:40:12 +0100", end=f"{date} 10:05:12 +0100")
            file.write(f"{rates}{walk}{apple_files.record('BodyMass', 74, 'kg', date)}".encode())
            day += 1
        file.write(tail)


def _measure(way: str, path: Path) -> None:
    before = time.process_time()
    with path.open("rb") as file:
        if way == "bare":
            expat.ParserCreate().ParseFile(file)
            walks = 0
        else:
            walks = sum(isinstance(each, Recording) for read in importers.read("", file) for each in read.found)
    seconds = time.process_time() - before
    size, memory = path.stat().st_size / _MEGABYTE, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{way}: {size:.0f} MB, {size / seconds:.0f} MB/s, {memory:.0f} MB of memory, {walks} walks\n")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
