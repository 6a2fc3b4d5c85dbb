"""An OpenID Connect provider says who somebody is: by a code, with PKCE, and nothing is kept here on the way.

Everything is asked anew each time, so that changed keys and addresses are known at once and none takes memory.
docs/decisions/0015-ways-in-from-elsewhere.md says why it is like this.
"""

import base64
import datetime as dt
import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote_plus, urlencode, urlsplit

from webapp.config import Provider
from webapp.security import events
from webapp.senders import reaching

# By keys that only the provider has: neither "none" nor HS256, for which the secret or a public key would do.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
_KEY_TYPES = ("RSA", "EC", "OKP")
# Clocks differ.
LEEWAY_S = 60
LONGEST_SUBJECT = 255
LONGEST_NAME = 100
_MOST_KEYS = 20
# Whoever asks for a sign-in lets this server ask elsewhere: never so many at once that others wait.
_ASKING = threading.BoundedSemaphore(2)


class NoAnswer(Exception):
    """Raised where the provider can't be asked, or does not answer as one does."""


class NotProven(Exception):
    """Raised where what came back proves nobody."""


class Trip(NamedTuple):
    """What the browser keeps until it comes back: no answer to another question fits it."""

    state: str
    nonce: str
    verifier: str


class Proven(NamedTuple):
    """Whom a provider has proved to us, and what they are called there."""

    issuer: str
    subject: str
    name: str


def begin(provider: Provider, back: str) -> tuple[str, Trip]:
    """Where to send a browser, and what it is to keep. `back` is where it comes back to. Raises NoAnswer."""
    with _asking():
        facts = _facts(provider)
    trip = Trip(*(secrets.token_urlsafe(32) for _ in Trip._fields))
    challenge = base64.urlsafe_b64encode(sha256(trip.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid profile",
        "state": trip.state,
        "nonce": trip.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    address = _address(facts, "authorization_endpoint", provider)
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}", trip


def finish(provider: Provider, trip: Trip, given: Mapping[str, str], back: str, *, now: dt.datetime) -> Proven:
    """Who came back with this. Raises NoAnswer and NotProven."""
    if not secrets.compare_digest(given.get("state", "").encode(), trip.state.encode()):
        raise NotProven("state")
    with _asking():
        facts = _facts(provider)
        _check_sender(facts, given)
        if not given.get("code"):
            raise NotProven(given.get("error", "no code")[:LONGEST_NAME])
        token = _id_token(provider, facts, trip, given["code"], back)
        keys = _json(_address(facts, "jwks_uri", provider)).get("keys")
    claims = _claims(token, keys if isinstance(keys, list) else [])
    _check(claims, str(facts["issuer"]), provider.client_id, trip, now=now)
    return Proven(provider.issuer, claims["sub"], _name(claims))


def _facts(provider: Provider) -> dict[str, Any]:
    """What the provider says about itself. It has to be the one that was set, but for a slash at the end."""
    facts = _json(f"{provider.issuer}/.well-known/openid-configuration")
    if str(facts.get("issuer", "")).removesuffix("/") != provider.issuer:
        raise _no_answer("it calls itself another issuer")
    return facts


def _check_sender(facts: Mapping[str, Any], given: Mapping[str, str]) -> None:
    """What comes from another provider does not count (RFC 9207)."""
    sender = given.get("iss")
    must_say = facts.get("authorization_response_iss_parameter_supported") is True
    if (sender is not None or must_say) and sender != facts["issuer"]:
        raise NotProven("another provider")


def _id_token(provider: Provider, facts: Mapping[str, Any], trip: Trip, code: str, back: str) -> str:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": trip.verifier}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    ways = facts.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if provider.client_secret and "client_secret_basic" in ways:
        pair = ":".join(map(quote_plus, (provider.client_id, provider.client_secret)))
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": provider.client_id}
        form |= {"client_secret": provider.client_secret} if provider.client_secret else {}
    answer = _json(_address(facts, "token_endpoint", provider), urlencode(form).encode(), headers)
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise NotProven("no id_token")
    return token


def _claims(token: str, keys: list[Any]) -> dict[str, Any]:
    """What a token says that one of these keys has signed."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import JWKRegistry

    usable = [key for key in keys if isinstance(key, dict) and key.get("kty") in _KEY_TYPES and "d" not in key]
    for key in usable[:_MOST_KEYS]:
        if key.get("use", "sig") != "sig":
            continue
        try:
            return jwt.decode(token, JWKRegistry.import_key(key), algorithms=ALGORITHMS).claims
        except (JoseError, ValueError, TypeError, RecursionError):
            # Signed by another of the keys, or by none.
            continue
    raise NotProven("signature")


def _check(claims: dict[str, Any], issuer: str, client_id: str, trip: Trip, *, now: dt.datetime) -> None:
    from joserfc.errors import JoseError
    from joserfc.jwt import JWTClaimsRegistry

    rules = JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY_S,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        rules.validate(claims)
    except JoseError as error:
        raise NotProven(str(error)) from error
    is_for_others, is_theirs = (
        isinstance(claims["aud"], list) and len(claims["aud"]) > 1,
        claims.get("azp") == client_id,
    )
    if claims.get("nonce") != trip.nonce:
        raise NotProven("nonce")
    if (is_for_others or "azp" in claims) and not is_theirs:
        raise NotProven("azp")
    if not claims["sub"].strip() or len(claims["sub"]) > LONGEST_SUBJECT:
        raise NotProven("sub")


def _name(claims: Mapping[str, Any]) -> str:
    names = (claims.get(claim) for claim in ("preferred_username", "name", "sub"))
    said = next(name for name in names if isinstance(name, str) and name.strip())
    letters = "".join(letter if letter.isprintable() else " " for letter in said)
    return " ".join(letters.split())[:LONGEST_NAME]


def _address(facts: Mapping[str, Any], name: str, provider: Provider) -> str:
    """One of the addresses that a provider names: never one that is less safe than its own."""
    address = str(facts.get(name, ""))
    schemes = ("https",) if provider.issuer.startswith("https:") else ("http", "https")
    if not _is_address(address, schemes):
        raise _no_answer(f"its {name} is no address")
    return address


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    is_plain = text.isascii() and text.isprintable() and " " not in text
    return is_plain and parts.scheme in schemes and bool(parts.hostname)


def _json(url: str, form: bytes | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    try:
        answer = reaching.ask(url, form, headers)
        said = json.loads(answer.body)
    except (OSError, ValueError, RecursionError) as error:
        raise _no_answer(type(error).__name__, url) from error
    if not isinstance(said, dict):
        raise _no_answer("no object", url)
    if form is not None and answer.status == 400:
        raise NotProven(str(said.get("error"))[:LONGEST_NAME])
    if answer.status != 200:
        raise _no_answer(f"{answer.status} {str(said.get('error'))[:LONGEST_NAME]}", url)
    return said


def _no_answer(why: str, url: str = "") -> NoAnswer:
    events.note("the provider does not answer", why=why, url=url)
    return NoAnswer(why)


@contextmanager
def _asking() -> Iterator[None]:
    if not _ASKING.acquire(blocking=False):
        raise NoAnswer("busy")
    try:
        yield
    finally:
        _ASKING.release()
