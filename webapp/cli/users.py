"""Accounts from the shell: the way back in when a password is lost."""

import sys

import click

from webapp import clock, open_database
from webapp.cli import people
from webapp.cli.words import complaint
from webapp.config import Settings
from webapp.domain.problems import Invalid
from webapp.security import accounts, sign_ins
from webapp.security.zones import local_zone
from webapp.storage import users


@click.group()
def user() -> None:
    """Add and list accounts, and set passwords."""


@user.command()
@click.argument("name")
@click.option("--owner", is_flag=True, help="Make this account an owner's.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(name: str, owner: bool, password_stdin: bool) -> None:
    """Add an account; the first one is the owner's."""
    password = _password(password_stdin)
    try:
        with open_database(Settings.from_env()).writing() as session:
            is_owner = owner or not users.is_anybody(session)
            accounts.add(session, name, password, local_zone(), is_owner=is_owner, now=clock.now())
    except Invalid as invalid:
        raise complaint(invalid) from invalid
    click.echo(f"Added {name}.")


@user.command("list")
def list_() -> None:
    """List the accounts."""
    with open_database(Settings.from_env()).reading() as session:
        for user in users.all_users(session):
            click.echo(f"{user.name}{'  (owner)' if user.is_owner else ''}")


@user.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def password(name: str, password_stdin: bool) -> None:
    """Set a new password. Waits, sign-ins and keys of this account end; browsers and phones sign in again."""
    typed = _password(password_stdin)
    try:
        with open_database(Settings.from_env()).writing() as session:
            accounts.set_password(session, people.named(session, name), typed)
            sign_ins.end_waits_of_addresses(session)
    except Invalid as invalid:
        raise complaint(invalid) from invalid
    click.echo(f"Set a new password for {name}.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
