"""The web process carries nothing that only workers need."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("weasyprint", "num2words", "pyvips")
LOOK = f"""
import sys
from app import create_app
create_app()
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_it_loads_no_library_that_lays_out_pages_or_decodes_photos(tmp_path):
    keys = {"KADR_INSTANCE": str(tmp_path), "SECRET_KEY": "x" * 32, "SECRETS_KEY": "A" * 43 + "="}
    told = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=keys, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
