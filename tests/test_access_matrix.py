"""Who may open what: every route of the application, tried by everybody.

A route that is not in RULES fails the first test, so a new one has to say who may use it.
"""

from itertools import product

import pytest

from extensions import db
from tests.world import ACTORS, CANARY, World

PUBLIC, SIGNED_IN, OWNER, CLIENT, TOKEN = "public", "signed in", "owner", "client", "token"
OPERATOR = "operator"

RULES = {
    "health.alive": PUBLIC,
    "health.ready": PUBLIC,
    "knowledge.show_index": PUBLIC,
    "knowledge.show_article": PUBLIC,
    "help.list_programs": PUBLIC,
    "help.show_program": PUBLIC,
    "help.show_prints": PUBLIC,
    "account.home": PUBLIC,
    "account.sign_in": PUBLIC,
    "account.sign_out": PUBLIC,
    "account.request_reset": PUBLIC,
    "account.set_password": PUBLIC,
    "studio.show_start": SIGNED_IN,
    "studio.show_search": SIGNED_IN,
    "studio.list_galleries": SIGNED_IN,
    "studio.create_gallery": SIGNED_IN,
    "studio.new_gallery": SIGNED_IN,
    "studio.list_orders": SIGNED_IN,
    "studio.ask_bulk": SIGNED_IN,
    "studio.change_bulk": SIGNED_IN,
    "studio.list_clients": SIGNED_IN,
    "studio.show_activity": SIGNED_IN,
    "studio.list_price_lists": SIGNED_IN,
    "studio.new_price_list": SIGNED_IN,
    "studio.create_price_list": SIGNED_IN,
    "studio.show_payment_terms": SIGNED_IN,
    "studio.change_payment_terms": SIGNED_IN,
    "studio.send_payment_reminders": SIGNED_IN,
    "studio.list_consents": SIGNED_IN,
    "studio.add_consent": SIGNED_IN,
    "studio.list_statuses": SIGNED_IN,
    "studio.list_templates": SIGNED_IN,
    "studio.show_feedback": SIGNED_IN,
    "studio.change_feedback": SIGNED_IN,
    "studio.dismiss_advice": SIGNED_IN,
    "studio.show_reset": SIGNED_IN,
    "studio.make_reset": SIGNED_IN,
    "studio.undo_reset": SIGNED_IN,
    "studio.run_feedback": SIGNED_IN,
    "studio.show_template": SIGNED_IN,
    "studio.change_template": SIGNED_IN,
    "studio.preview_template": SIGNED_IN,
    "studio.restore_template": SIGNED_IN,
    "studio.add_status": SIGNED_IN,
    "studio.show_document_settings": SIGNED_IN,
    "studio.change_document_settings": SIGNED_IN,
    "studio.ask_for_sample": SIGNED_IN,
    "studio.show_sample": SIGNED_IN,
    "studio.download_sample": SIGNED_IN,
    "studio.list_documents": SIGNED_IN,
    "studio.download_document_list": SIGNED_IN,
    "studio.download_documents": SIGNED_IN,
    "studio.show_settings": SIGNED_IN,
    "studio.change_settings": SIGNED_IN,
    "studio.receive_logo": SIGNED_IN,
    "studio.change_suffix": SIGNED_IN,
    "studio.show_mail_account": SIGNED_IN,
    "studio.change_mail_account": SIGNED_IN,
    "studio.try_mail_account": SIGNED_IN,
    "studio.show_test_mode": SIGNED_IN,
    "studio.end_test_mode": SIGNED_IN,
    "studio.show_logo": SIGNED_IN,
    "studio.show_logo_picture": SIGNED_IN,
    "operator.show_queues": OPERATOR,
    "operator.retry_entry": OPERATOR,
    "look.show_sheet": PUBLIC,
    "proofing.show_cover": TOKEN,
    "proofing.show_cover_picture": TOKEN,
    "proofing.enter": TOKEN,
}
BY_BLUEPRINT = {"studio": OWNER, "proofing": CLIENT}
# Every other route of a blueprint, written out, so that nobody gets one by its name alone.
LISTED = {
    "studio": """change_price_list change_pin change_public_link show_access
        change_prices copy_prices remove_price_list
        save_as_price_list show_price_list show_prices
        change_selection change_visibility sort_photos
        replace_photo replace_photos show_replacement show_replacements
        copy_gallery delete_gallery move_gallery new_copy show_removal
        add_finished add_photos answer_extension cancel_order change_delivery
        change_download_right change_download_right_of show_download_rights
        change_chapters change_consent change_gallery keep_selection move_consent
        remove_consent unlock_order
        refresh_shop_statuses complete_order clarify_order show_resending resend_mail
        change_status move_status remove_status show_status_removal
        change_times choose_cover download_gallery_export download_order_export
        record_gallery_export record_order_export
        download_gallery_prints download_order_prints
        show_entry cancel_entry settle_entry show_payments record_payment remind_of_payment
        hand_over invite mail_invitation mark_payment notify_again remove_photo
        renew_link reopen retry_entry retry_renditions revoke_link send_gallery
        send_reminders set_status show_banner show_delivery show_gallery
        show_gallery_export show_gallery_orders show_gallery_settings show_link
        show_order show_order_export show_photos show_progress show_rendition show_times
        upload
        ask_for_example change_look change_rules change_watermark show_example
        show_example_picture show_look show_rules show_watermark
        show_client change_client show_order_form edit_order
        show_merge merge_order show_erasure erase_client download_client_data
        show_client_merge merge_client
        show_order_documents issue_document show_attachment attach_document
        download_document cancel_document show_correction correct_document""",
    "proofing": """change_line order_format order_product show_line
        show_product show_transfer_code ask_for_extension ask_to_change download_photo
        download_zip introduce pick place_order record_view show_cart show_introduction
        show_delivery show_extension show_finished_rendition show_gallery show_order
        show_photo show_rendition set_retouch
        show_pin place_pin order_of_photo write_note
        download_proof compare_photos take_best download_document""",
}
ALLOWED = {
    PUBLIC: set(ACTORS),
    SIGNED_IN: {"owner", "other studio", "operator"},
    OPERATOR: {"operator"},
    OWNER: {"owner"},
    CLIENT: {"client"},
    TOKEN: set(ACTORS),
}


def rule_of(endpoint):
    if endpoint in RULES:
        return RULES[endpoint]
    blueprint, _, name = endpoint.partition(".")
    return BY_BLUEPRINT[blueprint] if name in LISTED.get(blueprint, "").split() else None


def routes(app):
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - {"OPTIONS"})
    ]


def test_every_route_says_who_may_use_it(application):
    unlisted = {r.endpoint for r, _ in routes(application) if rule_of(r.endpoint) is None}
    assert unlisted == set()


def test_everybody_gets_exactly_what_is_theirs(app):
    """Wrong answers of all routes, methods and actors at once."""
    wrong = []
    world = World(app)
    for rule, method in routes(app):
        allowed = ALLOWED[rule_of(rule.endpoint)]
        for actor in (name for name in ACTORS if name not in allowed):
            answer = world.ask(actor, rule, method)
            if answer.status_code not in (404, 405, 410) and not is_login(answer):
                wrong.append((actor, method, rule.rule, answer.status_code))
            if CANARY.encode() in answer.data:
                wrong.append((actor, method, rule.rule, "told the canary"))
    assert wrong == []


def test_what_is_theirs_does_open(application):
    """Every GET that an actor may use answers without a refusal; never a 500."""
    wrong = []
    with application.app_context():
        world = World(application)
        for (rule, method), actor in product(routes(application), ACTORS):
            if method != "GET" or actor not in ALLOWED[rule_of(rule.endpoint)]:
                continue
            if rule_of(rule.endpoint) == PUBLIC and "token" in rule.arguments:
                continue
            answer = world.ask(actor, rule, method)
            if answer.status_code >= 400:
                wrong.append((actor, rule.rule, answer.status_code))
        db.session.remove()
    assert wrong == []


@pytest.mark.usefixtures("app")
def test_an_owner_may_look_through_a_clients_eyes_but_change_nothing(app):
    """M-08."""
    world = World(app)
    for rule, method in routes(app):
        if rule_of(rule.endpoint) != CLIENT or method == "HEAD":
            continue
        theirs = world.ask("owner", rule, method, preview=world.invitation.id)
        foreign = world.ask("other studio", rule, method, preview=world.invitation.id)
        nobody = world.ask("anonymous", rule, method, preview=world.invitation.id)
        assert theirs.status_code in ({200, 206, 304} if method == "GET" else {403}), rule.rule
        assert {foreign.status_code, nobody.status_code} == {404}, rule.rule


def test_a_revoked_link_takes_the_cookie_with_it(app):
    """Old addresses and old cookies are dead at once."""
    world = World(app)
    client = world.browsers["client"]
    address = f"/g/{world.gallery.code}/photos"
    assert client.get(address).status_code == 200
    world.invitation.link_epoch += 1
    db.session.commit()
    assert client.get(address).status_code == 404


def is_login(answer):
    return answer.status_code in (302, 303) and answer.location.startswith("/login")
