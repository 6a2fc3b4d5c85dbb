"""Alembic's way in: `webapp.storage.schema` hands over a connection that is already inside its transaction."""

from alembic import context

from webapp.storage import models

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=models.User.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
