"""The name of this very installation, by which a phone tells its own server from another at the same address."""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def read_or_make(data: Path) -> str:
    """The installation's id, made when its data folder is new."""
    file = data / "instance"
    with suppress(FileExistsError), file.open("x") as new:
        new.write(str(uuid4()))
    return file.read_text().strip()
