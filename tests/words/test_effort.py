"""What the field of effort says about the minutes."""

from flask import Flask

from webapp.domain.goals import SURELY_VIGOROUS_MET, VIGOROUS_EFFORT, VIGOROUS_MET, Counting
from webapp.words import texts


def test_effort_says_what_it_does_to_the_minutes_only_where_it_does_something(app: Flask) -> None:
    with app.test_request_context("/"):
        assert texts.about_effort(Counting.PLAIN) == ""
        assert texts.about_effort(Counting.WHO) == (
            f"From {VIGOROUS_EFFORT} on, minutes at {VIGOROUS_MET} to {SURELY_VIGOROUS_MET} MET count twice."
        )
