"""libvips, set up once. Only modules that decode import this, and only a worker imports those."""

import os

os.environ.setdefault("VIPS_CONCURRENCY", "1")
os.environ.setdefault("VIPS_WARNING", "0")

import pyvips  # noqa: E402

LOADERS = (
    "VipsForeignLoadJpegFile",
    "VipsForeignLoadPngFile",
    "VipsForeignLoadWebpFile",
    "VipsForeignLoadTiffFile",
)

pyvips.cache_set_max(0)
pyvips.operation_block_set("VipsForeignLoad", True)
for _loader in LOADERS:
    pyvips.operation_block_set(_loader, False)


def take_warnings() -> str:
    """What the decoders complained about since the last call."""
    said = pyvips.ffi.string(pyvips.vips_lib.vips_error_buffer())
    pyvips.vips_lib.vips_error_clear()
    return said.decode(errors="replace")
