"""Copies that leave the machine, locked with a pass phrase that the machine does not know.

A lock has two halves, made once from the pass phrase: a public key, with which anybody can lock a file, and the private
key that opens it, itself encrypted with the pass phrase. The server keeps both as they are, so it locks a copy every
night and can open none. Each file carries the lock in its head: the file and the pass phrase are enough to open it.

The file: the word BSTRLOCK and a byte 1, the head's length (4 bytes, most significant first), the head as JSON, pieces.
The head has, as hexadecimal: `salt`, `nonce` and `private` (AES-256-GCM with the key that scrypt makes of the pass
phrase, N = 2^15, r = 8, p = 1; `public` is authenticated with it), `public` (X25519), and `once`, a public key made
for this file alone. The key of the pieces is HKDF-SHA-256 of the X25519 exchange of `once` with `public`, with the
whole head as its information. A piece is 64 KiB, the last one as long as is left, in AES-256-GCM: 16 bytes longer. Its
nonce is its number (11 bytes) and a byte that is 1 for the last piece, so that none can be left out, moved, or cut off.

What `cryptography` takes in memory is given back: a process of its own locks.
"""

import hashlib
import json
import os
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from webapp.storage import files
from webapp.storage.apart import apart

MAGIC = b"BSTRLOCK\x01"
ENDING = ".locked"
# Whoever finds a copy can guess as long as they like.
SHORTEST_PASS_PHRASE = 15
_PIECE = 64 * 1024
_TAG = 16
# Longer than any head, so that nobody's file makes us read much.
_LONGEST_HEAD = 4096
_PATIENCE_S = 600


class WrongLock(RuntimeError):
    """The file can't be opened: the pass phrase is another, or it was changed or cut short."""


class Lock(NamedTuple):
    """What locks a file, and what opens it to who knows the pass phrase; as hexadecimal."""

    public: str
    salt: str
    nonce: str
    private: str


class LockOfCopies:
    """The lock of the copies that leave, if the owner has set one."""

    def __init__(self, data: Path) -> None:
        self._file = data / "backup-lock.json"

    @property
    def lock(self) -> Lock | None:
        try:
            return Lock(**json.loads(self._file.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def set(self, pass_phrase: str) -> None:
        lock = _ask({"do": "new_lock", "pass_phrase": pass_phrase})
        files.write_whole(self._file, json.dumps(lock).encode())

    def forget(self) -> None:
        """Lock no more; what is locked stays so."""
        self._file.unlink(missing_ok=True)


def lock_apart(source: Path, target: Path, lock: Lock) -> None:
    """Write the source into a new file, locked, in a process of its own."""
    files.open_private(target).close()
    _ask({"do": "lock", "source": str(source), "target": str(target), "lock": lock})


def done(asked: dict[str, Any]) -> Any:
    """What was asked for, done here."""
    if asked["do"] == "new_lock":
        return new_lock(asked["pass_phrase"])._asdict()
    with open(asked["target"], "wb") as target:
        lock_file(Path(asked["source"]), target, Lock(*asked["lock"]))
        target.flush()
        os.fsync(target.fileno())
    return None


def is_locked(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(len(MAGIC)) == MAGIC


def new_lock(pass_phrase: str) -> Lock:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key, salt, nonce = X25519PrivateKey.generate(), os.urandom(16), os.urandom(12)
    public = key.public_key().public_bytes_raw()
    private = AESGCM(_key_of(pass_phrase, salt)).encrypt(nonce, key.private_bytes_raw(), public)
    return Lock(public.hex(), salt.hex(), nonce.hex(), private.hex())


def lock_file(source: Path, target: BinaryIO, lock: Lock) -> None:
    """Write the source, locked."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    once = X25519PrivateKey.generate()
    head = json.dumps(lock._asdict() | {"once": once.public_key().public_bytes_raw().hex()}).encode()
    shared = once.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(lock.public)))
    cipher = AESGCM(_piece_key(shared, head))
    target.write(MAGIC + struct.pack(">I", len(head)) + head)
    with source.open("rb") as content:
        for nonce, piece in _pieces(content, _PIECE):
            target.write(cipher.encrypt(nonce, piece, None))


def unlock_file(source: Path, target: BinaryIO, pass_phrase: str) -> None:
    """Write what was locked. Raises WrongLock, if only at the end: what was written until then is worth nothing."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    with source.open("rb") as content:
        try:
            cipher = AESGCM(_opened_key(content, pass_phrase))
            for nonce, piece in _pieces(content, _PIECE + _TAG):
                target.write(cipher.decrypt(nonce, piece, None))
        except (InvalidTag, ValueError, KeyError, TypeError, struct.error) as error:
            raise WrongLock("The pass phrase is another, or the file was changed or cut short.") from error


def _opened_key(content: BinaryIO, pass_phrase: str) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if content.read(len(MAGIC)) != MAGIC:
        raise ValueError("not locked by us")
    (length,) = struct.unpack(">I", content.read(4))
    head = content.read(min(length, _LONGEST_HEAD))
    named = {name: bytes.fromhex(value) for name, value in json.loads(head).items()}
    wrapping = AESGCM(_key_of(pass_phrase, named["salt"]))
    key = X25519PrivateKey.from_private_bytes(wrapping.decrypt(named["nonce"], named["private"], named["public"]))
    return _piece_key(key.exchange(X25519PublicKey.from_public_bytes(named["once"])), head)


def _pieces(content: BinaryIO, size: int) -> Iterator[tuple[bytes, bytes]]:
    """The pieces of a file with their nonces; the last may be empty, and is always there."""
    number, piece = 0, content.read(size)
    while True:
        following = content.read(size)
        yield number.to_bytes(11, "big") + bytes([not following]), piece
        if not following:
            return
        number, piece = number + 1, following


def _key_of(pass_phrase: str, salt: bytes) -> bytes:
    # 32 MiB for a moment.
    typed = unicodedata.normalize("NFKC", pass_phrase.strip()).encode()
    return hashlib.scrypt(typed, salt=salt, n=1 << 15, r=8, p=1, maxmem=1 << 26, dklen=32)


def _piece_key(shared: bytes, head: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=None, info=head).derive(shared)


def _ask(asked: dict[str, Any]) -> Any:
    return apart(done, asked, patience_s=_PATIENCE_S, what="lock a copy")
