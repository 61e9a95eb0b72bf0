"""What another program reads out of an exported file: parsers that share nothing with writers.

Each gives the stems it finds, in order; a smart collection gives the words it looks for.
"""

import csv
import io
import json
import plistlib
import re
import subprocess
import zipfile

import lupa
import tree_sitter_powershell
from lxml import etree
from tree_sitter import Language, Parser

_POWERSHELL = Language(tree_sitter_powershell.language())
_XMP = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
}


def lua_table(data):
    """The table as Python: parts without a name as a list under "rows"."""
    runtime = lupa.LuaRuntime(encoding="utf-8", register_eval=False)
    runtime.execute(data.decode("utf-8"))
    return _lua(runtime.globals().s)


def _lua(value):
    if lupa.lua_type(value) != "table":
        return value
    rows = [_lua(value[place]) for place in range(1, len(value) + 1)]
    return {key: _lua(v) for key, v in value.items() if isinstance(key, str)} | {"rows": rows}


def smart_collection(data):
    """Values of all rules of each photo, days left out."""
    rules = lua_table(data)["value"]["rows"]
    groups = [rule["rows"] or [rule] for rule in rules]
    return [
        tuple(rule["value"] for rule in group if rule["criteria"] == "filename") for group in groups
    ]


def xmp(data):
    """{name of the file: (rating, keywords, instructions)}"""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: _packet(archive.read(name)) for name in archive.namelist()}


def _packet(data):
    about = etree.fromstring(data).find("rdf:RDF/rdf:Description", _XMP)
    keywords = [item.text for item in about.findall("dc:subject/rdf:Bag/rdf:li", _XMP)]
    rating = about.get(f"{{{_XMP['xmp']}}}Rating")
    return rating, keywords, about.get(f"{{{_XMP['photoshop']}}}Instructions")


def sidecars(data):
    return [re.fullmatch(r"xmp/(.*)\.xmp", name, re.DOTALL)[1] for name in xmp(data)]


def shell_script(data):
    """What a shell itself takes for the names."""
    takes = data.decode("utf-8").split("\n}\n\ninto=")[1].split("\n\nprintf")[0]
    told = f"take() {{ printf '%s\\0' \"$1\"; }}\ninto={takes}\n"
    done = subprocess.run(["sh"], input=told.encode(), capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\0")[:-1]


def powershell_script(data):
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"")
    picked = next(nodes(powershell_tree(data[3:]), "hash_entry"))
    _folder, *literals = nodes(picked, "verbatim_string_characters")
    return [_literal(node.text.decode("utf-8")) for node in literals]


def _literal(text):
    """Two quotes of any shape are one, as PowerShell reads them."""
    quote = "['\u2018\u2019\u201a\u201b]"
    return re.sub(f"{quote}({quote})", r"\1", text[1:-1])


def powershell_tree(data):
    root = Parser(_POWERSHELL).parse(data).root_node
    assert not root.has_error
    return root


def nodes(node, kind):
    """All nodes of a kind at and below this one."""
    if node.type == kind:
        yield node
    for child in node.children:
        yield from nodes(child, kind)


def search_ms(data):
    root = etree.fromstring(data)
    assert root.find("query/scope/include").get("path")
    leaves = root.findall("query/conditions/condition[@type='orCondition']/condition")
    assert {(leaf.get("property"), leaf.get("operator")) for leaf in leaves} <= {
        ("System.FileName", "wildcard")
    }
    return [_without(leaf.get("value"), ".*") for leaf in leaves]


def saved_search(data):
    read = plistlib.loads(data)
    assert read["RawQuery"] == read["RawQueryDict"]["RawQuery"]
    each = r'\(kMDItemFSName == "((?:[^"\\]|\\.)*)\.\*"cd\)'
    assert re.fullmatch(rf"({each}( \|\| {each})*)?", read["RawQuery"], re.DOTALL)
    found = re.findall(each, read["RawQuery"], re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", name, flags=re.DOTALL) for name in found]


def darktable(data):
    collections = data.decode("utf-8").split("\n\n")
    rules = [rule for collection in collections for rule in collection.splitlines()]
    assert all(len(collection.splitlines()) <= 10 for collection in collections)
    assert all(len(rule.encode()) <= 255 for rule in rules)
    return [_without(name, ".") for rule in rules for name in rule.split(",")]


def file_list(data):
    return [_without(line, ".CR3") for line in data.decode("utf-8").split("\r\n")[:-1]]


def masks(data):
    found = re.findall(r'"([^"]*)"|([^ "]+)', data.decode("utf-8"))
    return [_without(quoted or bare, ".*") for quoted, bare in found]


def comma_line(data):
    text = data.decode("utf-8")
    return text.split(", ") if text else []


def lines(data):
    text = data.decode("utf-8")
    return text.split("\n") if text else []


def windows_lines(data):
    return data.decode("utf-8").split("\r\n")[:-1]


def rows(data):
    page = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(page, delimiter=";"))


def table(data):
    return [row["name_without_extension"] for row in rows(data)]


def json_list(data):
    return [photo["stem"] for photo in json.loads(data)["photos"]]


def _without(text, ending):
    assert text.endswith(ending)
    return text.removesuffix(ending)


READERS = {
    "lightroom/text": comma_line,
    "lightroom/collection": smart_collection,
    "lightroom/collection-by-day": smart_collection,
    "lightroom/xmp": sidecars,
    "capture-one/selects-macos": shell_script,
    "capture-one/selects-windows": powershell_script,
    "capture-one/list": lines,
    "digikam/xmp": sidecars,
    "windows/copy-windows": powershell_script,
    "windows/search": search_ms,
    "macos/copy-macos": shell_script,
    "macos/search": saved_search,
    "darktable/rules": darktable,
    "total-commander/files": file_list,
    "total-commander/masks": masks,
    "txt/list": windows_lines,
    "csv/photos": table,
    "csv/people": table,
    "json/photos": json_list,
}
