"""libvips, set up once. Only modules that decode import this, and only a worker imports those."""

import ctypes
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

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
KEPT_BYTES = 64 * 1024**2
LARGEST_FROM_HEAP_BYTES = 32 * 1024**2


def keep_freed_memory() -> None:
    """Make glibc give the buffers of one photograph to the next, instead of to the kernel.

    The kernel would clear every page again: 3,000 page faults a photograph, a fifteenth of its
    CPU time. One arena for all threads keeps the memory in one place. Elsewhere nothing happens.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_MMAP_THRESHOLD, LARGEST_FROM_HEAP_BYTES)
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


keep_freed_memory()
pyvips.cache_set_max(0)
pyvips.operation_block_set("VipsForeignLoad", True)
for _loader in LOADERS:
    pyvips.operation_block_set(_loader, False)


def take_warnings() -> str:
    """What the decoders complained about since the last call."""
    said = pyvips.ffi.string(pyvips.vips_lib.vips_error_buffer())
    pyvips.vips_lib.vips_error_clear()
    return said.decode(errors="replace")
