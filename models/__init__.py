"""Tables and what one row knows of itself. One noun per file; importing the room maps them all."""

from models.alarm import Alarm
from models.baselinker_access import BaseLinkerAccess
from models.cart import Cart, CartItem, CartItemPhoto, CartLine
from models.catalogue_import import CatalogueImport, RefusedRow, TriedProduct
from models.category import Category
from models.chapter import Chapter
from models.client import Client
from models.closed_link import ClosedLink
from models.consent import Consent, OrderConsent
from models.delivery import Delivery, Download
from models.delivery_method import DeliveryMethod
from models.document import Document, DocumentKind, DocumentSeries
from models.document_settings import DocumentSettings
from models.edition import Edition, EditionProduct
from models.event import Event
from models.examination import Examination
from models.export import Export, ExportedPhoto
from models.extension import Extension
from models.feed_download import FeedDownload
from models.feed_file import FeedFile
from models.feedback_settings import FeedbackSettings
from models.gallery import Gallery
from models.gallery_share import GalleryShare
from models.invitation import Invitation
from models.light_piece import LightPiece
from models.mail_account import MailAccount
from models.mail_template import MailTemplate
from models.offer_price import OfferPrice
from models.offer_settings import OfferSettings
from models.order import Order
from models.order_action import FeedbackReset, OrderAction
from models.order_line import OrderLine, OrderLinePhoto
from models.order_link import OrderLink
from models.order_status import OrderStatus
from models.outbox import OutboxAttempt, OutboxEntry
from models.parameter import Parameter, ParameterValue
from models.parcel import Parcel
from models.partner import Partner
from models.partner_file import PartnerFile
from models.partner_login import PartnerLogin
from models.partner_request import PartnerRequest
from models.partner_shop import PartnerShop
from models.partner_token import PartnerToken
from models.password_reset import PasswordReset
from models.payment import Payment, PaymentTerms
from models.payment_method import PaymentMethod
from models.photo import Folder, Photo, Rendition
from models.photo_check import PhotoCheck
from models.pin_try import PinTry
from models.price_item import PriceItem
from models.price_list import PriceList
from models.producer import Producer
from models.product import Product, ProductText
from models.product_part import ProductPart
from models.product_picture import ProductPicture
from models.product_size import ProductSize
from models.reservation import Reservation
from models.second_factor import RecoveryCode, SecondFactor
from models.shop import Shop
from models.shop_exchange import ShopExchange
from models.shop_link import ShopLink
from models.shop_mapping import ShopMapping
from models.shop_news import ShopNews
from models.sign_in import SignIn
from models.size_name import SizeName
from models.studio import Studio
from models.studio_usage import StudioUsage
from models.timed_work import TimedWork
from models.unit import Unit
from models.user import User
from models.watermark_example import WatermarkExample

__all__ = [
    "Alarm",
    "BaseLinkerAccess",
    "Cart",
    "CartItem",
    "CartItemPhoto",
    "CartLine",
    "CatalogueImport",
    "Category",
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
    "Edition",
    "EditionProduct",
    "Event",
    "Examination",
    "Export",
    "ExportedPhoto",
    "Extension",
    "FeedDownload",
    "FeedFile",
    "FeedbackReset",
    "FeedbackSettings",
    "Folder",
    "Gallery",
    "GalleryShare",
    "Invitation",
    "LightPiece",
    "MailAccount",
    "MailTemplate",
    "OfferPrice",
    "OfferSettings",
    "Order",
    "OrderAction",
    "OrderConsent",
    "OrderLine",
    "OrderLinePhoto",
    "OrderLink",
    "OrderStatus",
    "OutboxAttempt",
    "OutboxEntry",
    "Parameter",
    "ParameterValue",
    "Parcel",
    "Partner",
    "PartnerFile",
    "PartnerLogin",
    "PartnerRequest",
    "PartnerShop",
    "PartnerToken",
    "PasswordReset",
    "Payment",
    "PaymentMethod",
    "PaymentTerms",
    "Photo",
    "PhotoCheck",
    "PinTry",
    "PriceItem",
    "PriceList",
    "Producer",
    "Product",
    "ProductPart",
    "ProductPicture",
    "ProductSize",
    "ProductText",
    "RefusedRow",
    "Rendition",
    "Reservation",
    "Shop",
    "ShopExchange",
    "ShopLink",
    "ShopMapping",
    "ShopNews",
    "RecoveryCode",
    "SecondFactor",
    "SignIn",
    "SizeName",
    "Studio",
    "StudioUsage",
    "TimedWork",
    "TriedProduct",
    "Unit",
    "User",
    "WatermarkExample",
]
