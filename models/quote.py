"""What a choice costs: the one place where the money of a gallery is reckoned."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quote:
    """Prices are gross, in cents of the studio's currency (grosze for PLN)."""

    photo_count: int
    package_photo_count: int
    extra_photo_cents: int
    delivery_cents: int = 0

    def __post_init__(self):
        if min(vars(self).values()) < 0:
            raise ValueError("A quote has no negative figures.")

    @property
    def extra_count(self) -> int:
        return max(0, self.photo_count - self.package_photo_count)

    @property
    def free_count(self) -> int:
        """How many photos of the package are still to be chosen."""
        return max(0, self.package_photo_count - self.photo_count)

    @property
    def extras_cents(self) -> int:
        return self.extra_count * self.extra_photo_cents

    @property
    def total_cents(self) -> int:
        return self.extras_cents + self.delivery_cents

    @property
    def is_free(self) -> bool:
        return self.total_cents == 0
