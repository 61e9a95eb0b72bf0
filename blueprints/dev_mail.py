from flask import Blueprint

bp = Blueprint("dev_mail", __name__, url_prefix="/dev/mail")
