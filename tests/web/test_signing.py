"""What travels through a browser and back can't be changed on the way, nor used for something else."""

from hashlib import sha1

import pytest
from flask import Flask
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.web import signing


def test_what_was_signed_for_one_use_is_nothing_for_another(app: Flask) -> None:
    with app.app_context():
        signed = signing.signer("undo").dumps([1])
        assert signing.signer("undo").loads(signed) == [1]
        for use in ("own document", "", "undo "):
            with pytest.raises(BadSignature):
                signing.signer(use).loads(signed)


def test_one_changed_letter_is_noticed_wherever_it_is(app: Flask) -> None:
    with app.app_context():
        signed = str(signing.signer("undo").dumps({"person": 1}))
        # The last letter holds bits that mean nothing.
        for at in range(len(signed) - 1):
            other = "A" if signed[at] != "A" else "B"
            with pytest.raises(BadSignature):
                signing.signer("undo").loads(signed[:at] + other + signed[at + 1 :])


def test_a_weaker_signature_with_the_right_key_is_none(app: Flask) -> None:
    weaker = URLSafeSerializer(app.config["SECRET_KEY"], salt="undo", signer_kwargs={"digest_method": sha1})
    with app.app_context(), pytest.raises(BadSignature):
        signing.signer("undo").loads(weaker.dumps([1]))
