import pytest

from tests.cli.commands import Command
from tests.factories import NOW, PASSWORD, add_user
from webapp.security import keys, sign_ins
from webapp.security.sign_ins import Browser
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_the_first_account_is_the_owners(database: Database, command: Command) -> None:
    for name in ("Alice", "Bob"):
        assert command("user", "add", name, "--password-stdin", typed=PASSWORD) == (0, f"Added {name}.\n")

    assert command("user", "list") == (0, "Alice  (owner)\nBob\n")
    with database.reading() as session:
        assert sign_ins.is_right(users.find_named(session, "Bob"), PASSWORD)


def test_after_the_demo_the_first_account_is_the_owners(database: Database, command: Command) -> None:
    add_user(database, "demo")
    for name in ("Alice", "Bob"):
        command("user", "add", name, "--password-stdin", typed=PASSWORD)

    assert command("user", "list").output == "demo\nAlice  (owner)\nBob\n"


def test_another_account_can_be_an_owners_too(database: Database, alice: User, command: Command) -> None:
    command("user", "add", "Bob", "--owner", "--password-stdin", typed=PASSWORD)

    assert command("user", "list").output == "Alice  (owner)\nBob  (owner)\n"


def test_a_child_is_named_as_one(database: Database, alice: User, command: Command) -> None:
    command("user", "add", "Mia", "--role", "child", "--password-stdin", typed=PASSWORD)

    assert command("user", "list").output == "Alice  (owner)\nMia  (child)\n"


@pytest.mark.parametrize(
    ("name", "password", "field"), [("Alice", PASSWORD, "name"), ("Bob", "1234", "password"), ("", PASSWORD, "name")]
)
def test_an_account_that_cannot_be_is_refused_in_a_sentence(
    database: Database, alice: User, command: Command, name: str, password: str, field: str
) -> None:
    ran = command("user", "add", name, "--password-stdin", typed=password)

    assert ran.status == 1
    assert ran.output.startswith(f"Error: {field}: ") and ran.output.endswith(".\n")
    assert command("user", "list").output == "Alice  (owner)\n"


def test_a_new_password_for_a_lost_one_signs_out_everywhere(database: Database, alice: User, command: Command) -> None:
    with database.writing() as session:
        token = sign_ins.start(session, alice, now=NOW)
    ran = command("user", "password", "alice", "--password-stdin", typed="a wholly different one\n")

    assert ran == (0, "Set a new password for alice.\n")
    with database.reading() as session:
        assert sign_ins.is_right(users.find_named(session, "Alice"), "a wholly different one")
        assert sign_ins.find(session, token, now=NOW) is None


def test_a_password_for_nobody_is_refused(database: Database, alice: User, command: Command) -> None:
    ran = command("user", "password", "Carol", "--password-stdin", typed=PASSWORD)

    assert ran == (1, "Error: There is no account named Carol.\n")


def test_a_token_is_printed_once_and_lets_a_script_in(database: Database, alice: User, command: Command) -> None:
    ran = command("token", "create", "alice", "--name", "watch")

    with database.reading() as session:
        found = keys.find(session, ran.output.strip())
        assert found and (ran.status, found.user.name, found.scope) == (0, "Alice", "all")
    assert len(ran.output.splitlines()) == 1


def test_a_token_for_nobody_is_refused(database: Database, command: Command) -> None:
    ran = command("token", "create", "alice")

    assert ran.status == 1 and "There is no account yet" in ran.output


def test_a_new_password_ends_waits_and_keys_too(database: Database, alice: User, command: Command) -> None:
    with database.writing() as session:
        token = keys.add(session, alice, "watch", now=NOW)
        who = sign_ins.guessers(session, "Alice", alice, Browser("192.168.1.20"))
        for _ in range(60):
            sign_ins.note_try(session, who, now=NOW.replace(year=2030))
    command("user", "password", "Alice", "--password-stdin", typed="a wholly different one\n")

    with database.writing() as session:
        assert keys.find(session, token) is None
        assert not sign_ins.wait_for(session, who, now=NOW)


@pytest.mark.parametrize("scope", ["all", "read", "walks"])
def test_a_token_is_made_for_what_it_may_do_listed_and_ended(
    database: Database, alice: User, command: Command, scope: str
) -> None:
    token = command("token", "create", "alice", "--name", "watch\n", "--scope", scope).output.strip()
    listed = command("token", "list", "alice")

    assert listed == (0, f"1  'watch\\n'  {scope}  made 2026-11-20  never used\n")
    assert token not in listed.output
    assert command("token", "revoke", "1") == (0, "Ended the key 'watch\\n'.\n")
    assert command("token", "list", "alice").output == ""
    assert command("token", "revoke", "1").status == 1
    with database.reading() as session:
        assert keys.find(session, token) is None
