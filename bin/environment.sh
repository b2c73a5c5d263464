# Sourced by bin/run and bin/test with $here set: a virtual environment with locked requirements.

venv=$here/.venv
# Compiled modules halve the time to start.
unset PYTHONDONTWRITEBYTECODE

fail() {
    printf 'newsarchive: %s\n' "$1" >&2
    exit 1
}

# The first Python of at least 3.11.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    if command -v python3 >/dev/null 2>&1; then
        fail "Python 3.11 or newer is needed; python3 here is $(python3 -V 2>&1 | cut -d' ' -f2). Install a newer one, or name it: PYTHON=/path/to/python3.12"
    fi
    fail "Python 3.11 or newer is needed and there is none. On Debian or Ubuntu: apt-get install python3 python3-venv"
}

# install_requirements FILE NAME: .venv holds what FILE locks. The mark is written last, so that an
# interrupted installation is done again.
install_requirements() {
    mark=$venv/.installed-$2
    wanted=$(cksum <"$1")
    if [ -f "$mark" ] && [ "$(cat "$mark")" = "$wanted" ] && "$venv/bin/python" -c '' 2>/dev/null; then
        return
    fi
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        python=$(find_python) || exit 1
        if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
            fail "$python lacks venv. On Debian or Ubuntu: apt-get install python3-venv"
        fi
        printf 'Making %s …\n' "$venv"
        "$python" -m venv --clear "$venv" || fail "Cannot make $venv; see above."
    fi
    rm -f "$mark"
    printf 'Installing what %s locks …\n' "${1##*/}"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --requirement "$1" ||
        fail "The installation did not finish; see above. Start again to go on with it."
    printf '%s\n' "$wanted" >"$mark"
}
