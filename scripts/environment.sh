# shellcheck shell=bash
# Sourced by the scripts beside it: environments that are made once, and the package in them as the wheel that ships.

set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
unset PYTHONPATH PYTHONHOME # what is tested is what is installed

say() { printf '\n== %s\n' "$*"; }

# The first Python that is new enough; PYTHON names another one.
find_python() {
  local name
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$name"
      return
    fi
  done
  echo "Python 3.11 or later is needed: install it, or name it with PYTHON=/path/to/python3.11 $0" >&2
  return 1
}

# debian PACKAGE...: installs Debian packages where that is possible, and fails without a word where it is not.
debian() {
  local become=''
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || return 1
    become='sudo -n'
  fi
  $become apt-get update -qq </dev/null >/dev/null 2>&1 || true
  $become env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null 2>&1
}

# environment DIR GROUP: a virtual environment with a dependency group of pyproject.toml; at once when it is current.
environment() {
  local dir=$1 group=$2 stamp
  stamp="$PWD $(cksum <pyproject.toml)"
  if ! "$dir/bin/python" -c '' 2>/dev/null; then
    say "making $dir"
    rm -rf "$dir"
    make_venv "$dir"
  fi
  if [ "$group" != none ] && [ "$(cat "$dir/$group.stamp" 2>/dev/null)" != "$stamp" ]; then
    say "installing what '$group' needs into $dir"
    "$dir/bin/python" -m pip install -qq --upgrade 'pip>=25.1' # the first that knows dependency groups
    "$dir/bin/python" -m pip install -qq --group "$group"
    printf '%s\n' "$stamp" >"$dir/$group.stamp"
  fi
}

make_venv() {
  local python
  python=$(find_python)
  "$python" -m venv "$1" >/dev/null 2>&1 && return
  # Debian keeps a part of venv in a package of its own.
  rm -rf "$1"
  debian python3-venv || true
  "$python" -m venv "$1"
}

# package DIR: builds the wheel of this tree into dist/ and installs it; at once when nothing that goes into it changed.
package() {
  local dir=$1 stamp
  stamp=$("$dir/bin/python" scripts/tree_hash.py)
  if [ "$(cat "$dir/package.stamp" 2>/dev/null)" = "$stamp" ] && compgen -G 'dist/rashomon-*.whl' >/dev/null; then
    return
  fi
  say "building the wheel and installing it into $dir"
  rm -rf dist "$dir/package.stamp"
  "$dir/bin/python" -m pip wheel -qq --no-deps --wheel-dir dist .
  "$dir/bin/python" -m pip uninstall -qq -y rashomon
  "$dir/bin/python" -m pip install -qq dist/rashomon-*.whl
  printf '%s\n' "$stamp" >"$dir/package.stamp"
}

# browser DIR: Chromium, in which the dossier is tested, and a library that the program which drives it is linked against.
browser() {
  local missing=()
  command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium fonts-dejavu-core)
  "$1/bin/python" -m playwright --version >/dev/null 2>&1 || missing+=(libatomic1)
  if [ ${#missing[@]} -gt 0 ]; then
    say "installing what the browser needs: ${missing[*]}"
    debian "${missing[@]}" || echo "not possible here; as root: apt-get install ${missing[*]}" >&2
  fi
}

# The folder with the public data sets, or nothing.
data_folder() {
  local folder=${RASHOMON_DATA:-../shared/data}
  if [ -d "$folder" ]; then
    (CDPATH='' cd -- "$folder" && pwd)
  fi
}
