"""Everything of a person from the shell."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from webapp import clock, open_database
from webapp.actions import exports
from webapp.actions.exports import Format
from webapp.cli import people
from webapp.config import Settings


@click.command("export")
@click.option("--user", "name", help="Whose walks these are; not needed while there is one account.")
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in Format]),
    default=Format.JSON.value,
    help="One document, a zip of tables, or a FHIR bundle for a clinic.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file; else it is printed.")
def export(name: str | None, kind: str, output: Path | None) -> None:
    """Write everything that belongs to somebody: walks, also in the bin, weights, pain, tests and their plan."""
    if output is None or str(output) == "-":
        _write(sys.stdout.buffer, name, Format(kind))
        return
    with new_file(output) as file:
        _write(file, name, Format(kind))
    click.echo(f"Everything is in {output}.", err=True)


@contextmanager
def new_file(output: Path) -> Iterator[BinaryIO]:
    """A file for its owner alone to read, never in the place of another, and gone again when it is not whole."""
    try:
        with open(output, "xb", opener=_private) as file, ExitStack() as unless_whole:
            unless_whole.callback(output.unlink)
            yield file
            unless_whole.pop_all()
    except FileExistsError as error:
        raise click.ClickException(f"{output} is there already. Choose another name.") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise click.ClickException(f"There is no folder {output.parent}.") from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(file: BinaryIO, name: str | None, kind: Format) -> None:
    database = open_database(Settings.from_env())
    with database.reading() as session:
        exports.export(session, people.named(session, name).diary, file, kind, now=clock.now())
