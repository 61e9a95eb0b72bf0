"""A scripted WooCommerce 10.0.2 in a process of its own.

python -m tests.fakes.woocommerce --log FILE [--port 0] [--tls CERTIFICATE]

Prints the port of the shop and that of its script. It answers as a real one was seen to: status
codes, names, headers and sums. Every request of the shop leaves a line in FILE: method, path, query
without keys, status, the JSON that was sent, and its mode when it misbehaved (see modes.py).
tests/fakes/woo_server.py speaks to its script.
"""
