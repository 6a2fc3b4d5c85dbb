"""What the studies say, figure by figure, and the words of the card that rest on it.

Facts with their source, carried here so that whoever has only this folder can hold the cards against them. `evidence`
gives the figures as the science file of the project has them; `part` is where: the claim's own evidence and its
studies, another part of the file by its name, or nowhere, for what is worked out or was read since.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Part(StrEnum):
    OWN = "own"
    WHO = "who"
    CADENCE = "cadence"
    TESTS = "tests"
    CLAIMS = "claims"
    NOWHERE = "nowhere"


class Fact(NamedTuple):
    source: str
    evidence: str
    words: str
    part: Part = Part.OWN


_ALGHADIR_PAIN = "68 people in three groups; NRS 0 to 10: -1.8 backward, -1.0 without walking"
_LIN = "13 trials, pain g -0.997 (-1.373 to -0.620), disability g -1.015 (-1.326 to -0.703)"
_ROOS = "peak compression 3.4 against 4.5 body weights"

EVIDENCE: Mapping[str, tuple[Fact, ...]] = {
    "C04": (
        Fact("claim", "150 minutes a week", "toward the 150 minutes"),
        Fact("WHO 2020", "150 to 300 minutes", "150 to 300 minutes of moderate activity", Part.WHO),
        Fact("WHO 2020", "2020, any duration", "Since 2020 every minute counts"),
        Fact("claim", "7 x 10 min shown as 70 of 150", "are 70 of the 150"),
    ),
    "C07": (
        Fact("Wang 2019", "stability index -0.99", "the stability index was 0.99 lower"),
        Fact("Wang 2019", "0.37 to 1.61", "likely 0.37 to 1.61"),
    ),
    "C08": (
        Fact("Lin 2025", _LIN, "In 13 trials"),
        Fact("Lin 2025", _LIN, "lower by 0.997 (likely 0.620 to 1.373)"),
        Fact("Lin 2025", _LIN, "disability by 1.015 (0.703 to 1.326)"),
        Fact("Balasukumaran 2019", "n = 635, pain -0.87, disability -1.19", "635 people found 0.87 and 1.19"),
        Fact("Balasukumaran 2019", "PEDro mean 5.4/10", "5.4 of 10"),
    ),
    "C09": (Fact("Laufer 2005", "30 young, 40 older", "30 young and 40 older people", Part.CADENCE),),
    "C10": (
        Fact("Activities, Adaptation & Aging 2021", "adults 60+", "people of 60 and over"),
        Fact("Roos 2012", _ROOS, "pressed with 3.4 body weights instead of 4.5"),
    ),
    "C11": (
        Fact(
            "Cipriani 1995",
            "0-10 % incline: ankle 9.8 -> 13.1, knee 30.9 -> 42.4 degrees",
            "10 % uphill, the ankle moved through 13.1 degrees instead of 9.8",
        ),
        Fact("Cipriani 1995", "knee 30.9 -> 42.4 degrees", "the knee through 42.4 instead of 30.9"),
    ),
    "C12": (Fact("Chitkara", "10 -> 30 min", "for 10 to 30 minutes"),),
    "C13": (
        Fact(
            "Review 2024", "+0.16 m/s (0.06 to 0.27)", "0.16 m/s faster than who trained forward (likely 0.06 to 0.27;"
        ),
        Fact("Review 2024", "added: +0.03 m/s (0.01 to 0.04)", "it gave 0.03 m/s (0.01 to 0.04)"),
        Fact(
            "Wen H, Wang M 2022, abstract, doi 10.3390/ijerph19063370",
            "WMD 0.11 m/s (0.01 to 0.21)",
            "found 0.11 m/s (0.01 to 0.21)",
            Part.NOWHERE,
        ),
        Fact("Chen 2020", "10 studies, Berg +3.82", "In 10 studies, balance was 3.82 points better on the Berg scale"),
        Fact("Chen 2020", "2.12 to 5.52, moderate", "2.12 to 5.52; moderate"),
    ),
    "C14": (
        Fact("claim", "almost 40 % more", "almost 40 % more energy"),
        Fact("Compendium 2011", "3.5 mph, 6.0 and 4.3 MET", "6.0 MET backward and 4.3 forward"),
        Fact("Compendium 2011", "2011", "the table of 2011"),
        Fact("Compendium 2011", "3.5 mph x 1.609 = 5.6 km/h", "at 3.5 mph (5.6 km/h)", Part.NOWHERE),
        Fact("Compendium 2024", "2024: 4.8, +25 %", "The table of 2024 has 4.8 forward, so 25 % more"),
        Fact("Kim 2001", "n = 20, 5 km/h, +48 %", "20 people at 5 km/h measured 48 % more"),
        Fact("verdict", "+24 % to +75 %", "24 to 75 %"),
        Fact("figures read", "0.71 to 1.57: 0.7 to 1.6", "run from 0.7 to 1.6 times our extra", Part.NOWHERE),
        Fact("band of the model", "0.6 to 1.9", "We show 0.6 to 1.9", Part.NOWHERE),
        Fact("Heath 2001", "-19 %", "men needed 19 % less oxygen"),
        Fact("Terblanche 2005", "13 trained, -32 %", "13 young women 32 % less"),
    ),
    "C15": (
        Fact("Terblanche 2005", "n = 26, women 18-23 y", "26 women of 18 to 23 years"),
        Fact("Terblanche 2005", "skinfolds -19.7 %, body fat -2.4 %", "Skinfolds fell by 19.7 %, body fat by 2.4 %"),
    ),
    "C16": (Fact("Roos 2012", _ROOS, "pressed with 3.4 body weights instead of 4.5"),),
    "C17": (Fact("Ordway 2016", "8 elite men, +2.54 %", "2.54 % better in eight"),),
    "C21": (
        Fact("claim", "10 % body mass", "As little as 10 %"),
        Fact("Rumpf 2015", "sprint time -5.8 %", "were 5.8 % faster"),
        Fact("Rumpf 2015", "2.5-10 % body mass", "with 2.5 to 10 %"),
        Fact("Uthoff 2021", "20-55 %", "used 20 to 55 %"),
        Fact("app", "10 % of body mass", "We start at 10 %"),
    ),
    "C26": (
        Fact("claim", "no more than 20 m", "no further than 20 metres"),
        Fact("app", "20 m", "longer than 20 metres"),
    ),
    "C27": (Fact("Activities, Adaptation & Aging 2021", "60+", "people of 60 and over"),),
    "C29": (
        Fact("Alghadir 2019", _ALGHADIR_PAIN, "one trial put 68 people in three groups"),
        Fact(
            "Alghadir 2019", _ALGHADIR_PAIN, "fell by 1.8 of 10 points with backward walking and by 1.0 without walking"
        ),
        Fact("Alghadir 2019", "1.8 - 1.0 = 0.8", "The difference of 0.8 is small", Part.NOWHERE),
        Fact("Lin 2025", _LIN, "put 13 trials together"),
        Fact("Lin 2025", _LIN, "lower by 0.997 (likely 0.620 to 1.373)"),
    ),
    "C33": (
        Fact("claim", "5 minutes, 10-20", "Start with 5 minutes and build up to 10 to 20."),
        Fact("trials", "10-15 min", "Trials used 10 to 15 minutes"),
        Fact("app", "5 min in week 1 to 20 in week 6", "from 5 minutes in week 1 to 20 in week 6"),
    ),
    "C34": (Fact("Gait Posture 2018", "15 minutes", "after 15 minutes backward"),),
    "C36": (
        Fact("Alghadir 2019", _ALGHADIR_PAIN, "68 people with knee arthritis"),
        Fact("Alghadir 2019", _ALGHADIR_PAIN, "pain fell by 1.8 of 10 points against 1.0"),
        Fact("Alghadir 2019", "WOMAC function -4.8 vs -2.2", "daily function improved by 4.8 points against 2.2"),
    ),
    "C37": (
        Fact("Carter 2019, 2020", "3.0 / 4.5 s", "low risk under 3.0 seconds and high risk over 4.5"),
        Fact("Nigeria", "n=1601", "In Nigeria 1601 healthy adults"),
        Fact("Ozden 2021", "ICC 0.94 of 1", "agree well (0.94 of 1)", Part.TESTS),
        Fact("ours", "0.9 s", "from 0.9 seconds on"),
    ),
    "C40": (Fact("app", "65+", "From 65 on"),),
    "C42": (Fact("claim", "3-4 mph x 1.609 = 4.8 to 6.4 km/h", "3 to 4 mph (4.8 to 6.4 km/h)", Part.NOWHERE),),
    "C45": (Fact("C14", "almost 40 %", "The card about 40 %", Part.CLAIMS),),
}
