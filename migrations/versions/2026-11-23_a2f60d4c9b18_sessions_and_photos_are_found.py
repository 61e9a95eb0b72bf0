"""Sessions and photos by which they are found, whatever letters a keyboard has

Revision ID: a2f60d4c9b18
Revises: a7d2e94c1f60
Create Date: 2026-11-23 02:25:00.000000

"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "a2f60d4c9b18"
down_revision = "a7d2e94c1f60"
branch_labels = None
depends_on = None

ALONE = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe"})
AT_ONCE = 5_000


def upgrade():
    for table in ("galleries", "photos"):
        column = sa.Column("search_key", sa.String(), nullable=False, server_default="")
        op.add_column(table, column)
    connection = op.get_bind()
    _fill(connection, "galleries", "title || ' ' || subtitle")
    _fill(connection, "photos", "filename")
    op.create_index("ix_photos_search", "photos", ["gallery_id", "search_key"])


def downgrade():
    op.drop_index("ix_photos_search", table_name="photos")
    for table in ("photos", "galleries"):
        op.drop_column(table, "search_key")


def _fill(connection, table, words):
    """As models/folding.py did on the day of this migration."""
    texts = sa.text(f"SELECT id, {words} FROM {table}")  # noqa: S608 - names of this file
    rows = [{"id": row[0], "key": _folded(row[1])} for row in connection.execute(texts)]
    keep = sa.text(f"UPDATE {table} SET search_key = :key WHERE id = :id")  # noqa: S608
    for first in range(0, len(rows), AT_ONCE):
        connection.execute(keep, rows[first : first + AT_ONCE])


def _folded(text):
    plain = unicodedata.normalize("NFKD", text.casefold().translate(ALONE))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", letters).strip()
