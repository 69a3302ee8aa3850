#!/bin/sh
# Builds Jenvoy's image and runs it as a container. Safe to run again: it replaces the container.
set -eu

# Where this script lies; the build context and the folders below it by default.
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

# Each may be set in the environment; --help tells what they mean.
DOCKER=${DOCKER:-docker}
NAME=${NAME:-jenvoy}
IMAGE=${IMAGE:-jenvoy:local}
BUILD=${BUILD:-yes}
LISTEN=${LISTEN:-0.0.0.0}
PORT=${PORT:-5000}
ADMIN_PORT=${ADMIN_PORT:-}
CONFIG=${CONFIG:-$ROOT/config.json}
HOOKS=${HOOKS:-$ROOT/hooks}
DATA=${DATA:-$ROOT/data}
BACKUP=${BACKUP:-$ROOT/backup}
SECRET_FILE=${SECRET_FILE:-}
HOOKS_WRITABLE=${HOOKS_WRITABLE:-no}
RUN_AS=${RUN_AS:-}
MEMORY=${MEMORY:-1g}
PIDS=${PIDS:-512}
TMP_SIZE=${TMP_SIZE:-256m}
HEALTHY_WITHIN=${HEALTHY_WITHIN:-60}
STOP_WITHIN=${STOP_WITHIN:-30}
DRY_RUN=${DRY_RUN:-no}

help() {
  cat <<'HELP'
Usage: deploy_docker.sh [--dry-run] [--help] [-- ARGUMENT...]

Builds Jenvoy's image and runs it as a container; a container of the same name is replaced.
A missing config.json is made from config.json.sample with a fresh secret, told once.
What follows "--" is handed to "docker run" (more mounts, --env, --network, ...).

  --dry-run   print the commands, run none and change nothing
  --help      this text

Variables (default):
  NAME            the container's name (jenvoy)
  IMAGE           the image's name and tag (jenvoy:local)
  BUILD           "no" runs IMAGE as it is, without building it (yes)
  LISTEN          the host's address to publish on; 127.0.0.1 behind a proxy (0.0.0.0)
  PORT            the host's port (5000)
  ADMIN_PORT      publishes the admin listener on the host's 127.0.0.1 at this port; needs
                  "admin_host": "0.0.0.0" and an "admin_token" in config.json (not published)
  CONFIG          config.json (beside this script)
  HOOKS           folder of hooks (hooks beside this script)
  DATA            folder of the journal, on a local disk (data beside this script)
  BACKUP          folder of payload copies (backup beside this script)
  SECRET_FILE     a file with the webhook secret, which config.json names as
                  "enforce_secret": "file:secrets/webhook" (none)
  HOOKS_WRITABLE  "yes" lets hooks write into their folder (no)
  RUN_AS          UID:GID of the server and its hooks (you; for root 10001:0)
  MEMORY, PIDS    limits of the container (1g, 512)
  TMP_SIZE        size of /tmp, in memory (256m)
  HEALTHY_WITHIN  seconds to wait for a healthy container (60)
  STOP_WITHIN     seconds that a replaced container gets to end (30)
  DOCKER          the client to call (docker)

Exit codes: 0 it runs and is healthy, 1 a step failed, 2 wrong usage.
HELP
}

[ -r "$ROOT/docs/deploy/common.sh" ] || {
  printf '%s: %s is missing: run the script from a complete clone\n' "${0##*/}" "$ROOT/docs/deploy/common.sh" >&2
  exit 1
}
# shellcheck source=docs/deploy/common.sh
. "$ROOT/docs/deploy/common.sh"

while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help && exit 0 ;;
    --dry-run) DRY_RUN=yes && shift ;;
    --) shift && break ;;
    *) usage_error "unknown argument: $1" ;;
  esac
done

case $DRY_RUN in yes | no) ;; *) usage_error "DRY_RUN is yes or no, not: $DRY_RUN" ;; esac
case $BUILD in yes | no) ;; *) usage_error "BUILD is yes or no, not: $BUILD" ;; esac
case $HOOKS_WRITABLE in yes | no) ;; *) usage_error "HOOKS_WRITABLE is yes or no, not: $HOOKS_WRITABLE" ;; esac
for variable in PORT HEALTHY_WITHIN STOP_WITHIN PIDS ${ADMIN_PORT:+ADMIN_PORT}; do
  eval "value=\$$variable"
  # shellcheck disable=SC2154 # set by eval
  is_number "$value" || usage_error "$variable is a number, not: $value"
done
CONFIG=$(absolute "$CONFIG")
HOOKS=$(absolute "$HOOKS")
DATA=$(absolute "$DATA")
BACKUP=$(absolute "$BACKUP")
[ -z "$SECRET_FILE" ] || SECRET_FILE=$(absolute "$SECRET_FILE")
for path in "$CONFIG" "$HOOKS" "$DATA" "$BACKUP" "$SECRET_FILE"; do
  case $path in
    *[\",]* | *'
'*) usage_error "a mounted path cannot hold a comma, a double quote or a line break: $path" ;;
  esac
done

as_root=no
if [ "$(id -u)" = 0 ]; then as_root=yes; fi
if [ -z "$RUN_AS" ]; then
  if [ "$as_root" = yes ]; then RUN_AS=10001:0; else RUN_AS=$(id -u):$(id -g); fi
fi
case $RUN_AS in
  *[!0-9:]* | :* | *: | *:*:*) usage_error "RUN_AS is UID:GID in digits, not: $RUN_AS" ;;
  *:*) ;;
  *) usage_error "RUN_AS is UID:GID in digits, not: $RUN_AS" ;;
esac

# What root makes for the server belongs to the server's user; others make it as themselves.
hand_over() {
  if [ "$as_root" = yes ]; then run chown "$RUN_AS" "$1" || die "folders: $1 could not be given to $RUN_AS"; fi
}

make_folder() {
  [ ! -d "$1" ] || return 0
  run mkdir -p "$1" || die "folders: $1 could not be made"
  run chmod 0700 "$1"
  hand_over "$1"
}

prepare_files() {
  config_is_new=no
  [ -e "$CONFIG" ] || config_is_new=yes
  create_config "$CONFIG" "$ROOT/config.json.sample"
  if [ "$config_is_new" = yes ]; then hand_over "$CONFIG"; fi
  [ -d "$HOOKS" ] || die "hooks: $HOOKS is not a folder"
  [ -z "$SECRET_FILE" ] || [ -s "$SECRET_FILE" ] || die "secret: $SECRET_FILE is missing or empty"
  make_folder "$DATA"
  make_folder "$BACKUP"
}

# A file that only another user may read fails inside the container, where it is harder to see.
check_readable() {
  [ -f "$1" ] || return 0
  readable_file=$1
  # shellcheck disable=SC2012,SC2046 # numeric owner and group, portably; three words without blanks
  set -- $(ls -ln "$1" | awk 'NR == 1 { print $1, $3, $4 }')
  case $1 in ???????r*) return 0 ;; esac
  case $1 in ????r*) [ "$3" != "${RUN_AS#*:}" ] || return 0 ;; esac
  [ "$2" = "${RUN_AS%%:*}" ] || [ "${RUN_AS%%:*}" = 0 ] ||
    die "config: user $2 alone can read $readable_file, but the container runs as $RUN_AS: chown the file or set RUN_AS"
}

replace_container() {
  if [ "$DRY_RUN" = yes ]; then
    note "if there is a container of that name:"
  elif "$DOCKER" container inspect "$NAME" >/dev/null 2>&1; then
    say "Replacing the container $NAME."
  else
    return 0
  fi
  run_quietly "$DOCKER" stop -t "$STOP_WITHIN" "$NAME" || die "stop: the old container $NAME could not be stopped"
  run_quietly "$DOCKER" rm "$NAME" || die "remove: the old container $NAME could not be removed"
}

start_container() {
  hooks_mount="type=bind,source=$HOOKS,target=/opt/jenvoy/hooks"
  [ "$HOOKS_WRITABLE" = yes ] || hooks_mount="$hooks_mount,readonly"
  # Java loads its native parts from /tmp, so that one is not noexec, which is Docker's default.
  set -- --detach --name "$NAME" --restart unless-stopped \
    --user "$RUN_AS" --read-only --cap-drop ALL --security-opt no-new-privileges \
    --memory "$MEMORY" --pids-limit "$PIDS" --stop-timeout "$STOP_WITHIN" \
    --tmpfs "/tmp:rw,exec,nosuid,nodev,mode=1777,size=$TMP_SIZE" \
    --tmpfs /opt/jenvoy/home:rw,nosuid,nodev,mode=1777,size=64m \
    --mount "type=bind,source=$CONFIG,target=/opt/jenvoy/config.json,readonly" \
    --mount "$hooks_mount" \
    --mount "type=bind,source=$DATA,target=/opt/jenvoy/data" \
    --mount "type=bind,source=$BACKUP,target=/opt/jenvoy/backup" \
    ${SECRET_FILE:+--mount "type=bind,source=$SECRET_FILE,target=/opt/jenvoy/secrets/webhook,readonly"} \
    --publish "$LISTEN:$PORT:5000" \
    ${ADMIN_PORT:+--publish "127.0.0.1:$ADMIN_PORT:5001"} \
    "$@" "$IMAGE"
  if [ "$DRY_RUN" = yes ]; then
    run "$DOCKER" run "$@"
    return 0
  fi
  if answer=$("$DOCKER" run "$@" 2>&1); then return 0; fi
  printf '%s\n' "$answer" >&2
  # A container whose port was taken has been created all the same.
  "$DOCKER" rm --force "$NAME" >/dev/null 2>&1 || true
  case $answer in
    *'port is already allocated'* | *'address already in use'*)
      die "run: port $PORT on $LISTEN${ADMIN_PORT:+ (or admin port $ADMIN_PORT)} is taken: free it or set PORT" ;;
    *) die "run: the container could not be started" ;;
  esac
}

health() {
  "$DOCKER" inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}unknown{{end}}' "$NAME"
}

wait_until_healthy() {
  if [ "$DRY_RUN" = yes ]; then
    note "every second until it says \"running healthy\", $HEALTHY_WITHIN seconds at most:"
    run "$DOCKER" inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}unknown{{end}}' "$NAME"
    return 0
  fi
  waited=0
  while :; do
    state=$(health) || state=gone
    case $state in
      'running healthy') return 0 ;;
      exited* | dead* | gone | restarting*) break ;;
    esac
    [ "$waited" -lt "$HEALTHY_WITHIN" ] || break
    sleep 1
    waited=$((waited + 1))
  done
  say "The container's last lines:" >&2
  "$DOCKER" logs --tail 30 "$NAME" >&2 || true
  die "health: the container $NAME is not healthy after $waited s (it is: $state)"
}

need "$DOCKER" "install Docker, or set DOCKER to another client"
if [ "$DRY_RUN" = no ]; then
  "$DOCKER" version --format '{{.Server.Version}}' >/dev/null ||
    die "engine: the Docker engine does not answer: is it running, and may you use it?"
fi
prepare_files
check_readable "$CONFIG"
check_readable "$SECRET_FILE"
if [ "$BUILD" = yes ]; then
  run "$DOCKER" build --tag "$IMAGE" "$ROOT" || die "build: the image $IMAGE could not be built"
fi
replace_container
start_container "$@"
wait_until_healthy
note "Jenvoy runs in the container $NAME. Payload URL for GitHub: http://YOUR-HOST:$PORT/"
note "Try it: $DOCKER exec $(quote "$NAME") ./jenvoy send push"
