"""Keep an import as a batch with a row for each recording; what was asked before is asked there."""

import datetime as dt
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "20261130_06_import_batches"
down_revision = "20261130_05_reminders"
branch_labels = None
depends_on = None


_QUESTION = sa.table(
    "import_question",
    sa.column("id", sa.Integer()),
    sa.column("user_id", sa.Integer()),
    sa.column("uuid", sa.Uuid()),
    sa.column("asked_at", sa.DateTime(timezone=True)),
    sa.column("doubt", sa.String()),
    sa.column("also_doubt", sa.String()),
    sa.column("word", sa.String()),
    sa.column("file", sa.String()),
    sa.column("batch", sa.Uuid()),
    sa.column("walk", sa.Text()),
    sa.column("same_as", sa.Uuid()),
)


def upgrade() -> None:
    batches, rows = _batches(), _rows()
    _keep_questions(batches, rows)
    op.drop_table("import_question")


def _batches() -> sa.Table:
    table = op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("files_read", sa.Integer(), nullable=False),
        sa.Column("saves_at_once", sa.Boolean(), nullable=False),
        sa.Column("unsure", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_import_batch_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("user_id", "uuid", name=op.f("uq_import_batch_user_id_uuid")),
    )
    op.create_index("ix_import_batch_state", "import_batch", ["state"])
    return table


def _rows() -> sa.Table:
    table = op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Uuid(), nullable=False),
        sa.Column("file", sa.String(length=100), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("walk", sa.Text(), nullable=True),
        sa.Column("weights", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.String(length=30), nullable=True),
        sa.Column("also_doubt", sa.String(length=30), nullable=True),
        sa.Column("word", sa.String(length=100), nullable=False),
        sa.Column("same_as", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("detail", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=30), nullable=True),
        sa.Column("is_saved", sa.Boolean(), nullable=False),
        sa.Column("undone", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_import_row_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sa.UniqueConstraint("user_id", "batch", "part", "number", name=op.f("uq_import_row_user_id_batch_part_number")),
    )
    return table


def _keep_questions(batches: sa.Table, rows: sa.Table) -> None:
    connection = op.get_bind()
    asked = connection.execute(sa.select(_QUESTION).order_by(_QUESTION.c.id)).mappings().all()
    seen = set()
    for question in asked:
        if (question["user_id"], question["batch"]) not in seen:
            seen.add((question["user_id"], question["batch"]))
            connection.execute(sa.insert(batches).values(_batch_of(question)))
        connection.execute(sa.insert(rows).values(_row_of(question)))


def _batch_of(question: Any) -> dict[str, Any]:
    kept = {"user_id": question["user_id"], "uuid": question["batch"], "started_at": question["asked_at"]}
    return {**kept, "state": "done", "files": "[]", "files_read": 0, "saves_at_once": False, "unsure": None}


def _row_of(question: Any) -> dict[str, Any]:
    walk = json.loads(question["walk"])
    kept = ("user_id", "batch", "file", "uuid", "walk", "doubt", "also_doubt", "word", "same_as")
    return {
        **{name: question[name] for name in kept},
        "part": 0,
        "count": 1,
        "number": question["id"],
        "outcome": "alike" if question["doubt"] == "same" else "unsure",
        "started_at": dt.datetime.fromisoformat(walk["started_at"]).astimezone(dt.UTC),
        "seconds": sum(segment["seconds"] for segment in walk["segments"]),
        "detail": "",
        "notes": "[]",
        "is_saved": False,
    }
