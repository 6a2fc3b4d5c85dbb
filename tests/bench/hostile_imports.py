"""Tries very many odd files on the readers of apps: `python -m tests.bench.hostile_imports 200000 [APP...]`.

For each app it says how many were tried, what was not caught, the longest time of one in seconds of the processor, and
by how much the memory grew.
"""

import resource
import sys
import time
from random import Random

from tests.importers import hostile
from tests.importers.reading import everything

_MOST_SECONDS, _MOST_MEGABYTES = 2.0, 64.0


def main(arguments: list[str]) -> int:
    inputs = int(arguments[0]) if arguments else 2000
    everything("first", b"<gpx/>")
    failures = [_try(app, inputs) for app in arguments[1:] or hostile.APPS]
    return int(any(failures))


def _try(app: str, inputs: int) -> bool:
    by = Random(app)
    base = hostile.APPS[app](Random(1))
    uncaught, longest, before = 0, 0.0, _megabytes()
    for number in range(inputs):
        data = hostile.APPS[app](by) if number % 2 else hostile.changed(base, by)
        began = time.process_time()
        try:
            everything("export.bin", data)
        except Exception as error:
            uncaught += 1
            print(f"{app} {number}: {error!r}")
        longest = max(longest, time.process_time() - began)
    grown = _megabytes() - before
    print(f"{app}: {inputs} inputs, {uncaught} uncaught, longest {longest:.2f} s, {grown:.0f} MB more", flush=True)
    return bool(uncaught) or longest > _MOST_SECONDS or grown > _MOST_MEGABYTES


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
