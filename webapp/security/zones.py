"""The server's own time zone, a first guess for who has not said theirs."""

import os
from pathlib import Path

from webapp.domain import weeks


def local_zone(localtime: Path = Path("/etc/localtime")) -> str:
    """The IANA name of the machine's time zone, or UTC where it does not tell."""
    target = os.path.realpath(localtime)
    name = target.partition("zoneinfo/")[2]
    return name if weeks.is_zone(name) else "UTC"
