"""A real nginx on loopback that runs the shipped configuration, without TLS and as this user."""

import os
from pathlib import Path

from tests.fakes.front import ROOT, Front

SHIPPED = ROOT / "deploy" / "nginx" / "kadr.conf"
_FRAME = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
{user}
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/kadr.conf;
}}
"""


class Nginx(Front):
    """Kadr's nginx at `port`, in front of a web server at `upstream_port`."""

    environment: dict[str, str] = {}

    def __init__(self, folder: Path, port: int, upstream_port: int, media: Path):
        super().__init__(folder, port)
        (folder / "kadr.conf").write_text(_fitted(port, upstream_port, media))
        (folder / "nginx.conf").write_text(_FRAME.format(folder=folder, user=_user()))
        self.command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _fitted(port: int, upstream_port: int, media: Path) -> str:
    """The shipped text with the paths, names and ports of this machine.

    The plain-text redirect to TLS has no place here, nor have the certificates.
    """
    text = SHIPPED.read_text()
    redirect = text[text.index("server {\n    listen 80;") :].partition("\n}\n")[0] + "\n}\n"
    rejecting = text[text.index("server {\n    listen 443 ssl http2 default_server") :]
    for unwanted in (redirect, rejecting.partition("\n}\n")[0] + "\n}\n"):
        text = text.replace(unwanted, "")
    for shipped, here in {
        "listen 80 default_server;": f"listen 127.0.0.1:{port} default_server;",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "server_name photos.example.com;": "server_name 127.0.0.1 localhost;",
        "server 127.0.0.1:5000;": f"server 127.0.0.1:{upstream_port};",
        "/srv/kadr/instance/media/": f"{media}/",
        "/srv/kadr/static": str(ROOT / "static"),
    }.items():
        assert shipped in text, shipped
        text = text.replace(shipped, here)
    return "".join(line for line in text.splitlines(True) if "ssl_certificate" not in line)


def _user() -> str:
    """Started by root, nginx would give its rights up and read nothing of ours."""
    return "user root;" if os.getuid() == 0 else ""
