"""What the demo studio sells: price lists as Polish photographers keep them, one in English."""

from services.price_lists import ItemTerms, MethodTerms, PaymentMethodTerms, PriceTerms

OUTDOOR, MINI, COUPLE = "Plener ślubny", "Mini-sesja", "Couple session (English)"
# Its check digits are right, its bank does not exist.
ACCOUNT = "55000000001234567812345678"

_PRINTS = (("10×15", 300), ("15×23", 600), ("20×30", 1800))
_PAPERS = ("mat", "błysk")
_PICKUP = MethodTerms("pickup", "Odbiór osobisty", 0, "ul. Józefa 8, Kraków, pon.–pt. 10–17")
_COURIER = MethodTerms("courier", "Kurier", 2250, free_from_cents=40_000)
_LOCKER = MethodTerms("locker", "Paczkomat InPost", 1490, free_from_cents=40_000)
_PAYMENTS = [
    PaymentMethodTerms("transfer", "Przelew", "Numer zamówienia w tytule", "Hanna Żurek", ACCOUNT),
    PaymentMethodTerms("cash", "Gotówka", "Przy odbiorze w pracowni"),
]

PRICE_LISTS = {
    OUTDOOR: PriceTerms(
        package_photo_count=5,
        extra_photo_cents=4000,
        items=[
            *(
                ItemTerms("print", name, price_cents, paper)
                for name, price_cents in _PRINTS
                for paper in _PAPERS
            ),
            ItemTerms(
                "product",
                "Album 20×20",
                45_000,
                hint="20 stron, okładka z lnu",
                photo_min=10,
                photo_max=20,
            ),
            ItemTerms("product", "Płótno 40×60", 18_000, photo_min=1, photo_max=1),
            ItemTerms("digital", "Plik do druku", 2500, hint="Pełna rozdzielczość, po retuszu"),
        ],
        methods=[_PICKUP, _COURIER, _LOCKER],
        payments=_PAYMENTS,
    ),
    MINI: PriceTerms(
        package_photo_count=3,
        extra_photo_cents=6000,
        items=[
            ItemTerms("print", "15×23", 300, included_count=3),
            ItemTerms("product", "Kubek", 5900, photo_min=1, photo_max=1),
            ItemTerms("digital", "Plik do druku", 2500),
        ],
        methods=[MethodTerms("online", "Tylko pliki", 0), _PICKUP, _LOCKER],
        payments=_PAYMENTS,
    ),
    COUPLE: PriceTerms(
        package_photo_count=3,
        extra_photo_cents=6000,
        items=[
            ItemTerms("print", "15×23", 600, "matt", included_count=3),
            ItemTerms("product", "Canvas 40×60", 18_000, photo_min=1, photo_max=1),
            ItemTerms("digital", "Print file", 2500, hint="Full resolution, retouched"),
        ],
        methods=[
            MethodTerms("online", "Files only", 0),
            MethodTerms("pickup", "Personal collection", 0, "ul. Józefa 8, Kraków, Mon–Fri 10–17"),
            MethodTerms("courier", "Courier", 4900),
        ],
        payments=[
            PaymentMethodTerms(
                "transfer", "Bank transfer", "Order number as the title", "Hanna Żurek", ACCOUNT
            ),
            PaymentMethodTerms("cash", "Cash", "On collection at the studio"),
        ],
    ),
}
