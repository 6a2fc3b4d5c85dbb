"""A data folder with the demo account, as a program; it prints the token of a signed-in browser."""

import sys
from pathlib import Path

from webapp import clock, open_database
from webapp.actions import demo
from webapp.config import Settings
from webapp.domain.roles import Role
from webapp.security import accounts, sign_ins


def main(data: Path) -> str:
    now = clock.now()
    database = open_database(Settings(data=data))
    with database.writing() as session:
        user = accounts.add(session, "demo", "seven slow steps", "UTC", role=Role.OWNER, now=now)
        demo.fill(session, user, now=now)
        token = sign_ins.start(session, user, now=now)
    database.close()
    return token


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
