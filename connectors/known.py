"""Every kind of shop that Kadr speaks to; importing this module makes them known."""

from connectors import baselinker, prestashop, woocommerce

__all__ = ["baselinker", "prestashop", "woocommerce"]
