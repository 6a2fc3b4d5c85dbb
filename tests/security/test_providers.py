"""What a provider says counts only if all of it is true, and made for this one sign-in."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.factories import NOW
from tests.provider import AT, CLIENT_ID, SECRET, HomeProvider, new_key, serving
from webapp.config import Provider
from webapp.security import providers
from webapp.security.providers import NoAnswer, NotProven, Proven

BACK = "http://walks.local/login/provider/back"
Change = Callable[[HomeProvider], object]
Sign = Callable[[HomeProvider, dict[str, Any]], str]


@pytest.fixture
def provider() -> Iterator[HomeProvider]:
    with serving() as provider:
        yield provider


def ours(provider: HomeProvider, secret: str = SECRET) -> Provider:
    return Provider(issuer=provider.issuer, client_id=CLIENT_ID, client_secret=secret, name="Authelia")


def come_back(
    provider: HomeProvider, meanwhile: Change = lambda _provider: None, given: dict[str, str] | None = None
) -> Proven:
    """Ann goes to the provider and comes back; something may change meanwhile."""
    address, trip = providers.begin(ours(provider), BACK)
    brought = provider.say_yes(address) | (given or {})
    meanwhile(provider)
    return providers.finish(ours(provider), trip, brought, BACK, now=NOW)


def test_somebody_is_known_by_issuer_and_subject(provider: HomeProvider) -> None:
    assert come_back(provider) == (provider.issuer, "4711", "ann")


@pytest.mark.parametrize("truth", [{"aud": [CLIENT_ID]}, {"aud": [CLIENT_ID, "x"], "azp": CLIENT_ID}, {"exp": AT - 59}])
def test_what_is_as_good_is_taken(provider: HomeProvider, truth: dict[str, Any]) -> None:
    provider.untruths = truth
    assert come_back(provider).subject == "4711"


UNTRUTHS = {
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "for somebody else": {"aud": "another-app"},
    "for others, too": {"aud": [CLIENT_ID, "another-app"]},
    "asked by another": {"azp": "another-app"},
    "another nonce": {"nonce": "x"},
    "many nonces": {"nonce": ["x"]},
    "no nonce": {"nonce": None},
    "expired": {"exp": AT - 61},
    "never expires": {"exp": None},
    "not yet": {"nbf": AT + 120},
    "from tomorrow": {"iat": AT + 86400},
    "no subject": {"sub": None},
    "a blank subject": {"sub": " "},
    "a number as subject": {"sub": 4711},
    "a long subject": {"sub": "4" * 256},
}


@pytest.mark.parametrize("untruth", UNTRUTHS.values(), ids=UNTRUTHS)
def test_a_token_that_is_not_for_this_sign_in_proves_nobody(provider: HomeProvider, untruth: dict[str, Any]) -> None:
    provider.untruths = untruth
    with pytest.raises(NotProven):
        come_back(provider)


def forged(claims: dict[str, Any], secret: bytes, **header: str) -> str:
    """A token that the library would not make."""
    head, body = (urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
    signature = hmac.new(secret, head + b"." + body, "sha256").digest() if secret else b""
    return b".".join((head, body, urlsafe_b64encode(signature).rstrip(b"="))).decode()


def unsigned(provider: HomeProvider, claims: dict[str, Any]) -> str:
    return forged(claims, b"", alg="none")


def by_the_public_key(provider: HomeProvider, claims: dict[str, Any]) -> str:
    return forged(claims, provider.key.as_pem(private=False), alg="HS256", kid="first")


def by_the_client_secret(provider: HomeProvider, claims: dict[str, Any]) -> str:
    return forged(claims, SECRET.encode(), alg="HS256")


def by_a_key_for_nothing(provider: HomeProvider, claims: dict[str, Any]) -> str:
    """The set names a secret, too, which would be everybody's."""
    return forged(claims, b"x", alg="HS256", kid="oct")


def by_another_key(provider: HomeProvider, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": "first"}, claims, new_key("evil"))


def by_a_key_that_it_brings(provider: HomeProvider, claims: dict[str, Any]) -> str:
    key: ECKey = new_key("evil")
    header = {"alg": "ES256", "kid": "first", "jwk": key.as_dict(private=False)}
    return jwt.encode(header, claims, key)


def cut(provider: HomeProvider, claims: dict[str, Any]) -> str:
    token = jwt.encode({"alg": "ES256"}, claims, provider.key)
    return token.rpartition(".")[0] + "."


FORGERS: list[Sign] = [
    unsigned,
    by_the_public_key,
    by_the_client_secret,
    by_a_key_for_nothing,
    by_another_key,
    by_a_key_that_it_brings,
    cut,
]


@pytest.mark.parametrize("sign", FORGERS)
def test_a_token_that_the_provider_did_not_sign_proves_nobody(
    provider: HomeProvider, monkeypatch: pytest.MonkeyPatch, sign: Sign
) -> None:
    monkeypatch.setattr(provider, "signed", lambda claims: sign(provider, claims))
    provider.published.append({"kty": "oct", "k": "eA", "kid": "oct", "use": "sig"})
    with pytest.raises(NotProven, match="signature"):
        come_back(provider)


def test_a_provider_may_change_its_key_at_any_time(provider: HomeProvider) -> None:
    provider.key = new_key("second")
    with pytest.raises(NotProven, match="signature"):
        come_back(provider)
    provider.published += [{"kty": "new"}, "odd", provider.key.as_dict(private=False)]
    assert come_back(provider).subject == "4711"


def test_a_code_is_good_once_and_for_who_was_sent_off(provider: HomeProvider) -> None:
    address, trip = providers.begin(ours(provider), BACK)
    given = provider.say_yes(address)
    _, other = providers.begin(ours(provider), BACK)
    with pytest.raises(NotProven, match="state"):
        providers.finish(ours(provider), other, given, BACK, now=NOW)
    with pytest.raises(NotProven, match="invalid_grant"):
        providers.finish(ours(provider), other._replace(state=trip.state), given, BACK, now=NOW)
    with pytest.raises(NotProven, match="invalid_grant"):
        providers.finish(ours(provider), trip, given, BACK, now=NOW)


def test_who_says_no_there_is_not_proven(provider: HomeProvider) -> None:
    with pytest.raises(NotProven, match="access_denied"):
        come_back(provider, given={"code": "", "error": "access_denied"})


@pytest.mark.parametrize("sender", [{}, {"iss": ""}, {"iss": "https://evil.example"}])
def test_an_answer_of_another_provider_does_not_count(provider: HomeProvider, sender: dict[str, str]) -> None:
    provider.facts["authorization_response_iss_parameter_supported"] = True
    assert come_back(provider, given={"iss": provider.issuer}).subject == "4711"
    with pytest.raises(NotProven, match="another provider"):
        come_back(provider, given=sender)


SILENT: dict[str, Change] = {
    "it is another": lambda provider: provider.facts.update(issuer="https://evil.example"),
    "it has no keys": lambda provider: provider.facts.update(jwks_uri=""),
    "its address is a file": lambda provider: provider.facts.update(jwks_uri="file:///etc/passwd"),
    "its address has a line": lambda provider: provider.facts.update(token_endpoint=provider.issuer + "/a\r\nX: y"),
    "it is out of order": lambda provider: provider.statuses.update({"/token": 502}),
    "it leads elsewhere": lambda provider: provider.statuses.update({"/keys": 302}),
    "it says nonsense": lambda provider: provider.bodies.update({"/keys": b"<html>"}),
    "it says a list": lambda provider: provider.bodies.update({"/token": b"[]"}),
    "it goes deep": lambda provider: provider.bodies.update({"/token": b"[" * 60000}),
    "it says too much": lambda provider: provider.bodies.update({"/keys": b'"' + b"x" * 70000 + b'"'}),
    "it has another secret": lambda provider: provider.statuses.update({"/token": 401}),
}


@pytest.mark.parametrize("change", SILENT.values(), ids=SILENT)
def test_a_provider_that_does_not_answer_as_one_proves_nobody(provider: HomeProvider, change: Change) -> None:
    with pytest.raises(NoAnswer):
        come_back(provider, change)


@pytest.mark.parametrize("address", ["http://evil.example/keys", "https:///keys", "https://a:b/keys", "https://a b/"])
def test_a_safe_provider_names_no_unsafe_address(address: str) -> None:
    safe = Provider(issuer="https://auth.example.org", client_id=CLIENT_ID, name="Authelia")
    with pytest.raises(NoAnswer):
        providers._address({"jwks_uri": address}, "jwks_uri", safe)


def test_a_secret_may_go_in_the_form(provider: HomeProvider) -> None:
    provider.facts["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    assert come_back(provider).subject == "4711"


def test_who_asks_too_much_at_once_has_to_come_again(provider: HomeProvider) -> None:
    with providers._asking(), providers._asking(), pytest.raises(NoAnswer, match="busy"):
        providers.begin(ours(provider), BACK)
    assert come_back(provider).subject == "4711"
