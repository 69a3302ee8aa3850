#!/bin/sh
# Asks the server of this machine whether it lives, at the port and with the protocol of its configuration. For the health check
# of an image; prints the answer. Needs curl, and nothing that takes long: it runs every ten seconds.
# Usage: health.sh [CONFIG], by default $JENVOY_CONFIG or config.json.
set -eu

config=${1:-${JENVOY_CONFIG:-config.json}}
# One line, in which a key can only be a key: quotes inside of texts have a backslash before them.
text=$(tr '\n\r\t' '   ' <"$config")

# The value of the last such key; nothing where there is none.
value_of() {
  printf '%s' "$text" | sed -n 's/.*[{,] *"'"$1"'" *: *"\{0,1\}\([^",}]*[^",} ]\)"\{0,1\} *[,}].*/\1/p'
}

port=$(value_of http_port)
host=$(value_of http_host)
case $host in
  '' | 0.0.0.0 | ::) host=127.0.0.1 ;;
  *:*) host="[$host]" ;;
esac
scheme=http
case $text in
  *'"tls"'*:*'"certificate"'*) scheme=https ;;
esac
# The certificate names the address by which others come, not this one.
exec curl -sS --insecure --fail-with-body --max-time 8 "$scheme://$host:${port:-5000}/healthz"
