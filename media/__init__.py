"""Bytes of photographs: where they lie, what they are, and the smaller pictures made of them."""
