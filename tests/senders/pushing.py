"""A browser that shows messages, with the keys that only it has: it opens what it is sent, by RFC 8291 and 8188."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def data_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return key.public_key().public_bytes(serialization.Encoding.X962, form)


class Phone:
    """A browser with its keys."""

    def __init__(self, key: ec.EllipticCurvePrivateKey | None = None, auth: bytes = b"sixteen bytes ..") -> None:
        self.key, self.auth = key or ec.derive_private_key(4711, ec.SECP256R1()), auth
        self.p256dh = point(self.key)

    def form(self, endpoint: str) -> dict[str, str]:
        """What its script sends."""
        return {"endpoint": endpoint, "p256dh": letters(self.p256dh), "auth": letters(self.auth)}

    def opened(self, body: bytes) -> bytes:
        """What stands in a body."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        secret = _derived(shared, self.auth, b"WebPush: info\0" + self.p256dh + theirs, 32)
        content_key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        plain, end, zeros = AESGCM(content_key).decrypt(nonce, sealed, None).rpartition(b"\x02")
        assert end and not zeros.strip(b"\0")
        return plain

    def shown(self, body: bytes) -> dict[str, str]:
        """The notification that it is told to show."""
        told = json.loads(self.opened(body))
        assert told["web_push"] == 8030
        notification: dict[str, str] = told["notification"]
        return notification


def claims(authorization: str) -> dict[str, Any]:
    """What a signature claims, once it is checked with the public key beside it."""
    scheme, token, key = authorization.replace(",", "").split()
    assert scheme == "vapid"
    head, body, signed = token.removeprefix("t=").split(".")
    assert json.loads(data_of(head)) == {"typ": "JWT", "alg": "ES256"}
    raw = data_of(signed)
    assert len(raw) == 64
    signature = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data_of(key.removeprefix("k=")))
    public.verify(signature, f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    claimed: dict[str, Any] = json.loads(data_of(body))
    return claimed


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
