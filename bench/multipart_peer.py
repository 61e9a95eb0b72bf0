"""The usual way to take an upload with Flask: request.files and save(). A peer, not Kadr."""

import os
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)
FOLDER = Path(os.environ.get("PEER_FOLDER", "."))


@app.post("/photos")
def save():
    photo = request.files["photo"]
    photo.save(FOLDER / Path(photo.filename or "photo").name)
    return "", 204
