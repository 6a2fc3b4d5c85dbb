"""The API does what its document says, for what the document allows and for what it does not."""

from tests import api_check


def test_every_answer_is_as_the_document_says() -> None:
    """The short form; `python -m tests.api_check` tries 500 examples for each call."""
    found = api_check.check(*api_check.SHORT, quietly=True)
    assert found.returncode == 0, found.stdout[-4000:]
    assert "Tested: " in found.stdout
