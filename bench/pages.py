"""What pages weigh and how long they take: first view, cart press, order, lists of orders."""

import gzip
import re
import sqlite3
from pathlib import Path
from statistics import median

from bench import sessions
from bench.answers import Asker, undisturbed_s
from bench.figures import Figures
from bench.installation import Installation
from extensions import db
from models.photo import Folder, Photo
from tests import factories

GZIP_LEVEL = 6  # what deploy/nginx/kadr.conf says
_LINKED = re.compile(r'(?:href|src)="(/static/[^"#]+)')
_IMPORTED = re.compile(r'(?:from|import) "\./([^"]+)"')
_HTMX = {"HX-Request": "true"}


def run(figures: Figures, quick: bool) -> None:
    with Installation(on_disk=True) as kadr, kadr.app.app_context():
        user = factories.make_user()
        gallery = sessions.gallery_with(user.studio, 1000)
        client = kadr.enter(gallery.invitations[0])
        _first_view(figures, Asker(kadr, client), gallery.code)
        _cart(figures, Asker(kadr, client), gallery, 10 if quick else 60)
        _order(figures, kadr, user.studio, 8 if quick else 20)
        _lists(figures, kadr, user, quick)


def _first_view(figures: Figures, client: Asker, code: str) -> None:
    figures.heading("First view of a client's gallery, 1,000 photos")
    page = client.get(f"/g/{code}/photos").text
    texts, fonts = linked_files(client, page)
    weights = {path: weight_kb(data) for path, data in texts.items()}
    html = weight_kb(page.encode())
    figures.note("page itself, first rows in it", f"{html:.1f} kB, {page.count('<img')} pictures")
    figures.note("styles and scripts", f"{sum(weights.values()):.1f} kB in {len(weights)} files")
    font_kb = sum(map(len, fonts.values())) / 1000
    figures.note("fonts asked for at once", f"{font_kb:.1f} kB in {len(fonts)} files")
    told = "gzip 6; fonts apart, as in PicPeak's 820 kB"
    figures.at_most("page, styles, scripts", html + sum(weights.values()), 60, "kB", told)


def linked_files(client: Asker, page: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What a browser asks for with a page: (styles, scripts with all they import and icons; fonts),
    each by its address."""
    found: dict[str, bytes] = {}
    waiting = set(_LINKED.findall(page))
    while waiting:
        path = waiting.pop()
        found[path] = client.get(path).data
        if path.endswith(".js"):
            names = _IMPORTED.findall(found[path].decode())
            waiting |= {f"{path.rpartition('/')[0]}/{name}" for name in names} - set(found)
    fonts = {path: data for path, data in found.items() if path.endswith(".woff2")}
    return {path: data for path, data in found.items() if path not in fonts}, fonts


def weight_kb(body: bytes) -> float:
    return len(gzip.compress(body, GZIP_LEVEL)) / 1000


def _cart(figures: Figures, client: Asker, gallery, times: int) -> None:
    figures.heading("Server time on a real disk, every commit synced")
    photos = db.session.scalars(Photo.in_folder(gallery.id, Folder.PROOFS).limit(times + 2)).all()
    ids = [photo.id for photo in photos]
    base = f"/g/{gallery.code}/photos"
    press = client.repeat(
        times, lambda one, n: one.post(f"{base}/{ids[n]}/pick", {"picked": "1"}, **_HTMX)
    )
    figures.at_most(
        "cart press", press.quiet_ms, 10, "ms", f"{press.told}, {press.count} statements"
    )
    items = [factories.make_item(gallery, name=f"format {n}").id for n in range(6)]
    stepped = client.repeat(times, lambda one, n: _step(one, f"{base}/{ids[n]}", items[n % 6]))
    told = f"{stepped.told}, {stepped.count} statements"
    figures.at_most("one print more of a photo", stepped.quiet_ms, 10, "ms", told)


def _step(client: Asker, photo: str, item_id: int):
    """The first print of a photo that is in the cart since one press."""
    data = {"quantity": "1", "version": "1", "at": "photo"}
    return client.post(f"{photo}/items/{item_id}", data, **_HTMX)


def _order(figures: Figures, kadr: Installation, studio, times: int) -> None:
    bare_ms = _bare_insert_ms(kadr.folder / "bare.sqlite", times)
    for state in ("up", "down"):
        if state == "down":
            kadr.end("redis")
        placed = _place(kadr, studio, times)
        told = f"{placed.told}, bare INSERT {bare_ms:.1f} ms"
        figures.at_most(f"placing an order, Redis {state}", placed.quiet_ms, 15, "ms", told)


def _place(kadr: Installation, studio, times: int):
    """Each order is of a person of their own, with a dozen photos."""
    gallery = sessions.gallery_with(studio, 12)
    photos = db.session.scalars(Photo.in_folder(gallery.id, Folder.PROOFS)).all()
    people = [factories.make_invitation(gallery) for _ in range(times + 2)]
    forms = []
    for person in people:
        cart = factories.make_cart(person, photos)
        total = cart.quote(None).total_cents
        forms.append({"cart_key": cart.key, "name": person.name, "seen_total": str(total)})
        forms[-1]["email"] = person.email
    browsers = [Asker(kadr, kadr.enter(person)) for person in people]
    code = gallery.code
    return browsers[0].repeat(times, lambda _one, n: browsers[n].post(f"/g/{code}/order", forms[n]))


def _bare_insert_ms(path: Path, times: int) -> float:
    """One row into SQLite with the durability of Kadr's database."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")
    taken = []
    for number in range(times):
        started_s = undisturbed_s()
        connection.execute("INSERT INTO bare (text) VALUES (?)", (f"order {number}",))
        connection.commit()
        taken.append((undisturbed_s() - started_s) * 1000)
    connection.close()
    return median(taken)


def _lists(figures: Figures, kadr: Installation, user, quick: bool) -> None:
    few = sessions.gallery_with(user.studio, 12)
    many = sessions.gallery_with(user.studio, 200)
    sessions.add_orders(few, 20, 20_000)
    studio = Asker(kadr, kadr.sign_in(user))
    times = 8 if quick else 20
    ask = "/studio/galleries/{}/orders".format
    small = studio.repeat(3, lambda one, _n: one.get(ask(few.id)))
    short = studio.repeat(3, lambda one, _n: one.get("/studio/orders"))
    sessions.add_orders(many, 200, 21_000)
    tab = studio.repeat(times, lambda one, _n: one.get(ask(many.id)))
    for part in range(2 if quick else 10):
        sessions.add_orders(sessions.gallery_with(user.studio, 12), 980, 30_000 + part * 1000)
    figures.at_most("orders tab, 200 orders", tab.quiet_ms, 50, "ms", tab.told)
    _same(figures, "orders tab: statements with 20 and 200 orders", small.count, tab.count)
    whole = studio.repeat(times, lambda one, _n: one.get("/studio/orders"))
    count = "2,000" if quick else "10,000"
    figures.at_most(f"list of {count} orders", whole.quiet_ms, 50, "ms", whole.told)
    _same(figures, "list: statements with 20 and 10,000 orders", short.count, whole.count)


def _same(figures: Figures, what: str, few: int, many: int) -> None:
    figures.holds(what, f"{few} and {many}", "constant", few == many)
