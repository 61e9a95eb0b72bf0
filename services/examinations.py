"""The nightly look of the doctor, written down for the operator."""

from datetime import datetime

from extensions import db
from models.examination import Examination
from models.types import utc_now
from services import doctor
from services.transaction import transaction


def examine(_now: datetime) -> int:
    """Look at everything; returns how many faults there are."""
    return len(keep(list(doctor.examine())).faults)


def keep(findings: list[doctor.Finding]) -> Examination:
    """Write down what was found. Nothing looked at is no sound installation."""
    if not findings:
        raise ValueError("an examination without a single check")
    faults = [[finding.check, finding.fault] for finding in findings if finding.fault]
    kept = Examination(ended_at=utc_now(), check_count=len(findings), faults=faults)
    with transaction():
        db.session.add(kept)
    return kept
