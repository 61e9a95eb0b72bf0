"""Why a document is not made out; each says where that can be mended."""

from services.refusals import Refused

SETTINGS = "/studio/settings/documents"


class DocumentRefused(Refused):
    """Raised before anything is written: a caller may catch it and go on in its transaction."""


class SellerIncomplete(DocumentRefused):
    """An invoice needs the seller's name, address and tax number, from an exempt studio as well."""

    mend_at = SETTINGS


class BuyerIncomplete(DocumentRefused):
    """An invoice names the buyer's address (art. 106e (1)(3) of the Polish VAT act)."""


class CompanyInvoiceElsewhere(DocumentRefused):
    """Invoices for companies are made in KSeF by the accounting program; that one is attached."""

    mend_at = SETTINGS + "#companies"


class CurrencyNotInvoiced(DocumentRefused):
    """An invoice with VAT in foreign money has to tell the tax in zlotys, which Kadr does not."""


class OrderAlreadySold(DocumentRefused):
    """The order has its document of the sale; what is wrong there is corrected."""


class OrderDocumentExists(DocumentRefused):
    """The order has its confirmation or pro forma."""


class OrderNotStanding(DocumentRefused):
    """A cancelled order is not documented."""


class NotCancellable(DocumentRefused):
    """A document of a sale is corrected, never cancelled."""


class CorrectionWrong(DocumentRefused):
    """A correction that changes nothing, or cannot be right."""

    status = 422


class AttachmentWrong(DocumentRefused):
    """The file is no PDF, is too large, or holds something that runs."""

    status = 422
