"""The same script for Windows: PowerShell, because a batch file cannot quote `%` and `!`."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formats.exports.picked import ScriptWords

# PowerShell takes typographic quotes for quotes.
_QUOTE = re.compile("['\u2018\u2019\u201a\u201b]")
_SCRIPT = r"""& {
    param([string]$Folder)
    if (-not $Folder -and $PSScriptRoot) { $Folder = $PSScriptRoot }
    if (-not $Folder) { $Folder = (Get-Location -PSProvider FileSystem).ProviderPath }
    $Folder = (Get-Item -LiteralPath $Folder -Force).FullName
    $source = $Folder
    $within = [IO.Path]::Combine($Folder, %(subfolder)s)
    if (Test-Path -LiteralPath $within -PathType Container) { $source = $within }
    $kinds = @(%(kinds)s)
    $picked = [ordered]@{
%(picked)s
    }
    $copied = 0
    $there = 0
    $failed = @()
    $missing = @()
    $files = @(Get-ChildItem -LiteralPath $source -File -Force)
    foreach ($into in $picked.Keys) {
        $target = [IO.Path]::Combine($Folder, $into)
        $kind = 'System.Collections.Generic.Dictionary[string,bool]'
        $seen = New-Object $kind ([StringComparer]::OrdinalIgnoreCase)
        foreach ($name in $picked[$into]) { $seen[$name.Normalize()] = $false }
        foreach ($file in $files) {
            if ($kinds.Count -and $kinds -notcontains $file.Extension) { continue }
            $stem = [IO.Path]::GetFileNameWithoutExtension($file.Name).Normalize()
            if (-not $stem) { $stem = $file.Name.Normalize() }
            if (-not $seen.ContainsKey($stem) -and $file.Extension -eq '.xmp') {
                $stem = [IO.Path]::GetFileNameWithoutExtension($stem)
            }
            if (-not $seen.ContainsKey($stem)) { continue }
            $seen[$stem] = $true
            if (Test-Path -LiteralPath ([IO.Path]::Combine($target, $file.Name))) {
                $there += 1
                continue
            }
            [void][IO.Directory]::CreateDirectory($target)
            Copy-Item -LiteralPath $file.FullName -Destination $target
            if ($?) { $copied += 1 } else { $failed += $file.Name }
        }
        foreach ($name in $picked[$into]) {
            if (-not $seen[$name.Normalize()]) { $missing += $name }
        }
    }
    Write-Host %(copied)s $copied
    if ($there) { Write-Host %(there)s $there }
    if ($failed) { Write-Host %(failed)s; $failed | ForEach-Object { Write-Host ' ' $_ } }
    if ($missing) { Write-Host %(missing)s; $missing | ForEach-Object { Write-Host ' ' $_ } }
} @args
"""


def powershell_script(
    stems: Mapping[str, Sequence[str]],
    words: "ScriptWords",
    *,
    subfolder: str = "",
    only: Sequence[str] = (),
) -> str:
    """Like `shell_script`; lines end with CRLF.

    Encode it as `utf-8-sig`: without the mark Windows PowerShell reads Polish letters wrongly.
    The same text works when it is pasted into a window: it then looks in the folder of the window.
    """
    script = _SCRIPT % {
        "subfolder": quoted(subfolder),
        "kinds": ", ".join(quoted(f".{kind}") for kind in only),
        "picked": "\n".join(_entry(folder, names) for folder, names in stems.items()),
        "copied": quoted(words.copied),
        "there": quoted(words.there),
        "failed": quoted(words.failed),
        "missing": quoted(words.missing),
    }
    return script.replace("\n", "\r\n")


def quoted(text: str) -> str:
    """A literal of PowerShell: between single quotes only a quote is special, and is doubled."""
    return "'" + _QUOTE.sub(r"\g<0>\g<0>", text) + "'"


def _entry(folder: str, names: Sequence[str]) -> str:
    listed = "".join(f"            {quoted(name)}\n" for name in names)
    return f"        {quoted(folder)} = @(\n{listed}        )"
