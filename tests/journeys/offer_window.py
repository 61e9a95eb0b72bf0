"""A framer and something to sell them, without clicking: run beside a stack with the e-mail of a
studio's user; prints ids as JSON."""

import json
import subprocess
import sys

from sqlalchemy import select

from app import create_app
from extensions import db
from models import User
from tests.journeys.stack import ROOT, Stack
from tests.offering import make_client, make_product, make_shop_list


def furnish_offer(stack: Stack, email: str) -> dict:
    """`client` is nobody's partner yet; `code` is the size of a frame, of which there are four;
    `method` is how the shop "Odbitki B2B" sends it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.offer_window", email],
        env=stack.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _furnish(email: str) -> dict:
    studio = db.session.scalars(select(User).where(User.email == email)).one().studio
    client = make_client(studio, name="Ramiarnia Dębowa", email="biuro@ramiarnia.example")
    shop = make_shop_list(studio, "Odbitki B2B")
    frame = make_product(shop, "Ramka dębowa", {"30×40": 9000}, stock=4, code="RAMKA")
    return {
        "client": client.id,
        "code": frame.sizes[0].code,
        "method": shop.delivery_methods[0].id,
    }


if __name__ == "__main__":
    with create_app().app_context():
        print(json.dumps(_furnish(sys.argv[1])))
