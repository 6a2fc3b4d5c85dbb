"""What an address or a cookie carries through a browser and back, signed: nobody else can make or change it."""

from hashlib import sha256

from flask import current_app
from itsdangerous import URLSafeSerializer


def signer(use: str) -> URLSafeSerializer:
    """Signs and reads what is for one use: what was signed for another is none."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=use, signer_kwargs={"digest_method": sha256})
