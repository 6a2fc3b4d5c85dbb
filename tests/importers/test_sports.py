# ruff: noqa: RUF001 - Cyrillic words are written in Cyrillic letters.
import unicodedata
from typing import Literal

import pytest

from webapp.importers.sports import Sport, sport_of, sport_of_title

WALKS = """walking Walk walks WALKING hiking Hike on_foot OnFoot on-foot foot pedestrian speed_walking casual_walking
nordic_walking nordicwalking trail_hiking indoor_walking HKWorkoutActivityTypeWalking wandern Spaziergang zu_Fuß zufuss
Fußgänger wandelen Wandeling marche randonnée RANDONNÉE à_pied marche_à_pied caminar Caminata senderismo a_pie
caminhada a_pé camminata escursionismo a_piedi promenad vandring gåtur kävely spacer chůze turistika gyaloglás
drumeție hoja šetnja ходьба Прогулка пешком прогулянка περπάτημα Πεζοπορία yürüyüş 步行 徒步 散歩 ウォーキング
걷기 하이킹 הליכה المشي पैदल_चलना เดิน đi_bộ 4 10"""
RUNS = """running Run street_running TrailRunning trailrunning treadmill_running jogging Laufen hardlopen
Hardloopsessie course_à_pied correr Carrera corrida corsa löpning løb juoksu bieganie běh futás бег koşu 跑步 ランニング
달리기 9"""
RIDES = """cycling Ride mountain_biking MTB e-bike bicicletta ciclismo vélo Radfahren fietsen cykling колоездене
велосипед 骑行 swimming Schwimmen stand_up_paddling kayaking alpine_skiing Ski Skitour snowboarding inline_skating
driving horseback_riding golf 1"""
UNCLEAR = """other Other unknown generic training workout fitness_equipment mixed_type snowshoeing snow_shoe_hiking
mountaineering run/walk wheelchair_walk_pace bike_and_hike 13 99 9.5 ? x sidewalk_skating"""


@pytest.mark.parametrize(
    ("sport", "words"),
    [(Sport.WALK, WALKS), (Sport.RUN, RUNS), (Sport.NOT_ON_FOOT, RIDES), (Sport.UNCLEAR, UNCLEAR)],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_spelling_means_the_same_sport(sport: Sport, words: str, form: Literal["NFC", "NFD"]) -> None:
    written = [
        unicodedata.normalize(form, spelled)
        for word in words.split()
        for spelled in (word, word.upper(), word.replace("_", " "), word.replace("_", "-"), f" {word}\n")
    ]

    assert [word for word in written if sport_of(word) is not sport] == []


@pytest.mark.parametrize("word", ["", " ", "\n"])
def test_no_word_is_no_sport(word: str) -> None:
    assert sport_of(word) is Sport.MISSING


def test_a_title_names_the_sport_and_a_story_does_not() -> None:
    assert sport_of_title("Utrecht Walking") is Sport.WALK
    assert sport_of_title("Evening Run") is Sport.RUN
    assert sport_of_title("Paddled across the lake and went for a walk") is Sport.UNCLEAR
