"""Who may open which route; a new one is entered here before anybody gets it."""

from tests.access_pages import OWN
from tests.world import ACTORS

PUBLIC, SIGNED_IN, OWNER, CLIENT, TOKEN = "public", "signed in", "owner", "client", "token"
OPERATOR, PARTNER, PARTNERS = "operator", "partner", "partners"
SIGNED_PARTNER, OWN_PARTNER = "signed-in partner", "own partner"

RULES = {
    "health.alive": PUBLIC,
    "health.ready": PUBLIC,
    "metrics.show_metrics": PUBLIC,
    "knowledge.show_index": PUBLIC,
    "knowledge.show_article": PUBLIC,
    "pomoc.show_polish_address": PUBLIC,
    "help.list_programs": PUBLIC,
    "help.show_program": PUBLIC,
    "help.show_prints": PUBLIC,
    "help.download_offer_schemas": PUBLIC,
    "papers.show_paper": PUBLIC,
    "account.home": PUBLIC,
    "account.sign_in": PUBLIC,
    "account.enter_code": PUBLIC,
    "security_txt.show_contact": PUBLIC,
    "account.sign_out": PUBLIC,
    "account.request_reset": PUBLIC,
    "account.set_password": PUBLIC,
    "studio.show_start": SIGNED_IN,
    "studio.show_search": SIGNED_IN,
    "studio.list_galleries": SIGNED_IN,
    "studio.create_gallery": SIGNED_IN,
    "studio.new_gallery": SIGNED_IN,
    "studio.list_orders": SIGNED_IN,
    "studio.new_order": SIGNED_IN,
    "studio.create_order": SIGNED_IN,
    "studio.ask_bulk": SIGNED_IN,
    "studio.change_bulk": SIGNED_IN,
    "studio.list_clients": SIGNED_IN,
    "studio.show_activity": SIGNED_IN,
    "studio.list_price_lists": SIGNED_IN,
    "studio.new_price_list": SIGNED_IN,
    "studio.create_price_list": SIGNED_IN,
    "studio.list_products": SIGNED_IN,
    "studio.new_product": SIGNED_IN,
    "studio.create_product": SIGNED_IN,
    "studio.show_stock": SIGNED_IN,
    "studio.change_stock": SIGNED_IN,
    "studio.find_parts": SIGNED_IN,
    "studio.list_words": SIGNED_IN,
    "studio.take_over": SIGNED_IN,
    "studio.list_shops": SIGNED_IN,
    "studio.new_shop": SIGNED_IN,
    "studio.connect_shop": SIGNED_IN,
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
    "studio.show_offer_settings": SIGNED_IN,
    "studio.change_offer_settings": SIGNED_IN,
    "studio.write_offer_files": SIGNED_IN,
    "studio.list_live_links": SIGNED_IN,
    "studio.show_security": SIGNED_IN,
    "studio.show_second_factor": SIGNED_IN,
    "studio.begin_second_factor": SIGNED_IN,
    "studio.turn_second_factor_on": SIGNED_IN,
    "studio.turn_second_factor_off": SIGNED_IN,
    "studio.renew_recovery_codes": SIGNED_IN,
    "studio.end_other_sign_ins": SIGNED_IN,
    "studio.show_settings": SIGNED_IN,
    "studio.change_settings": SIGNED_IN,
    "studio.receive_logo": SIGNED_IN,
    "studio.change_suffix": SIGNED_IN,
    "studio.show_baselinker": SIGNED_IN,
    "studio.change_baselinker": SIGNED_IN,
    "studio.take_baselinker_password": SIGNED_IN,
    "partner.answer_baselinker": TOKEN,
    "partner.send_offer_file": TOKEN,
    "studio.show_mail_account": SIGNED_IN,
    "studio.change_mail_account": SIGNED_IN,
    "studio.try_mail_account": SIGNED_IN,
    "studio.show_test_mode": SIGNED_IN,
    "studio.end_test_mode": SIGNED_IN,
    "studio.show_catalogue_file": SIGNED_IN,
    "studio.download_catalogue": SIGNED_IN,
    "studio.receive_catalogue": SIGNED_IN,
    "studio.show_logo": SIGNED_IN,
    "studio.show_logo_picture": SIGNED_IN,
    "operator.show_state": OPERATOR,
    "operator.run_task": OPERATOR,
    "operator.list_studios": OPERATOR,
    "operator.change_quota": OPERATOR,
    "operator.show_workers": OPERATOR,
    "operator.show_storage": OPERATOR,
    "operator.show_queues": OPERATOR,
    "operator.retry_entry": OPERATOR,
    "look.show_sheet": PUBLIC,
    "offer_pictures.show_picture": PUBLIC,
    "offer_pictures.show_icon": PUBLIC,
    "customer_api.show_openapi": PUBLIC,
    "customer_api.show_docs": PUBLIC,
    "customer_api.show_auth": PARTNERS,
    "customer_api.check_availability": PARTNERS,
    "customer_api.list_products": PARTNERS,
    "customer_api.list_methods": PARTNERS,
    "customer_api.list_methods_of_basket": PARTNERS,
    "customer_api.receive_file": PARTNERS,
    "customer_api.list_photos": PARTNERS,
    "customer_api.show_webhook": PARTNERS,
    "customer_api.set_webhook": PARTNERS,
    "customer_api.remove_webhook": PARTNERS,
    "customer_api.list_orders": PARTNERS,
    "customer_api.place_order": PARTNERS,
    "hooks.receive_shop_news": TOKEN,
    "proofing.show_cover": TOKEN,
    "proofing.show_cover_picture": TOKEN,
    "proofing.enter": TOKEN,
    "buyer.show_order": TOKEN,
    "buyer.send_delivery": TOKEN,
    "buyer.show_transfer_code": TOKEN,
    "buyer.download_document": TOKEN,
}
AT_THE_DOOR = "sign_in sign_out show_choice choose request_reset set_password"
RULES |= {f"partner_site.{name}": PUBLIC for name in AT_THE_DOOR.split()}
RULES |= {f"partner_site.{name}": OWN_PARTNER for name in OWN.split()}
BY_BLUEPRINT = {"studio": OWNER, "proofing": CLIENT, "partner_site": SIGNED_PARTNER}
BY_BLUEPRINT |= {"customer_api": PARTNER}
# Every other route of a blueprint, written out, so that nobody gets one by its name alone.
LISTED = {
    "studio": """change_price_list change_pin change_public_link show_access
        change_prices copy_prices remove_price_list
        save_as_price_list show_price_list show_prices
        show_product change_product turn_product remove_product change_word remove_word
        change_selection change_visibility sort_photos
        replace_photo replace_photos show_replacement show_replacements
        copy_gallery delete_gallery move_gallery new_copy show_removal
        add_finished add_photos answer_extension cancel_order change_delivery
        change_download_right change_download_right_of show_download_rights
        change_chapters change_consent change_gallery keep_selection move_consent
        remove_consent unlock_order
        push_order decide_finding
        show_shop turn_shop_switch turn_shop_news run_exchange refresh_shop_list remove_shop
        show_connection change_connection check_shop
        show_shop_orders change_shop_orders push_outstanding
        show_shop_statuses change_shop_statuses show_shop_shipping change_shop_shipping
        show_shop_payments change_shop_payments show_shop_taxes change_shop_taxes
        show_shop_products link_shop_product read_shop_stock
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
        send_delivery_form waive_delivery_form show_parcels add_parcel change_parcel remove_parcel
        show_merge merge_order show_erasure erase_client download_client_data
        show_client_merge merge_client
        make_partner show_partner_offer change_partner_offer make_partner_key
        add_partner_shop show_partner_shop_removal remove_partner_shop check_partner_feed
        renew_partner_addresses revoke_partner_token
        show_partner_prices change_partner_prices change_partner_company list_partner_orders
        download_partner_file show_partner_files write_partner_files show_partner_downloads
        share_with_partner
        invite_partner end_partner_login end_sign_in revoke_live_link
        show_catalogue_import confirm_catalogue_import download_refused_rows
        show_product_pictures add_product_pictures list_product_pictures move_product_picture
        retry_product_picture remove_product_picture show_product_picture
        show_order_documents issue_document show_attachment attach_document
        download_document cancel_document show_correction correct_document""",
    "proofing": """change_line order_format order_product show_line
        show_product show_transfer_code ask_for_extension ask_to_change download_photo
        download_zip introduce pick place_order record_view show_cart show_introduction
        show_delivery show_extension show_finished_rendition show_gallery show_order
        show_photo show_rendition set_retouch
        show_pin place_pin order_of_photo write_note
        download_proof compare_photos take_best download_document""",
    "customer_api": "show_order cancel_order",
    "partner_site": "list_orders show_offer",
}
ALLOWED = {
    PUBLIC: set(ACTORS),
    SIGNED_IN: {"owner", "other studio", "operator"},
    OPERATOR: {"operator"},
    OWNER: {"owner"},
    CLIENT: {"client"},
    TOKEN: set(ACTORS),
    PARTNERS: {"partner", "other partner"},
    PARTNER: {"partner"},
    # A partner whose offer is switched off still signs in (I-09).
    SIGNED_PARTNER: {"partner", "other partner", "disabled partner"},
    OWN_PARTNER: {"partner"},
}
# Whoever comes with a key is told whether it is good.
OF_KEYS = (PARTNER, PARTNERS)


def rule_of(endpoint):
    if endpoint in RULES:
        return RULES[endpoint]
    blueprint, _, name = endpoint.partition(".")
    return BY_BLUEPRINT[blueprint] if name in LISTED.get(blueprint, "").split() else None
