"""The photographs of the journeys: a folder of real ones, or the demo's, or painted on the spot."""

import os
import random
import shutil
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo" / "photos"
FEWEST = 20
ENDINGS = {".jpg", ".jpeg", ".heic", ".png"}
EXIF_ORIENTATION, EXIF_DETAILS, EXIF_TAKEN = 0x0112, 0x8769, 0x9003


def test_data() -> Path | None:
    """The folder of KADR_TEST_DATA with photos/ and hostile/ in it."""
    folder = os.environ.get("KADR_TEST_DATA")
    return Path(folder) if folder else None


def photographs(folder: Path) -> list[Path]:
    """At least twenty photographs, all with different names; `folder` is for painted ones."""
    data = test_data()
    for source in (data / "photos" if data else None, DEMO):
        found = photographs_of(source) if source else []
        if len(found) >= FEWEST:
            return found
    return [_painted(folder / f"DSC_{number:04}.JPG", number) for number in range(1, FEWEST + 5)]


def photographs_of(folder: Path) -> list[Path]:
    """Those of one folder, by name."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)


def finished(photos: list[Path], folder: Path) -> list[Path]:
    """Some of the photographs as they come back from the editor, one under a Polish name."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{photo.stem}-Edit{photo.suffix}" for photo in photos[:-1]]
    names.append(f"Zażółć gęślą jaźń{photos[-1].suffix}")
    return [
        Path(shutil.copyfile(photo, folder / name))
        for photo, name in zip(photos, names, strict=True)
    ]


def series(photo: Path, folder: Path) -> list[Path]:
    """Three shots of one moment: the photo as a hand that is not quite still takes it."""
    folder.mkdir(parents=True, exist_ok=True)
    with Image.open(photo) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    image.thumbnail((1600, 1600))
    return [_shot(image, folder / f"IMG_900{number}.JPG", number) for number in (1, 2, 3)]


def _shot(image: Image.Image, path: Path, number: int) -> Path:
    wide, high = image.size
    step = number * wide // 100
    exif = image.getexif()
    exif.get_ifd(EXIF_DETAILS)[EXIF_TAKEN] = f"2026:06:20 17:30:0{number}"
    image.crop((step, step, wide - 40 + step, high - 40 + step)).save(path, quality=88, exif=exif)
    return path


def _painted(path: Path, number: int) -> Path:
    """A hill under a sky, with a different light, format and orientation for every number."""
    dice = random.Random(number)
    upright = number % 3 == 0
    size = (480, 720) if upright else (720, 480)
    picture = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", [picture.point(lambda v, k=k: v * k // 9) for k in _light(dice)])
    draw = ImageDraw.Draw(picture)
    for _ in range(4):
        left, top = dice.randrange(size[0]), dice.randrange(size[1] // 2, size[1])
        draw.ellipse((left - 260, top, left + 260, top + 300), fill=tuple(_light(dice, 18)))
    exif = picture.getexif()
    exif[EXIF_ORIENTATION] = number % 8 + 1
    picture.save(path, quality=88, exif=exif)
    return path


def _light(dice: random.Random, scale: int = 1) -> list[int]:
    return [dice.randrange(3, 10) * scale for _ in range(3)]
