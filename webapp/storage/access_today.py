"""Who gets in, and what goes out, stays as it is today, whatever a backup from the past says.

A key, a sign-in or an address that was ended since must not live again, nor a password that was changed. So a restore
brings back the diary of then, and puts what is here today into it (docs/decisions/0014-a-restore-is-one-commit.md).
"""

import sqlite3
from collections.abc import Sequence

# What lets somebody in, what sends something out, and what counts wrong tries. Whatever else there is, is the diary.
TABLES = (
    "setup_code",
    "failed_sign_in",
    "sign_in",
    "invitation",
    "reading_right",
    "scan",
    "page_link",
    "board_link",
    "known_device",
    "identity",
    "passkey",
    "code_app",
    "recovery_code",
    "api_token",
    "calendar_feed",
    "allowed_host",
    "push_sender",
    "message_target",
    "push_subscription",
    "outgoing_message",
)
# What of these lets nobody read, and so goes on where nothing of today is left, as on a new machine.
_HARMLESS = ("allowed_host", "push_sender", "message_target", "push_subscription")
_OF_PERSON = ("password_hash", "role", "taken_out_at", "shares_week")


def carry_over(copy: sqlite3.Connection, *, undoes: bool = False) -> Sequence[str]:
    """Put the access of today, in the attached database `today`, into a copy; who comes back without a password.

    Somebody is the same person by number and the moment their account was made. Where nobody is, as on a new machine,
    passwords stay those of the copy, and phones go on sending; who was signed in signs in again. Whoever was removed
    since comes back, and gets in once the owner gives them a password; to undo a restore, as they were.
    """
    copy.execute("""
        CREATE TEMP TABLE stayed AS SELECT copied.id FROM main.account AS copied
        JOIN today.account AS here ON here.id = copied.id AND here.created_at = copied.created_at""")
    if not copy.execute("SELECT count(*) FROM stayed").fetchone()[0]:
        end_what_reads(copy)
        return []
    copy.execute("CREATE TEMP TABLE former_token AS SELECT id, user_id, created_at FROM main.api_token")
    for table in TABLES:
        _replace(copy, table, keeps_others=undoes)
    copy.execute("""
        DELETE FROM main.key_walk WHERE key_id NOT IN (
            SELECT id FROM main.api_token JOIN former_token USING (id, user_id, created_at))""")
    for column in set(_OF_PERSON).intersection(_columns(copy, "today", "account")):
        copy.execute(f"""
            UPDATE main.account
            SET {column} = (SELECT {column} FROM today.account AS here WHERE here.id = main.account.id)
            WHERE id IN (SELECT id FROM stayed)""")  # noqa: S608 - names of ours.
    return [] if undoes else _without_password(copy)


def end_what_reads(copy: sqlite3.Connection) -> None:
    """Where nothing of today is left: end what could let in somebody who was sent away since."""
    for table in TABLES:
        if table not in (*_HARMLESS, "api_token", "page_link"):
            copy.execute(f"DELETE FROM main.{table}")  # noqa: S608 - a name of ours.
    # Whom somebody gave their page, and when it was opened, is their diary; without its code a link opens nothing.
    copy.execute("UPDATE main.page_link SET token_hash = NULL, pass_hash = NULL")
    copy.execute("DELETE FROM main.api_token WHERE scope <> 'walks'")
    copy.execute("DELETE FROM main.key_walk WHERE key_id NOT IN (SELECT id FROM main.api_token)")


def _replace(copy: sqlite3.Connection, table: str, *, keeps_others: bool) -> None:
    """Put today's rows in the place of a copy's. A table or a column that only one of them knows is left out."""
    columns = [name for name in _columns(copy, "main", table) if name in _columns(copy, "today", table)]
    names, theirs = ", ".join(columns), _theirs(columns)
    is_replaced = f" WHERE {theirs}" if keeps_others and theirs else ""
    copy.execute(f"DELETE FROM main.{table}{is_replaced}")  # noqa: S608 - names of the schema.
    if columns:
        is_theirs = f" WHERE {theirs}" if theirs else ""
        insert = f"INSERT OR REPLACE INTO main.{table} ({names})"
        copy.execute(f"{insert} SELECT {names} FROM today.{table}{is_theirs}")  # noqa: S608 - names of the schema.
    if "target_id" in columns:
        copy.execute(f"DELETE FROM main.{table} WHERE target_id NOT IN (SELECT id FROM main.message_target)")  # noqa: S608 - ours.


def _theirs(columns: Sequence[str]) -> str:
    """The condition by which a row belongs to somebody who stayed; empty for what belongs to the house."""
    if "target_id" in columns:
        return "target_id IN (SELECT id FROM today.message_target)"
    if "reader_id" in columns:
        return "user_id IN (SELECT id FROM stayed) AND reader_id IN (SELECT id FROM stayed)"
    if "made_by" in columns:
        return "made_by IN (SELECT id FROM stayed) AND (user_id IS NULL OR user_id IN (SELECT id FROM stayed))"
    return "user_id IN (SELECT id FROM stayed)" if "user_id" in columns else ""


def _columns(copy: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [str(column[1]) for column in copy.execute(f"PRAGMA {schema}.table_info({table})")]


def _without_password(copy: sqlite3.Connection) -> Sequence[str]:
    """Take password and ownership from who was removed since; their names. A house never stays without an owner."""
    are_gone = "id NOT IN (SELECT id FROM stayed)"
    copy.execute(f"UPDATE main.account SET password_hash = '' WHERE {are_gone}")  # noqa: S608 - names of ours.
    copy.execute(f"UPDATE main.account SET role = 'adult' WHERE {are_gone} AND role = 'owner'")  # noqa: S608 - as above.
    copy.execute("""
        UPDATE main.account SET role = 'owner' WHERE id = (SELECT min(id) FROM stayed)
        AND NOT EXISTS (SELECT 1 FROM main.account WHERE role = 'owner')""")
    names = copy.execute(f"SELECT name FROM main.account WHERE {are_gone} ORDER BY name")  # noqa: S608 - as above.
    return [name for (name,) in names]
