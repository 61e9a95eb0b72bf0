"""Mails that did not arrive, and wishes for more time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from extensions import db
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import TO_BUYERS, TO_INVITED, OutboxEntry
from models.studio import Studio
from services.waiting import Wait

TOLD_FOR = timedelta(days=30)


def wishes(studio: Studio) -> list[Wait]:
    """More time to choose that somebody asked for and nobody has answered; oldest first."""
    asked = (
        select(Extension)
        .join(Extension.invitation)
        .join(Invitation.gallery)
        .where(
            Extension.answered_at.is_(None),
            Gallery.studio_id == studio.id,
            Gallery.archived_at.is_(None),
        )
        .options(
            joinedload(Extension.invitation)
            .joinedload(Invitation.gallery)
            .joinedload(Gallery.cover_photo)
        )
        .order_by(Extension.id)
    )
    return [
        Wait("extension", one.invitation.gallery, one.asked_at, person_id=one.invitation_id)
        for one in db.session.scalars(asked)
    ]


def lost_mails(studio: Studio, now: datetime) -> list[Wait]:
    """The newest mail about each person or order, when it has failed for good; newest first."""
    later = aliased(OutboxEntry)
    again = select(later.id).where(
        later.kind == OutboxEntry.kind,
        later.subject_id == OutboxEntry.subject_id,
        later.id > OutboxEntry.id,
        later.state != "cancelled",
    )
    dead = (
        OutboxEntry.of_studio(studio.id)
        .where(
            OutboxEntry.state == "dead",
            OutboxEntry.kind.in_((*TO_INVITED, *TO_BUYERS)),
            OutboxEntry.created_at > now - TOLD_FOR,
            ~again.exists(),
        )
        .limit(50)
    )
    mails = db.session.scalars(dead).all()
    places = _places(mails)
    found = ((mail, places.get(mail.id)) for mail in mails)
    return [
        replace(place, since=mail.created_at, mail=mail)
        for mail, place in found
        if place and not (place.gallery and place.gallery.is_archived)
    ]


def _places(mails: Iterable[OutboxEntry]) -> dict[int, Wait]:
    """By mail, the session and the person it was for, or the number of the order."""
    mails = list(mails)
    person_ids = {one.subject_id for one in mails if one.kind in TO_INVITED}
    order_ids = {one.subject_id for one in mails if one.kind in TO_BUYERS}
    covered = joinedload(Gallery.cover_photo)
    people = select(Invitation).where(Invitation.id.in_(person_ids))
    orders = select(Order).outerjoin(Order.gallery).where(Order.id.in_(order_ids))
    orders = orders.where(Gallery.deleted_at.is_(None))
    invited = db.session.scalars(people.options(joinedload(Invitation.gallery).options(covered)))
    placed = db.session.scalars(orders.options(joinedload(Order.gallery).options(covered)))
    by_person = {one.id: Wait("mail", one.gallery, person_id=one.id) for one in invited}
    by_order = {one.id: Wait("mail", one.gallery, number=one.number) for one in placed}
    found = (
        (one.id, (by_person if one.kind in TO_INVITED else by_order).get(one.subject_id))
        for one in mails
    )
    return {mail_id: place for mail_id, place in found if place}
