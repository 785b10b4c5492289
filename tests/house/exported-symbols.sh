#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# No program lets another library meet our SQLite: none exports a symbol that begins with sqlite3_.
# (With such symbols a libsqlite3 in the same process crashes, or writes our database in plaintext.)
#
# usage: exported-symbols.sh BUILD-FOLDER PROGRAM-THAT-HOLDS-SQLITE; speaks TAP.
set -eu

number=0
failed=0
report ()
{
  number=$((number + 1))
  if [ "$1" = 0 ]
  then echo "ok $number $2"
  else
    failed=1
    echo "not ok $number $2"
  fi
}

# First that this test could fail at all: the program holds SQLite, and nm shows what is exported.
held=$(nm "$2" | grep -c ' [tT] sqlite3_prepare_v2$' || true)
report "$([ "$held" = 1 ]; echo $?)" /house/symbols/a-program-with-the-store-holds-sqlite
imported=$(nm -D "$2" | grep -c ' U ' || true)
report "$([ "$imported" -gt 0 ]; echo $?)" /house/symbols/nm-reads-the-dynamic-table

looked_at=0
# shellcheck disable=SC2044 # meson's names hold no spaces
for program in $(find "$1/app" "$1/tests" -type f -perm -u+x ! -name '*.so' ! -name '*.sh' \
  ! -name '*.py' 2>/dev/null)
do
  if ! nm "$program" 2>/dev/null | grep -q sqlite3_
  then continue
  fi
  looked_at=$((looked_at + 1))
  shown=$(nm -D "$program" | grep -c 'sqlite3_' || true)
  if [ "$shown" != 0 ]
  then report 1 "/house/symbols/$(basename "$program")-exports-no-sqlite3"
  fi
done
report "$([ "$looked_at" -gt 0 ]; echo $?)" "/house/symbols/none-of-$looked_at-programs-exports-sqlite3"
echo "1..$number"
exit $failed
