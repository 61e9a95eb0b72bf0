"""A script for sh, bash and zsh that copies files by their stems and touches nothing else."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formats.exports.picked import ScriptWords

# What a lab prints.
PICTURES = ("jpg", "jpeg", "tif", "tiff", "png")
_SCRIPT = r"""#!/bin/sh
if [ -n "$ZSH_VERSION" ]; then emulate sh; fi
case $0 in */*.command) folder=${0%%/*} ;; *) folder=. ;; esac
folder=${1:-$folder}
case $folder in /*) ;; *) folder=./$folder ;; esac
source=$folder
if [ -d "$folder/"%(subfolder)s ]; then source=$folder/%(subfolder)s; fi
copied=0
there=0
failed=
missing=
line='
'

shown() {
	case $1 in
		*[[:cntrl:]]*) printf '%%s' "$1" | LC_ALL=C tr '\001-\037\177' '?' ;;
		*) printf '%%s' "$1" ;;
	esac
}

fits() {
	bare=${1%%.*}
	if [ -z "$bare" ]; then bare=$1; fi
	case $1 in
		%(kinds)s) ;;
		*) return 1 ;;
	esac
	if [ "$bare" = "$2" ]; then return 0; fi
	case $1 in
		*.[xX][mM][pP]) [ "${bare%%.*}" = "$2" ] ;;
		*) return 1 ;;
	esac
}

copy() {
	if [ -e "$2/$base" ] || [ -L "$2/$base" ]; then
		there=$((there + 1))
	elif { [ -d "$2" ] || mkdir -p "$2"; } && cp -p "$1" "$2/$base"; then
		copied=$((copied + 1))
	else
		failed="$failed  $(shown "$base")$line"
	fi
}

take() {
	found=
	for stem in "$@"; do
		for file in "$source/$stem" "$source/$stem".*; do
			base=${file##*/}
			if [ -f "$file" ] && fits "$base" "$stem"; then
				found=1
				copy "$file" "$folder/$into"
			fi
		done
	done
	if [ -z "$found" ]; then missing="$missing  $(shown "$1")$line"; fi
}

%(takes)s
printf '%%s %%s\n' %(copied)s "$copied"
if [ "$there" != 0 ]; then printf '%%s %%s\n' %(there)s "$there"; fi
if [ -n "$failed" ]; then printf '%%s\n%%s' %(failed)s "$failed"; fi
if [ -n "$missing" ]; then printf '%%s\n%%s' %(missing)s "$missing"; fi
[ -z "$failed$missing" ]
"""


def shell_script(
    stems: Mapping[str, Sequence[str]],
    words: "ScriptWords",
    *,
    subfolder: str = "",
    only: Sequence[str] = (),
) -> str:
    """Copies the files of the stems into the folders that `stems` maps them to.

    It looks in the folder given as the first argument, else in the one it lies in, or in their
    `subfolder` where there is such. `only` are the extensions that count, all when empty. No file
    is overwritten; what was not found is listed at the end, and then the script fails.
    """
    return _SCRIPT % {
        "subfolder": quoted(subfolder),
        "kinds": _kinds(only),
        "takes": "".join(_takes(folder, names) for folder, names in stems.items()),
        "copied": quoted(words.copied),
        "there": quoted(words.there),
        "failed": quoted(words.failed),
        "missing": quoted(words.missing),
    }


def quoted(text: str) -> str:
    """One word of a shell, whatever it holds; between single quotes nothing is special."""
    return "'" + text.replace("\0", "").replace("'", "'\\''") + "'"


def _kinds(only: Sequence[str]) -> str:
    """A pattern of `case` for the extensions in any case of letters."""
    each = ("".join(f"[{sign}{sign.upper()}]" for sign in kind) for kind in only)
    return " | ".join(f"*.{kind}" for kind in each) or "*"


def _takes(folder: str, names: Sequence[str]) -> str:
    return f"into={quoted(folder)}\n" + "".join(f"take {_spellings(name)}\n" for name in names)


def _spellings(name: str) -> str:
    """As it was uploaded, and as another system may have written the same letters."""
    forms = (name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD")))
    return " ".join(quoted(one) for one in dict.fromkeys(forms))
