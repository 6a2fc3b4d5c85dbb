"""Never give the number of an account that was deleted to another: a phone may still wait to send walks for it."""

from alembic import op

revision = "20261130_02_account_numbers"
down_revision = "20261130_01_calendar_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        # The others count on by themselves.
        return
    with op.batch_alter_table("account", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass
