"""Every claim about walking backward: where the app honours it, or why not. The table is looked up, not believed."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import SAME_ORIGIN, TODAY, backward, forward, log, segment, signed_in
from tests.honoured import Diary, Field, Page, Place, Route, Rule, WhyNot
from webapp.actions import weights
from webapp.domain.claims import CLAIMS
from webapp.domain.energy import Effort, Mode
from webapp.domain.gates import Gate
from webapp.domain.pain import PainChange
from webapp.domain.safety import Advice, Answer, Check, Signs
from webapp.domain.self_tests import SelfTestKind
from webapp.domain.walks import Place as Ground
from webapp.domain.walks import Site
from webapp.storage.engine import Database
from webapp.storage.models import User

LEARN, TECHNIQUE, REVIEW = "/learn", "/learn/technique", "/walks/{backward}/review"


def card(claim: str, *texts: str) -> Page:
    """The card of a claim, on the page of its question."""
    question = next(found.question for found in CLAIMS if found.id == claim)
    return Page(f"/learn/{question.value}", ids=(claim,), texts=texts)


def is_supervised(answer: Answer) -> Rule:
    check = Check(birth_year=1980, answers=frozenset({answer}))
    return Rule(
        "webapp.domain.safety:advise",
        lambda advise: (
            advise(check, Signs(), today=TODAY).advice is Advice.SUPERVISED
            and advise(check, Signs(), today=TODAY).highest_level == 0
        ),
    )


def sends_to_doctor(answer: Answer) -> Rule:
    check = Check(birth_year=1980, answers=frozenset({answer}))
    return Rule(
        "webapp.domain.safety:advise", lambda advise: advise(check, Signs(), today=TODAY).advice is Advice.SEE_DOCTOR
    )


THREE_BALANCE_DAYS = Rule(
    "webapp.domain.body:balance_aim", lambda aim: aim(1950, TODAY) == 3 and aim(1990, TODAY) is None
)
KEPT_TO_LEVEL_1 = Rule(
    "webapp.domain.safety:advise",
    lambda advise: advise(Check(birth_year=1950), Signs(backward_3m_s=5.0), today=TODAY).highest_level == 1,
)
MEANINGFUL = Rule(
    "webapp.domain.pain:change",
    lambda change: (
        change([5] * 3, [3] * 3, sessions=8) is PainChange.BETTER
        and change([7] * 3, [5.1] * 3, sessions=8) is PainChange.SLIGHTLY_BETTER
        and change([5] * 3, [3] * 3, sessions=7) is PainChange.TOO_EARLY
        and change([5] * 2, [3] * 3, sessions=8) is PainChange.TOO_EARLY
    ),
)
SIX_WEEKS_OF_THREE = Rule(
    "webapp.domain.programme:LEVEL_1",
    lambda sessions: [one.week for one in sessions] == [week for week in range(1, 7) for _ in range(3)],
)
FROM_5_TO_20 = Rule(
    "webapp.domain.programme:LEVEL_1",
    lambda sessions: (sessions[0].all_backward_minutes, sessions[-1].all_backward_minutes) == (5, 20),
)
FORTY_PERCENT = Rule(
    "webapp.domain.energy:mets",
    lambda mets: mets(Effort(mode=Mode.BACKWARD_WALK, minutes=30, speed_mph=3.5), 70) == pytest.approx((6.0, 4.3)),
)

HONOURED: dict[str, tuple[Place, ...]] = {
    "C01": (Page("/walks/new", fields=("minutes", "backward", "pace")),),
    "C02": (
        Page("/walks/new", fields=("minutes", "backward")),
        Page("/progress", texts=("Forward", "Backward"), ids=("weeks",)),
    ),
    "C03": (Page(REVIEW, fields=("effort", "attention")), Page("/walk/parts", ids=("tones", "words"))),
    "C04": (
        Page("/progress", texts=("against the goal of 150",)),
        Rule("webapp.domain.goals:ledger", lambda ledger: ledger([(600, 4.3)] * 7).seconds == 70 * 60),
    ),
    "C05": (Page("/tests/one_leg"), Page("/tests/backward_3m")),
    "C06": (card("C06", "It asks more, yes.", "so we promise none"),),
    "C07": (
        *(Page(f"/tests/{kind}") for kind in ("backward_3m", "one_leg", "tug")),
        Page("/body", ids=("balance",)),
        THREE_BALANCE_DAYS,
    ),
    "C08": (Page("/tests/walk_10m"), Page("/pain", fields=("site_knee_left", "site_knee_right"))),
    "C09": (
        Page("/walk/parts", texts=("steps backward are shorter and a little quicker",)),
        Page(TECHNIQUE, texts=("Take shorter steps. Take quicker ones if you keep the speed.",)),
    ),
    "C10": (
        Page("/tests/heel_rise"),
        Page(TECHNIQUE, texts=("calf (gastrocnemius)",)),
        Page("/pain", fields=("site_calf",)),
    ),
    "C11": (
        Page("/walks/new", fields=("slope",)),
        Page("/pain", fields=("site_heel",)),
        card("C11", "people report relief, but we found no trial"),
    ),
    "C12": (
        Page("/pain", fields=("site_back",)),
        Page(
            REVIEW,
            fields=tuple(f"warning_sign.{sign}" for sign in ("chest_pain", "faintness", "numbness", "breathlessness")),
        ),
        card("C12", "This is promising, but it is no treatment."),
    ),
    "C13": (
        *(is_supervised(one) for one in (Answer.PARKINSON, Answer.STROKE, Answer.MULTIPLE_SCLEROSIS)),
        Page("/tests/backward_3m", texts=("4.2", "4.5")),
    ),
    "C14": (
        FORTY_PERCENT,
        Page("/learn/energy", texts=("Compendium 2011", "Compendium 2024", "One MET", "+24 % to +75 %")),
    ),
    "C15": (
        card("C15", "26 women", "Nobody walked forward for comparison"),
        Page("/body", fields=("weight", "waist"), texts=("Backstride predicts no loss of fat.",)),
    ),
    "C16": (
        Rule("webapp.domain.gates:GATES", lambda gates: {Gate.LEVEL_2_FINISHED, Gate.CLEAN_SESSIONS} <= set(gates[4])),
        Page("/walks/new", fields=("backward_mode",)),
        card("C16", "so we promise nothing"),
    ),
    "C17": (card("C17", "eight highly trained men"), Page("/records", ids=("paces",))),
    "C18": (
        Rule(
            "webapp.domain.gates:GATES", lambda gates: "level_4" not in str(gates[5]) and "clean" not in str(gates[5])
        ),
        Rule("webapp.domain.energy:Mode", lambda modes: modes.BACKWARD_SLED.is_backward),
    ),
    "C19": (
        Page("/walks/new", fields=("sled",)),
        Page("/walks/{sled}", texts=("take the number as rough",)),
        Field("sleds/index.html", ("load", "metres", "sets", "seconds")),
        Route("sleds.create"),
    ),
    "C20": (Page(TECHNIQUE, texts=("The sled stops when you do.", "a clear lane, shoes with grip"), ids=("sled",)),),
    "C21": (
        Rule("webapp.domain.sleds:suggested_kg", lambda suggested: suggested(80, [], TODAY) == 8),
        card("C21", "That is true for pulling forward"),
    ),
    "C22": (SIX_WEEKS_OF_THREE, Page("/plan", ids=("plan-next", "plan-table"))),
    "C23": (
        Page(TECHNIQUE, ids=("place",)),
        Page("/plan", texts=("Before your first step backward", "I walked it forward once")),
        Page("/walks/new", fields=("place",)),
    ),
    "C24": (
        Page(TECHNIQUE, ids=("technique",), texts=("Do not look over your shoulder.", "Reach back with the big toe")),
        Page("/plan", texts=("Reach back with your big toe",)),
        Page(REVIEW, fields=("looked_back",)),
    ),
    "C25": (
        Page("/walks/new", fields=("rails",)),
        Page(TECHNIQUE, ids=("treadmill",)),
        Rule("webapp.domain.programme:LEVEL_1", lambda sessions: sessions[0].pace_mph < sessions[-1].pace_mph),
    ),
    "C26": (
        Rule("webapp.domain.programme:LONGEST_SLED_METRES", lambda metres: metres == 20),
        Page("/walks/{sled}/review", fields=("held_form",)),
        Field("sleds/index.html", ("metres", "sets", "held_form")),
        Page(TECHNIQUE, texts=("never beyond 20 metres",)),
    ),
    "C27": (THREE_BALANCE_DAYS, KEPT_TO_LEVEL_1, Page("/walk/parts", ids=("words",))),
    "C28": (card("C28", "no more than that they are used"), Page(TECHNIQUE, texts=("We promise no more",))),
    "C29": (MEANINGFUL, Page("/pain", fields=("site_knee_left", "site_knee_right"))),
    "C30": (sends_to_doctor(Answer.EASIER_BACKWARD), Page("/safety", fields=("easier_backward",))),
    "C31": (
        card("C31", "gives no points for bones"),
        Page("/body", ids=("strength",), texts=("We did not find the study.",)),
    ),
    "C32": (
        card("C32", "We claim nothing about the brain"),
        Page("/plan", texts=("If you like, notice your feet",)),
    ),
    "C33": (FROM_5_TO_20,),
    "C34": (
        Rule("webapp.domain.programme:COOL_DOWN_MINUTES", lambda minutes: minutes == 3),
        Page(REVIEW, fields=("with_partner",)),
        Page(TECHNIQUE, ids=("partner", "finish")),
    ),
    "C35": (
        Page("/safety", fields=("knee_arthritis",)),
        Page("/plan", texts=("A shorter session: half the sets.",)),
    ),
    "C36": (
        SIX_WEEKS_OF_THREE,
        Page("/tests/chair_stand"),
        Rule(
            "webapp.domain.self_tests:due_on",
            lambda due_on: due_on(TODAY, in_plan=True) == TODAY + dt.timedelta(weeks=3),
        ),
    ),
    "C37": (
        Page("/tests/backward_3m", texts=("3 s", "4.5 s", "n = 1601")),
        Rule("webapp.domain.self_tests:RULES", lambda rules: rules[SelfTestKind.BACKWARD_3M].noise.real == 0.9),
    ),
    "C38": (
        is_supervised(Answer.PARKINSON),
        sends_to_doctor(Answer.PULLED_BACKWARD),
        Page("/safety", fields=("pulled_backward",)),
    ),
    "C39": (card("C39", "An article reports this. We did not find its source"),),
    "C40": (THREE_BALANCE_DAYS, KEPT_TO_LEVEL_1),
    "C41": (Page("/body", ids=("strength",), forms=("/body/strength",), texts=("General advice for bones",)),),
    "C42": (
        Rule("webapp.domain.paces:is_brisk", lambda is_brisk: is_brisk(Mode.FORWARD_WALK, 5.6)),
        Page("/walks/{backward}", attributes=("data-brisk",)),
    ),
    "C43": (
        Page(TECHNIQUE, ids=("muscles",)),
        Rule("webapp.domain.walks:Site", lambda sites: {Site.CALF, Site.THIGH, Site.BACK} <= set(sites)),
    ),
    "C44": (
        Rule("webapp.domain.walks:Place", lambda places: Ground.TREADMILL in places),
        WhyNot("That athletes do it is a fashion: the app says so on the card and claims nothing from it."),
    ),
    "C45": (Page("/walks/{backward}", texts=("Of these,", "MET")), Page(REVIEW, fields=("effort",))),
}


@pytest.fixture
def diary(client: FlaskClient, database: Database, alice: User) -> Diary:
    """Alice's diary: her weight, a walk backward, one with a sled, a run; and the plan in its first, gentle week."""
    sled, run = segment(Mode.BACKWARD_SLED, 3, sled_kg=7.0), segment(Mode.FORWARD_RUN, 20, speed_kmh=9.0)
    day = TODAY - dt.timedelta(days=3)
    with database.writing() as session:
        weights.set_weight(session, alice.diary, day, 70, today=TODAY)
        walks = [log(session, alice, *segments, day=day) for segments in ((forward(20), backward(8)), (sled,), (run,))]
        uuids = dict(zip(("backward", "sled", "run"), (walk.uuid for walk in walks), strict=True))
    signed_in(client, alice)
    for path, said in (
        ("/safety", {"birth_year": "1980", "knee_arthritis": "yes"}),
        ("/plan/start", {"is_gentle": "yes"}),
    ):
        assert client.post(path, data=said, headers=SAME_ORIGIN).status_code == 303
    return Diary(client, uuids)


def test_every_claim_has_its_row_and_every_row_says_where_or_why_not() -> None:
    assert list(HONOURED) == [claim.id for claim in CLAIMS]
    assert all(HONOURED.values())


@pytest.mark.parametrize("claim", HONOURED)
def test_the_app_honours_the_claim_there(diary: Diary, claim: str) -> None:
    assert [missed for place in HONOURED[claim] for missed in place.misses(diary)] == []


@pytest.mark.parametrize("claim", HONOURED)
def test_the_claim_has_a_card(diary: Diary, claim: str) -> None:
    assert card(claim).misses(diary) == []


@pytest.mark.parametrize(
    "wrong",
    [
        Route("plan.nothing"),
        Field("sleds/index.html", ("moon",)),
        Field("sleds/nothing.html", ("metres",)),
        Page("/nothing"),
        Page(LEARN, texts=("It cures everything.",)),
        Page(LEARN, ids=("C46",)),
        Page("/walks/new", fields=("moon",)),
        Page("/", forms=("/walks/forget",)),
        Page("/walks/{sled}", attributes=("data-brisk",)),
        Rule("webapp.domain.moon:phase", lambda found: True),
        Rule("webapp.domain.claims:CLIAMS", lambda found: True),
        Rule("webapp.domain.claims:CLAIMS", lambda found: len(found) == 46),
        WhyNot("No."),
    ],
    ids=lambda wrong: f"{type(wrong).__name__} {next(iter(vars(wrong).values()))}",
)
def test_a_wrong_row_is_found_out(diary: Diary, wrong: Place) -> None:
    assert wrong.misses(diary)
