#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# A made-up language in which every translated sentence stands between brackets: what the window shows
# without them was never marked for translation.
#
# usage: pseudo.sh NL.PO OUTPUT.MO
set -eu
# msgfilter wants a locale that can say the brackets.
LC_ALL=C.UTF-8
export LC_ALL
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
msgfilter --keep-header -i "$1" sed d | msgen -o "$folder/same.po" -
# shellcheck disable=SC2016 # msgfilter's command, not ours
msgfilter --keep-header -i "$folder/same.po" -o "$folder/pseudo.po" \
  sed -e '1s/^/⟦/' -e '$s/$/⟧/'
msgfmt -o "$2" "$folder/pseudo.po"
