"""An offer through the services, on SQLite as it is deployed: first written, put together again,
one product edited, one sold.

One process does what the worker of documents would; slices are let out at once instead of at the
half hour.
"""

import os
import time
from collections.abc import Callable

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
from services import editions, feeds, offer_versions
from services.transaction import transaction
from tests import factories

BATCH = 1000
EDITED = "Odbitka „Łąka”, nowa"


def measure(figures: Figures, count: int) -> None:
    with Installation() as kadr, kadr.app.app_context():
        shop = _furnish(count)
        edition = editions.ensure(shop)
        figures.heading(f"{count:,} products through the services")
        before = processes.peak_rss_mb(os.getpid())
        first = _timed(lambda: _write(edition.id))
        peak = processes.peak_rss_mb(os.getpid())
        figures.note(
            "every file for the first time", f"{first:.1f} s, {count / first:,.0f} products/s"
        )
        figures.note("memory above what had been imported", f"{peak - before:.0f} MB")
        kadr.app.config["FEED_SLICE_EVERY_S"] = 0
        again = _timed(lambda: _again(shop, edition.id))
        figures.note("all files again, nothing changed", f"{again:.1f} s")
        edit = _timed(lambda: _change(shop, 1, edition.id))
        figures.note("one edit until light and slice are shown", f"{edit:.2f} s")
        part = _timed(lambda: _change(shop, count // 100, edition.id))
        figures.note("one product in a hundred edited", f"{part:.2f} s")
        sale = _timed(lambda: _sell(shop, edition.id))
        figures.note("one sale until light is shown", f"{sale:.2f} s")
        _tell_files(figures, edition.id)


def _timed(step: Callable[[], None]) -> float:
    """Seconds of the clock."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _write(edition_id: int) -> None:
    """As often as a worker would be woken."""
    edition = db.session.get_one(Edition, edition_id)
    while True:
        feeds.run(edition_id)
        db.session.expire_all()
        wanted = offer_versions.settings_of(edition.studio_id).version
        is_idle = not (edition.issue_at or edition.asked_at)
        if edition.version == wanted and edition.full_at and is_idle:
            return
        if edition.problem:
            raise RuntimeError(edition.problem)


def _again(shop: PartnerShop, edition_id: int) -> None:
    feeds.ask(shop.partner)
    _write(edition_id)


def _change(shop: PartnerShop, count: int, edition_id: int) -> None:
    studio_id = shop.partner.studio_id
    ids = list(db.session.scalars(select(Product.id).order_by(Product.id).limit(count)))
    with transaction():
        for product_id in ids:
            db.session.execute(
                update(Product)
                .where(Product.id == product_id)
                .values(name=f"{EDITED} {time.time()}")
            )
        offer_versions.note_change(studio_id, ids)
    known = _slices(edition_id)
    _write(edition_id)
    if _slices(edition_id) <= known:
        raise RuntimeError("no slice was shown")


def _sell(shop: PartnerShop, edition_id: int) -> None:
    with transaction():
        first = select(ProductSize.id).order_by(ProductSize.id).limit(1).scalar_subquery()
        db.session.execute(
            update(ProductSize)
            .where(ProductSize.id == first)
            .values(stock_count=ProductSize.stock_count - 1)
        )
    _write(edition_id)


def _slices(edition_id: int) -> int:
    wanted = select(FeedFile.id).where(
        FeedFile.edition_id == edition_id, FeedFile.name.startswith("full_change")
    )
    return len(db.session.scalars(wanted).all())


def _tell_files(figures: Figures, edition_id: int) -> None:
    files = db.session.scalars(
        select(FeedFile).where(FeedFile.edition_id == edition_id, FeedFile.dropped_at.is_(None))
    )
    for file in sorted(files, key=lambda one: -one.size_bytes)[:2]:
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
