"""HTTP: parse, call one service, answer."""


def register(app) -> None:
    from blueprints import dev_mail, health, help
    from blueprints.proofing import bp as proofing
    from blueprints.studio import bp as studio
    from blueprints.studio.account import bp as account

    for bp in (health.bp, help.bp, account, studio, proofing):
        app.register_blueprint(bp)
    if app.config["KADR_DEV_MAIL"]:
        app.register_blueprint(dev_mail.bp)
