"""What a photographer does with documents."""

from tests.journeys.photographer import Photographer

SELLER = {
    "seller_name": "Pracownia Światłoczuła Hanna Żurek",
    "street": "ul. Długa 5/12",
    "postcode": "31-147",
    "city": "Kraków",
    "tax_id": "676-245-11-35",
    "account_number": "61 1090 1014 0000 0712 1981 2874",
    "bank_name": "Santander Bank Polska",
    "remark": "Dziękuję za zaufanie.",
}


def fill_in_seller(owner: Photographer) -> None:
    page = owner.page
    page.goto("/studio/settings/documents")
    for name, value in SELLER.items():
        page.fill(f"[name={name}]", value)
    page.locator("form:has([name=seller_name]) button.main").click()
    page.wait_for_load_state()


def issue(owner: Photographer, order_id: int, kind: str) -> int:
    """Press the button of a kind on the order's page; returns the document's id."""
    page = owner.page
    page.goto(f"/studio/orders/{order_id}")
    page.locator(f"#order-documents form:has([value={kind}]) button").click()
    page.wait_for_selector("#order-documents a[download]")
    found = owner.stack.rows(
        "SELECT id FROM documents WHERE order_id = ? AND kind = ?", order_id, kind
    )
    return found[0][0]
