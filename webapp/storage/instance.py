"""The name of this very installation, by which a phone tells its own server from another at the same address."""

from pathlib import Path
from uuid import uuid4

from webapp.storage import files

_FILE = "instance"


def read_or_make(data: Path) -> str:
    """The installation's id, made when its data folder is new, or when a power cut left nothing of it."""
    if not known(data):
        files.write_whole(data / _FILE, str(uuid4()).encode())
    return known(data)


def known(data: Path) -> str:
    """The installation's id; empty while there is none."""
    file = data / _FILE
    return file.read_text().strip() if file.exists() else ""


def adopt(data: Path, name: str) -> None:
    """Be the installation that a backup was made by: its phones go on sending."""
    if known(data) != name:
        files.write_whole(data / _FILE, name.encode())
