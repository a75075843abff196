#!/bin/sh
# Installs what the build and the tests need from the system, and only what is missing. Debian and
# Ubuntu; elsewhere it says what is needed. `setup.sh bench` adds what the benches are measured with.
set -eu

packages="pkg-config build-essential libwebkit2gtk-4.1-dev webkit2gtk-driver xvfb dbus xauth"
[ "${1:-}" != bench ] || packages="$packages ripgrep openbox python3-numpy python3-xlib"

for tool in cargo node npm git; do
  command -v "$tool" >/dev/null 2>&1 || { echo "galley: $tool is needed and not installed" >&2; exit 1; }
done
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "galley: Node 20.19 or later is needed, this is $(node --version)" >&2
  exit 1
fi

case "$(uname -s)" in
  Linux) ;;
  *) exit 0 ;; # macOS and Windows bring their web view with the system
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
  if pkg-config --exists webkit2gtk-4.1 2>/dev/null; then exit 0; fi
  echo "galley: the development files of WebKitGTK 4.1 are needed, and for the tests WebKitWebDriver, Xvfb and dbus" >&2
  echo "galley: (Debian's names: $packages)" >&2
  exit 1
fi

missing=""
for package in $packages; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

sudo=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo "galley: install these packages first:$missing" >&2; exit 1; }
  sudo="sudo"
fi
echo "galley: installing$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
