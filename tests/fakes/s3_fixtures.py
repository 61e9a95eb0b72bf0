"""The object store as fixtures, to be imported where they are used."""

import pytest

from services import files
from tests.fakes.s3 import S3Server


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory):
    server = S3Server(tmp_path_factory.mktemp("s3"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket_url(s3_server):
    """An empty bucket."""
    return s3_server.make_bucket()


@pytest.fixture
def in_bucket(app, s3_server, bucket_url, monkeypatch):
    """Kadr keeps its files in a bucket; here it is."""
    for name, value in s3_server.settings(bucket_url).items():
        monkeypatch.setitem(app.config, name, value)
    bucket = files.storage_of(app.config, bucket_url)
    monkeypatch.setitem(app.extensions, "kadr.storage", bucket)
    return bucket
