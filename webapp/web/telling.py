"""Messages in the words of their person, written where no browser asks."""

from flask import Flask
from flask_babel import force_locale

from webapp.actions.messages import Tell
from webapp.domain.messages import Figures, MessageEvent, Telling
from webapp.words import messages as words


def teller(app: Flask) -> Tell:
    def tell(language: str, event: MessageEvent, figures: Figures) -> Telling:
        with app.app_context(), force_locale(language):
            return words.told(event, figures)

    return tell
