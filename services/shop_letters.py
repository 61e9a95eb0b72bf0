"""Who writes to the client: Kadr, the shop by itself, or both."""

from dataclasses import dataclass

from models.shop import Shop
from services import shops

NOTE = "note"


@dataclass(frozen=True)
class Letter:
    """One occasion; `status` is the shop's that comes with it, empty: none is set."""

    occasion: str
    is_ours: bool
    is_theirs: bool
    status: str = ""

    @property
    def is_twice(self) -> bool:
        return self.is_ours and self.is_theirs


def of_shop(shop: Shop) -> list[Letter]:
    """The occasions on which Kadr writes, and what the shop mails by itself then."""
    kind = shops.kind_of(shop)
    alone = kind.sends_alone if kind else frozenset[str]()
    feedback = shop.studio.feedback
    events = (
        ("import", feedback.mails_after_import, shop.status_after_import),
        ("completion", feedback.mails_after_completion, shop.status_after_completion),
    )
    letters = [Letter(name, ours, code in alone, code) for name, ours, code in events]
    documents = feedback.pushes_document
    return [*letters, Letter("document", feedback.attaches_document, documents and NOTE in alone)]
