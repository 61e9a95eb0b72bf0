"""Pages that are about a partner, and so are asked for with what is a partner's."""

CARD = """
    show_partner_offer change_partner_offer make_partner_key add_partner_shop
    show_partner_shop_removal remove_partner_shop renew_partner_addresses
    revoke_partner_token show_partner_prices change_partner_prices
    change_partner_company list_partner_orders check_partner_feed show_partner_files
    write_partner_files show_partner_downloads share_with_partner
    invite_partner end_partner_login
"""
OWN = "show_order download_document check_feed"
# The card of a client who is a partner; what a signed-in partner opens of their own.
OF_PARTNER = {f"studio.{name}" for name in CARD.split()}
OF_SIGNED_PARTNER = {f"partner_site.{name}" for name in OWN.split()}
