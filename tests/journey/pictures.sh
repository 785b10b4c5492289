#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Opens the window on the sample families in a desktop of its own (private display, message bus and home
# folder, nothing of the user's), unlocks it, looks at a few states and saves a picture of each.
#
# usage: pictures.sh BUILD-FOLDER PICTURE-FOLDER
set -eu

build=$1
pictures=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
passphrase='een lange zin die niemand raadt'
desktop=$(mktemp -d "${TMPDIR:-/tmp}/gezin-pictures.XXXXXX")
started=
window=

# shellcheck disable=SC2317 # the trap calls it
cleanup ()
{
  for id in $window $started
  do kill "$id" 2>/dev/null || :
  done
  wait 2>/dev/null || :
  rm -rf "$desktop"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

mkdir -p "$pictures"
mkdir -m 700 "$desktop/run" "$desktop/home"
export GEZIN_DATA_DIR="$here/data" GEZIN_LOCALE_DIR="$build/po"

printf '%s\n' "$passphrase" >"$desktop/passphrase"
"$build/app/gezin" init --store "$desktop/store" --passphrase-file "$desktop/passphrase" \
  --name 'Anna de Wit' --organisation 'Wijkteam Noord' --role consultant \
  --kdf-memory 64MiB >/dev/null
"$build/app/gezin" sample --store "$desktop/store" --passphrase-file "$desktop/passphrase" >/dev/null

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for ()
{
  tries=$(($1 * 10))
  shift
  while ! "$@" >/dev/null 2>&1
  do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.1
  done
}

# A private display: the server writes its number when it is ready.
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset \
  3>"$desktop/display" >"$desktop/xvfb.log" 2>&1 &
started="$! $started"
wait_for 10 test -s "$desktop/display" || { cat "$desktop/xvfb.log" >&2; exit 1; }
DISPLAY=:$(cat "$desktop/display")
dbus-daemon --session --nofork --nosyslog --print-address=3 \
  3>"$desktop/bus" >"$desktop/bus.log" 2>&1 &
started="$! $started"
wait_for 10 test -s "$desktop/bus" || { cat "$desktop/bus.log" >&2; exit 1; }
DBUS_SESSION_BUS_ADDRESS=$(cat "$desktop/bus")
unset WAYLAND_DISPLAY GTK_THEME XMODIFIERS || :
export DISPLAY DBUS_SESSION_BUS_ADDRESS GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable \
  HOME="$desktop/home" XDG_RUNTIME_DIR="$desktop/run" XDG_CONFIG_HOME="$desktop/home/config" \
  XDG_DATA_HOME="$desktop/home/data" XDG_CACHE_HOME="$desktop/home/cache" \
  GSETTINGS_BACKEND=memory GIO_USE_VFS=local ADW_DISABLE_PORTAL=1 \
  GTK_IM_MODULE=gtk-im-context-simple LC_ALL=C.UTF-8 LANGUAGE=nl

save ()
{
  sleep 0.7
  import -window root "$pictures/$1.png"
  colours=$(identify -format '%k' "$pictures/$1.png")
  if [ "$colours" -lt 32 ]
  then
    echo "$1: FAILED, the picture is empty ($colours colours)"
    return 1
  fi
  echo "$1: $pictures/$1.png"
}

open_window ()
{
  "$build/app/gezinsdossier" --store "$desktop/store" >"$desktop/window.log" 2>&1 &
  window=$!
  wait_for 20 xdotool search --onlyvisible --pid "$window" || {
    echo 'The window did not open:' >&2
    cat "$desktop/window.log" >&2
    exit 1
  }
  name=$(xdotool search --onlyvisible --pid "$window" | tail -n 1)
  xdotool windowsize "$name" "$1" "$2" windowmove "$name" 0 0
  xdotool windowfocus "$name"
  sleep 1
}

unlock ()
{
  xdotool type --delay 8 "$passphrase"
  xdotool key Return
  sleep 3
}

close_window ()
{
  kill "$window" 2>/dev/null || :
  wait "$window" 2>/dev/null || :
  window=
}

status=0
open_window 1280 800
save unlock || status=1
unlock
save list || status=1
xdotool key Tab Tab Return
sleep 1
save dossier || status=1
close_window
export ADW_DEBUG_COLOR_SCHEME=prefer-dark
open_window 1280 800
unlock
save list-dark || status=1
close_window
unset ADW_DEBUG_COLOR_SCHEME
open_window 400 800
unlock
save list-narrow || status=1
close_window
exit $status
