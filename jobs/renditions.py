"""Called by RQ on the queue renditions."""

from services import (
    bursts,
    covers,
    logos,
    picture_preparing,
    renditions,
    watermarks,
    web_versions,
)


def run(photo_id: int) -> None:
    renditions.make(photo_id)


def fingerprint(photo_id: int) -> None:
    bursts.fingerprint(photo_id)


def make_web_version(photo_id: int) -> None:
    web_versions.make(photo_id)


def make_cover(photo_id: int) -> None:
    covers.make(photo_id)


def make_example(gallery_id: int) -> None:
    watermarks.make_example(gallery_id)


def prepare_logo(studio_id: int) -> None:
    logos.prepare(studio_id)


def prepare_product_picture(picture_id: int) -> None:
    picture_preparing.prepare(picture_id)
