"""One bucket, spoken to through boto3; what goes wrong leaves here as an OSError.

boto3 and its client cost 30 MB, so they are loaded by the first word that is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from media.storage import StorageAway

UNKNOWN = {"404", "NoSuchKey", "NotFound"}


@dataclass(frozen=True)
class Place:
    """`url` is `https://host/bucket`. `retries` are tries after the first, with growing pauses."""

    url: str
    region: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    timeout_s: int
    retries: int

    @property
    def server(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def bucket(self) -> str:
        return urlsplit(self.url).path.strip("/")


class BucketLine:
    """Says words of S3 about one bucket."""

    def __init__(self, place: Place):
        self.place = place
        self._client: Any = None
        self._owner = 0

    def ask(self, verb: str, **values: Any) -> dict[str, Any]:
        """Raises FileNotFoundError for an unknown key, StorageAway for everything else."""
        with self._telling(values.get("Key", "")):
            return getattr(self._connected(), verb)(Bucket=self.place.bucket, **values)

    def pages(self, verb: str, **values: Any) -> Iterator[dict[str, Any]]:
        """All that there is, page by page. Raises StorageAway."""
        with self._telling(""):
            pages = self._connected().get_paginator(verb)
            yield from pages.paginate(Bucket=self.place.bucket, **values)

    def signed(self, key: str, life_s: int, **said: str) -> str:
        """An address of the file; nothing is asked of the server."""
        wanted = {"Bucket": self.place.bucket, "Key": key, **said}
        client = self._connected()
        return client.generate_presigned_url("get_object", Params=wanted, ExpiresIn=life_s)

    def _connected(self) -> Any:
        """A forked process has connections of its own."""
        if self._client is None or self._owner != os.getpid():
            self._client, self._owner = _client(self.place), os.getpid()
        return self._client

    @contextmanager
    def _telling(self, key: str) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in UNKNOWN:
                raise FileNotFoundError(key) from error
            raise StorageAway(f"refused: {code}") from error
        except BotoCoreError as error:
            raise StorageAway(type(error).__name__) from error


def _client(place: Place) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        connect_timeout=place.timeout_s,
        read_timeout=place.timeout_s,
        retries={"total_max_attempts": place.retries + 1, "mode": "standard"},
        # Servers older than these checksums refuse them; Content-MD5 is understood by all.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.session.Session().client(
        "s3",
        endpoint_url=place.server,
        region_name=place.region,
        aws_access_key_id=place.access_key,
        aws_secret_access_key=place.secret_key,
        config=config,
    )
