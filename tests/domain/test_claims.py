from webapp.domain import claims
from webapp.domain.claims import CLAIMS, STANDINGS, Certainty, Question


def test_there_are_45_claims_in_order_and_each_once() -> None:
    assert [claim.id for claim in CLAIMS] == [f"C{number:02}" for number in range(1, 46)]


def test_every_question_has_claims_and_every_claim_one_question() -> None:
    groups = claims.by_question()
    assert list(groups) == list(Question)
    assert all(groups.values())
    assert sorted(claim.id for group in groups.values() for claim in group) == [claim.id for claim in CLAIMS]


def test_every_verdict_has_a_standing_and_every_standing_a_verdict() -> None:
    assert {claim.verdict for claim in CLAIMS} == set(STANDINGS)
    assert {claim.standing for claim in CLAIMS} == set(Certainty)


def test_only_a_plain_supported_is_called_supported() -> None:
    for claim in CLAIMS:
        assert (claim.standing is Certainty.SUPPORTED) == (claim.verdict == "supported"), claim.id


def test_what_is_not_verified_names_no_source() -> None:
    unsure = [claim for claim in CLAIMS if claim.standing is Certainty.NOT_VERIFIED]
    assert [claim.id for claim in unsure] == ["C31", "C32", "C39"]
    assert not [claim for claim in unsure if claim.sources]


def test_a_repeated_claim_points_to_another_card() -> None:
    cards = {claim.id: claim for claim in CLAIMS}
    assert {claim.id for claim in CLAIMS if claim.see} >= {"C29", "C40"}
    assert all(cards[claim.see].see is None for claim in CLAIMS if claim.see)
