"""How the tests send photos: bytes that look like a JPEG, and the requests of the upload panel."""

import hashlib
from io import BytesIO
from urllib.parse import quote, urlencode

JPEG_HEAD = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"


def jpeg(size_bytes=2_000, seed=0):
    """Bytes that begin like a JPEG: the web process looks no further."""
    block = hashlib.sha256(str(seed).encode()).digest()
    return (JPEG_HEAD + block * (size_bytes // 32 + 1))[:size_bytes]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def url(gallery, data, name="IMG_1.JPG", folder="proofs", upload_id=None, **facts):
    facts = {"name": name, "size": len(data), **facts}
    upload_id = upload_id or sha256(data)
    query = urlencode(facts, quote_via=quote)
    return f"/studio/galleries/{gallery.id}/folders/{folder}/uploads/{upload_id}?{query}"


def put(web, gallery, data, **facts):
    return web.put(
        url(gallery, data, **facts),
        data=data,
        headers={"Accept": "application/json"},
        environ_overrides={"CONTENT_LENGTH": str(len(data))},
    )


def patch(web, gallery, data, offset, **facts):
    headers = {"Accept": "application/json", "Upload-Offset": str(offset)}
    return web.patch(url(gallery, data, **facts), data=data[offset:], headers=headers)


def head(web, gallery, data, **facts):
    return web.head(url(gallery, data, **facts), headers={"Accept": "application/json"})


def cut(web, gallery, data, after, **facts):
    """A PUT whose sender vanishes after so many bytes."""
    return web.put(
        url(gallery, data, **facts),
        input_stream=BytesIO(data[:after]),
        headers={"Accept": "application/json"},
        environ_overrides={"CONTENT_LENGTH": str(len(data))},
    )
