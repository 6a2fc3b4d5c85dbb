"""Secrets that the server has to read again, sealed: a copy of the database, as a backup is, does not have them.

The key is a file of its own in the data folder, made when the first secret is sealed. It goes into no backup.
"""

import secrets
from pathlib import Path

from webapp.storage import files

FILE = "sealing.key"
_KEY_BYTES, _NONCE_BYTES = 32, 12


def seal(data: Path, secret: str, *, belongs_to: str) -> bytes:
    """A secret that can be read again with the key of this data folder, and for whom it belongs to alone."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    file, nonce = data / FILE, secrets.token_bytes(_NONCE_BYTES)
    if not file.exists():
        files.write_whole(file, secrets.token_bytes(_KEY_BYTES))
    return nonce + AESGCM(file.read_bytes()).encrypt(nonce, secret.encode(), belongs_to.encode())


def unseal(data: Path, sealed: bytes, *, belongs_to: str) -> str | None:
    """The secret; None where the key is lost or another, or where it belongs to somebody else."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        key = AESGCM((data / FILE).read_bytes())
        return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], belongs_to.encode()).decode()
    except (FileNotFoundError, InvalidTag, ValueError):
        return None
