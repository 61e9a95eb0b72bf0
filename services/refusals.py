"""A business rule said no. Each refusal is a class named by the fact."""


class Refused(Exception):
    """The message is shown to a person; `status` is the HTTP status that tells the truth."""

    status = 409
