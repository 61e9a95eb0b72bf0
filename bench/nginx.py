"""nginx for the benchmarks: Kadr's shipped configuration, and the bare server as a peer."""

from bench.installation import Installation
from tests.fakes.nginx import Nginx

BARE = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
user root;
events {{ worker_connections 512; }}
http {{
  access_log off; client_max_body_size 100m; client_body_temp_path {folder}/incoming;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/files; dav_methods PUT; sendfile on; tcp_nopush on;
  }}
}}
"""


def start_bare(kadr: Installation) -> int:
    """A server that stores what is PUT into `bare/files` and gives static files; its port."""
    folder, port = kadr.folder / "bare", kadr.another_port()
    (folder / "files").mkdir(parents=True)
    conf = folder / "nginx.conf"
    conf.write_text(BARE.format(folder=folder, port=port))
    kadr.start("bare", ["nginx", "-p", str(folder), "-c", str(conf)], port)
    return port


def start_shipped(kadr: Installation) -> int:
    """deploy/nginx/kadr.conf in front of the web server; its port."""
    port = kadr.another_port()
    front = Nginx(kadr.folder / "nginx", port, kadr.port, kadr.media)
    kadr.start("nginx", front.command, port)
    return port
