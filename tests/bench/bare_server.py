"""The floor of starting: Flask, SQLAlchemy with one model, and waitress, to a first answer with a query in it."""

import os
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from waitress.server import create_server


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


app = Flask(__name__)
engine = create_engine(f"sqlite:///{Path(os.environ['BACKSTRIDE_DATA']) / 'bare.db'}")


@app.get("/healthz")
def healthz() -> str:
    with Session(engine) as session:
        session.scalar(select(Person.id).limit(1))
    return "ok"


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    create_server(app, host="127.0.0.1", port=int(os.environ["BACKSTRIDE_PORT"]), threads=4).run()
