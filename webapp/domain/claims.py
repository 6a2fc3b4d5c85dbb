"""What is said about walking backward: 45 claims, each with its verdict, its people and its sources.

The ids, verdicts and figures are those of the science file of the project (section 9); the words for people stand in
`webapp.words.claims`. A citation is written as it is found in a library, in every language the same.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Question(StrEnum):
    """What a person wants to know, in the order of the page."""

    BALANCE = "balance"
    KNEES = "knees"
    BACK = "back"
    # The page about energy itself has the shorter address.
    ENERGY = "calories"
    RUNNING = "running"
    BONES = "bones"
    BRAIN = "brain"
    OLDER = "older"
    RISKS = "risks"
    START = "start"


class Certainty(StrEnum):
    """How sure a claim is, from the surest on."""

    SUPPORTED = "supported"
    LIMITED = "limited"
    MIXED = "mixed"
    PLAUSIBLE = "plausible"
    COMMON_SENSE = "common_sense"
    MEDICAL_NOTE = "medical_note"
    NOT_VERIFIED = "not_verified"
    OUT_OF_SCOPE = "out_of_scope"


# Every verdict of the science file, and how sure that is in one word.
STANDINGS: Mapping[str, Certainty] = {
    "supported": Certainty.SUPPORTED,
    "supported, low-moderate quality": Certainty.LIMITED,
    "supported, may be intensity": Certainty.LIMITED,
    "promising, small trials": Certainty.LIMITED,
    "supported, supervised": Certainty.LIMITED,
    "supported, plausible range about +24 % to +75 %": Certainty.LIMITED,
    "supported, one small study": Certainty.LIMITED,
    "one small study": Certainty.LIMITED,
    "knee supported": Certainty.LIMITED,
    "supported, small": Certainty.LIMITED,
    "supported versus control; versus forward not re-read": Certainty.LIMITED,
    "mixed": Certainty.MIXED,
    "partly": Certainty.MIXED,
    "range yes, relief unproven": Certainty.MIXED,
    "true for forward towing": Certainty.MIXED,
    "plausible": Certainty.PLAUSIBLE,
    # That a sled does no harm is somebody's opinion, and no common sense.
    "keep with care": Certainty.PLAUSIBLE,
    "keep": Certainty.COMMON_SENSE,
    "medical note": Certainty.MEDICAL_NOTE,
    "not verified": Certainty.NOT_VERIFIED,
    "out of scope": Certainty.OUT_OF_SCOPE,
}


class Study(NamedTuple):
    """A study: how it is cited, how many people took part, or how many studies it reviews. None where not known."""

    citation: str
    people: int | None = None
    studies: int | None = None


class Claim(NamedTuple):
    """One claim; `see` names the card that says more."""

    id: str
    question: Question
    verdict: str
    sources: tuple[Study, ...] = ()
    see: str | None = None

    @property
    def standing(self) -> Certainty:
        return STANDINGS[self.verdict]


_AINSWORTH = Study("Ainsworth BE et al. 2011, Med Sci Sports Exerc 43(8):1575-1581")
_ALGHADIR = Study(
    "Alghadir AH, Anwer S, Sarkar B, Paul AK, Anwar D 2019, BMC Musculoskelet Disord 20:159 (PMC6456984)", 68
)
_BALASUKUMARAN = Study(
    "Balasukumaran T, Olivier B, Ntsiea MV 2019, Clin Rehabil, doi 10.1177/0269215518801430", people=635
)
_BULL = Study("Bull FC et al. 2020, Br J Sports Med 54:1451-1462 (PMC7719906)")
_CARTER_2019 = Study("Carter V et al. 2019, J Geriatr Phys Ther")
_CARTER_2020 = Study("Carter 2020, Top Geriatr Rehabil 36(3):140-145")
_CHITKARA = Study("J Multidiscip Res Healthcare (Chitkara), pId=2725", 34)
_CHEN = Study("Chen ZH 2020, Medicine 99:e20731", studies=10)
_CIPRIANI = Study("Cipriani 1995")
_DUFEK = Study("Dufek JS et al. 2011, JEPonline 14(1):17-26", 10)
_EMG = Study("EMG, PMC6391229", 42)
_GAIT_POSTURE = Study(
    "Graded forward and backward walking at a matched intensity, Gait Posture 2018 (pubmed 29975868)", 17
)
_HACKNEY = Study("Hackney & Earhart 2009")
_HEATH = Study("Heath et al. 2001, Phys Ther Sport 2:171, doi 10.1054/ptsp.2001.0057", 8)
_HERRMANN = Study("Herrmann SD et al. 2024, J Sport Health Sci 13(1):6-12, pacompendium.com")
_KIM = Study("Kim KY, Choi JH 2001, J Korean Acad Rehabil Med 25(3):474-478", 20)
_LAUFER = Study("Laufer 2003; Laufer 2005, J Gerontol A 60:627-632", 70)
_LIN = Study("Lin LH et al. 2025, Physiother Theory Pract, doi 10.1080/09593985.2025.2550532", studies=13)
_NEUROSCI = Study("Neurosci Lett 2019, digitalcommons.unomaha.edu/biomechanicsarticles/265")
_NIGERIA = Study("3-metre backward walk in Nigeria, SafetyLit 771520", 1601)
_OLDER_ADULTS = Study("Activities, Adaptation & Aging 2021;45(3):202-216")
_ORDWAY = Study("Ordway JD et al. 2016, J Strength Cond Res 30(3):763-767", 8)
_OZDEN = Study("Ozden 2021", 65)
_PHYSIOTHER_QUART = Study("Physiother Quart 2023;31(3):86-93", 31)
_ROOS = Study("Roos PE et al. 2012, J Biomech 45:1656-1660 (PMC3391667)", 20)
_RUMPF = Study("Rumpf 2015")
_STROKE = Study("Int J Environ Res Public Health 2022;19(6):3370", studies=7)
_STROKE_2024 = Study("Backward against forward training after stroke, review 2024, doi 10.1080/10749357.2024.2420547")
_TERBLANCHE = Study("Terblanche E, Page C, Kroff J, Venter RE 2005, Int J Sports Med 26(3):214-219", 26)
_TWO_ATHLETES = Study("physicaleducationupdate.com/public/477.cfm", 2)
_UTHOFF = Study("Uthoff 2021")
_WANG_2018 = Study("Wang J, Yuan W, An R 2018, Hum Mov Sci, doi 10.1016/j.humov.2018.05.007", studies=11)
_WANG_2019 = Study("Wang J, Xu J, An R 2019, Gait Posture 68:466-475", studies=11)
_ZHANG = Study("Zhang M et al. 2025, Bioengineering 12(10):1057", 32)

CLAIMS = (
    Claim("C01", Question.START, "keep"),
    Claim("C02", Question.START, "keep"),
    Claim("C03", Question.BRAIN, "supported", (_GAIT_POSTURE,)),
    Claim("C04", Question.START, "supported", (_BULL,)),
    Claim("C05", Question.BALANCE, "supported"),
    Claim("C06", Question.BRAIN, "mixed"),
    Claim("C07", Question.BALANCE, "supported, low-moderate quality", (_WANG_2019,)),
    Claim("C08", Question.BALANCE, "supported, may be intensity", (_WANG_2018, _LIN, _BALASUKUMARAN, _ALGHADIR)),
    Claim("C09", Question.START, "partly", (_LAUFER, _NEUROSCI)),
    Claim("C10", Question.KNEES, "supported", (_OLDER_ADULTS, _ZHANG, _ROOS)),
    Claim("C11", Question.KNEES, "range yes, relief unproven", (_CIPRIANI, _TWO_ATHLETES)),
    Claim("C12", Question.BACK, "promising, small trials", (_EMG, _PHYSIOTHER_QUART, _CHITKARA, _DUFEK)),
    Claim("C13", Question.BALANCE, "supported, supervised", (_STROKE_2024, _STROKE, _CHEN, _CARTER_2020)),
    Claim(
        "C14",
        Question.ENERGY,
        "supported, plausible range about +24 % to +75 %",
        (_AINSWORTH, _HERRMANN, _KIM, _HEATH, _TERBLANCHE),
    ),
    Claim("C15", Question.ENERGY, "supported, one small study", (_TERBLANCHE,)),
    Claim("C16", Question.RUNNING, "plausible", (_ROOS, _UTHOFF)),
    Claim("C17", Question.RUNNING, "one small study", (_ORDWAY,)),
    Claim("C18", Question.RUNNING, "keep"),
    Claim("C19", Question.RUNNING, "plausible"),
    Claim("C20", Question.RISKS, "keep with care"),
    Claim("C21", Question.RUNNING, "true for forward towing", (_RUMPF, _UTHOFF)),
    Claim("C22", Question.START, "keep"),
    Claim("C23", Question.START, "keep"),
    Claim("C24", Question.START, "keep"),
    Claim("C25", Question.START, "keep", (_ORDWAY,)),
    Claim("C26", Question.RUNNING, "keep"),
    Claim("C27", Question.OLDER, "supported", (_OLDER_ADULTS, _WANG_2019)),
    Claim("C28", Question.KNEES, "knee supported", (_ZHANG,)),
    Claim("C29", Question.KNEES, "supported, small", (_ALGHADIR, _LIN), see="C36"),
    Claim("C30", Question.RISKS, "medical note"),
    Claim("C31", Question.BONES, "not verified"),
    Claim("C32", Question.BRAIN, "not verified"),
    Claim("C33", Question.START, "supported", (_ALGHADIR, _HEATH)),
    Claim("C34", Question.RISKS, "supported", (_GAIT_POSTURE,)),
    Claim("C35", Question.KNEES, "supported"),
    Claim("C36", Question.KNEES, "supported versus control; versus forward not re-read", (_ALGHADIR,)),
    Claim("C37", Question.OLDER, "supported", (_CARTER_2019, _CARTER_2020, _NIGERIA, _OZDEN)),
    Claim("C38", Question.RISKS, "medical note", (_HACKNEY, _CARTER_2020)),
    Claim("C39", Question.BRAIN, "not verified"),
    Claim("C40", Question.OLDER, "supported", (_OLDER_ADULTS, _WANG_2019), see="C27"),
    Claim("C41", Question.BONES, "out of scope"),
    Claim("C42", Question.BONES, "keep"),
    Claim("C43", Question.BACK, "supported", (_CIPRIANI, _EMG)),
    Claim("C44", Question.RUNNING, "keep"),
    Claim("C45", Question.ENERGY, "supported", (_EMG,), see="C14"),
)


def by_question() -> dict[Question, list[Claim]]:
    """The claims of each question, both in the order of the page."""
    return {question: [claim for claim in CLAIMS if claim.question is question] for question in Question}
