# What ./run and ./test need on any machine: Python, system packages, the virtual environment.
# Sourced from the repository's root; afterwards .venv/bin/python is ready.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

is_python_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3.14 python; do
        if is_python_new_enough "$candidate"; then
            PYTHON=$candidate
            return
        fi
    done
    stop "Kadr needs Python 3.11 or newer; set PYTHON=/path/to/python if it has an unusual name."
}

has_library() {
    "$PYTHON" -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library(sys.argv[1]))' "$1"
}

venv_package() {
    "$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

postgres_bin() {
    for folder in $(pg_config --bindir 2>/dev/null) /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
            printf '%s\n' "$folder"
            return
        fi
    done
    return 1
}

chromium_path() {
    for name in "${KADR_CHROMIUM:-chromium}" chromium-browser google-chrome; do
        command -v "$name" && return
    done
    return 1
}

missing_to_run() {
    is_python_new_enough .venv/bin/python || "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || venv_package
    [ -n "${REDIS_URL:-}" ] || have redis-server || echo redis-server
    has_library pango-1.0 || echo libpango-1.0-0
    has_library pangoft2-1.0 || echo libpangoft2-1.0-0
    has_library harfbuzz-subset || echo libharfbuzz-subset0
}

missing_to_test() {
    missing_to_run
    have redis-server || echo redis-server
    chromium_path >/dev/null || echo chromium
    for front in nginx caddy; do have "$front" || echo "$front"; done
    # What tests of faults break calls and clocks with; there is neither outside Linux.
    [ "$(uname)" != Linux ] || have strace || echo strace
    [ "$(uname)" != Linux ] || have faketime || echo faketime
    [ -n "${TEST_DATABASE_URL:-}" ] || postgres_bin >/dev/null || echo postgresql
}

# Names are Debian's; Homebrew has pango and harfbuzz in one formula.
brew_line() {
    for package in "$@"; do
        case $package in
            redis-server) echo redis ;;
            lib*) echo pango ;;
            chromium) echo "--cask chromium" ;;
            nginx | caddy) echo "$package" ;;
            postgresql) echo postgresql@15 ;;
        esac
    done | sort -u | tr '\n' ' ' | sed 's/^/brew install /'
}

install_packages() {
    [ $# -gt 0 ] || return 0
    if have brew; then stop "Kadr needs: $*. Run: $(brew_line "$@")"; fi
    have apt-get || stop "Kadr needs (Debian's names): $*. Install them with your package manager."
    [ -z "${NO_APT:-}" ] || stop "Kadr needs: $*. Run: sudo apt-get install --no-install-recommends $*"
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif have sudo; then
        as_root=sudo
    else
        stop "Kadr needs: $*. As root, run: apt-get install --no-install-recommends $*"
    fi
    say "Installing: $*"
    $as_root sh bin/apt-install "$@"
}

make_venv() {
    is_python_new_enough .venv/bin/python && return
    say "Making .venv"
    "$PYTHON" -m venv --clear .venv
}

install_lock() {
    if have uv; then
        VIRTUAL_ENV="$PWD/.venv" uv pip install --quiet --require-hashes -r "$1"
    else
        .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
            --require-hashes -r "$1"
    fi
}

# Only when the lock changed since the last time: a copy of it is kept beside what it installed.
install_locks() {
    for lock in "$@"; do
        cmp -s "$lock" ".venv/installed-$lock" && continue
        say "Installing $lock"
        install_lock "$lock"
        cp "$lock" ".venv/installed-$lock"
    done
}

prepare_run() {
    find_python
    install_packages $(missing_to_run)
    make_venv
    install_locks requirements.txt
}

prepare_test() {
    find_python
    install_packages $(missing_to_test | sort -u)
    make_venv
    install_locks requirements.txt requirements-dev.txt
}
