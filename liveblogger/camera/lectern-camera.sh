#!/bin/sh
# Takes a photograph every few seconds and sends it to a talk: for machines that Node does not run on, as a Raspberry Pi Zero.
# Needs curl and one of rpicam-still, libcamera-still, raspistill, fswebcam. Nothing waits here: what can't be sent is
# given up for the next photograph. Photographs that look alike are all sent; --every 10s is enough for most talks.
set -u

usage() {
  cat <<'END'
lectern-camera.sh photographs the screen of a talk and sends it to its live blog.

  lectern-camera.sh --url <upload address> --token <token> [--every 5s] [--timeout 20s] [--with <command>] [--camera-id <name>]

`lectern talk publish` tells the upload address and the token. They may also be in LECTERN_URL and LECTERN_TOKEN.
--with names any command that writes a JPEG to its standard output; it is killed when it takes longer than --timeout.
Status: 2 the command line is wrong; 3 there is no camera program; 4 the token is wrong; 5 the talk has ended; 6 there is no such talk.
END
}

say() { printf '%s\n' "$*" >&2; }
fail() {
  status=$1
  shift
  say "$*"
  exit "$status"
}

url=${LECTERN_URL:-} token=${LECTERN_TOKEN:-} every=5 timeout=20 with='' camera=$(uname -n | tr -c 'A-Za-z0-9_.\n-' '-')
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --url | --token | --every | --timeout | --with | --camera-id) [ $# -ge 2 ] || fail 2 "$1 needs a value; --help tells more." ;;
    *) fail 2 "There is no option $1; --help tells what there is." ;;
  esac
  case $1 in
    --url) url=$2 ;;
    --token) token=$2 ;;
    --every) every=${2%s} ;;
    --timeout) timeout=${2%s} ;;
    --with) with=$2 ;;
    --camera-id) camera=$2 ;;
  esac
  shift 2
done
case $url in
  http://*/talks/*/photos | https://*/talks/*/photos) ;;
  *) fail 2 "--url is the address that lectern talk publish calls Upload: https://…/talks/<talk>/photos." ;;
esac
case $token in '' | *[!A-Za-z0-9_.~+/=-]*) fail 2 "--token is the token that lectern talk publish told." ;; esac
case $every in '' | 0 | *[!0-9]*) fail 2 "--every is a number of seconds: 5s." ;; esac
case $timeout in '' | 0 | *[!0-9]*) fail 2 "--timeout is a number of seconds: 20s." ;; esac
case $camera in '' | *[!A-Za-z0-9_.-]*) fail 2 "--camera-id has letters, digits, dots, hyphens, underscores." ;; esac
command -v curl >/dev/null || fail 3 "curl is missing: sudo apt install curl."

if [ -z "$with" ]; then
  still='--nopreview --timeout 1000 --width 1920 --height 1080 --quality 90 --encoding jpg --output -'
  for tool in rpicam-still libcamera-still raspistill fswebcam; do
    command -v "$tool" >/dev/null || continue
    with="$tool $still"
    [ "$tool" = fswebcam ] && with='fswebcam --quiet --no-banner --resolution 1920x1080 --skip 10 --jpeg 90 -'
    break
  done
  [ -n "$with" ] || fail 3 "There is no camera program: sudo apt install rpicam-apps, or fswebcam for a USB camera."
fi

folder=$(mktemp -d) || exit 1
capture=''
# A capture runs in a session of its own, so that all of it can be killed.
end_capture() { [ -z "$capture" ] || kill -KILL "-$capture" 2>/dev/null; }
trap 'end_capture; rm -rf "$folder"' EXIT
trap 'exit 0' INT TERM
umask 077

take() {
  rm -f "$folder/photo.jpg"
  setsid sh -c "$with" >"$folder/photo.jpg" 2>"$folder/words" &
  capture=$!
  (
    sleep "$timeout"
    kill -KILL "-$capture" 2>/dev/null
  ) &
  watcher=$!
  wait "$capture"
  result=$?
  kill "$watcher" 2>/dev/null
  end_capture
  capture=''
  return "$result"
}

# Its first and last bytes are a JPEG's, and it is of a size that is taken.
is_whole() {
  size=$(wc -c <"$folder/photo.jpg")
  [ "$size" -gt 4 ] && [ "$size" -le 4194304 ] &&
    [ "$(head -c 2 "$folder/photo.jpg" | od -An -tx1 | tr -d ' \n')" = ffd8 ] &&
    [ "$(tail -c 2 "$folder/photo.jpg" | od -An -tx1 | tr -d ' \n')" = ffd9 ]
}

# The token goes through a pipe: on the command line everybody on this machine could read it.
send() {
  printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --config - --max-time 30 --header "Content-Type: image/jpeg" --header "Camera-Id: $camera" \
      --dump-header "$folder/headers" --output "$folder/answer" --write-out '%{http_code}' \
      --data-binary "@$folder/photo.jpg" "$url" 2>"$folder/words"
}

# What Retry-After asks for, in seconds.
retry_after() { tr -d '\r' <"$folder/headers" | sed -n 's/^[Rr][Ee][Tt][Rr][Yy]-[Aa][Ff][Tt][Ee][Rr]: *\([0-9]\{1,5\}\)$/\1/p' | tail -n 1; }

failures=0
say "Sends a photograph every $every s to $url as $camera."
while :; do
  pause=$every
  if ! take; then
    say "No photograph: $(tail -n 1 "$folder/words")"
  elif ! is_whole; then
    say "No photograph: what came is no whole JPEG of at most 4 MB."
  else
    : >"$folder/headers"
    status=$(send) || status=000
    case $status in
      2??) failures=0 ;;
      401 | 403) fail 4 "The token is not taken. Give the talk's own with --token; lectern talk publish tells it." ;;
      404) fail 6 "There is no such talk at $url." ;;
      410) fail 5 "The talk has ended, and takes no more photographs." ;;
      400 | 413 | 415 | 422) say "The photograph was refused ($status): $(cat "$folder/answer")" ;;
      *)
        # Twice as long each time, up to a minute, and a little by chance, so that cameras do not come all at once.
        failures=$((failures + 1))
        pause=$((every << (failures > 5 ? 5 : failures)))
        [ "$pause" -le 60 ] || pause=60
        pause=$((pause / 2 + $(od -An -N2 -tu2 /dev/urandom) % (pause / 2 + 1)))
        asked=$(retry_after)
        [ "${asked:-0}" -le "$pause" ] || pause=$asked
        say "Not sent ($status): $(tail -n 1 "$folder/words") Next try in $pause s."
        ;;
    esac
  fi
  # A signal ends the pause, too.
  sleep "$pause" &
  wait $!
done
