"""A small OpenID Connect provider of the tests: it knows Ann, and can be made to tell untruths."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from tests.factories import NOW

CLIENT_ID, SECRET = "backstride", "a secret: 100% + more"
AT = int(NOW.timestamp())


@cache
def new_key(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})


class HomeProvider:
    """What it says of itself, its keys and its tokens are there to be changed by a test."""

    def __init__(self, port: int) -> None:
        # In a browser, another site than the server itself.
        self.issuer = f"http://localhost:{port}"
        self.facts: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        self.key = new_key("first")
        self.published: list[Any] = [self.key.as_dict(private=False)]
        self.untruths: dict[str, Any] = {}
        self.given = 0
        self.codes: dict[str, dict[str, str]] = {}
        self.statuses: dict[str, int] = {}
        self.bodies: dict[str, bytes] = {}

    def say_yes(self, address: str, **untruths: Any) -> dict[str, str]:
        """Ann signs in and says yes: what her browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        self.untruths |= untruths
        self.given += 1
        code = f"code-{self.given}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(self, asked: dict[str, str]) -> str:
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "sub": "4711", "nonce": asked["nonce"], "iat": AT}
        claims |= {"exp": AT + 300, "preferred_username": "ann"} | self.untruths
        said = {name: value for name, value in claims.items() if value is not None}
        return self.signed(said)

    def signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key)

    def answer(self, path: str, form: dict[str, str], password: str) -> tuple[int, Any]:
        if path == "/.well-known/openid-configuration":
            return 200, self.facts
        if path == "/keys":
            return 200, {"keys": self.published}
        return self.redeem(form, password)

    def redeem(self, form: dict[str, str], password: str) -> tuple[int, Any]:
        """A code is good once, for who asked for it and has the secret."""
        asked = self.codes.pop(form.get("code", ""), None)
        if password != "backstride:a+secret%3A+100%25+%2B+more" and form.get("client_secret") != SECRET:
            return 401, {"error": "invalid_client"}
        challenge = base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"id_token": self.token(asked), "access_token": "unused", "token_type": "Bearer"}


@contextmanager
def serving() -> Iterator[HomeProvider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            given = self.headers.get("Authorization", "").removeprefix("Basic ")
            if self.path.startswith("/authorize"):
                return self.lead_back()
            status, said = provider.answer(self.path, form, base64.b64decode(given).decode())
            answer = provider.bodies.get(self.path, json.dumps(said).encode())
            self.send_response(provider.statuses.get(self.path, status))
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def lead_back(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            self.send_response(303)
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{urlencode(provider.say_yes(self.path))}")
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = HomeProvider(server.server_port)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
