"""A message to a browser by the push service of its maker, sealed so that this browser alone can read it.

Sealed by RFC 8291 (aes128gcm of RFC 8188, one record), signed by RFC 8292 (VAPID, ES256). `cryptography` takes 10 MB:
this module is loaded where somebody uses it.
"""

import base64
import datetime as dt
import hashlib
import hmac
import json
import os
from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.domain import messages, subscriptions
from webapp.domain.messages import MessageEvent, Reply, Telling
from webapp.domain.subscriptions import Receiver, Sender
from webapp.senders import reaching

# Push services take 24 hours at most (RFC 8292, section 2).
SIGNED_FOR = dt.timedelta(hours=12)
# With these no message has more than 3,000 bytes, whatever its letters; push services take 4,096.
LONGEST_TITLE, LONGEST_TEXT = 80, 400
# How long a message is does not tell what it says.
PADDED_TO = 512
_RECORD_BYTES, _SCALAR_BYTES = 4096, 32
# The number of RFC 8030, by which Safari shows a message without any script.
_DECLARED = 8030
_TOPIC_BYTES = 24


def send(
    receiver: Receiver,
    sender: Sender,
    telling: Telling,
    *,
    event: MessageEvent,
    language: str,
    made_at: dt.datetime,
    now: dt.datetime,
    allowed: Collection[str],
) -> Reply:
    """Send it, for as long as it is worth hearing. A newer one about the same takes its place while it waits there."""
    seconds = (made_at + messages.lasts(event) - now).total_seconds()
    headers = {
        "Authorization": signature(receiver.endpoint, sender, now=now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(int(seconds), 0)),
        "Urgency": subscriptions.urgency(event),
        "Topic": _topic(receiver, event),
    }
    body = sealed(_told(receiver, telling, event, language), receiver.p256dh, receiver.auth)
    return reaching.post(receiver.endpoint, body, headers, allowed=allowed)


def new_keys() -> tuple[bytes, bytes]:
    """The private and the public key of a new sender."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_numbers().private_value.to_bytes(_SCALAR_BYTES, "big"), _point(key.public_key())


def is_point(data: bytes) -> bool:
    """Whether this is a public key of a browser."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data)
    except ValueError:
        return False
    return len(data) == subscriptions.POINT_BYTES


def sealed(
    plain: bytes,
    p256dh: bytes,
    auth: bytes,
    *,
    key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
    padded_to: int = PADDED_TO,
) -> bytes:
    """A body that only the browser with these keys can read. `key` and `salt` are made for it, but in a test."""
    key, salt = key or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    ours = _point(key.public_key())
    shared = _derived(auth, key.exchange(ec.ECDH(), theirs), b"WebPush: info\0" + p256dh + ours, 32)
    content_key = _derived(salt, shared, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, shared, b"Content-Encoding: nonce\0", 12)
    # A two ends the last record, and zeros fill it (RFC 8188, section 2).
    record = plain + b"\x02"
    record += bytes(-len(record) % padded_to)
    head = salt + _RECORD_BYTES.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(content_key).encrypt(nonce, record, None)


def signature(endpoint: str, sender: Sender, *, now: dt.datetime) -> str:
    """What the Authorization header says: from whom a message is, to which push service, until when."""
    parts = urlsplit(endpoint)
    claims: dict[str, str | int] = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + SIGNED_FOR).timestamp()),
        "sub": sender.contact,
    }
    signed = f"{_as_text({'typ': 'JWT', 'alg': 'ES256'})}.{_as_text(claims)}"
    key = ec.derive_private_key(int.from_bytes(sender.private_key, "big"), ec.SECP256R1())
    both = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    token = f"{signed}.{_in_letters(b''.join(number.to_bytes(_SCALAR_BYTES, 'big') for number in both))}"
    return f"vapid t={token}, k={_in_letters(sender.public_key)}"


def _told(receiver: Receiver, telling: Telling, event: MessageEvent, language: str) -> bytes:
    """What the browser shows, in the form that Safari knows by itself.

    There is no picture in it: away from home a browser would wait for it, and show the message late.
    """
    shown = {
        "title": telling.title[:LONGEST_TITLE],
        "body": telling.text[:LONGEST_TEXT],
        "lang": language,
        "tag": event.value,
        "navigate": urljoin(receiver.home, "walk") if event is MessageEvent.REMINDER else receiver.home,
    }
    return json.dumps({"web_push": _DECLARED, "notification": shown}, ensure_ascii=False).encode()


def _topic(receiver: Receiver, event: MessageEvent) -> str:
    """What newer messages about the same have in common, without telling the push service what that is."""
    return _in_letters(hmac.new(receiver.auth, event.value.encode(), hashlib.sha256).digest()[:_TOPIC_BYTES])


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA256 of RFC 5869, for up to 32 bytes."""
    extracted = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()[:length]


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _as_text(document: dict[str, str | int]) -> str:
    return _in_letters(json.dumps(document, separators=(",", ":")).encode())


def _in_letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
