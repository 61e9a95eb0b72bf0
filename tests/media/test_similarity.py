"""Fingerprints of real photographs: shots of one moment are near, other pictures far."""

import random
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from media.similarity import ALIKE_BITS, distance, fingerprint_of
from tests.journeys import pictures as journeys
from tests.media import pictures

DATA = journeys.test_data()
FOLDERS = [journeys.DEMO, *([DATA / "photos"] if DATA else [])]
PHOTOGRAPHS = [path for folder in FOLDERS for path in journeys.photographs_of(folder)]
READABLE = [path for path in PHOTOGRAPHS if path.suffix.lower() != ".heic"]
# Two of them are in both folders, cropped.
SAME = {"picosdeeuropa_by_Aitzol_Berasategi.jpg", "DSC_2291.JPG"}
SIDE_PX = 400


@pytest.fixture(scope="module")
def photographs():
    return {path.name: _small(path) for path in READABLE[::2]}


def a_step_aside(image):
    return _part(image, 0.2, 0.3, 0.04), _part(image, 0.7, 0.6, 0.04)


def zoomed(image):
    return image, _part(image, 0.5, 0.5, 0.06)


def tilted(image):
    turned = image.rotate(2, Image.Resampling.BICUBIC)
    return _part(image, 0.5, 0.5, 0.1), _part(turned, 0.5, 0.5, 0.1)


def exposed_longer(image):
    return image, ImageEnhance.Brightness(image).enhance(1.35)


def exposed_shorter(image):
    return image, ImageEnhance.Brightness(image).enhance(0.6)


def out_of_focus(image):
    return image, image.filter(ImageFilter.GaussianBlur(3))


def somebody_moved(image):
    moved, (wide, high) = image.copy(), image.size
    ImageDraw.Draw(moved).ellipse(
        (wide * 0.45, high * 0.35, wide * 0.55, high * 0.5), (200, 160, 140)
    )
    return image, moved


@pytest.mark.parametrize(
    "again",
    [a_step_aside, zoomed, tilted, exposed_longer, exposed_shorter, out_of_focus, somebody_moved],
)
def test_the_next_shot_of_the_same_moment_is_alike(photographs, again, tmp_path):
    """issue 3: photos of one burst are found by a perceptual hash."""
    pairs = [again(image) for image in photographs.values()]
    alike = [_distance(tmp_path, *pair) <= ALIKE_BITS for pair in pairs]
    assert sum(alike) >= 0.9 * len(alike)


def test_other_pictures_are_hardly_ever_alike(tmp_path):
    """False friends among pictures of different cameras: those of one are told apart by time."""
    prints = {path.name: fingerprint_of(path, "jpeg") for path in READABLE}
    pairs = [pair for pair in combinations(sorted(prints), 2) if not _are_of_one_roll(*pair)]
    alike = [pair for pair in pairs if distance(prints[pair[0]], prints[pair[1]]) <= ALIKE_BITS]
    assert len(pairs) > 200
    assert len(alike) <= 0.02 * len(pairs)


def test_the_size_of_a_file_changes_next_to_nothing(photographs, tmp_path):
    for image in list(photographs.values())[:8]:
        small = image.resize((image.width // 3, image.height // 3), Image.Resampling.LANCZOS)
        assert _distance(tmp_path, image, small) <= 5


def test_a_fingerprint_fits_a_signed_column_and_is_always_the_same(photographs, tmp_path):
    prints = {_print(tmp_path, image) for image in photographs.values() for _ in range(2)}
    assert len(prints) <= len(photographs)
    assert all(-(2**63) <= one < 2**63 for one in prints)
    assert min(prints) < 0 < max(prints)


@pytest.mark.parametrize(("one", "other", "bits"), [(0, -1, 64), (-1, -1, 0), (-(2**63), 0, 1)])
def test_distances_of_signed_numbers(one, other, bits):
    assert distance(one, other) == distance(other, one) == bits


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 5000), (7, 5)])
def test_extreme_shapes_have_a_fingerprint(size, tmp_path):
    assert isinstance(_print(tmp_path, pictures.quarters(*size)), int)


def test_noise_on_a_plain_wall_is_not_a_subject(tmp_path):
    """Two nearly white pictures have nothing that differs."""
    dice = random.Random(7)
    walls = [Image.effect_noise((600, 400), 4 + dice.random()).convert("RGB") for _ in range(2)]
    assert _distance(tmp_path, *walls) <= ALIKE_BITS


def _small(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        opened.draft("RGB", (SIDE_PX, SIDE_PX))
        image = ImageOps.exif_transpose(opened).convert("RGB")
    image.thumbnail((SIDE_PX, SIDE_PX))
    return image


def _part(image: Image.Image, across: float, down: float, lost: float) -> Image.Image:
    wide, high = image.size
    left, top = wide * lost * across, high * lost * down
    return image.crop(
        (round(left), round(top), round(left + wide * (1 - lost)), round(top + high * (1 - lost)))
    )


def _distance(folder: Path, one: Image.Image, other: Image.Image) -> int:
    return distance(_print(folder, one), _print(folder, other))


def _print(folder: Path, image: Image.Image) -> int:
    image.save(folder / "photo.jpg", quality=92)
    return fingerprint_of(folder / "photo.jpg", "jpeg")


def _are_of_one_roll(one, other):
    return {one, other} == SAME or one[:4] == other[:4]
