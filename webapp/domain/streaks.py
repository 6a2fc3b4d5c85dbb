"""Weeks in a row that reached their goal. Weeks marked ill or away neither break a streak nor add to it."""


def through_week(before: int, *, is_met: bool, is_away: bool) -> int:
    """The streak at the end of a week, from the streak before it."""
    if is_away:
        return before
    return before + 1 if is_met else 0


def through_running_week(before: int, *, is_met: bool, is_away: bool) -> int:
    """The streak while a week is still running: it can add to the streak but not break it."""
    return before + 1 if is_met and not is_away else before
