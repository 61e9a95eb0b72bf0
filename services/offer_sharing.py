"""The switch of the whole module: does the studio share offers at all? (I-05)"""

from extensions import db
from models.partner import Partner
from models.studio import Studio
from services import catalogue, feeds, offer_versions
from services.transaction import transaction


def switch(studio: Studio, is_on: bool) -> None:
    """Off, every address and key of every partner is refused; their settings are kept."""
    with transaction():
        offer_versions.settings_of(studio.id).is_on = is_on
        if is_on:
            catalogue.default_shop(studio)


def write_all(studio: Studio) -> int:
    """Ask for the files of every partner who shares; returns how many those are."""
    sharing = Partner.of_studio(studio.id).where(Partner.is_sharing)
    partners = db.session.scalars(sharing).all()
    for partner in partners:
        feeds.ask(partner)
    return len(partners)
