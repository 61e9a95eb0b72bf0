"""HTTP: parse, call one service, answer."""

from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1


class RowId(IntegerConverter):
    """A number in an address that a database can hold; a larger one leads nowhere."""

    def __init__(self, url_map, **limits):
        super().__init__(url_map, **({"max": LARGEST_ID} | limits))


def register(app) -> None:
    from blueprints import (
        dev_mail,
        health,
        help,
        hooks,
        knowledge,
        look,
        metrics,
        offer_pictures,
        operator,
        papers,
        security_txt,
    )
    from blueprints.buyer import bp as buyer
    from blueprints.partner import bp as partner
    from blueprints.partner.api import bp as customer_api
    from blueprints.partner_site import bp as partner_site
    from blueprints.proofing import bp as proofing
    from blueprints.studio import bp as studio
    from blueprints.studio.account import bp as account

    app.url_map.converters["int"] = RowId
    of_help = (help.bp, knowledge.bp, knowledge.pomoc)
    of_machines = (health.bp, metrics.bp, hooks.bp, security_txt.bp)
    public = (*of_machines, *of_help, look.bp, papers.bp, offer_pictures.bp)
    of_partners = (partner, partner_site, customer_api)
    for bp in (*public, operator.bp, account, studio, proofing, buyer, *of_partners):
        app.register_blueprint(bp)
    if app.config["KADR_DEV_MAIL"]:
        app.register_blueprint(dev_mail.bp)
