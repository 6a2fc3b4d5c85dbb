"""The command `backstride`: each command is a module here, imported when it is called."""

import sys
from importlib import import_module

import click

from webapp.config import InvalidSetting
from webapp.storage.schema import FailedUpgrade, WrongDatabase
from webapp.storage.troubles import TROUBLES, sentence, trouble_of

# Module and attribute of each command; a dictionary, so that `serve` does not wait for what it does not use.
_COMMANDS = {
    "serve": ("serve", "serve"),
    "user": ("users", "user"),
    "token": ("tokens", "token"),
    "import": ("imports", "import_files"),
    "export": ("exports", "export"),
    "backup": ("backups", "backup"),
    "unlock": ("unlock", "unlock"),
    "restore": ("restore", "restore"),
    "upgrade": ("upgrade", "upgrade"),
    "demo": ("demo", "demo"),
    "doctor": ("doctor", "doctor"),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"webapp.cli.{module}"), attribute)
        return command


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(package_name="backstride")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Backstride, a diary for walks at home. Without a command it serves."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(_Commands.get_command(cli, ctx, "serve"))  # type: ignore[arg-type]


def main() -> None:
    """Run a command; what the owner can mend is told in a sentence instead of a traceback."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (InvalidSetting, WrongDatabase, FailedUpgrade) as error:
        sys.exit(str(error))
    except TROUBLES as error:
        sys.exit(_told(error))


def _told(error: BaseException) -> str:
    """A trouble with the disk in a sentence; what is none is our mistake and stays an error."""
    if isinstance(error, OSError) and error.filename:
        return f"Backstride can't use {error.filename}: {error.strerror}. BACKSTRIDE_DATA names another folder."
    trouble = trouble_of(error)
    if trouble is None:
        raise error
    return f"{sentence(trouble)} Nothing was changed. BACKSTRIDE_DATA names the folder of the database."
