"""Seven people who walk by the plan for half a year, each in their own way, with the accidents of a life."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.domain.histories import History, take
from webapp.domain.standings import ChoiceKind, Standing, Status

WEEKS = 26
# A week as words of tests/domain/histories.py: what somebody does in the week of a number.
Habit = Callable[[Random, int], list[str]]
ACCIDENTS = ("sf", "sw", "bf", "sp9", "ff", "sp7")


@dataclass
class Person:
    """Somebody with a habit, who takes what the page offers: whole sessions, a way on after a stop."""

    name: str
    habit: Habit
    is_gentle: bool = False

    def live(self, random: Random, *, accidents: float = 0.0, weeks: int = WEEKS) -> Iterator[History]:
        """The history after each word, in half a year; an accident takes the place of so many of the walks."""
        history = History()
        if self.is_gentle:
            history.choose(ChoiceKind.LENGTH, is_gentle=True)
        for number in range(weeks):
            self._answer(history)
            for word in self.habit(random, number):
                take(history, random.choice(ACCIDENTS) if random.random() < accidents else word)
                yield history
            history.next_week()
            yield history

    def _answer(self, history: History) -> None:
        standing = history.standing()
        if standing.status is Status.STOPPED:
            history.choose(ChoiceKind.RESUME, level=standing.level, week=standing.week, is_gentle=standing.is_gentle)
        elif standing.offers_whole:
            history.choose(ChoiceKind.GO_TO, week=3, is_gentle=False)


def _days(random: Random, *words: str) -> list[str]:
    """The words in order, with a day without in between now and then."""
    return [word for walked in words for word in (["."] * (random.random() < 0.2) + [walked])]


PEOPLE = {
    person.name: person
    for person in (
        Person("two sessions a week", lambda random, _: _days(random, "s", random.choice(("s", "s", "s?", "sx1")))),
        Person("half the sets", lambda random, _: _days(random, "s", "s", "s"), is_gentle=True),
        Person("steady pain of 4", lambda random, _: _days(random, "su4", "su4", random.choice(("su4", "su3")))),
        Person(
            "two weeks on and two off",
            lambda random, week: _days(random, "s", "s", "s") if week % 4 < 2 else [],
        ),
        Person(
            "a stumble in every session", lambda random, _: _days(random, "sx1", "sx1", random.choice(("sx1", ".")))
        ),
        Person("steady pain of 6", lambda random, _: _days(random, "su6", "su6", random.choice(("su6", ".")))),
        Person("never says how it went", lambda random, _: _days(random, "s?", "s?", random.choice(("s?", ".")))),
    )
}


def place(standing: Standing) -> tuple[int, int]:
    return standing.level, standing.week
