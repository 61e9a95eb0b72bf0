"""A wall of a thousand photos out of a dozen: rows of their own, pictures shared."""

from tests.journeys.stack import Stack

COLUMNS = {
    "id": "NULL",
    "number": ":numbered + :step",
    "filename": "printf('IMG_%05d.JPG', 1000 + :step)",
    "sort_key": "printf('img_%012d.jpg', 1000 + :step)",
    "sha256": "lower(hex(randomblob(32)))",
    "captured_at": "datetime('2026-06-20 23:00:00', '-' || :step || ' minutes')",
}


def multiply(stack: Stack, gallery_id: int, count: int) -> None:
    """Copy the gallery's photos in turn, renditions and chapters included, until it has `count`."""
    first = [row[0] for row in stack.rows("SELECT id FROM photos WHERE gallery_id = ?", gallery_id)]
    names = [row[1] for row in stack.rows("SELECT * FROM pragma_table_info('photos')")]
    values = ", ".join(COLUMNS.get(name, name) for name in names)
    photos = f"INSERT INTO photos SELECT {values} FROM photos WHERE id = :source"  # noqa: S608
    pictures = """INSERT INTO renditions (photo_id, kind, key, width_px, height_px, size_bytes)
        SELECT (SELECT max(id) FROM photos), kind, key, width_px, height_px, size_bytes
        FROM renditions WHERE photo_id = :source"""
    asked = [
        {"numbered": len(first), "step": step, "source": first[step % len(first)]}
        for step in range(1, count - len(first) + 1)
    ]
    stack.write([(statement, one) for one in asked for statement in (photos, pictures)])
