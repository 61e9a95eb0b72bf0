"""What happens by itself to orders, and which of it is reset, as the forms send it."""

from collections.abc import Mapping
from datetime import date

from flask import abort
from werkzeug.datastructures import MultiDict

from models.feedback_settings import ImportMode
from models.order_action import Action
from models.studio import Studio
from services.feedback_settings import OF_COMPLETION, FeedbackTerms, ShopStatuses, shops_of

SWITCHES = ("mails_after_import", "attaches_document", "pushes_document")


def terms_of(sent: Mapping[str, str], studio: Studio) -> FeedbackTerms:
    """Unticked boxes are not sent at all; what was greyed keeps its value. 400 for an odd mode."""
    mode = sent.get("import_mode", "")
    if mode not in ImportMode.__members__:
        abort(400)
    settings = studio.feedback
    is_greyed = "of_completion" not in sent
    switches = {name: name in sent for name in SWITCHES}
    switches |= {
        name: getattr(settings, name) if is_greyed else name in sent for name in OF_COMPLETION
    }
    statuses = {
        shop.id: ShopStatuses(
            sent.get(f"import_status-{shop.id}", shop.status_after_import),
            sent.get(f"completion_status-{shop.id}", shop.status_after_completion),
        )
        for shop in shops_of(studio)
    }
    return FeedbackTerms(import_mode=mode, statuses=statuses, **switches)


def day_of(sent: MultiDict[str, str], studio: Studio) -> date:
    """The day that was chosen, today when it is none."""
    try:
        return date.fromisoformat(sent.get("up_to", ""))
    except ValueError:
        return studio.today()


def actions_of(sent: MultiDict[str, str]) -> list[Action]:
    """What was ticked, in the order of the list; 400 for what is not on it."""
    ticked = set(sent.getlist("action"))
    if not ticked <= {action.value for action in Action}:
        abort(400)
    return [action for action in Action if action in ticked]
