"""The same wall as most people would write it: a row per photo, url_for for each address."""

from flask import Flask, render_template_string
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cart import Cart, CartLine
from models.gallery import Gallery
from models.photo import Folder, Photo

PAGE = """<!doctype html>
<html lang="pl"><head><meta charset="utf-8"><title>{{ gallery.title }}</title></head>
<body><h1>{{ gallery.title }}</h1><p>{{ picked | length }}</p>
<section class="grid">
{% for photo in photos %}
  {% set at = {"code": gallery.code, "photo_id": photo.id} %}
  {% set number = photo.number or loop.index %}
  <figure class="photo" id="p{{ photo.id }}">
    <a class="frame" href="{{ url_for('show_photo', **at) }}">
      <img src="{{ url_for('show_picture', kind='grid', v=photo.revision, **at) }}"
        srcset="{{ url_for('show_picture', kind='thumb', v=photo.revision, **at) }} 400w"
        width="{{ photo.width_px }}" height="{{ photo.height_px }}" loading="lazy"
        alt="Zdjęcie {{ number }}, {{ photo.filename }}"></a>
    <figcaption><span title="{{ photo.filename }}"><b>{{ number }}</b> {{ photo.filename }}</span>
      <button class="pick" name="picked" value="{{ 0 if photo.id in picked else 1 }}"
        formaction="{{ url_for('pick', **at) }}"
        aria-pressed="{{ 'true' if photo.id in picked else 'false' }}">♥</button></figcaption>
  </figure>
{% endfor %}
</section></body></html>"""


def create_peer(engine) -> Flask:
    """A page of every photo at once, for whoever asks; no cart bar, no filters, no permission."""
    peer = Flask("peer")

    @peer.get("/g/<code>/photos")
    def show_gallery(code: str):
        with Session(engine) as session:
            gallery = session.scalars(select(Gallery).where(Gallery.code == code)).one()
            shown = Photo.ready_in_folder(gallery.id, Folder.PROOFS).with_only_columns(
                *(Photo.id, Photo.number, Photo.filename, Photo.width_px, Photo.height_px),
                *(Photo.dominant_color, Photo.revision),
            )
            lines = select(CartLine.photo_id).join(Cart).where(Cart.ordered_at.is_(None))
            values = {"photos": session.execute(shown).all(), "picked": set(session.scalars(lines))}
            return render_template_string(PAGE, gallery=gallery, **values)

    def nothing(**_named):
        return ""

    photo = "/g/<code>/photos/<int:photo_id>"
    peer.add_url_rule(photo, "show_photo", nothing)
    peer.add_url_rule(f"{photo}/<kind>.jpg", "show_picture", nothing)
    peer.add_url_rule(f"{photo}/pick", "pick", nothing, methods=["POST"])
    return peer
