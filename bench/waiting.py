"""From the camera's card to the wall: 50 photos sent, every rendition made, the first one seen."""

import shutil
import threading
import time
from pathlib import Path
from statistics import median

from sqlalchemy import func, select

from bench import machine, photographs, senders
from bench.figures import Figures
from bench.installation import Installation
from extensions import db
from models.photo import Photo, Rendition
from models.user import User
from tests import factories

PICPEAK_S = (9.2, 16.7)  # published for 50 photos and one rendition each, on 2 shared cores
CONNECTIONS = 3  # what the uploader opens
PROOF_LIMIT_KB = 600
LIMIT_S = 300


def run(figures: Figures, quick: bool) -> None:
    with Installation() as kadr:
        kadr.start_web()
        kadr.start_workers("renditions", "renditions")
        files = senders.photos(kadr.folder / "camera", 12 if quick else 50)
        with kadr.app.app_context():
            user = factories.make_user()
            user_id, browser = user.id, kadr.sign_in(user)
        _upload(kadr, user_id, browser, files[:4])  # both workers have libvips by now
        figures.heading(f"{len(files)} photos of 24 megapixels, web and 2 rendition workers")
        rounds = [_round(kadr, user_id, browser, files) for _ in range(1 if quick else 3)]
        _tell(figures, rounds, len(files))
        _real(figures, kadr, user_id, browser)


def _round(kadr: Installation, user_id: int, browser: dict, files: list[Path]):
    """(seconds until all is ready, until the first thumbnail, slowness of the machine)."""
    shutil.rmtree(kadr.media / "galleries", ignore_errors=True)
    before = machine.slowness().wall
    whole_s, first_s, _ = _upload(kadr, user_id, browser, files)
    return whole_s, first_s, (before + machine.slowness().wall) / 2


def _upload(kadr: Installation, user_id: int, browser: dict, files: list[Path]):
    """(seconds until every rendition is ready, until the first, gallery id)."""
    with kadr.app.app_context():
        gallery_id = factories.make_gallery(db.session.get_one(User, user_id).studio).id
    sendings = [senders.raw_put(gallery_id, browser)(file) for file in files]
    sender = threading.Thread(target=senders.send_all, args=(kadr.port, sendings, CONNECTIONS))
    started = time.perf_counter()
    sender.start()
    whole_s = _wait(kadr, gallery_id, len(files), started)
    sender.join()
    return whole_s, _first_s(kadr, gallery_id), gallery_id


def _wait(kadr: Installation, gallery_id: int, count: int, started: float) -> float:
    while _settled(kadr, gallery_id) < count:
        if time.perf_counter() - started > LIMIT_S:
            raise RuntimeError(f"not ready after {LIMIT_S} s: {kadr.folder}")
        time.sleep(0.05)
    return time.perf_counter() - started


def _settled(kadr: Installation, gallery_id: int) -> int:
    done = Photo.rendered_at.is_not(None) | Photo.failed_at.is_not(None)
    with kadr.app.app_context():
        return db.session.scalar(select(func.count()).where(Photo.gallery_id == gallery_id, done))


def _first_s(kadr: Installation, gallery_id: int) -> float:
    """From the row of the photo that was ready first to its renditions, by the server's clock."""
    query = select(Photo.received_at, Photo.rendered_at).where(
        Photo.gallery_id == gallery_id, Photo.rendered_at.is_not(None)
    )
    with kadr.app.app_context():
        came, ready = db.session.execute(query.order_by(Photo.rendered_at).limit(1)).one()
    return (ready - came).total_seconds()


def _tell(figures: Figures, rounds: list[tuple], count: int) -> None:
    whole, first, slower = (median(column) for column in zip(*rounds, strict=True))
    figures.note("until every rendition is ready, as measured", f"{whole:.1f} s")
    figures.note("djpeg -scale 1/2 beside it", f"{slower:.2f} × its quiet time")
    fair = median(whole_s / slowness for whole_s, _, slowness in rounds) * 50 / count
    told = f"{fair:.1f} s against {PICPEAK_S[0]}–{PICPEAK_S[1]} s"
    figures.at_most("calibrated, of PicPeak's middle", fair / median(PICPEAK_S), 0.7, "×", told)
    calm = median(first_s / slowness for _, first_s, slowness in rounds)
    told = f"{first:.2f} s as measured"
    figures.at_most("first thumbnail after its file arrived", calm, 1, "s", told)


def _real(figures: Figures, kadr: Installation, user_id: int, browser: dict) -> None:
    files = [path for path in photographs.real() if path.stat().st_size > 300_000]
    _, _, gallery_id = _upload(kadr, user_id, browser, files)
    query = select(Rendition.size_bytes).join(Photo, Rendition.photo_id == Photo.id)
    with kadr.app.app_context():
        sizes = db.session.scalars(
            query.where(Photo.gallery_id == gallery_id, Rendition.kind == "proof")
        ).all()
    middle, largest = median(sizes) / 1000, max(sizes) / 1000
    told = f"median of {len(sizes)} real photos; largest {largest:.0f} kB"
    figures.at_most("first full-screen picture", middle, PROOF_LIMIT_KB, "kB", told)
