"""The name of this very installation, by which a phone tells its own server from another at the same address."""

from pathlib import Path
from uuid import uuid4

from webapp.storage import files


def read_or_make(data: Path) -> str:
    """The installation's id, made when its data folder is new, or when a power cut left nothing of it."""
    file = data / "instance"
    known = file.read_text().strip() if file.exists() else ""
    if known:
        return known
    files.write_whole(file, str(uuid4()).encode())
    return file.read_text().strip()
