"""A saved search of Windows (`.search-ms`): shows the picked files of one folder."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from formats.exports.picked import Options, PickedPhoto, stems

_SEARCH = """<?xml version="1.0" encoding="utf-8"?>
<persistedQuery version="1.0">
  <viewInfo viewMode="details" iconSize="16"/>
  <query>
    <conditions>
      <condition type="orCondition">
{names}      </condition>
    </conditions>
    <scope>
      <include path={folder}/>
    </scope>
  </query>
</persistedQuery>
"""


def saved_search(photos: Sequence[PickedPhoto], options: Options) -> str:
    """Needs `options.search_folder`, which Windows does not do without."""
    names = "".join(f"        {_condition(name)}\n" for name in stems(photos))
    return _SEARCH.format(names=names, folder=quoteattr(options.search_folder))


def _condition(name: str) -> str:
    return (
        '<condition type="leafCondition" property="System.FileName" operator="wildcard"'
        f' value={quoteattr(f"{name}.*")} valuetype="System.StructuredQueryType.String"/>'
    )
