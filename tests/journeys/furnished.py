"""A studio in full use: a session in every state, and three people to look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page

from bin.tour import ANYBODY, AT_THE_DOOR, CAREFUL, CLIENT, OWNER, PARTNER, View
from tests.journeys import papers, partner_window, pictures, shop_window, telephone
from tests.journeys.careful import Careful, begin_second_factor
from tests.journeys.guest import Address, Guest
from tests.journeys.parent import Parent
from tests.journeys.photographer import COURIER, PICKUP, Photographer, Session

CHOSEN = 6
PIN = "4821"
TWIN = """SELECT min(id) FROM clients WHERE name LIKE 'Jan%'
    AND studio_id = (SELECT studio_id FROM galleries WHERE id = ?)"""
MAIL_OF_ORDER = """SELECT min(outbox.id) FROM outbox JOIN orders ON orders.id = subject_id
    WHERE kind LIKE 'mail.order%' AND gallery_id = ?"""
PARENTS = {
    "Agnieszka Wiśniewska-Dąbrowska": "agnieszka.wd@poczta.example",
    "Paweł Król": "pawel.krol@poczta.example",
}
WELCOME = (
    "Kochani, w pakiecie macie trzy zdjęcia po retuszu, każde kolejne to 40,00 zł. "
    "Przy zdjęciu możecie zostawić uwagę. Ściskam, Hanna"
)


@dataclass(frozen=True)
class Furnished:
    """`places` fill the addresses of bin/tour.py."""

    owner: Photographer
    guest: Guest
    stranger: Page
    partner: Page
    careful: Careful
    places: dict[str, object]

    def speak(self, locale: str) -> None:
        """Have the studio speak the language."""
        page = self.owner.page
        page.goto("/studio/settings")
        page.select_option("[name=locale]", locale)
        page.locator("form:has([name=locale]) button.main").click()
        page.wait_for_load_state()

    def open(self, view: View, locale: str, until: str = "load") -> Page:
        """The page of the view, in the language; its pictures are there `until` "load" only."""
        if view.who == CAREFUL:
            return self.careful.ask_for_codes(locale)
        if view.who == AT_THE_DOOR:
            self.careful.stand_at_the_door(self.stranger)
        page = {
            ANYBODY: self.stranger,
            AT_THE_DOOR: self.stranger,
            CLIENT: self.guest.page,
            OWNER: self.owner.page,
            PARTNER: self.partner,
        }[view.who]
        address = view.address.format(**self.places)
        if not address.startswith("/studio"):
            address += f"{'&' if '?' in address else '?'}lang={locale}"
        page.goto(address, wait_until=until)
        return page


def furnish(
    owner: Photographer,
    guest: Guest,
    others: Sequence[Page],
    photographs: Sequence[Path],
    folder: Path,
) -> Furnished:
    """`owner` is signed in; needs at least seven photographs. `folder` takes the finished ones.
    The `others` are windows of three people of whom nobody is signed in.
    """
    stranger, partner, careful = others
    places: dict[str, object] = {}
    places["draft"] = owner.create(
        Session("Chrzciny Ignacego", "Marta Lis", "marta.lis@poczta.example")
    )
    owner.upload(photographs[-3:])
    places["waiting"] = owner.create(Session("Rodzina Kotów", "Jan Kot", "jan.kot@poczta.example"))
    owner.upload(photographs[-4:])
    owner.send()
    places |= _public(owner, guest, photographs[:4])
    places["ordered"] = owner.create(_main_session())
    alike = pictures.series(photographs[1], folder / "series")
    owner.upload([*photographs, *alike])
    owner.send()
    chosen = list(photographs[1 :: max(1, len(photographs) // CHOSEN)])[:CHOSEN]
    places |= _ordered(owner, guest, [photo.name for photo in chosen])
    guest.pick(alike[1].name)
    places["alike"] = _one(owner, "photos", f"filename = '{alike[0].name}'")
    _handed_over(owner, pictures.finished(chosen[:5], folder))
    papers.fill_in_seller(owner)
    places["document"] = papers.issue(owner, int(str(places["order"])), "FS")
    places |= telephone.furnish_orders(owner, stranger)
    email, order = owner.account.email, int(str(places["order"]))
    places |= shop_window.furnish_shops(owner.stack, email, order)
    places |= partner_window.furnish_partner(owner.stack, email, photographs)
    partner_window.sign_in(partner, str(places["login"]))
    partner_window.fetch_offer(partner, places)
    # The QR code is shown until a first code has come, so it stays for those who look.
    begin_second_factor(owner.page, owner.account)
    owner.stack.flask("studio", "operator", "--email", email)
    someone = Careful(owner.stack.make_studio(name="Atelier Rozwaga"), careful)
    return Furnished(owner, guest, stranger, partner, someone, places)


def ordered_session(
    owner: Photographer, guest: Guest, session: Session, photographs: Sequence[Path], chosen: int
) -> int:
    """A session whose first `chosen` photos are ordered and not paid. The owner's page is its
    delivery tab; returns the order's number."""
    owner.create(session)
    owner.upload(photographs)
    owner.send()
    guest.open(owner.link_of(session.client_email))
    guest.enter()
    for photo in photographs[:chosen]:
        guest.pick(photo.name)
    guest.show("cart")
    guest.choose(PICKUP[1])
    number = guest.place_order()
    owner.open_tab("delivery")
    return number


def _main_session() -> Session:
    today = datetime.now(UTC).date()
    return Session(
        "Łucja i Jan",
        "Łucja Wójcik",
        "lucja.wojcik@poczta.example",
        subtitle="plener ślubny",
        taken_on=str(today - timedelta(days=8)),
        until=str(today + timedelta(days=13)),
        welcome=WELCOME,
        watermark="Pracownia Światłoczuła",
        package=3,
        extra="40,00",
        methods=(PICKUP, COURIER),
    )


def _public(owner: Photographer, guest: Guest, photographs: Sequence[Path]) -> dict[str, object]:
    """A school's session with a PIN: two parents have chosen, the guest is about to be asked."""
    school = Session(
        "Klasa IIIb",
        "Ewa Nowak",
        "szkola@poczta.example",
        subtitle="zdjęcia klasowe",
        extra="25,00",
    )
    public = owner.create(school)
    owner.upload(photographs)
    owner.set_pin(PIN)
    owner.make_public()
    link = owner.public_link()
    ids = owner.stack.rows("SELECT id FROM photos WHERE gallery_id = ? ORDER BY id", public)
    for name, email in PARENTS.items():
        parent = Parent(owner.stack, name, email)
        parent.enter(link, PIN)
        parent.introduce_by_picking(ids[0][0])
        parent.pick(ids[1][0])
    parent.place_order()
    guest.open(link)
    guest.enter(PIN)
    guest.page.locator("button.pick").nth(2).click()
    guest.page.wait_for_url("**/introduction?**")
    return {
        "public": public,
        "public_code": guest.code,
        "public_token": link.rsplit("/", 1)[1],
    }


def _ordered(owner: Photographer, guest: Guest, names: list[str]) -> dict[str, object]:
    """Two orders, the first paid, and a new choice in the cart; ids and secrets of all that."""
    link = owner.link_of("lucja.wojcik@poczta.example")
    guest.open(link)
    guest.enter()
    for name in names[:5]:
        guest.pick(name)
    guest.write_note(names[1], "Prosimy rozjaśnić cień po lewej i wyprostować horyzont.")
    guest.show("cart")
    guest.fill_in("Kurier", Address(), "Kurier najlepiej po 17.")
    first = guest.place_order()
    owner.page.goto(f"/studio/orders/{_one(owner, 'orders', f'number = {first}')}")
    owner.press(owner.words["mark_paid"])
    owner.page.locator("#order-payment.undo").wait_for()
    _order_again(guest, names[4:6])
    guest.show("photos")
    for name in names[:5]:
        guest.pick(name)
    guest.write_note(names[2], "Czy da się usunąć klamkę przy framudze?")
    return {
        "token": link.rsplit("/", 1)[1],
        "code": guest.code,
        "number": first,
        "order": _one(owner, "orders", f"number = {first}"),
        "invitation": _one(owner, "invitations"),
        "twin": owner.stack.rows(TWIN, owner.gallery_id)[0][0],
        "second": _one(owner, "orders", f"number > {first}"),
        "entry": owner.stack.rows(MAIL_OF_ORDER, owner.gallery_id)[0][0],
        "client": _one(owner, "orders", f"number = {first}", "client_id"),
        "photo": _one(owner, "photos"),
    }


def _order_again(guest: Guest, names: list[str]) -> None:
    guest.show("photos")
    for name in names:
        guest.pick(name)
    guest.show("cart")
    guest.choose(PICKUP[1])
    guest.place_order()


def _one(owner: Photographer, table: str, condition: str = "1 = 1", column: str = "id") -> int:
    query = f"SELECT min({column}) FROM {table} WHERE gallery_id = ? AND {condition}"  # noqa: S608
    return owner.stack.rows(query, owner.gallery_id)[0][0]


def _handed_over(owner: Photographer, finished: list[Path]) -> None:
    for folder in ("full", "web"):
        owner.open_tab("delivery")
        owner.upload(finished, folder)
    owner.open_tab("delivery")
    owner.hand_over()
