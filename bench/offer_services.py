"""An offer through the services, on SQLite as it is deployed: first written, put together again,
edited and sold.

A worker of documents in a process of its own does what the clock asks it for; slices are let out at
once instead of at the half hour.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from bench import offered, processes
from bench.figures import Figures
from bench.installation import Installation
from extensions import db
from models import Category, OfferPrice, Product, ProductSize, SizeName
from models.edition import Edition
from models.feed_file import FeedFile
from models.parameter import Parameter, ParameterValue, product_values
from models.partner_shop import PartnerShop
from models.product_picture import ProductPicture
from models.types import utc_now
from services import editions, feeds, offer_versions
from services.transaction import transaction
from tests import factories

BATCH = 1000
POLLED_S, READY_AFTER_S = 0.5, 5
EDITED = "Odbitka „Łąka”, nowa"


def measure(figures: Figures, count: int) -> None:
    with Installation(FEED_SLICE_EVERY_S="0") as kadr, kadr.app.app_context():
        shop = _furnish(count)
        edition_id = editions.ensure(shop).id
        kadr.start_workers("documents")
        worker = _Worker(kadr.pids("documents-1")[0], edition_id)
        figures.heading(f"{count:,} products through the services")
        imported = worker.peak_when_ready_mb()
        first = worker.until_idle(lambda: feeds.ask(shop.partner))
        figures.note("every file for the first time", f"{first}, {count / first.cpu_s:,.0f}/s")
        figures.note("memory of the worker, imported", f"{worker.peak_mb:.0f} MB, {imported:.0f}")
        steps = {
            "all files again, nothing changed": lambda: feeds.ask(shop.partner),
            "one edit until light file and slice are shown": lambda: _edit(shop, 1),
            "one product in a hundred edited": lambda: _edit(shop, count // 100),
            "one sale until the light file is shown": _sell,
        }
        for what, step in steps.items():
            figures.note(what, str(worker.until_idle(step)))
        began = time.process_time()
        feeds.offer_due(utc_now())
        figures.note("the clock, nothing due", f"{time.process_time() - began:.2f} s CPU")
        figures.note("memory of the worker at most", f"{worker.peak_mb:.0f} MB")
        _tell_files(figures, edition_id)


@dataclass(frozen=True)
class _Took:
    cpu_s: float
    wall_s: float

    def __str__(self) -> str:
        return f"{self.cpu_s:.1f} s CPU, {self.wall_s:.1f} s"


@dataclass(frozen=True)
class _Worker:
    pid: int
    edition_id: int

    @property
    def peak_mb(self) -> float:
        return processes.peak_rss_mb(self.pid)

    def peak_when_ready_mb(self) -> float:
        """Once nothing more is imported."""
        before = -1.0
        while before < self.peak_mb:
            before = self.peak_mb
            time.sleep(READY_AFTER_S)
        return before

    def until_idle(self, step: Callable[[], None]) -> _Took:
        """The step, and what the worker does of it."""
        step()
        began, cpu_s = time.perf_counter(), processes.cpu_s([self.pid])
        feeds.offer_due(utc_now())
        while not self._is_idle():
            time.sleep(POLLED_S)
        return _Took(processes.cpu_s([self.pid]) - cpu_s, time.perf_counter() - began)

    def _is_idle(self) -> bool:
        db.session.rollback()
        edition = db.session.get_one(Edition, self.edition_id)
        if edition.problem:
            raise RuntimeError(edition.problem)
        is_held = edition.lease_until is not None
        return not is_held and self.edition_id not in feeds.due(utc_now())


def _edit(shop: PartnerShop, count: int) -> None:
    ids = list(db.session.scalars(select(Product.id).order_by(Product.id).limit(count)))
    edited = update(Product).where(Product.id.in_(ids))
    with transaction():
        db.session.execute(edited.values(name=f"{EDITED} {time.time()}"))
        offer_versions.note_change(shop.partner.studio_id, ids)


def _sell() -> None:
    first = select(ProductSize.id).order_by(ProductSize.id).limit(1).scalar_subquery()
    sold = update(ProductSize).where(ProductSize.id == first)
    with transaction():
        db.session.execute(sold.values(stock_count=ProductSize.stock_count - 1))


def _tell_files(figures: Figures, edition_id: int) -> None:
    files = db.session.scalars(
        select(FeedFile).where(FeedFile.edition_id == edition_id, FeedFile.dropped_at.is_(None))
    )
    for file in sorted(files, key=lambda one: -one.size_bytes)[:3]:
        told = f"{file.size_bytes / 1e6:,.0f} MB, packed {file.gzip_bytes / 1e6:,.1f} MB"
        figures.note(f"the file {file.name}", told)


def _furnish(count: int) -> PartnerShop:
    """A studio with its catalogue and one partner; the rows are written in bulk."""
    studio = factories.make_studio()
    prices = factories.make_shop_list(studio)
    partner = factories.make_partner(studio, prices, discount_bp=1000)
    category = factories.save(Category(studio_id=studio.id, name="Odbitki", path="Odbitki"))
    names = [factories.save(SizeName(studio_id=studio.id, name=f"{n}×{n}")) for n in (10, 20, 30)]
    values = [_parameter(studio.id, place) for place in range(offered.PARAMETERS)]
    size_ids, value_ids = [one.id for one in names], values
    studio_id, list_id, category_id = studio.id, prices.id, category.id
    for start in range(0, count, BATCH):
        _batch(start, studio_id, list_id, category_id, size_ids, value_ids)
    ids = select(Product.id).where(Product.studio_id == studio_id)
    offer_versions.note_change(studio_id, ids)
    db.session.commit()
    return partner.shops[0]


def _parameter(studio_id: int, place: int) -> int:
    parameter = Parameter(studio_id=studio_id, name=f"Parametr {place}")
    parameter.values = [ParameterValue(name=f"Wartość {place}")]
    factories.save(parameter)
    return parameter.values[0].id


def _batch(
    start: int, studio_id: int, list_id: int, category_id: int, sizes: list[int], values: list[int]
) -> None:
    pool = offered.different(offered.CENTS)
    numbers = range(start + 1, start + BATCH + 1)
    products, rows, prices, pictures, chosen = [], [], [], [], []
    for number in numbers:
        one = pool[number % offered.DIFFERENT]
        words = one.words[0]
        products.append(
            {"id": number, "studio_id": studio_id, "code": f"PRN-{number:06}", "name": words.name,
             "summary": words.summary, "description": words.description,
             "category_id": category_id, "search_key": words.name}
        )  # fmt: skip
        for place, size in enumerate(one.sizes):
            size_id = number * 10 + place
            rows.append(
                {"id": size_id, "studio_id": studio_id, "product_id": number, "position": place,
                 "size_name_id": sizes[place], "code": f"PRN-{number:06}-{place}",
                 "ean": size.ean, "stock_count": 50, "weight_g": 12}
            )  # fmt: skip
            prices.append({"size_id": size_id, "price_list_id": list_id, "cents": size.gross_cents})
        for place, picture in enumerate(one.pictures):
            sides = {"width": 1600, "height": 1067, "icon_width": 240, "icon_height": 160}
            pictures.append(
                {"product_id": number, "filename": "a.jpg", "key": "k", "icon_key": "i",
                 "md5": picture.md5, "icon_md5": picture.md5, "position": place} | sides
            )  # fmt: skip
        chosen += [{"product_id": number, "value_id": value} for value in values]
    tables = ((Product, products), (ProductSize, rows), (OfferPrice, prices),
              (ProductPicture, pictures), (product_values, chosen))  # fmt: skip
    for table, records in tables:
        db.session.execute(insert(table), records)
    db.session.commit()
