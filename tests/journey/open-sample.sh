#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Opens the window on a store with the sample families, made on the first call.
#
# usage: open-sample.sh BUILD-FOLDER STORE-FOLDER
set -eu
build=$1
store=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
export GEZIN_DATA_DIR="$here/data" GEZIN_LOCALE_DIR="$build/po"
for program in gezin gezinsdossier
do
  [ -x "$build/app/$program" ] || { echo "dev: $program is not built in this tree." >&2; exit 1; }
done
passphrase='een lange zin die niemand raadt'
mkdir -p "$(dirname -- "$store")"
printf '%s\n' "$passphrase" >"$store.passphrase"
if [ ! -f "$store/vault" ]
then
  echo 'Making a store with invented families.'
  "$build/app/gezin" init --store "$store" --passphrase-file "$store.passphrase" \
    --name 'Anna de Wit' --organisation 'Wijkteam Noord' --role consultant \
    --kdf-memory 64MiB >/dev/null
  "$build/app/gezin" sample --store "$store" --passphrase-file "$store.passphrase"
fi
printf 'The passphrase of this sample store is: %s\n' "$passphrase"
exec "$build/app/gezinsdossier" --store "$store"
