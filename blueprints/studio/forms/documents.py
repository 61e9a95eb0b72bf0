"""Who sells, how documents are made out, and one that was made elsewhere."""

from flask_babel import lazy_gettext, lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from blueprints.studio.forms.fields import AccountField, LineField, TextField
from formats.bank_accounts import clean_account
from formats.tax_ids import clean_tax_id, is_nip
from models.document_settings import SaleKind
from services.document_settings import DocumentTerms
from services.documents_by_hand import Attachment

BASES = ("art. 113 ust. 1 i 9 ustawy o VAT", "art. 43 ust. 1 ustawy o VAT")
SALE_KINDS = {
    SaleKind.AUTO: lazy_gettext("By the order: an invoice for whoever asks for one"),
    SaleKind.FS: lazy_gettext("Always an invoice (FS)"),
    SaleKind.PA: lazy_gettext("Always a confirmation of sale (PA)"),
}


def _short(limit: int) -> Length:
    return Length(max=limit, message=lazy_gettext("Use at most %(max)d characters."))


class DocumentsForm(FlaskForm):
    seller_name = LineField(lazy_gettext("Name or firm of the seller"))
    street = LineField(lazy_gettext("Street and number"))
    postcode = LineField(lazy_gettext("Postcode"), [_short(20)])
    city = LineField(lazy_gettext("Town"))
    tax_id = LineField(lazy_gettext("Tax number (NIP)"), [_short(20)])
    bank_name = LineField(lazy_gettext("Bank"))
    account_number = AccountField(lazy_gettext("Bank account"), [_short(50)])
    is_vat_exempt = RadioField(
        lazy_gettext("VAT"),
        choices=[
            SelectChoice("0", lazy_gettext("VAT payer")),
            SelectChoice("1", lazy_gettext("Exempt from VAT")),
        ],
        default="0",
    )
    exemption_basis = LineField(lazy_gettext("Basis of the exemption"))
    sale_kind = RadioField(
        lazy_gettext("Document of the sale"),
        choices=[SelectChoice(kind.value, word) for kind, word in SALE_KINDS.items()],
        default=SaleKind.AUTO.value,
    )
    issues_company_invoices = BooleanField(lazy_gettext("Make invoices for companies here"))
    shows_logo = BooleanField(lazy_gettext("Show the studio's logo"))
    has_amount_in_words = BooleanField(lazy_gettext("Write the amount in words"))
    remark = TextField(lazy_gettext("Remark at the end"), [_short(1000)])

    def validate_tax_id(self, field: LineField) -> None:
        field.data = clean_tax_id(field.data or "")
        if field.data and not is_nip(field.data):
            raise ValidationError(
                lazy_gettext("This is no NIP: ten digits, the last of which checks the others.")
            )

    def validate_account_number(self, field: AccountField) -> None:
        if not field.data:
            return
        try:
            field.data = clean_account(field.data)
        except ValueError:
            raise ValidationError(
                lazy_gettext("This is not the number of a bank account. Check it once more.")
            ) from None

    def validate_exemption_basis(self, field: LineField) -> None:
        if self.is_vat_exempt.data == "1" and not field.data:
            raise ValidationError(lazy_gettext("An exempt seller states the provision."))

    def terms(self) -> DocumentTerms:
        """Call after `validate()`."""
        typed = {name: self[name].data for name in DocumentTerms.__dataclass_fields__}
        return DocumentTerms(**{**typed, "is_vat_exempt": self.is_vat_exempt.data == "1"})


class AttachmentForm(FlaskForm):
    own_number = LineField(lazy_gettext("Number of the document"), [_short(60)])
    ksef_number = LineField(lazy_gettext("KSeF number"), [_short(40)])

    def attachment(self, pdf: bytes) -> Attachment:
        number = (self.ksef_number.data or "").upper().replace(" ", "")
        return Attachment(pdf, self.own_number.data or "", number)


class BuyerForm(Form):
    """The buyer on a correction."""

    name = LineField(lazy_pgettext("document", "Buyer"))
    street = LineField(lazy_gettext("Street and number"))
    postcode = LineField(lazy_gettext("Postcode"), [_short(20)])
    city = LineField(lazy_gettext("Town"))
    tax_id = LineField(lazy_gettext("Tax number (NIP)"), [_short(20)])
