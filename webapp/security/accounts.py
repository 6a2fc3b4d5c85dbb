"""Accounts: the first one by a one-time code, what each may do, and how they end."""

import datetime as dt
import secrets
from collections.abc import Collection

from webapp.actions import clocks
from webapp.domain import weeks
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.roles import Role
from webapp.security import codes, events, identities, keys, passwords, sign_ins
from webapp.storage import boards, invitations, reading_rights, users
from webapp.storage import passkeys as passkey_store
from webapp.storage import sign_ins as sign_in_store
from webapp.storage.engine import Session
from webapp.storage.models import User

LONGEST_NAME = 60
# After somebody was taken out.
STAYS_FOR = dt.timedelta(days=30)


def setup_code(session: Session) -> str | None:
    """The code for the first account, made when it is first asked for; None once there is an account."""
    if users.is_anybody(session):
        return None
    code = users.setup_code(session)
    if code is None:
        code = secrets.token_urlsafe(18)
        users.add_setup_code(session, code)
    return code


def is_setup_code(session: Session, code: str) -> bool:
    known = users.setup_code(session)
    return known is not None and secrets.compare_digest(code.encode("utf-8", "surrogatepass"), known.encode())


def claim(session: Session, code: str, name: str, password: str, time_zone: str, *, now: dt.datetime) -> User:
    """Make the first account, the owner's, for who knows the code. Raises Invalid.

    Of two at once only one can win: both hold the write lock when they ask whether anybody is there.
    """
    if users.is_anybody(session) or not is_setup_code(session, code):
        raise Invalid(Problem("code", Reason.WRONG_CODE))
    user = add(session, name, password, time_zone, role=Role.OWNER, now=now)
    users.drop_setup_codes(session)
    return user


def add(
    session: Session, name: str, password: str, time_zone: str, *, role: Role = Role.ADULT, now: dt.datetime
) -> User:
    """Make an account. Raises Invalid for a name that is taken and for a weak password."""
    name = " ".join(name.split())
    problems = [*_name_problems(session, name), *passwords.problems(password, name=name)]
    if not weeks.is_zone(time_zone):
        problems.append(Problem("time_zone", Reason.NOT_A_ZONE))
    if problems:
        raise Invalid(*problems)
    user = User(
        name=name,
        name_key=users.key(name),
        password_hash=passwords.hashed(password),
        role=role,
        created_at=now,
        time_zone=time_zone,
    )
    session.add(user)
    session.flush()
    events.note("new account", user=name)
    return user


def set_password(
    session: Session,
    user: User,
    password: str,
    *,
    ends_keys: bool = True,
    ends_codes: bool = False,
    here: Collection[str] = (),
) -> None:
    """Set a new password, sign out every browser that used the old one, and end the wait for it. Raises Invalid.

    With `ends_codes` the new password is enough, for who has lost the app of their one-time codes as well.
    Passkeys and the keys of phones and scripts, which need no password, end too unless they are to go on. Messages go
    on in the browser `here` that asks, and in no other.
    """
    problems = passwords.problems(password, name=user.name)
    if problems:
        raise Invalid(*problems)
    user.password_hash = passwords.hashed(password)
    invitations.remove_those_back(session, user)
    sign_in_store.remove_all(session, user.id)
    sign_in_store.forget_devices(session, user.id)
    sign_ins.end_wait(session, user)
    keys.silence_elsewhere(session, user, here)
    events.note("new password", user=user.name)
    if ends_codes:
        codes.turn_off(session, user)
    if ends_keys:
        keys.remove_all(session, user)
        identities.unlink_providers(session, user)
        passkey_store.remove_all(session, user)


def heir_of(session: Session, user: User) -> User | None:
    """Who becomes the owner when this account goes: where it is the only owner's, whoever was here longest.

    A child or a helper becomes it only where nobody else is left.
    """
    if not user.is_owner or users.has_other_owner(session, user):
        return None
    return users.longest_here(session, besides=user)


def remove(session: Session, user: User) -> None:
    """Delete an account with everything that belongs to it. A house is never left without an owner."""
    heir = heir_of(session, user)
    if heir:
        heir.role, heir.taken_out_at = Role.OWNER, None
    sign_ins.forget_tries(session, user)
    users.remove(session, user)
    events.note("account deleted", user=user.name)


def set_role(session: Session, user: User, role: Role, *, by: User) -> None:
    """Make somebody an owner, an adult or a child. Raises Invalid for the only owner: one always stays.

    Who has a diary is made no helper, who could not reach it.
    """
    if role is Role.HELPER and user.role != role:
        raise Invalid(Problem("role", Reason.NOT_A_CHOICE))
    if user.is_owner and role is not Role.OWNER:
        if not users.has_other_owner(session, user):
            raise Invalid(Problem("role", Reason.ONLY_OWNER))
        _end_links(session, user)
    if Role.CHILD in (user.role, role) and user.role != role:
        # Who decides about a diary changes, and who is old enough to read one.
        reading_rights.remove_all_of(session, user)
    user.role = role.value
    events.note("new role", user=by.name, whose=user.name, role=role)


def take_out(session: Session, user: User, *, by: User, now: dt.datetime) -> None:
    """Leave somebody only the way to take everything along, and delete them when their days are over."""
    user.taken_out_at = clocks.begins_to_wait(session, now=now)
    invitations.remove_those_back(session, user)
    _end_links(session, user)
    reading_rights.remove_all_of(session, user)
    events.note("account taken out", user=by.name, whose=user.name)


def take_in(session: Session, user: User, *, by: User) -> None:
    user.taken_out_at = None
    events.note("account taken in again", user=by.name, whose=user.name)


def leaves_on(user: User, time_zone: str) -> dt.date | None:
    """On which day somebody is deleted who was taken out."""
    return weeks.local_date(user.taken_out_at + STAYS_FOR, time_zone) if user.taken_out_at else None


def remove_gone(session: Session, *, now: dt.datetime) -> None:
    """Delete those whose days are over, by days on which the server was really at work."""
    before = clocks.purge_before(session, STAYS_FOR, now=now)
    for user in users.taken_out_before(session, before) if before else ():
        remove(session, user)


def _end_links(session: Session, user: User) -> None:
    """End the links that somebody made as an owner."""
    invitations.remove_those_made_by(session, user)
    boards.remove_those_made_by(session, user)


def _name_problems(session: Session, name: str) -> list[Problem]:
    if not name:
        return [Problem("name", Reason.MISSING)]
    if len(name) > LONGEST_NAME:
        return [Problem("name", Reason.TOO_LONG, LONGEST_NAME)]
    return [Problem("name", Reason.TAKEN)] if users.find_named(session, name) else []
