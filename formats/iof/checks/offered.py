"""What a light file has to agree with: the full file with the slices that came after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Offered:
    """Of all products no more than ids, codes and prices; `cents` are gross, by code, `products`
    ids by code."""

    currency: str = ""
    generated: datetime | None = None
    ids: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    sets: set[str] = field(default_factory=set)
    cents: dict[str, int] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)

    def change(self, later: Offered) -> None:
        """As a slice tells; one from before this file would only take it back."""
        if self.generated and later.generated and later.generated <= self.generated:
            return
        told = later.ids | later.removed
        for code in [code for code, product in self.products.items() if product in told]:
            del self.products[code]
            self.cents.pop(code, None)
        self.products |= later.products
        self.cents |= later.cents
        self.ids = self.ids - later.removed | later.ids
        self.removed = self.removed - later.ids | later.removed
        self.sets = self.sets - told | later.sets
