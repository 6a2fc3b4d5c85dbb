"""Checkups judge their facts, and one that can't be looked at keeps no other from it."""

import pytest

from tests.domain.checkup_cases import CASES, FAILURE, OK, WARNING
from webapp.domain.checkups import Checkup, CheckupState, Look, examined, worst, worst_first
from webapp.domain.machine_checkups import Saving, SyncTime, XmlReader


@pytest.mark.parametrize(("checkup", "state", "says"), CASES)
def test_a_checkup_judges_its_facts(checkup: Checkup, state: CheckupState, says: str) -> None:
    judgement = checkup.judged()

    assert (judgement.state, judgement.says) == (state, says)


def test_a_look_that_fails_is_told_by_its_kind_alone_and_the_others_go_on() -> None:
    def secret() -> Checkup:
        raise PermissionError("/home/alice/diary")

    looks: list[Look] = [(SyncTime, secret), (XmlReader, lambda: None), (Saving, lambda: Saving(takes_files=False))]
    slow, elsewhere, refused = examined(looks)

    assert (slow.name, slow.state, slow.judgement.figures) == ("sync-time", WARNING, {"error": "PermissionError"})
    assert (elsewhere.state, elsewhere.judgement.says) == (OK, "elsewhere")
    assert refused.state is FAILURE
    assert worst([slow, elsewhere]) is WARNING and worst([]) is OK
    assert worst_first([elsewhere, slow, refused]) == [refused, slow, elsewhere]
