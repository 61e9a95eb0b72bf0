"""The twin of `Storage` in a bucket of an object store that speaks S3.

`scratch` is a folder of this machine, `adopt` uploads, `local_path` downloads into a cache. The
server is told a digest of every piece it is sent and refuses what comes as something else:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
"""

from __future__ import annotations

import hashlib
import shutil
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from media.bucket_cache import BucketCache
from media.bucket_line import BucketLine, Place
from media.bucket_reader import reader
from media.storage import SCRATCH_FOLDER, StorageAway, Stored, check_key, sha256_of

# A server takes parts of 5 MiB and more, and ten thousand of them.
PART_BYTES = 16 * 1024 * 1024
SHA256 = "sha256"
Parts = list[dict[str, Any]]


class Bucket:
    """Files in one bucket, by the keys of `Storage`; with its methods, and its errors.

    Raises StorageAway, an OSError, when the server does not answer or refuses; what it was asked
    for may have happened.
    """

    def __init__(self, place: Place, root: Path, cache_bytes: int):
        self.root = Path(root).absolute()
        self.scratch = self.root / SCRATCH_FOLDER
        self.scratch.mkdir(parents=True, exist_ok=True)
        self.line = BucketLine(place)
        self._cache = BucketCache(self.root, cache_bytes)

    def put(self, key: str, data: bytes) -> None:
        """Store `data`, replacing what was there. A reader sees the old bytes or the new, whole."""
        self._send(check_key(key), data, hashlib.sha256(data).hexdigest())

    def adopt(self, key: str, temp: Path) -> None:
        """Move a finished file of `scratch` under `key`; safe to repeat after a crash.

        It is sent even when the same bytes are there: what is young is not swept. When `temp` is
        gone and the key is there, the move happened before and nothing is done. Raises
        FileNotFoundError when neither is there.
        """
        check_key(key)
        try:
            with temp.open("rb") as file:
                self.send(key, file)
        except FileNotFoundError:
            if not self.exists(key):
                raise
            return
        temp.unlink(missing_ok=True)

    def send(self, key: str, file: BinaryIO) -> None:
        """Store what the file holds; it is read twice."""
        digest = sha256_of(file)
        size = file.tell()
        file.seek(0)
        if size <= PART_BYTES:
            self._send(check_key(key), file.read(), digest)
        else:
            self._send_parts(check_key(key), file, digest)
        self._verify(key, size, digest)

    def open(self, key: str) -> BinaryIO:
        """Raises FileNotFoundError when the key is unknown; so does `size`."""
        return reader(self.line, check_key(key))

    def size(self, key: str) -> int:
        return self._head(key)["ContentLength"]

    def changed_at(self, key: str) -> datetime:
        """When the bytes came, in UTC. Raises FileNotFoundError."""
        return self._head(key)["LastModified"].astimezone(UTC)

    def sha256(self, key: str) -> str:
        """What was told when the bytes came; "" when something else has put them there."""
        return self._head(key)["Metadata"].get(SHA256, "")

    def touch(self, key: str) -> None:
        """Nothing: what is sent is a local copy, which is made when it is first asked for."""

    def exists(self, key: str) -> bool:
        try:
            self._head(key)
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        """Forget the key; an unknown one is fine."""
        self.line.ask("delete_object", Key=check_key(key))
        self._cache.forget(key)

    def list(self, prefix: str) -> Iterator[str]:
        """Keys below the folder `prefix` ("" for all); those of one folder come together."""
        return (entry.key for entry in self.entries(prefix))

    def entries(self, prefix: str) -> Iterator[Stored]:
        """What lies there, a thousand at a time, in the order of `list`."""
        top = f"{check_key(prefix.rstrip('/'))}/" if prefix else ""
        for page in self.line.pages("list_objects_v2", Prefix=top):
            for one in page.get("Contents", ()):
                yield Stored(one["Key"], one["Size"], one["LastModified"].astimezone(UTC))

    def local_path(self, key: str) -> Path:
        """A path that a decoder can open; to be read only, and soon. Raises FileNotFoundError."""
        head = self._head(key)

        def fetch(target: BinaryIO) -> None:
            with self.open(key) as file:
                shutil.copyfileobj(file, target, 1024 * 1024)
            if target.tell() != head["ContentLength"]:
                raise StorageAway("cut on its way")

        return self._cache.path(key, head["ETag"], fetch)

    def served(self, key: str) -> str:
        """Where the web server in front finds it in the folder, by a path in an address."""
        return self.local_path(key).relative_to(self.root).as_posix()

    def signed(self, key: str, life_s: int, media_type: str, disposition: str) -> str:
        """An address at which anybody gets the file under these headers, for so many seconds."""
        said = {"ResponseContentType": media_type, "ResponseContentDisposition": disposition}
        return self.line.signed(check_key(key), life_s, **said)

    def free_bytes(self) -> int:
        """Room left on this machine, where uploads wait; a bucket has no end."""
        return shutil.disk_usage(self.scratch).free

    def total_bytes(self) -> int:
        """How large the disk of this machine is."""
        return shutil.disk_usage(self.scratch).total

    def forget_unfinished(self, before: datetime) -> int:
        """Give up uploads in parts that were begun earlier and never ended; returns how many."""
        stale = [
            upload
            for page in self.line.pages("list_multipart_uploads")
            for upload in page.get("Uploads", ())
            if upload["Initiated"] < before
        ]
        for upload in stale:
            self.line.ask("abort_multipart_upload", Key=upload["Key"], UploadId=upload["UploadId"])
        return len(stale)

    def _head(self, key: str) -> dict[str, Any]:
        return self.line.ask("head_object", Key=check_key(key))

    def _send(self, key: str, data: bytes, digest: str) -> None:
        told = {SHA256: digest}
        self.line.ask("put_object", Key=key, Body=data, ContentMD5=_md5(data), Metadata=told)

    def _send_parts(self, key: str, file: BinaryIO, digest: str) -> None:
        """Nothing is seen under the key before the end, and nothing is left when it fails."""
        told = {SHA256: digest}
        began = self.line.ask("create_multipart_upload", Key=key, Metadata=told)
        upload = {"Key": key, "UploadId": began["UploadId"]}
        parts: Parts = []
        try:
            while piece := file.read(PART_BYTES):
                part = {"PartNumber": len(parts) + 1}
                sent = {"Body": piece, "ContentMD5": _md5(piece)}
                answer = self.line.ask("upload_part", **upload, **part, **sent)
                parts.append(part | {"ETag": answer["ETag"]})
            self.line.ask("complete_multipart_upload", **upload, MultipartUpload={"Parts": parts})
        except BaseException:
            self.line.ask("abort_multipart_upload", **upload)
            raise

    def _verify(self, key: str, size: int, digest: str) -> None:
        head = self._head(key)
        if head["ContentLength"] != size or head["Metadata"].get(SHA256) != digest:
            raise StorageAway("not stored as it was sent")


def _md5(data: bytes) -> str:
    return b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()
