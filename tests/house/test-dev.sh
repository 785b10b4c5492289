#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# What ./dev deps promises: it says what it installs and installs that only, a second run installs
# nothing, and an amalgamation with another digest is refused. apt-get and npm are stand-ins here.
#
# usage: test-dev.sh PROJECT-FOLDER; speaks TAP.
# shellcheck disable=SC2016,SC2317 # what claim evaluates
set -eu

project=$1
folder=$(mktemp -d)
[ -n "$folder" ] || exit 1
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/bin" "$folder/state" "$folder/tree/core/store/sqlcipher"
cp "$project/dev" "$folder/tree/"
cp "$project/core/store/sqlcipher/pin" "$folder/tree/core/store/sqlcipher/"

# A machine on which xvfb is missing until it is installed, and libssl3 has the version in a file.
cat >"$folder/bin/dpkg-query" <<'EOF'
#!/bin/sh
for package in "$@"; do :; done
case "$*" in
  *Version*) cat "$STATE/libssl3" ;;
  *) if [ "$package" = xvfb ] && [ ! -f "$STATE/xvfb" ]; then exit 1; else echo installed; fi ;;
esac
EOF
cat >"$folder/bin/apt-get" <<'EOF'
#!/bin/sh
echo "$*" >>"$STATE/apt"
case "$*" in
  *install*xvfb*) : >"$STATE/xvfb" ;;
esac
case "$*" in
  *install*libssl3*) echo 3.0.22-1~deb12u2 >"$STATE/libssl3" ;;
esac
EOF
cat >"$folder/bin/npm" <<'EOF'
#!/bin/sh
echo 'not the package' >journeyapps-sqlcipher-6.0.0.tgz
EOF
cat >"$folder/bin/sudo" <<'EOF'
#!/bin/sh
exec "$@"
EOF
chmod +x "$folder/bin/dpkg-query" "$folder/bin/apt-get" "$folder/bin/npm" "$folder/bin/sudo"
STATE="$folder/state"
PATH="$folder/bin:$PATH"
export STATE PATH
echo 3.0.22-1~deb12u1 >"$STATE/libssl3"

number=0
failed=0
claim ()
{
  name=$1
  shift
  number=$((number + 1))
  if "$@"
  then echo "ok $number /house/dev/$name"
  else
    failed=1
    echo "not ok $number /house/dev/$name"
    sed 's/^/# /' "$folder/said"
  fi
}
deps () { (cd "$folder/tree" && ./dev deps) >"$folder/said" 2>&1; }
said () { grep -q -e "$1" "$folder/said"; }
did () { grep -q -e "$1" "$STATE/apt"; }
did_nothing () { [ ! -s "$STATE/apt" ]; }

claim a-package-with-another-digest-is-refused eval '! deps && said "is not the file whose digest"'
claim what-is-installed-is-said said 'installing Debian packages: xvfb$'
claim only-what-is-missing-is-installed eval 'did "install.* xvfb$" && [ "$(wc -l <"$STATE/apt")" = 2 ]'
claim nothing-is-left-of-a-refused-package [ ! -e "$folder/tree/build/cache/sqlcipher" ]

mkdir -p "$folder/tree/build/cache/sqlcipher"
echo 'int x;' >"$folder/tree/build/cache/sqlcipher/sqlite3.c"
cp "$folder/tree/build/cache/sqlcipher/sqlite3.c" "$folder/tree/build/cache/sqlcipher/sqlite3.h"
claim a-changed-amalgamation-is-refused eval '! deps && said "is not the amalgamation"'

rm -rf "$folder/tree/build/cache/sqlcipher"
found=no
for place in core/store/sqlcipher/amalgamation build/cache/sqlcipher
do
  if [ "$found" = no ] && [ -f "$project/$place/sqlite3.c" ]
  then
    cp -r "$project/$place" "$folder/tree/build/cache/sqlcipher"
    found=yes
  fi
done
: >"$STATE/apt"
claim a-second-run-installs-nothing eval 'deps && said "nothing to do" && did_nothing'

echo 3.0.15-1~deb12u1 >"$STATE/libssl3"
claim an-old-openssl-is-raised eval 'deps && said "installing Debian packages: libssl3$" && did libssl3'
echo "1..$number"
exit $failed
