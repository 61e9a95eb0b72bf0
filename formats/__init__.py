"""Rows in, bytes out: nothing here knows the database or a request."""
