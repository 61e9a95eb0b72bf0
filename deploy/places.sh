# Where an installation has its things, and how its commands are run. Sourced by the other scripts.

ETC=/etc/kadr
DATA=/var/lib/kadr
RELEASES=/opt/kadr/releases
CURRENT=/opt/kadr/current
SERVICES="kadr-workers.service kadr-web.service"
READY_LIMIT_S=90

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

need_root() { [ "$(id -u)" = 0 ] || stop "Run this as root: sudo $0"; }

# The value of a setting, or nothing.
setting() { sed -n "s/^$1=//p" "$ETC/kadr.env" | tail -n 1; }

# kadr RELEASE COMMAND…: as the user of Kadr, with the installation's settings, in that release.
kadr() (
    cd "$1"
    shift
    while IFS= read -r line; do
        case $line in '' | '#'*) ;; *) export "$line" ;; esac
    done <"$ETC/kadr.env"
    umask 027
    exec runuser -u kadr -- "$@"
)

flask() (
    in_release=$1
    shift
    kadr "$in_release" .venv/bin/python -m flask "$@"
)

# A name that is the same for the same files.
version_of() {
    git -C "$1" rev-parse --short=12 HEAD 2>/dev/null || cat "$1/VERSION" 2>/dev/null || date -u +%Y%m%d%H%M%S
}

# build_release SOURCE: beside the releases there are; prints its folder. Finished or not there at all.
build_release() (
    release=$RELEASES/$(version_of "$1")
    if [ ! -e "$release/.built" ]; then
        rm -rf "$release"
        mkdir -p "$release"
        tar -C "$1" --exclude=./.git --exclude=./.venv --exclude=./instance --exclude=./bench/out -cf - . |
            tar -C "$release" --no-same-owner -xf -
        python3 -m venv "$release/.venv"
        "$release/.venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
            --require-hashes -r "$release/requirements.txt" >&2
        "$release/.venv/bin/python" -m compileall -q "$release" -x '/(\.venv|tests|bench)/' >&2 || true
        chmod -R u=rwX,go=rX "$release"
        touch "$release/.built"
    fi
    printf '%s\n' "$release"
)

# The release that is used from now on; the link is never missing.
use_release() {
    ln -sfn "$1" "$CURRENT.new"
    mv -T "$CURRENT.new" "$CURRENT"
}

# place_units RELEASE: what systemd is told of it.
place_units() {
    install -m 0644 "$1"/deploy/systemd/kadr-* /etc/systemd/system/
    systemctl daemon-reload
}

is_ready() {
    python3 - "$(setting PORT)" <<'PYTHON'
import sys, urllib.request
try:
    answer = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/readyz", timeout=5)
except OSError:
    sys.exit(1)
sys.exit(answer.status != 200)
PYTHON
}

# Waits until pages are answered; the exit code says whether they are.
wait_until_ready() {
    waited_s=0
    until is_ready; do
        [ "$waited_s" -lt "$READY_LIMIT_S" ] || return 1
        sleep 1
        waited_s=$((waited_s + 1))
    done
}
