"""The web server's settings that are the same everywhere; the address comes from its starter."""

worker_class = "gthread"
workers = 2
threads = 8
control_socket_disable = True
graceful_timeout = 30
