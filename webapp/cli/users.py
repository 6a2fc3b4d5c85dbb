"""Accounts from the shell: the way back in when a password is lost."""

import sys
from contextlib import ExitStack
from pathlib import Path

import click

from webapp import clock, open_database
from webapp.actions import exports as export_actions
from webapp.actions import import_sheets
from webapp.actions.exports import Format
from webapp.cli import exports, people
from webapp.cli.words import complaint
from webapp.config import Settings
from webapp.domain.problems import Invalid
from webapp.domain.roles import INVITED, Role
from webapp.security import accounts, sign_ins
from webapp.security.zones import local_zone
from webapp.storage import files, users
from webapp.storage.uploads import Uploads


@click.group()
def user() -> None:
    """Add, list and remove accounts, and set passwords."""


@user.command()
@click.argument("name")
@click.option("--owner", is_flag=True, help="Make this account an owner's.")
@click.option(
    "--role", type=click.Choice([*map(str, INVITED)]), default="adult", help="What they are in the household."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(name: str, owner: bool, role: str, password_stdin: bool) -> None:
    """Add an account; the first one beside the demo is the owner's."""
    password = _password(password_stdin)
    try:
        with open_database(Settings.from_env()).writing() as session:
            is_owner = owner or users.owner(session) is None
            given = Role.OWNER if is_owner else Role(role)
            accounts.add(session, name, password, local_zone(), role=given, now=clock.now())
    except Invalid as invalid:
        raise complaint(invalid) from invalid
    click.echo(f"Added {name}.")


@user.command("list")
def list_() -> None:
    """List the accounts."""
    with open_database(Settings.from_env()).reading() as session:
        for user in users.all_users(session):
            click.echo(f"{user.name}{'' if user.role == Role.ADULT else f'  ({user.role})'}")


@user.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def password(name: str, password_stdin: bool) -> None:
    """Set a new password. Waits, sign-ins, keys and one-time codes of this account end; phones sign in again."""
    typed = _password(password_stdin)
    try:
        with open_database(Settings.from_env()).writing() as session:
            accounts.set_password(session, people.named(session, name), typed, ends_codes=True)
            sign_ins.end_waits_of_addresses(session)
    except Invalid as invalid:
        raise complaint(invalid) from invalid
    click.echo(f"Set a new password for {name}.")


@user.command()
@click.argument("name")
@click.option(
    "--export",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="First write everything of theirs to this file.",
)
def remove(name: str, output: Path | None) -> None:
    """Delete an account with everything that belongs to it. Nothing brings it back but a backup or its export."""
    settings = Settings.from_env()
    with ExitStack() as until_gone, open_database(settings).writing() as session:
        gone = people.named(session, name)
        if output:
            file = until_gone.enter_context(exports.new_file(output))
            export_actions.export(session, gone.diary, file, Format.JSON, now=clock.now())
            file.flush()
            # What is deleted below has to be on the disk before.
            files.sync(output)
        heir = accounts.heir_of(session, gone)
        waiting = import_sheets.files_kept(session, gone.diary)
        accounts.remove(session, gone)
        is_last = not users.is_anybody(session)
    for stored in waiting:
        Uploads(settings.data).remove(stored)
    click.echo(f"Removed {name}, with everything that belonged to them.")
    if output:
        click.echo(f"It is all in {output}: `backstride import` takes it back.")
    if heir:
        click.echo(f"{heir.name} is the owner now.")
    if is_last:
        click.echo("Nobody is left. `backstride serve` prints a new set-up link.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
