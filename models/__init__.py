"""Tables and what one row knows of itself. One noun per file; importing the room maps them all."""

from models.cart import Cart, CartItem, CartItemPhoto, CartLine
from models.chapter import Chapter
from models.client import Client
from models.closed_link import ClosedLink
from models.consent import Consent, OrderConsent
from models.delivery import Delivery, Download
from models.delivery_method import DeliveryMethod
from models.document import Document, DocumentKind, DocumentSeries
from models.document_settings import DocumentSettings
from models.event import Event
from models.export import Export, ExportedPhoto
from models.extension import Extension
from models.feedback_settings import FeedbackSettings
from models.gallery import Gallery
from models.invitation import Invitation
from models.mail_account import MailAccount
from models.mail_template import MailTemplate
from models.order import Order
from models.order_action import FeedbackReset, OrderAction
from models.order_line import OrderLine, OrderLinePhoto
from models.order_status import OrderStatus
from models.outbox import OutboxAttempt, OutboxEntry
from models.password_reset import PasswordReset
from models.payment import Payment, PaymentTerms
from models.payment_method import PaymentMethod
from models.photo import Folder, Photo, Rendition
from models.pin_try import PinTry
from models.price_item import PriceItem
from models.price_list import PriceList
from models.shop import Shop
from models.studio import Studio
from models.timed_work import TimedWork
from models.user import User
from models.watermark_example import WatermarkExample

__all__ = [
    "Cart",
    "CartItem",
    "CartItemPhoto",
    "CartLine",
    "Chapter",
    "Client",
    "ClosedLink",
    "Consent",
    "Delivery",
    "DeliveryMethod",
    "Document",
    "DocumentKind",
    "DocumentSeries",
    "DocumentSettings",
    "Download",
    "Event",
    "Export",
    "ExportedPhoto",
    "Extension",
    "FeedbackReset",
    "FeedbackSettings",
    "Folder",
    "Gallery",
    "Invitation",
    "MailAccount",
    "MailTemplate",
    "Order",
    "OrderAction",
    "OrderConsent",
    "OrderLine",
    "OrderLinePhoto",
    "OrderStatus",
    "OutboxAttempt",
    "OutboxEntry",
    "PasswordReset",
    "Payment",
    "PaymentMethod",
    "PaymentTerms",
    "Photo",
    "PinTry",
    "PriceItem",
    "PriceList",
    "Rendition",
    "Shop",
    "Studio",
    "TimedWork",
    "User",
    "WatermarkExample",
]
