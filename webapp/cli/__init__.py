"""The command `backstride`: each command is a module here, imported when it is called."""

import sys
from importlib import import_module

import click

from webapp.config import InvalidSetting
from webapp.storage.engine import OperationalError
from webapp.storage.schema import FailedUpgrade, WrongDatabase

# Module and attribute of each command; a dictionary, so that `serve` does not wait for what it does not use.
_COMMANDS = {
    "serve": ("serve", "serve"),
    "user": ("users", "user"),
    "token": ("tokens", "token"),
    "import": ("imports", "import_files"),
    "upgrade": ("upgrade", "upgrade"),
    "demo": ("demo", "demo"),
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
    except OperationalError as error:
        sys.exit(f"The database can't be used: {error.orig}. BACKSTRIDE_DATA names its folder.")
    except OSError as error:
        sys.exit(f"Backstride can't use {error.filename}: {error.strerror}. BACKSTRIDE_DATA names another folder.")
