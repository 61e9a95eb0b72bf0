"""A business rule said no. Each refusal is a class named by the fact."""


class Refused(Exception):
    """The message is shown to a person; `status` is the HTTP status that tells the truth.

    `mend_at` is the address of the page where the reason can be removed, when there is one.
    """

    status = 409
    mend_at = ""
