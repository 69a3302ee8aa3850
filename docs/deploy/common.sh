# shellcheck shell=sh
# What deploy_docker.sh and deploy_openshift.sh share: running or printing a command, failing with
# a name, and the first config.json. Sourced, never run; expects DRY_RUN ("yes" or "no").

say() {
  printf '%s\n' "$*"
}

# Under --dry-run what is not a command goes out as a comment, so that the output stays a script.
note() {
  if [ "$DRY_RUN" = yes ]; then printf '# %s\n' "$*"; else printf '%s\n' "$*"; fi
}

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() {
  printf '%s: %s (see --help)\n' "${0##*/}" "$*" >&2
  exit 2
}

# One word as a shell reads it back.
quote() {
  case $1 in
    '' | *[!A-Za-z0-9_./:=@%+,-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
  esac
}

show() {
  separator=
  for word in "$@"; do
    printf '%s%s' "$separator" "$(quote "$word")"
    separator=' '
  done
}

# Runs a command, or prints it under --dry-run.
run() {
  if [ "$DRY_RUN" = yes ]; then
    show "$@"
    printf '\n'
  else
    "$@"
  fi
}

# The same without the command's own standard output.
run_quietly() {
  if [ "$DRY_RUN" = yes ]; then run "$@"; else "$@" >/dev/null; fi
}

# run_to FILE COMMAND…: the same with standard output in FILE.
run_to() {
  target_file=$1
  shift
  if [ "$DRY_RUN" = yes ]; then
    show "$@"
    printf ' > %s\n' "$(quote "$target_file")"
  else
    "$@" >"$target_file"
  fi
}

need() {
  [ "$DRY_RUN" = yes ] || command -v "$1" >/dev/null 2>&1 ||
    die "$1 was not found on the PATH: $2"
}

is_number() {
  case $1 in '' | *[!0-9]* | ?????????*) return 1 ;; *) return 0 ;; esac
}

# A path as the user means it: from the folder the script was started in, not the repository.
absolute() {
  case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$(pwd)" "$1" ;; esac
}

# 256 bits in hexadecimal digits.
fresh_secret() {
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

# Copies a sample configuration from standard input, with $1 in place of its empty enforce_secret.
# Fails when there is not exactly one. Shell built-ins only: a secret among the arguments of a
# program could be read in the list of processes.
with_secret() {
  replaced=0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *'"enforce_secret"'*)
        before=${line%%'"enforce_secret"'*}
        after=${line#*'"enforce_secret"'}
        between=$(printf '%s' "${after%%'""'*}" | tr -d '[:space:]')
        if [ "$between" = : ]; then
          line="$before\"enforce_secret\": \"$1\"${after#*'""'}"
          replaced=$((replaced + 1))
        fi
        ;;
    esac
    printf '%s\n' "$line"
  done
  [ "$replaced" = 1 ]
}

# create_config FILE SAMPLE: writes FILE whole or not at all, readable by its owner alone, and
# tells the secret this once. Leaves a FILE that is there as it is.
create_config() {
  [ ! -d "$1" ] || die "config: $1 is a folder (Docker makes one when a file to be mounted is missing): remove it"
  [ ! -e "$1" ] || return 0
  [ -r "$2" ] || die "config: there is neither $1 nor a sample $2 to make it from"
  if [ "$DRY_RUN" = yes ]; then
    note "creates $1 (mode 0600) from $2 with a fresh secret"
    return 0
  fi
  secret=$(fresh_secret)
  [ "${#secret}" = 64 ] || die "config: no randomness could be read from /dev/urandom"
  (umask 077 && with_secret "$secret" <"$2" >"$1.new.$$") || {
    rm -f "$1.new.$$"
    die "config: $1 could not be written, or $2 has no line \"enforce_secret\": \"\""
  }
  mv "$1.new.$$" "$1" || die "config: $1 could not be written"
  say "Created $1 with a fresh secret. It is shown this once (and kept in that file):"
  say ""
  say "    $secret"
  say ""
  say "Paste it on GitHub under Settings > Webhooks > Add webhook > Secret."
  unset secret
}
