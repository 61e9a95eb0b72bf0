"""A file of a bucket, read as if it were one: from the start, or from wherever one goes."""

from __future__ import annotations

import io
from typing import Any, BinaryIO, cast

from media.bucket_line import BucketLine
from media.storage import StorageAway

PIECE_BYTES = 1024 * 1024


def reader(line: BucketLine, key: str) -> BinaryIO:
    """Raises FileNotFoundError."""
    return cast(BinaryIO, io.BufferedReader(_Reader(line, key), PIECE_BYTES))


class _Reader(io.RawIOBase):
    """One request from where one stands; going elsewhere costs another. The bytes are those that
    were there when it was opened, or none."""

    def __init__(self, line: BucketLine, key: str):
        self._line, self._key = line, key
        self._at = 0
        answer = line.ask("get_object", Key=key)
        self._body: Any = answer["Body"]
        self._size: int = answer["ContentLength"]
        self._etag: str = answer["ETag"]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        from botocore.exceptions import BotoCoreError

        if self._at >= self._size:
            return 0
        try:
            data = self._from_here().read(len(buffer))
        except BotoCoreError as error:
            raise StorageAway(type(error).__name__) from error
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset != self._at:
            self._hang_up()
            self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._hang_up()
        super().close()

    def _from_here(self) -> Any:
        if self._body is None:
            part = {"Range": f"bytes={self._at}-", "IfMatch": self._etag}
            self._body = self._line.ask("get_object", Key=self._key, **part)["Body"]
        return self._body

    def _hang_up(self) -> None:
        body, self._body = getattr(self, "_body", None), None
        if body is not None:
            body.close()
