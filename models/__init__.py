"""Tables and what one row knows of itself. One noun per file; importing the room maps them all."""

from models.cart import Cart, CartLine
from models.client import Client
from models.delivery import Delivery, Download
from models.delivery_method import DeliveryMethod
from models.event import Event
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order, OrderLine
from models.order_status import OrderStatus
from models.outbox import OutboxAttempt, OutboxEntry
from models.password_reset import PasswordReset
from models.photo import Folder, Photo, Rendition
from models.studio import Studio
from models.user import User

__all__ = [
    "Cart",
    "CartLine",
    "Client",
    "Delivery",
    "DeliveryMethod",
    "Download",
    "Event",
    "Folder",
    "Gallery",
    "Invitation",
    "Order",
    "OrderLine",
    "OrderStatus",
    "OutboxAttempt",
    "OutboxEntry",
    "PasswordReset",
    "Photo",
    "Rendition",
    "Studio",
    "User",
]
