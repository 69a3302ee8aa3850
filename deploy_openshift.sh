#!/bin/sh
# Builds Jenvoy's image in an OpenShift cluster and rolls it out. Safe to run again.
set -eu

# Where this script lies; what is built and shipped comes from here.
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

# Each may be set in the environment; --help tells what they mean.
OC=${OC:-oc}
PROJECT=${PROJECT:-}
NAME=${NAME:-jenvoy}
TAG=${TAG:-$(date -u +%Y%m%d-%H%M%S)}
BUILD=${BUILD:-yes}
CONFIG=${CONFIG:-$ROOT/config.json}
HOOKS=${HOOKS:-$ROOT/hooks}
SECRET_FILE=${SECRET_FILE:-}
STORAGE=${STORAGE:-2Gi}
MEMORY=${MEMORY:-1Gi}
INTAKES=${INTAKES:-2}
WORKERS=${WORKERS:-0}
READY_WITHIN=${READY_WITHIN:-180}
WORK=${WORK:-${TMPDIR:-/tmp}/jenvoy-deploy.$$}
DRY_RUN=${DRY_RUN:-no}

help() {
  cat <<'HELP'
Usage: deploy_openshift.sh [--dry-run] [--help]

Builds Jenvoy's image in the cluster, stores config.json and the hooks as Secrets and rolls out
a Deployment with volume, Service, Route (TLS at its edge) and NetworkPolicy.
A missing config.json is made from config.json.sample with a fresh secret, told once.
Log in first (oc login).

  --dry-run   print the commands, run none and change nothing
  --help      this text

Variables (default):
  PROJECT       the project (the one that "oc project" shows)
  NAME          name of every object (jenvoy)
  TAG           tag of the image to build, or to run with BUILD=no (the time)
  BUILD         "no" rolls out the image TAG that an earlier run built (yes)
  CONFIG        config.json (beside this script)
  HOOKS         folder of hooks, below 1 MB packed (hooks beside this script)
  SECRET_FILE   a file with the webhook secret; becomes the Secret NAME-webhook, which
                config.json names as "enforce_secret": "file:secrets/webhook" (none)
  STORAGE       size of the volume for journal and payload copies (2Gi)
  MEMORY        memory limit (1Gi)
  WORKERS       servers that run hooks, all on one PostgreSQL, which config.json names under
                "journal". Needs a Secret NAME-database of yours with the keys "password" and
                "endpoint_key". 0 is one server with a volume (0)
  INTAKES       with WORKERS: servers that take deliveries in (2)
  READY_WITHIN  seconds to wait for the roll-out (180)
  WORK          folder for what is sent; made, and removed at the end (below TMPDIR)
  OC            the client to call (oc)

Exit codes: 0 it is rolled out and ready, 1 a step failed, 2 wrong usage.
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
    *) usage_error "unknown argument: $1" ;;
  esac
done

case $DRY_RUN in yes | no) ;; *) usage_error "DRY_RUN is yes or no, not: $DRY_RUN" ;; esac
case $BUILD in yes | no) ;; *) usage_error "BUILD is yes or no, not: $BUILD" ;; esac
case $NAME in
  [a-z]*) ;;
  *) usage_error "NAME begins with a small letter, not: $NAME" ;;
esac
case $NAME in
  *[!a-z0-9-]* | *-) usage_error "NAME holds small letters, digits and hyphens only, not: $NAME" ;;
esac
is_number "$WORKERS" || usage_error "WORKERS is a number, not: $WORKERS"
is_number "$INTAKES" || usage_error "INTAKES is a number, not: $INTAKES"
is_number "$READY_WITHIN" || usage_error "READY_WITHIN is a number, not: $READY_WITHIN"
CONFIG=$(absolute "$CONFIG")
HOOKS=$(absolute "$HOOKS")
[ -z "$SECRET_FILE" ] || SECRET_FILE=$(absolute "$SECRET_FILE")

oc_in_project() {
  if [ -n "$PROJECT" ]; then run "$OC" --namespace "$PROJECT" "$@"; else run "$OC" "$@"; fi
}

oc_to() {
  oc_file=$1
  shift
  if [ -n "$PROJECT" ]; then
    run_to "$oc_file" "$OC" --namespace "$PROJECT" "$@"
  else
    run_to "$oc_file" "$OC" "$@"
  fi
}

check_cluster() {
  need "$OC" "install the OpenShift client, or set OC to another"
  run_quietly "$OC" whoami || die "login: the cluster does not know you: run oc login first"
  [ -z "$PROJECT" ] || run_quietly "$OC" get project "$PROJECT" ||
    die "project: there is no project $PROJECT that you may use: oc new-project $PROJECT makes one"
}

check_files() {
  create_config "$CONFIG" "$ROOT/config.json.sample"
  [ -d "$HOOKS" ] || die "hooks: $HOOKS is not a folder"
  [ -z "$SECRET_FILE" ] || [ -s "$SECRET_FILE" ] || die "secret: $SECRET_FILE is missing or empty"
  if [ "$WORKERS" -gt 0 ]; then
    oc_in_project get secret "$NAME-database" --output name ||
      die "secret: several servers need the Secret $NAME-database with the keys password and endpoint_key"
  fi
  [ -f "$CONFIG" ] && grep -q 'file:secrets/' "$CONFIG" && [ -z "$SECRET_FILE" ] || return 0
  oc_in_project get secret "$NAME-webhook" --output name ||
    die "secret: $CONFIG names a file of the Secret $NAME-webhook, which does not exist: set SECRET_FILE"
}

# Only what the image needs leaves this machine: config.json, journal and backups stay here.
build_image() {
  run tar -czf "$WORK/context.tar.gz" -C "$ROOT" \
    Dockerfile .dockerignore .mvn LICENSE config.json.sample docs/deploy/health.sh hooks trackers jenvoy pom.xml app/pom.xml \
    app/src/main ||
    die "context: the files to build from could not be packed"
  oc_to "$WORK/build.yaml" process --local --filename "$ROOT/docs/deploy/openshift-build.yaml" \
    --param "NAME=$NAME" --param "TAG=$TAG" ||
    die "template: docs/deploy/openshift-build.yaml could not be filled in"
  oc_in_project apply --filename "$WORK/build.yaml" || die "build: ImageStream and BuildConfig could not be applied"
  oc_in_project start-build "$NAME" --from-archive "$WORK/context.tar.gz" --follow --wait ||
    die "build: the image could not be built in the cluster"
}

# Server side: a client-side apply would keep a second copy of each secret in an annotation.
store_secret() {
  oc_to "$WORK/$1.yaml" create secret generic "$1" "--from-file=$2=$3" --dry-run=client --output yaml ||
    die "secret: $1 could not be made from $3"
  oc_in_project apply --server-side --force-conflicts --filename "$WORK/$1.yaml" ||
    die "secret: $1 could not be stored in the cluster"
}

# By name, not as ".": the pod's user may not change the folder that they are unpacked into.
# Hidden files never run and stay here. gzip -n: the same hooks pack to the same bytes.
pack_hooks() {
  set --
  for hook in "$HOOKS"/*; do
    if [ -e "$hook" ]; then set -- "$@" "./${hook##*/}"; fi
  done
  [ $# -gt 0 ] || die "hooks: $HOOKS holds no file"
  run tar -cf "$WORK/hooks.tar" -C "$HOOKS" "$@" || die "hooks: $HOOKS could not be packed"
  run gzip -n "$WORK/hooks.tar" || die "hooks: $HOOKS could not be packed"
  if [ "$DRY_RUN" = no ]; then
    size=$(wc -c <"$WORK/hooks.tar.gz")
    [ "$size" -lt 1000000 ] ||
      die "hooks: packed they are $((size)) bytes, a Secret holds 1 MB: keep them on a volume (docs/how-to/openshift.md)"
  fi
}

store_files() {
  pack_hooks
  store_secret "$NAME-config" config.json "$CONFIG"
  store_secret "$NAME-hooks" hooks.tar.gz "$WORK/hooks.tar.gz"
  [ -z "$SECRET_FILE" ] || store_secret "$NAME-webhook" webhook "$SECRET_FILE"
}

checksum() {
  cat "$CONFIG" "$WORK/hooks.tar.gz" ${SECRET_FILE:+"$SECRET_FILE"} | cksum | tr ' ' '-'
}

roll_out() {
  if [ "$DRY_RUN" = yes ]; then
    sum=CHECKSUM-OF-CONFIG-AND-HOOKS
  else
    sum=$(checksum)
  fi
  if [ "$WORKERS" -gt 0 ]; then
    oc_to "$WORK/run.yaml" process --local --filename "$ROOT/docs/deploy/openshift-several.yaml" \
      --param "NAME=$NAME" --param "IMAGE=$NAME:$TAG" --param "CHECKSUM=$sum" \
      --param "INTAKES=$INTAKES" --param "WORKERS=$WORKERS" --param "MEMORY=$MEMORY" ||
      die "template: docs/deploy/openshift-several.yaml could not be filled in"
    oc_in_project apply --filename "$WORK/run.yaml" || die "apply: the objects could not be applied"
    await_rollout "$NAME-worker"
    await_rollout "$NAME-intake"
  else
    oc_to "$WORK/run.yaml" process --local --filename "$ROOT/docs/deploy/openshift.yaml" \
      --param "NAME=$NAME" --param "IMAGE=$NAME:$TAG" --param "CHECKSUM=$sum" \
      --param "STORAGE=$STORAGE" --param "MEMORY=$MEMORY" ||
      die "template: docs/deploy/openshift.yaml could not be filled in"
    oc_in_project apply --filename "$WORK/run.yaml" || die "apply: the objects could not be applied"
    await_rollout "$NAME"
  fi
}

await_rollout() {
  if oc_in_project rollout status "deployment/$1" "--timeout=${READY_WITHIN}s"; then return 0; fi
  say "The pods and the last lines of the server:" >&2
  oc_in_project get pods --selector "app.kubernetes.io/instance=$NAME" >&2 || true
  oc_in_project logs "deployment/$1" --all-containers --tail 30 >&2 || true
  die "rollout: the Deployment $1 is not ready after $READY_WITHIN s"
}

check_cluster
check_files
run mkdir -m 700 "$WORK" || die "work: $WORK could not be made"
if [ "$DRY_RUN" = no ]; then
  trap 'rm -rf "$WORK"' EXIT
  trap 'exit 1' HUP INT TERM
fi
if [ "$BUILD" = yes ]; then build_image; fi
store_files
roll_out
oc_to "$WORK/host" get route "$NAME" --output 'jsonpath={.spec.host}' || die "route: the Route $NAME has no host"
if [ "$DRY_RUN" = yes ]; then
  run rm -rf "$WORK"
else
  say "Jenvoy is rolled out. Payload URL for GitHub: https://$(cat "$WORK/host")/"
fi
