"""`python -m tests.bench`: measures all of it, prints a table, and ends with 1 when a bar is missed."""

import argparse
import os
import platform
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import table
from tests.bench.filling import filled
from tests.bench.parts import PARTS, Bench

SIZES, QUICK_SIZES = (100, 10_000, 100_000), (100, 1_000)
ROUNDS, QUICK_ROUNDS = 150, 40
STARTS, QUICK_STARTS = 9, 3


def main() -> int:
    options = _options()
    # Who stops the benchmark stops its servers too: this way the blocks that hold them end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="backstride-bench-", dir=options.folder) as folder:
        print(f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}")
        bench = Bench(
            data={size: _data(Path(folder), size) for size in (QUICK_SIZES if options.quick else SIZES)},
            rounds=QUICK_ROUNDS if options.quick else ROUNDS,
            starts=QUICK_STARTS if options.quick else STARTS,
        )
        figures = [figure for part in options.parts or PARTS for figure in PARTS[part](bench)]
    print(f"\n{table(figures)}\n")
    missed = sum(figure.is_over for figure in figures)
    print(f"{missed} of {sum(figure.has_bar for figure in figures)} bars missed, in {time.monotonic() - began:.0f} s.")
    return 1 if missed else 0


def _data(folder: Path, size: int) -> Path:
    data = folder / str(size)
    data.mkdir()
    print(filled(data, size), flush=True)
    return data


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="What Backstride costs, with its floors."
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="1,000 walks at most, and fewer rounds")
    parser.add_argument("--folder", help="where the data sets are made for the run, to measure another disk")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    sys.exit(main())
