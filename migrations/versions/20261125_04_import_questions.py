"""Keep what an import has to ask, until it is answered or a day has gone by."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_04_import_questions"
down_revision = "20261125_03_longest_stretch"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("doubt", sa.String(length=30), nullable=False),
        sa.Column("also_doubt", sa.String(length=30), nullable=True),
        sa.Column("word", sa.String(length=100), nullable=False),
        sa.Column("file", sa.String(length=100), nullable=False),
        sa.Column("batch", sa.Uuid(), nullable=False),
        sa.Column("walk", sa.Text(), nullable=False),
        sa.Column("same_as", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["account.id"], name=op.f("fk_import_question_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_question")),
        sa.UniqueConstraint("user_id", "uuid", name=op.f("uq_import_question_user_id_uuid")),
    )
