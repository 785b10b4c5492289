#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Runs a command in a desktop of its own that leaves nothing behind: a display (Xvfb), a session bus,
# private folders. Exits with the command's status; 77 (skipped) where the machine has no Xvfb.
#
# usage: desktop.sh [--size WIDTHxHEIGHT] COMMAND [ARGUMENT…]
# GEZIN_TEST_TEXT makes text larger (200 is 200 %).
set -eu
size=1280x800
if [ "$1" = --size ]
then
  size=$2
  shift 2
fi
for program in Xvfb dbus-daemon xdotool
do
  command -v "$program" >/dev/null 2>&1 || { echo "1..0 # SKIP there is no $program here"; exit 77; }
done

folder=$(mktemp -d "${TMPDIR:-/tmp}/gezin-desktop.XXXXXX")
started=
# shellcheck disable=SC2317 # the trap calls it
clean_up ()
{
  for id in $started
  do kill "$id" 2>/dev/null || :
  done
  for id in $started
  do wait "$id" 2>/dev/null || :
  done
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
mkdir -m 700 "$folder/run" "$folder/home" "$folder/config" "$folder/data" "$folder/cache"
mkfifo "$folder/display" "$folder/bus"

Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset \
  3>"$folder/display" >"$folder/xvfb.log" 2>&1 &
started="$! $started"
read -r display <"$folder/display"

unset WAYLAND_DISPLAY AT_SPI_BUS_ADDRESS NO_AT_BRIDGE GTK_A11Y GTK_THEME XMODIFIERS
export DISPLAY=":$display" GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable \
  HOME="$folder/home" XDG_RUNTIME_DIR="$folder/run" XDG_CONFIG_HOME="$folder/config" \
  XDG_DATA_HOME="$folder/data" XDG_CACHE_HOME="$folder/cache" GSETTINGS_BACKEND=memory \
  GIO_USE_VFS=local GIO_USE_VOLUME_MONITOR=unix ADW_DISABLE_PORTAL=1 GTK_IM_MODULE=gtk-im-context-simple \
  LC_ALL="${GEZIN_TEST_LOCALE:-C.UTF-8}" LANGUAGE="${LANGUAGE:-nl}"
mkdir -p "$folder/config/gtk-4.0"
printf '[Settings]\ngtk-enable-animations=false\ngtk-cursor-blink=false\ngtk-font-name=Cantarell %s\n' \
  "$((11 * ${GEZIN_TEST_TEXT:-100} / 100))" >"$folder/config/gtk-4.0/settings.ini"

dbus-daemon --session --nofork --nosyslog --print-address=3 3>"$folder/bus" \
  >"$folder/dbus.log" 2>&1 &
started="$! $started"
read -r DBUS_SESSION_BUS_ADDRESS <"$folder/bus"
export DBUS_SESSION_BUS_ADDRESS
# What is no systemd machine has no system bus; GLib would wait for one.
export DBUS_SYSTEM_BUS_ADDRESS="${DBUS_SYSTEM_BUS_ADDRESS:-disabled:}"

status=0
"$@" </dev/null || status=$?
exit $status
