"""nginx for the benchmarks: Kadr's shipped configuration, and the bare server as a peer."""

from bench.installation import Installation

DAV = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_max_body_size 100m; client_body_temp_path {folder}/incoming;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/files; dav_methods PUT; sendfile on;
  }}
}}
"""


def start_dav(kadr: Installation, port: int) -> None:
    """A server that stores what is PUT, and gives static files."""
    folder = kadr.folder / "dav"
    (folder / "files").mkdir(parents=True)
    folder.chmod(0o777)
    (folder / "files").chmod(0o777)
    kadr.folder.chmod(0o755)
    conf = folder / "nginx.conf"
    conf.write_text(DAV.format(folder=folder, port=port))
    kadr.start("dav", ["nginx", "-p", str(folder), "-c", str(conf)], port)
