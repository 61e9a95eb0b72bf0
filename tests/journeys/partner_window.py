"""A catalogue and a framer who orders from it, without clicking: run beside a stack with the e-mail
of a studio's user and two photographs; prints ids as JSON."""

import json
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import select

from app import create_app
from extensions import db
from models import Partner, PriceList, Product, Studio, User
from models.partner_login import PartnerLogin, new_session_stamp
from models.partner_token import TokenKind
from services import (
    catalogue_imports,
    demo_offer,
    demo_partner,
    partner_files,
    partner_keys,
    partner_orders,
    partner_tokens,
    passwords,
    product_pictures,
)
from services.partner_terms import PartnerTerms, Recipient, Wanted
from tests.journeys.stack import ROOT, Stack, wait_for
from tests.offering import make_shop_list

SHOP = "Odbitki i albumy"
PASSWORD = "a long password of a framer"  # noqa: S105 - of a studio that lives for minutes
PREPARED_S = 60.0
RECIPIENT = Recipient(
    "Zofia Lis-Wojciechowska",
    "Długa 5/12",
    "31-147",
    "Kraków",
    "600 700 800",
    "z.lis@poczta.example",
)


def furnish_partner(stack: Stack, email: str, photographs: Sequence[Path]) -> dict[str, object]:
    """`partner` is the client, `partner_order` an order of theirs, `partner_number` its number;
    products by what they are: `paper`, `album`, `bundle`; `taken` is a catalogue file that waits;
    `login` is the address that signs in with PASSWORD."""
    names = [str(one) for one in photographs[:2]]
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.partner_window", email, *names],
        env=stack.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    places = json.loads(done.stdout.splitlines()[-1])
    _wait(stack, places)
    return places


def sign_in(page: Page, email: str) -> None:
    page.goto("/partner/login")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button.main").click()
    page.wait_for_url("**/partner")


def fetch_offer(page: Page, places: dict[str, object]) -> None:
    """The gateway, and the whole offer twice, the second time for nothing."""
    for name in ("gateway.xml", "full.xml", "full.xml"):
        answer = page.request.get(f"/offers/{places['secret']}/{places['shop_code']}/{name}")
        assert answer.ok, answer.status


def _wait(stack: Stack, places: dict[str, object]) -> None:
    """Until workers have prepared the pictures, looked the file through and written the offer."""
    pictures = "SELECT count(*) FROM product_pictures WHERE key IS NULL"
    wait_for(lambda: stack.rows(pictures) == [(0,)], PREPARED_S, "no pictures")
    looked = "SELECT checked_at FROM catalogue_imports WHERE id = ?"
    wait_for(lambda: stack.rows(looked, places["taken"])[0][0], PREPARED_S, "file not read")
    gateways = "SELECT count(*) FROM feed_files WHERE name = 'gateway' AND dropped_at IS NULL"
    wait_for(lambda: stack.rows(gateways)[0][0], PREPARED_S, "no offer")


def _furnish(email: str, photographs: Sequence[str]) -> dict[str, object]:
    user = db.session.scalars(select(User).where(User.email == email)).one()
    studio = user.studio
    prices = make_shop_list(studio, SHOP)
    demo_offer.offer(studio, prices)
    codes = {"paper": "ODB-MAT", "album": "ALB-20", "bundle": "ZES-SLUB"}
    products = {place: _product(studio.id, code) for place, code in codes.items()}
    for name in photographs:
        with Path(name).open("rb") as file:
            product_pictures.receive(products["album"], Path(name).name, file)
    demo_partner.share(studio, SHOP, user.name)
    partner = db.session.scalars(select(Partner).where(Partner.studio_id == studio.id)).one()
    partner_keys.make_key(partner, user.name)
    order = _order(partner, prices, products, photographs[0])
    taken = catalogue_imports.receive(studio, "katalog-2026.csv", _file(studio))
    return {
        **{place: product.id for place, product in products.items()},
        "partner": partner.client_id,
        "partner_shop": partner.shops[0].id,
        "shop_code": partner.shops[0].code,
        "secret": partner_tokens.text_of(partner_tokens.current_tokens(partner, TokenKind.FEED)[0]),
        "partner_order": order.id,
        "partner_number": order.number,
        "taken": taken.id,
        "login": _login(partner),
    }


def _product(studio_id: int, code: str) -> Product:
    return db.session.scalars(Product.of_studio(studio_id).where(Product.code == code)).one()


def _order(partner: Partner, prices: PriceList, products: dict[str, Product], photograph: str):
    """An album, a print of their own file, and a set with ten prints of it."""
    with Path(photograph).open("rb") as file:
        sent, _ = partner_files.receive(partner, Path(photograph).name, file)
    lines = (
        Wanted(products["album"].sizes[0].code, 1),
        Wanted(products["paper"].sizes[1].code, 3, file=sent.public_id),
        Wanted(products["bundle"].sizes[0].code, 1, file=sent.public_id),
    )
    terms = PartnerTerms("RD/2026/117", lines, RECIPIENT, prices.delivery_methods[0].id)
    return partner_orders.accept_order(partner, terms).order


def _file(studio: Studio) -> BytesIO:
    """The catalogue as it was downloaded, with a dearer album and a stock that is no number."""
    rows = b"".join(catalogue_imports.write_all(studio)).decode("utf-8-sig")
    changed = rows.replace('"450.00"', '"465.00"').replace('"8"', '"osiem"')
    return BytesIO(changed.encode("utf-8-sig"))


def _login(partner: Partner) -> str:
    email = f"biuro-{partner.id}@ramiarnia-debowa.example"
    partner.login = PartnerLogin(email=email, session_stamp=new_session_stamp())
    partner.login.password_hash = passwords.hash_of(PASSWORD)
    db.session.commit()
    return email


if __name__ == "__main__":
    with create_app().app_context():
        print(json.dumps(_furnish(sys.argv[1], sys.argv[2:])))
