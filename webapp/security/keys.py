"""API keys: made for scripts from the shell and for each phone by its walk screen, and what each may do."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from webapp.domain.keys import Scope
from webapp.domain.roles import Role
from webapp.security import events
from webapp.security.tokens import new_token, token_hash
from webapp.storage import keys as store
from webapp.storage import subscriptions
from webapp.storage.access_models import ApiToken
from webapp.storage.engine import Session
from webapp.storage.models import User

# Using a key is noted once a day: reading must not need a write.
TOUCH_AFTER = dt.timedelta(days=1)
# Private windows and emptied browsers each ask for a new one; the phone key that was used longest ago makes room.
MOST_PHONES = 50


class Key(NamedTuple):
    """A key that came with a request, whose it is, and what it may do."""

    id: int
    user: User
    scope: Scope
    used_at: dt.datetime | None

    def is_due(self, now: dt.datetime) -> bool:
        """Whether its use is to be noted; one that was noted by a clock ahead is noted anew."""
        return self.used_at is None or abs(now - self.used_at) > TOUCH_AFTER


def add(session: Session, user: User, name: str, *, now: dt.datetime, scope: Scope = Scope.ALL) -> str:
    """Make a key for a script; it is shown this once, only its hash is kept."""
    token, kept = new_token()
    store.add(session, user.id, name, kept, now, scope=scope, device_hash=None)
    events.note("new key", user=user.name, key=name, scope=scope)
    return token


def pair(session: Session, user: User, name: str, device: str, *, now: dt.datetime) -> str:
    """The new key of a person's browser. It takes the place of the one before: a phone has one."""
    token, kept = new_token()
    key = store.of_device(session, user.id, token_hash(device))
    if key is None:
        _make_room(session, user)
        key = store.add(session, user.id, name, kept, now, scope=Scope.WALKS, device_hash=token_hash(device))
    key.token_hash, key.name, key.used_at = kept, name, now
    events.note("new key", user=user.name, key=name, scope=Scope.WALKS)
    return token


def find(session: Session, token: str) -> Key | None:
    row = store.find(session, token_hash(token))
    # For somebody who was taken out, none opens anything; nor for a helper, who has no diary.
    if row is None or row[1].taken_out_at or row[1].role == Role.HELPER:
        return None
    return Key(row[0].id, row[1], Scope(row[0].scope), row[0].used_at)


def is_of(key: ApiToken, device: str) -> bool:
    """Whether a key is that of this browser."""
    return key.device_hash == token_hash(device)


def remove(session: Session, user: User, key_id: int) -> bool:
    """End a person's key, and with that of a phone its messages; whether there was such a one."""
    key = store.get(session, key_id)
    was_there = store.remove(session, user.id, key_id)
    if was_there:
        if key and key.device_hash:
            subscriptions.remove(session, user.diary, [key.device_hash])
        events.note("key ended", user=user.name, key=key_id)
    return was_there


def remove_of_browser(session: Session, user: User, device: str) -> None:
    """End the key of a browser where somebody signs out."""
    if store.remove_of_device(session, user.id, token_hash(device)):
        events.note("key ended", user=user.name)


def end_phone(session: Session, token: str) -> bool:
    """End the key of a phone that shows it; whether it was one."""
    key = find(session, token)
    return key is not None and key.scope is Scope.WALKS and remove(session, key.user, key.id)


def remove_other_phones(session: Session, user: User, devices: Collection[str]) -> int:
    """End the keys of a person's phones but for those of the one that asks; how many there were."""
    number = store.remove_other_phones(session, user.id, [token_hash(device) for device in devices])
    silence_elsewhere(session, user, devices)
    if number:
        events.note("keys of other phones ended", user=user.name)
    return number


def silence(session: Session, user: User, devices: Collection[str]) -> None:
    """Show no more messages of a person on these phones: somebody else may look at them next."""
    subscriptions.remove(session, user.diary, [token_hash(device) for device in devices])


def silence_elsewhere(session: Session, user: User, devices: Collection[str]) -> None:
    """Show messages of a person on no phone but these."""
    subscriptions.remove_others(session, user.diary, [token_hash(device) for device in devices])


def remove_all(session: Session, user: User) -> None:
    store.remove_all(session, user.id)
    events.note("all keys ended", user=user.name)


def _make_room(session: Session, user: User) -> None:
    phones = [key for key in store.newest_first(session, user.id) if key.scope == Scope.WALKS]
    for key in phones[MOST_PHONES - 1 :]:
        session.delete(key)
