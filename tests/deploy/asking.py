"""One request to a real server on loopback, and all of its answer."""

import http.client


def ask(server, path, method="GET", body=None, **headers):
    """(status, headers, body) of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, given)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found
