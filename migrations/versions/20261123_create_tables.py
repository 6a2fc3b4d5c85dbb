"""Create the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_create_tables"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_key", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_owner", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("first_weekday", sa.Integer(), nullable=False),
        sa.Column("weight_unit", sa.String(length=30), nullable=False),
        sa.Column("distance_unit", sa.String(length=30), nullable=False),
        sa.Column("counting", sa.String(length=30), nullable=False),
        sa.Column("theme", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name_key", name=op.f("uq_account_name_key")),
    )
    op.create_table(
        "failed_sign_in",
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_failed_sign_in")),
    )
    op.create_table(
        "setup_code",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_setup_code")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_api_token_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_user_id"), "api_token", ["user_id"], unique=False)
    op.create_table(
        "away_week",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_away_week_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "marked_on", name=op.f("pk_away_week")),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_goal_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("user_id", "starts_on", name=op.f("uq_goal_user_id_starts_on")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_sign_in_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_user_id"), "sign_in", ["user_id"], unique=False)
    op.create_table(
        "usual_pace",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=30), nullable=False),
        sa.Column("speed_kmh", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_usual_pace_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "mode", name=op.f("pk_usual_pace")),
    )
    op.create_table(
        "walk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("walked_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=True),
        sa.Column("rails", sa.Boolean(), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("stumbles", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before_edit", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("backward_seconds", sa.Integer(), nullable=False),
        sa.Column("light_seconds", sa.Integer(), nullable=False),
        sa.Column("vigorous_seconds", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=30), nullable=False),
        sa.Column("weight_kg", sa.Double(), nullable=True),
        sa.Column("kcal", sa.Double(), nullable=True),
        sa.Column("kcal_low", sa.Double(), nullable=True),
        sa.Column("kcal_high", sa.Double(), nullable=True),
        sa.Column("extra_kcal", sa.Double(), nullable=True),
        sa.Column("extra_kcal_low", sa.Double(), nullable=True),
        sa.Column("extra_kcal_high", sa.Double(), nullable=True),
        sa.CheckConstraint("backward_seconds BETWEEN 0 AND seconds", name=op.f("ck_walk_backward_within_all")),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_walk_has_seconds")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_walk_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk")),
        sa.UniqueConstraint("user_id", "uuid", name=op.f("uq_walk_user_id_uuid")),
    )
    op.create_index(
        "ix_walk_bin",
        "walk",
        ["deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_walk_day",
        "walk",
        ["user_id", "walked_on"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_walk_no_energy",
        "walk",
        ["user_id"],
        unique=False,
        sqlite_where=sa.text("weight_kg IS NULL"),
        postgresql_where=sa.text("weight_kg IS NULL"),
    )
    op.create_index("ix_walk_start", "walk", ["user_id", "started_at", "id"], unique=False)
    op.create_table(
        "week_total",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("walks", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("backward_seconds", sa.Integer(), nullable=False),
        sa.Column("counted_seconds", sa.Integer(), nullable=False),
        sa.Column("without_energy", sa.Integer(), nullable=False),
        sa.Column("kcal", sa.Double(), nullable=False),
        sa.Column("extra_kcal", sa.Double(), nullable=False),
        sa.Column("extra_kcal_low", sa.Double(), nullable=False),
        sa.Column("extra_kcal_high", sa.Double(), nullable=False),
        sa.Column("goal_minutes", sa.Integer(), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_week_total_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "starts_on", name=op.f("pk_week_total")),
    )
    op.create_table(
        "weight",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("weighed_on", sa.Date(), nullable=False),
        sa.Column("weight_kg", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_weight_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight")),
        sa.UniqueConstraint("user_id", "weighed_on", name=op.f("uq_weight_user_id_weighed_on")),
    )
    op.create_table(
        "pain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("walk_id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=30), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], name=op.f("fk_pain_walk_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pain")),
        sa.UniqueConstraint("walk_id", "site", name=op.f("uq_pain_walk_id_site")),
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("walk_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=30), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("speed_kmh", sa.Double(), nullable=True),
        sa.Column("distance_m", sa.Double(), nullable=True),
        sa.Column("grade_percent", sa.Double(), nullable=False),
        sa.Column("load_kg", sa.Double(), nullable=False),
        sa.Column("sled_kg", sa.Double(), nullable=False),
        sa.Column("met", sa.Double(), nullable=True),
        sa.Column("met_forward", sa.Double(), nullable=True),
        sa.Column("speed_assumed", sa.Boolean(), nullable=False),
        sa.Column("speed_used_kmh", sa.Double(), nullable=True),
        sa.Column("kcal", sa.Double(), nullable=True),
        sa.Column("kcal_low", sa.Double(), nullable=True),
        sa.Column("kcal_high", sa.Double(), nullable=True),
        sa.Column("extra_kcal", sa.Double(), nullable=True),
        sa.Column("extra_kcal_low", sa.Double(), nullable=True),
        sa.Column("extra_kcal_high", sa.Double(), nullable=True),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_segment_has_seconds")),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], name=op.f("fk_segment_walk_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("walk_id", "position", name=op.f("uq_segment_walk_id_position")),
    )
