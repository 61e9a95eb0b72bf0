"""What the clients of the demo studio choose, with their wishes, by the names of the photos."""

CHOSEN_BY_LUCJA = {
    "IMG_1035.JPG": "",
    "IMG_1036.JPG": "",
    "IMG_1042.JPG": "Poprosimy cieplejsze kolory, jeśli się da.",
    "IMG_1044.JPG": "",
    "IMG_1049.JPG": "Czy da się usunąć ramę okna po prawej?",
    "IMG_1050.JPG": "",
    "IMG_1060.JPG": "",
}
CHOSEN_BY_MARIA = {
    "IMG_1038.JPG": "",
    "IMG_1055.JPG": "Jedno do ramki na ścianę.",
    "IMG_1069.JPG": "",
}
# Photo, format, paper, pieces.
PRINTS = (
    ("IMG_1035.JPG", "15×23", "mat", 2),
    ("IMG_1049.JPG", "20×30", "mat", 1),
    ("IMG_1055.JPG", "20×30", "błysk", 1),
)
ADDRESS = {
    "phone": "600 100 200",
    "street": "Długa 5/7",
    "postcode": "31-147",
    "city": "Kraków",
    "note": "Najlepiej po 16.00.",
}
STILL_IN_CART = {
    "IMG_1046.JPG": "",
    "IMG_1056.JPG": "To samo prosimy też w kolorze.",
    "IMG_1066.JPG": "",
}
