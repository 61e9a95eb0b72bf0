"""The demo studio: filled once, through the same verbs as real work, and never touched again."""

import shutil

import pytest
from sqlalchemy import func, select

import config
from extensions import db
from models import (
    CartLine,
    Gallery,
    Invitation,
    Order,
    OutboxEntry,
    Partner,
    Photo,
    PriceList,
    Rendition,
    User,
)
from models.photo import Folder
from services import (
    carts,
    demo,
    demo_choices,
    demo_prices,
    doctor,
    partner_rights,
    price_lists,
    sign_ins,
)
from services.devices import Caller

TABLES = (User, Gallery, Invitation, Photo, Rendition, CartLine, Order, OutboxEntry)
PHOTOGRAPHS = config.ROOT / "demo" / "photos"
NEEDED = {
    "DSC_2291.JPG",
    *demo_choices.CHOSEN_BY_LUCJA,
    *demo_choices.CHOSEN_BY_MARIA,
    *demo_choices.STILL_IN_CART,
}


@pytest.fixture(scope="module")
def photographs(tmp_path_factory):
    """Only those photographs that the orders name: the rest costs time and shows nothing."""
    folder = tmp_path_factory.mktemp("photographs")
    for name in NEEDED:
        shutil.copyfile(PHOTOGRAPHS / name, folder / name)
    return folder


def gallery_called(title):
    return db.session.scalars(select(Gallery).where(Gallery.title == title)).one()


def row_counts():
    return {table: db.session.scalar(select(func.count()).select_from(table)) for table in TABLES}


def names(gallery, folder):
    return {photo.filename for photo in db.session.scalars(Photo.in_folder(gallery.id, folder))}


def test_the_demo_shows_every_step_of_the_work(app, photographs):
    demo.fill(photographs)
    assert sign_ins.sign_in(demo.LOGIN, demo.PASSWORD, Caller("", "", ""))
    wedding, draft = gallery_called("Łucja i Jan"), gallery_called("Emma & Tom")
    assert (wedding.state, draft.state, draft.locale) == ("ordered", "draft", "en")
    assert all(photo.is_ready for photo in db.session.scalars(select(Photo)))
    assert all(invitation.first_viewed_at for invitation in wedding.invitations)
    waiting, paid = wedding.orders
    assert (paid.is_paid, paid.status.internal_name) == (True, "W retuszu")
    assert (waiting.is_settled, waiting.status.position) == (False, 0)
    assert (paid.total_cents, waiting.total_cents) == (13250, 15290)
    cart = carts.open_cart(wedding.invitations[0])
    assert [bool(line.note) for line in cart.lines] == [False, True, False]
    assert not wedding.delivery.is_handed_over
    assert [line.item_name for line in paid.lines if line.kind == "print"] == ["15×23", "20×30"]
    assert (paid.payment_kind, paid.account_number) == ("transfer", demo_prices.ACCOUNT)
    lists = db.session.scalars(PriceList.of_studio(wedding.studio_id)).all()
    assert [one.name for one in lists] == [
        demo_prices.COUPLE,
        demo_prices.MINI,
        demo_prices.OUTDOOR,
    ]
    sold = [price_lists.terms_of(gallery.prices) for gallery in (draft, wedding)]
    assert sold == [price_lists.terms_of(one) for one in (lists[0], lists[2])]
    ordered = {line.filename for line in paid.lines}
    assert names(wedding, Folder.FULL) == names(wedding, Folder.WEB) == ordered
    is_mail = OutboxEntry.kind.startswith("mail.")
    kinds = sorted(db.session.scalars(select(OutboxEntry.kind).where(is_mail)))
    assert kinds == ["mail.gallery_ready"] * 2 + ["mail.order_arrived"] * 2 + (
        ["mail.order_placed"] * 2
    )
    assert not [f for f in doctor.examine() if f.fault and "files" in f.check]
    _is_left_alone_from_now_on(wedding, photographs)


def _is_left_alone_from_now_on(wedding, photographs):
    """In the same test, because filling takes seconds."""
    cart = carts.open_cart(wedding.invitations[0])
    carts.unpick(cart, cart.lines[0].photo)
    db.session.delete(gallery_called("Emma & Tom"))
    wedding.title = "Another title"
    db.session.commit()
    before = row_counts()
    demo.fill(photographs)
    assert row_counts() == before


def test_a_demo_that_broke_off_is_completed(app, photographs, tmp_path):
    missing = next(iter(demo_choices.STILL_IN_CART))
    cut = shutil.copytree(photographs, tmp_path / "cut", ignore=lambda *_: [missing])
    with pytest.raises(KeyError, match=missing):
        demo.fill(cut)
    assert len(gallery_called("Łucja i Jan").orders) == 2
    demo.fill(photographs)
    wedding = gallery_called("Łucja i Jan")
    assert [order.is_paid for order in wedding.orders] == [False, True]
    assert len(carts.open_cart(wedding.invitations[0]).lines) == 3
    is_mail = OutboxEntry.kind.startswith("mail.")
    mails = select(func.count()).select_from(OutboxEntry).where(is_mail)
    assert db.session.scalar(mails) == 6


def test_the_command_tells_the_login_each_time_in_the_same_words(app, monkeypatch):
    monkeypatch.setattr(demo, "fill", lambda photographs: None)
    answers = [app.test_cli_runner().invoke(args=["demo"]).output for _ in range(2)]
    assert answers == [f"login: {demo.LOGIN}\npassword: {demo.PASSWORD}\n"] * 2


def test_every_photograph_of_the_demo_has_its_author_named():
    told = (config.ROOT / "demo" / "README.md").read_text("utf-8")
    files = sorted(PHOTOGRAPHS.iterdir())
    assert len(files) >= 24
    assert [file.name for file in files if f"| {file.name} |" not in told] == []
    assert sum(file.stat().st_size for file in files) < 5_500_000


def test_the_demo_has_a_partner_with_an_offer(app, photographs):
    """A framer with a discount of 12 %, whose addresses are open."""
    demo.fill(photographs)
    partner = db.session.scalars(select(Partner)).one()
    assert (partner.name, partner.discount_bp) == ("Ramiarnia Dębowa", 1200)
    assert [shop.code for shop in partner.shops] == ["plener-slubny"]
    assert partner_rights.may_order(partner)
