"""How the outside world fails us."""


class NotDelivered(Exception):
    """A mail or a push did not get through; the message is shown to the photographer.

    `permanent` answers the only question the outbox has: try again, or tell the photographer?
    `uncertain` means that the other side may have taken it all the same. `of_server` means that
    whatever else goes the same way now would fail likewise. `retry_after_s` is how long the other
    side asks to be left alone.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        permanent: bool = False,
        uncertain: bool = False,
        of_server: bool = False,
        retry_after_s: int | None = None,
    ):
        super().__init__(message)
        self.code = code
        self.permanent = permanent
        self.uncertain = uncertain
        self.of_server = of_server
        self.retry_after_s = retry_after_s


class NotNeeded(Exception):
    """What was promised has become pointless meanwhile, such as reminding of what is paid."""
