"""A real Caddy on loopback that runs the shipped rules, without TLS."""

import shutil
from pathlib import Path

from tests.fakes.front import ROOT, Front

SHIPPED = ROOT / "deploy" / "caddy"
# Names and port of the tests, around the shipped rules and the shipped global settings.
_SITES = """
http://127.0.0.1:{port}, http://localhost:{port} {{
	import kadr
}}
http://:{port} {{
	abort
}}
"""


class Caddy(Front):
    """Kadr's Caddy at `port`, in front of a web server at `upstream_port`."""

    def __init__(self, folder: Path, port: int, upstream_port: int, media: Path):
        super().__init__(folder, port)
        shutil.copy(SHIPPED / "kadr.caddy", folder)
        settings, rules, _ = (SHIPPED / "Caddyfile").read_text().partition("import kadr.caddy\n")
        assert rules
        (folder / "Caddyfile").write_text(settings + rules + _SITES.format(port=port))
        self.command = ["caddy", "run", "--config", str(folder / "Caddyfile")]
        self.environment = {
            "KADR_UPSTREAM": f"127.0.0.1:{upstream_port}",
            "KADR_STATIC": str(ROOT / "static"),
            "KADR_MEDIA": str(media),
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
        }
