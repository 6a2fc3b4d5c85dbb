"""Passkeys: a phone keeps a key for this host, opens it by finger, face or code, and signs a challenge with it.

`fido2` reads and checks what a phone answers. It is loaded by the first passkey that is made or used.
"""

import base64
import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from webapp.domain.ways_in import PasskeyHindrance
from webapp.security import addresses, events
from webapp.security.pending import Pending
from webapp.storage import passkeys as store
from webapp.storage.access_models import Passkey
from webapp.storage.engine import Session
from webapp.storage.models import User

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData, AuthenticationResponse, RegistrationResponse

Said = TypeVar("Said")
UNDO_FOR = dt.timedelta(days=1)
MOST = 20
LONGEST_NAME = 60
# In bytes, by the standard.
LONGEST_ID = 1023
# ES256 of phones and keys, EdDSA, and RS256 of Windows.
_ALGORITHMS = (-7, -8, -257)
# What reading an answer that no phone has written may raise.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError)


class PasskeyRefused(Exception):
    """Raised with the reason, which is for the log alone: who asks hears no more than that it did not work."""


class AskedBy(NamedTuple):
    """For whom a challenge was made, and at which host; `user_id` is null where somebody wants to sign in."""

    user_id: int | None
    host: str


Challenges = Pending[AskedBy]


class PageAddress(NamedTuple):
    """Where the page that asks was opened: as its browser has it, and as a passkey belongs to it."""

    scheme: str
    netloc: str
    instance: str

    @property
    def host(self) -> str:
        return (urlsplit(f"//{self.netloc}").hostname or "").rstrip(".")

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.netloc}".lower()

    @property
    def hindrance(self) -> PasskeyHindrance | None:
        """What keeps browsers from having passkeys here."""
        is_local = self.host == "localhost" or self.host.endswith(".localhost")
        if self.scheme != "https" and not is_local:
            return PasskeyHindrance.HTTP
        return PasskeyHindrance.ADDRESS if addresses.is_address(self.host) else None


def begin(session: Session, user: User, page: PageAddress, challenges: Challenges, *, now: dt.datetime) -> str:
    """What a browser needs to make a passkey, as JSON."""
    from fido2.webauthn import PublicKeyCredentialUserEntity, ResidentKeyRequirement, UserVerificationRequirement

    options, _ = _server(page).register_begin(
        PublicKeyCredentialUserEntity(name=user.name, id=_handle(user, page), display_name=user.name),
        [_credential(passkey) for passkey in store.in_order(session, user) if passkey.host == page.host],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=_challenge(challenges, AskedBy(user.id, page.host), now=now),
    )
    return json.dumps(dict(options.public_key))


def add(
    session: Session,
    user: User,
    page: PageAddress,
    challenges: Challenges,
    name: str,
    answer: str,
    *,
    now: dt.datetime,
) -> Passkey:
    """Keep the passkey that a phone has made. Raises PasskeyRefused."""
    registration = _registration(answer)
    asked = challenges.take(registration.response.client_data.challenge, now=now)
    if asked != AskedBy(user.id, page.host):
        raise _refused("wrong or old challenge", user=user.name)
    try:
        known = _server(page).register_complete(_state(registration.response.client_data.challenge), registration)
    except _UNREADABLE as wrong:
        raise _refused(str(wrong), user=user.name) from wrong
    made = known.credential_data
    if made is None or made.public_key.get(3) not in _ALGORITHMS or len(made.credential_id) > LONGEST_ID:
        raise _refused("no key that can be checked", user=user.name)
    if store.is_known(session, made.credential_id) or len(store.in_order(session, user)) >= MOST:
        raise _refused("known, or too many", user=user.name)
    passkey = Passkey(user_id=user.id, name=_shortened(name), host=page.host, made_at=now)
    passkey.credential_id, passkey.credential, passkey.counter = made.credential_id, bytes(made), known.counter
    session.add(passkey)
    events.note("new passkey", user=user.name, passkey=passkey.name, host=passkey.host)
    return passkey


def ask(page: PageAddress, challenges: Challenges, *, now: dt.datetime) -> dict[str, object]:
    """What a browser needs to sign somebody in with whichever passkey they choose."""
    challenge = _in_letters(_challenge(challenges, AskedBy(None, page.host), now=now))
    return {"challenge": challenge, "rpId": page.host, "userVerification": "required"}


def recognise(session: Session, page: PageAddress, challenges: Challenges, answer: str, *, now: dt.datetime) -> User:
    """Whose passkey has signed the challenge. Raises PasskeyRefused."""
    said = _authentication(answer)
    asked = challenges.take(said.response.client_data.challenge, now=now)
    if asked != AskedBy(None, page.host):
        raise _refused("wrong or old challenge")
    found = store.find(session, said.raw_id, page.host)
    if found is None:
        raise _refused("unknown passkey")
    passkey, user = found
    told = {"user": user.name, "passkey": passkey.name}
    if said.response.user_handle != _handle(user, page):
        raise _refused("somebody else's passkey", **told)
    try:
        _server(page).authenticate_complete(_state(said.response.client_data.challenge), [_credential(passkey)], said)
    except _UNREADABLE as wrong:
        raise _refused(str(wrong), **told) from wrong
    counter = said.response.authenticator_data.counter
    if (counter or passkey.counter) and counter <= passkey.counter:
        raise _refused("its counter went back: there may be a copy", **told)
    passkey.counter, passkey.used_at = counter, now
    events.note("right passkey", **told)
    return user


def remove(session: Session, user: User, passkey_id: int, *, now: dt.datetime) -> bool:
    """Let a passkey open nothing any more; whether it was there."""
    store.forget_removed(session, user, before=now - UNDO_FOR)
    passkey = store.get(session, user, passkey_id)
    if passkey:
        passkey.removed_at = now
        events.note("passkey removed", user=user.name, passkey=passkey.name)
    return passkey is not None


def restore(session: Session, user: User, passkey_id: int, *, now: dt.datetime) -> None:
    """Bring back a passkey that was removed a moment ago."""
    store.forget_removed(session, user, before=now - UNDO_FOR)
    passkey = store.get(session, user, passkey_id)
    if passkey:
        passkey.removed_at = None
        events.note("passkey back again", user=user.name, passkey=passkey.name)


def _server(page: PageAddress) -> "Fido2Server":
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialParameters, PublicKeyCredentialRpEntity, PublicKeyCredentialType

    entity = PublicKeyCredentialRpEntity(name="Backstride", id=page.host)
    server = Fido2Server(entity, verify_origin=lambda origin: origin == page.origin)
    kind = PublicKeyCredentialType.PUBLIC_KEY
    server.allowed_algorithms = [PublicKeyCredentialParameters(type=kind, alg=number) for number in _ALGORITHMS]
    return server


def _registration(answer: str) -> "RegistrationResponse":
    """What a phone answers that has made a passkey. Raises PasskeyRefused."""
    from fido2.webauthn import RegistrationResponse

    return _read(RegistrationResponse.from_dict, answer)


def _authentication(answer: str) -> "AuthenticationResponse":
    """What a phone answers that has signed a challenge. Raises PasskeyRefused."""
    from fido2.webauthn import AuthenticationResponse

    return _read(AuthenticationResponse.from_dict, answer)


def _read(reads: Callable[[Any], Said | None], answer: str) -> Said:
    try:
        said = reads(json.loads(answer))
    except _UNREADABLE as wrong:
        raise _refused("unreadable") from wrong
    if said is None:
        raise _refused("unreadable")
    return said


def _refused(reason: str, **told: str) -> PasskeyRefused:
    events.note("wrong passkey", reason=reason, **told)
    return PasskeyRefused(reason)


def _challenge(challenges: Challenges, asked: AskedBy, *, now: dt.datetime) -> bytes:
    challenge = secrets.token_bytes(32)
    challenges.add(challenge, asked, now=now)
    return challenge


def _state(challenge: bytes) -> dict[str, str]:
    """What the library compares an answer with; which challenges there are is known here, not there."""
    return {"challenge": _in_letters(challenge), "user_verification": "required"}


def _handle(user: User, page: PageAddress) -> bytes:
    """By what a phone knows its person again: it tells nobody else who that is."""
    return hashlib.sha256(f"{page.instance} {user.id} {user.created_at.timestamp()}".encode()).digest()


def _credential(passkey: Passkey) -> "AttestedCredentialData":
    from fido2.webauthn import AttestedCredentialData

    return AttestedCredentialData(passkey.credential)


def _in_letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _shortened(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
