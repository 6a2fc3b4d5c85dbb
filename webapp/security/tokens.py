"""Random words that let somebody in. Only their hashes are kept."""

import hashlib
import secrets


def new_token() -> tuple[str, bytes]:
    """A random token of 256 bits for who signs in, and the hash to keep."""
    token = secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
