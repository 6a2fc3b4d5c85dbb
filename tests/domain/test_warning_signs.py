"""Warning signs in a document: by name, and as they were told before they had names."""

import pytest

from tests.domain.test_documents import changed, read
from webapp.domain import documents
from webapp.domain.problems import Invalid, Reason
from webapp.domain.walks import WarningSign


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"had_warning_sign": True}, (WarningSign.UNSPECIFIED,)),
        ({"had_warning_sign": False}, ()),
        ({"warning_signs": []}, ()),
        ({"warning_signs": ["numbness", "chest_pain", "numbness"]}, (WarningSign.CHEST_PAIN, WarningSign.NUMBNESS)),
        ({"warning_signs": ["unspecified", "faintness"], "had_warning_sign": True}, (WarningSign.FAINTNESS,)),
    ],
)
def test_a_warning_sign_is_read_by_name_and_as_before(said: dict[str, object], expected: tuple[object, ...]) -> None:
    found = read(changed(**said))
    assert found.warning_signs == expected
    assert read(documents.walk_document(found)).warning_signs == expected


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"warning_signs": ["numbness"], "had_warning_sign": False}, "had_warning_sign", Reason.CONTRADICTS),
        ({"warning_signs": "numbness"}, "warning_signs", Reason.NOT_A_LIST),
        ({"warning_signs": ["numb"]}, "warning_signs", Reason.NOT_A_CHOICE),
        ({"warning_signs": [7]}, "warning_signs", Reason.NOT_A_CHOICE),
        ({"warning_signs": [["numbness"]]}, "warning_signs", Reason.NOT_A_CHOICE),
    ],
)
def test_a_warning_sign_that_is_none_is_refused(said: dict[str, object], field: str, reason: Reason) -> None:
    with pytest.raises(Invalid) as refused:
        read(changed(**said))
    assert [(problem.field, problem.reason) for problem in refused.value.problems] == [(field, reason)]
