"""The sentences a studio asks its clients to agree to when they order."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import force_locale, gettext, lazy_gettext
from sqlalchemy import func, select

from extensions import db
from models.consent import Consent, OrderConsent
from models.studio import Studio
from services.refusals import Refused
from services.transaction import transaction


class ConsentMissing(Refused):
    """A box that must be ticked is not."""

    status = 422


@dataclass(frozen=True)
class ConsentTerms:
    """A text may be empty in one language: clients then read the other one."""

    text_pl: str
    text_en: str
    is_required: bool = False


def suggestions(studio: Studio) -> list[ConsentTerms]:
    """What most studios ask for: their terms, and a permission that may be refused."""
    (terms_pl, publication_pl), (terms_en, publication_en) = (
        _sentences(locale, studio.name) for locale in ("pl", "en")
    )
    return [
        ConsentTerms(terms_pl, terms_en, is_required=True),
        ConsentTerms(publication_pl, publication_en),
    ]


def add_consent(studio: Studio, terms: ConsentTerms) -> Consent:
    """It is asked for last, from the next order on."""
    with transaction():
        last = select(func.max(Consent.position)).where(Consent.studio_id == studio.id)
        place = db.session.scalar(last)
        consent = Consent(studio_id=studio.id, position=0 if place is None else place + 1)
        _apply(consent, terms)
        db.session.add(consent)
    return consent


def change_consent(consent: Consent, terms: ConsentTerms) -> None:
    """Answers that were given keep the words that were read."""
    with transaction():
        _apply(consent, terms)


def move_up(consent: Consent) -> None:
    """Ask for it one place earlier; the first one stays where it is."""
    with transaction():
        asked = list(db.session.scalars(Consent.of_studio(consent.studio_id)))
        place = asked.index(consent)
        asked.insert(max(0, place - 1), asked.pop(place))
        for position, one in enumerate(asked):
            one.position = position


def remove_consent(consent: Consent) -> None:
    """Nobody is asked for it any more; answers that were given stay in their orders."""
    with transaction():
        db.session.delete(consent)


def answers(studio_id: int, ticked: Collection[int], locale: str) -> list[OrderConsent]:
    """What was asked and answered, in the words the client read; a step of a verb.

    `ticked` are ids. Raises ConsentMissing.
    """
    asked = db.session.scalars(Consent.of_studio(studio_id)).all()
    if any(one.is_required and one.id not in ticked for one in asked):
        raise ConsentMissing(lazy_gettext("Without this consent the order cannot be placed."))
    return [OrderConsent(text=one.text(locale), is_given=one.id in ticked) for one in asked]


def _apply(consent: Consent, terms: ConsentTerms) -> None:
    consent.text_pl, consent.text_en = terms.text_pl, terms.text_en
    consent.is_required = terms.is_required


def _sentences(locale: str, studio_name: str) -> tuple[str, str]:
    with force_locale(locale):
        return (
            gettext("I have read the terms of %(studio)s and accept them.", studio=studio_name),
            gettext(
                "I agree that %(studio)s shows the photos of this session on its website and in "
                "social media. I can take this back at any time.",
                studio=studio_name,
            ),
        )
