"""A document as PDF/A-3b. What it shows is text; nothing is fetched that was not handed over."""

import hashlib
import re
from collections.abc import Mapping

SCHEME = "kadr:"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_KINDS = {"svg": "image/svg+xml", "png": "image/png", "woff2": "font/woff2"}


class DocumentBroken(Exception):
    """The pages could not be laid out."""


class Press:
    """One style sheet with its fonts, loaded once and used for many documents.

    HTML and CSS name a file as `kadr:<its name>`; any other address ends the rendering. Making one
    raises OSError or ImportError when the system lacks a library.
    """

    def __init__(self, css: str, fonts: Mapping[str, bytes]):
        # Here, so that only a worker loads WeasyPrint and the libraries of the system behind it.
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self._fonts = FontConfiguration()
        self._style = CSS(string=css, url_fetcher=_fetcher(fonts), font_config=self._fonts)

    def pdf(self, html: str, files: Mapping[str, bytes], identifier: str) -> bytes:
        """The bytes of the pages; the same values give the same bytes.

        `identifier` tells documents apart; their dates stand in the HTML, as dcterms. Raises
        DocumentBroken.
        """
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError

        try:
            return HTML(
                string=_printable(html), url_fetcher=_fetcher(files), base_url=SCHEME
            ).write_pdf(
                stylesheets=[self._style],
                font_config=self._fonts,
                pdf_variant="pdf/a-3b",
                pdf_identifier=hashlib.sha256(identifier.encode()).digest()[:16],
            )
        # A BaseException, which no ordinary handler would see.
        except FatalURLFetchingError as error:
            raise DocumentBroken(str(error)) from error
        except (OSError, MemoryError):
            raise
        except Exception as error:
            raise DocumentBroken(f"{type(error).__name__}: {error}") from error


def _printable(html: str) -> str:
    """Without what XML cannot hold: control characters and halves of characters."""
    whole = html.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub(" ", whole)


def _fetcher(files: Mapping[str, bytes]):
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyHandedOver(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(SCHEME)
            if name == url or name not in files:
                raise ValueError(f"not handed over: {url}")
            media_type = _KINDS.get(name.rpartition(".")[2], "application/octet-stream")
            return URLFetcherResponse(url, files[name], {"Content-Type": media_type})

    return OnlyHandedOver(allowed_protocols=["kadr"], allow_redirects=False, fail_on_errors=True)
