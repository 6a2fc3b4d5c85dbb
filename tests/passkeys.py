"""A phone of the tests that keeps a passkey, and says what is wrong where a test wants that."""

import base64
import hashlib
import json
import secrets
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_letters(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Phone:
    """It has one passkey, says that a finger was there, and counts."""

    def __init__(self, origin: str = "http://localhost") -> None:
        self.origin = origin
        self.id = secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.counter = 0
        self.handle = b""

    def made(self, options: dict[str, Any], **wrong: Any) -> str:
        """What it answers when it has made its passkey."""
        self.handle = from_letters(options["user"]["id"])
        point = self.key.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
        known = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(key)
        data = self._data(options["rp"]["id"], HAS_KEY, **wrong) + known
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options, **wrong)
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def signed(self, options: dict[str, Any], **wrong: Any) -> str:
        """What it answers when its passkey has signed a challenge."""
        data, client = self._data(options["rpId"], 0, **wrong), self._client("webauthn.get", options, **wrong)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        handle = wrong.get("handle", self.handle)
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=handle)

    def _client(self, kind: str, options: dict[str, Any], **wrong: Any) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(
            said | {name: wrong[name] for name in ("type", "challenge", "origin") if name in wrong}
        ).encode()

    def _data(self, for_host: str, more: int, **wrong: Any) -> bytes:
        self.counter += wrong.get("counts", 1)
        flags = wrong.get("flags", PRESENT | VERIFIED) | more
        return hashlib.sha256(wrong.get("host", for_host).encode()).digest() + struct.pack(">BI", flags, self.counter)

    def _answer(self, **response: bytes) -> str:
        said = {name: letters(value) for name, value in response.items()}
        return json.dumps({"id": letters(self.id), "rawId": letters(self.id), "type": "public-key", "response": said})
