"""Opens a locked copy in the shell."""

import sys
from pathlib import Path

import click

from webapp.storage import files, locked_files
from webapp.storage.locked_files import ENDING, WrongLock


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def unlock(file: Path) -> None:
    """Open a copy that is locked, with its pass phrase: FILE.locked becomes FILE."""
    target = file.with_name(file.name.removesuffix(ENDING))
    if target.exists():
        raise click.ClickException(f"{target} is there already. Nothing was changed.")
    pass_phrase = click.prompt("Pass phrase", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
    files.open_private(target).close()
    try:
        with target.open("wb") as content:
            locked_files.unlock_file(file, content, pass_phrase)
    except BaseException as error:
        target.unlink()
        if isinstance(error, WrongLock):
            raise click.ClickException(f"{error} Nothing was changed.") from error
        raise
    click.echo(f"{target} is open now.")
