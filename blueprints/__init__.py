"""HTTP: parse, call one service, answer."""

from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1


class RowId(IntegerConverter):
    """A number in an address that a database can hold; a larger one leads nowhere."""

    def __init__(self, url_map, **limits):
        super().__init__(url_map, **({"max": LARGEST_ID} | limits))


def register(app) -> None:
    from blueprints import dev_mail, health, help, knowledge, look, operator
    from blueprints.proofing import bp as proofing
    from blueprints.studio import bp as studio
    from blueprints.studio.account import bp as account

    app.url_map.converters["int"] = RowId
    for bp in (health.bp, help.bp, knowledge.bp, look.bp, operator.bp, account, studio, proofing):
        app.register_blueprint(bp)
    if app.config["KADR_DEV_MAIL"]:
        app.register_blueprint(dev_mail.bp)
