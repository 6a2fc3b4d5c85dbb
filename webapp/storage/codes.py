"""One-time codes: what a person's are made from, and the recovery codes that they have left."""

from collections.abc import Collection

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.storage.access_models import CodeApp, RecoveryCode
from webapp.storage.models import User


def find(session: Session, user: User) -> CodeApp | None:
    return session.get(CodeApp, user.id)


def recovery_codes_left(session: Session, user: User) -> int:
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user.id)) or 0


def replace_recovery_codes(session: Session, user: User, hashes: Collection[bytes]) -> None:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    session.add_all(RecoveryCode(user_id=user.id, code_hash=code_hash) for code_hash in hashes)


def use_recovery_code(session: Session, user: User, code_hash: bytes) -> bool:
    """Take a recovery code from those that are left; whether it was among them."""
    used = delete(RecoveryCode).where(RecoveryCode.user_id == user.id, RecoveryCode.code_hash == code_hash)
    return session.scalar(used.returning(RecoveryCode.id)) is not None


def remove(session: Session, user: User) -> bool:
    """Turn one-time codes off; whether they were on."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    removed = delete(CodeApp).where(CodeApp.user_id == user.id).returning(CodeApp.user_id)
    return session.scalar(removed) is not None
