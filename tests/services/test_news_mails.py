"""The mails about finished photos that came after the first ones, and the photographer's words."""

from datetime import timedelta

from models.photo import Folder
from models.types import utc_now
from services import deliveries, download_rights
from tests.services.test_mails import finished_gallery, send_all, texts


def test_a_second_message_tells_how_many_are_new_to_this_person(make, mail_server):
    """M-27."""
    gallery = finished_gallery(make, title="Łucja i Jan")
    deliveries.hand_over(gallery, "Hanna", "Dziękuję za zaufanie! <Hanna>")
    later = utc_now() + timedelta(seconds=5)
    for number in (7, 8):
        make.make_photo(gallery, f"IMG_{number}.jpg", folder=Folder.FULL, received_at=later)
    deliveries.notify_again(gallery, "Hanna", seen_round=1, note="Jeszcze dwa.")
    _, message = send_all(mail_server)
    plain, html = texts(message)
    assert message["Subject"] == "Gotowe są 2 nowe zdjęcia"
    assert "- w pełnej rozdzielczości: 3 zdjęcia, 2 nowe" in plain
    assert "Jeszcze dwa." in plain
    assert "Jeszcze dwa." in html


def test_the_photographers_words_stand_in_both_parts_and_become_no_markup(make, mail_server):
    """M-27, A15."""
    gallery = finished_gallery(make)
    deliveries.hand_over(gallery, "Hanna", "Do zobaczenia!\n<b>Hanna</b>")
    plain, html = texts(send_all(mail_server)[0])
    assert "Do zobaczenia!\n<b>Hanna</b>" in plain
    assert "<b>Hanna" not in html
    assert "&lt;b&gt;Hanna" in html


def test_a_person_with_more_time_is_told_their_own_day(make, mail_server):
    """M-28."""
    gallery = finished_gallery(make)
    deliveries.hand_over(gallery, "Hanna")
    person = gallery.invitations[0]
    download_rights.extend(gallery, 365, "Hanna", person)
    plain, _ = texts(send_all(mail_server)[0])
    assert person.download_until_at.strftime("%Y") in plain
