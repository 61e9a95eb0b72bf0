"""Why a file was not taken, as a sentence for the photographer: what happened and what to do."""

from typing import Any

from flask_babel import format_decimal, gettext

from media.intake import Reason


def sentence(reason: str, detail: dict[str, Any] | None = None) -> str:
    """The sentence in the current language. Unknown reasons are told as damage."""
    detail = detail or {}
    match reason:
        case Reason.EMPTY:
            return gettext("The file is empty. Copy it from the card again.")
        case Reason.NAME:
            return _of_name(detail)
        case Reason.NOT_A_PHOTO:
            return gettext("This is not a photo. Save it as JPEG or PNG and add it again.")
        case Reason.UNSUPPORTED:
            return gettext("This kind of picture is not supported. Save it as JPEG or PNG.")
        case Reason.RAW:
            return gettext("This is a raw file. Export it as JPEG and add that.")
        case Reason.TRUNCATED:
            return gettext("The file breaks off before its end. Copy it from the card again.")
        case Reason.TOO_LARGE if "megapixels" in detail:
            return gettext(
                "The picture has %(megapixels)s megapixels, more than %(limit)s. Save it smaller.",
                megapixels=format_decimal(detail["megapixels"]),
                limit=format_decimal(detail.get("limit_megapixels", 160)),
            )
        case Reason.TOO_LARGE:
            return gettext("The picture is too large. Save it smaller and add it again.")
        case Reason.TOO_SLOW:
            return gettext("The picture takes too long to open. Save it again as an ordinary JPEG.")
        case Reason.QUARANTINED:
            return gettext("The file stopped the preview maker twice. Save it again as JPEG.")
        case "transit":
            return gettext("The file changed on its way here. Send it again.")
        case _:
            return gettext("The file is damaged. Copy it from the card again.")


def _of_name(detail: dict[str, Any]) -> str:
    if "hidden_letters" in detail:
        return gettext("The name holds invisible characters. Rename the file and add it again.")
    if "name_bytes" in detail:
        return gettext("The name is empty or too long. Rename the file and add it again.")
    return gettext("The name does not end like a photo's (.jpg, .png, .tif, .webp, .heic).")
