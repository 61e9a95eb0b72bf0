"""A saved search of the Finder (`.savedSearch`): shows the picked files of the whole home."""

import plistlib
import re
from collections.abc import Sequence

from formats.exports.picked import Options, PickedPhoto, stems

_SCOPE = "kMDQueryScopeHome"


def saved_search(photos: Sequence[PickedPhoto], _options: Options) -> bytes:
    """The query is the file system's own language, the same in every language of macOS."""
    query = " || ".join(f'(kMDItemFSName == "{_escaped(name)}.*"cd)' for name in stems(photos))
    return plistlib.dumps(
        {
            "CompatibleVersion": 1,
            "RawQuery": query,
            "RawQueryDict": {
                "RawQuery": query,
                "SearchScopes": [_SCOPE],
                "FinderFilesOnly": True,
            },
            "SearchCriteria": {
                "FXScopeArrayOfPaths": [_SCOPE],
                "CurrentFolderPath": "~",
                "FXCriteriaSlices": [],
            },
        }
    )


def _escaped(name: str) -> str:
    return re.sub(r'([\\"*])', r"\\\1", name)
