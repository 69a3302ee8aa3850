#!/bin/bash
# Runs inside the clean root of dist/check, with systemd as process 1: uses the installed package, walks the examples of the page,
# and installs by hand as the page says. Writes "ok: NAME" or "FAILED: NAME" for each step.
# shellcheck disable=SC2016 # many steps are small scripts of their own
set -u
results=/root/results
: >"$results"

step() {
  local name=$1
  shift
  echo "--- $name"
  if "$@"; then echo "ok:$name" >>"$results"; else echo "FAILED:$name" >>"$results"; fi
}

# soon COMMAND…: until it succeeds, for 30 s at most.
soon() {
  for _ in $(seq 60); do
    if "$@"; then return 0; fi
    sleep 0.5
  done
  return 1
}

sends() { jenvoy send push --secret file:/etc/jenvoy/webhook | tee /dev/stderr | grep -q "push octo-org/site"; }

step "the service is ready when systemd says so" systemctl is-active jenvoy
step "it said so itself" sh -c '[ "$(systemctl show -P Type jenvoy)" = notify ] && [ "$(systemctl show -P StatusErrno jenvoy)" = 0 ]'
step "a delivery is sent over loopback" sends
step "it is in the list" sh -c 'jenvoy deliveries list | grep succeeded'
step "it runs as its user" sh -c '[ "$(ps -o user= -p "$(systemctl show -P MainPID jenvoy)" 2>/dev/null || stat -c %U /proc/$(systemctl show -P MainPID jenvoy))" = jenvoy ]'
step "the dashboard answers on loopback, where an SSH tunnel ends" curl -sSf -o /dev/null http://127.0.0.1:5001/
step "only root can read the secret" sh -c '[ "$(stat -c "%a %U" /etc/jenvoy/webhook)" = "600 root" ]'
step "a check as the user finds nothing but the credential" sh -c '
  runuser -u jenvoy -- jenvoy check | tee /dev/stderr | grep -c "^.*error" | grep -qx "[01]"'

# What the unit forbids hooks.
cat >/etc/jenvoy/hooks/push-site <<'HOOK'
#!/bin/sh
echo "umask $(umask)"
touch /etc/jenvoy/forbidden 2>&1
touch /home/forbidden 2>&1
grep NoNewPrivs /proc/self/status
HOOK
chmod 0755 /etc/jenvoy/hooks/push-site
step "a hook has umask 0022, no new privileges, and a read-only system" sh -c '
  out=$(jenvoy send push --secret file:/etc/jenvoy/webhook); echo "$out"
  echo "$out" | grep -q "umask 0022" && echo "$out" | grep -q "NoNewPrivs:.*1" && echo "$out" | grep -q "Read-only file system" &&
  [ ! -e /etc/jenvoy/forbidden ]'
rm /etc/jenvoy/hooks/push-site

# "Restart a service after a deployment", with the files of the page.
cp -r /root/page/files/. /
cat >/etc/systemd/system/shop.service <<'UNIT'
[Service]
ExecStart=/bin/sleep infinity
UNIT
git init -q -b main /srv/origin && git -C /srv/origin -c user.name=a -c user.email=a@b commit -q --allow-empty -m one
git clone -q /srv/origin /srv/shop && chown -R jenvoy /srv/shop /srv/origin
mv /opt/jenvoy/hooks/push-shop-main /etc/jenvoy/hooks/push-site-main
systemctl start shop.service
before=$(systemctl show -P MainPID shop)
bash -e /root/page/restart-a-service-after-a-deployment.sh
restarted() { [ "$(systemctl show -P MainPID shop)" != "$before" ] && systemctl -q is-active shop; }
step "the hook of the page deploys" sh -c 'jenvoy send push --secret file:/etc/jenvoy/webhook | tee /dev/stderr | grep -q "push-site-main: 0"'
step "and systemd restarts the service" soon restarted
rm /etc/jenvoy/hooks/push-site-main

# "Start with the first request": the socket of the page.
systemctl stop jenvoy
systemctl enable --now jenvoy.socket
step "the first request over the socket starts the server" sh -c '
  curl -sS --max-time 60 http://127.0.0.1:443/healthz && systemctl is-active jenvoy'
step "the server uses the socket and no port of its own" sh -c 'journalctl -b -u jenvoy | grep "listening address=.*:443"'
systemctl disable --now jenvoy.socket
rm /etc/systemd/system/jenvoy.socket

# A removal and a purge.
step "a purge removes user, secret and journal" sh -c '
  dpkg --purge jenvoy && ! getent passwd jenvoy && [ ! -e /etc/jenvoy/webhook ] && [ ! -e /var/lib/jenvoy ] && [ ! -e /usr/lib/jenvoy ]'

# "By hand", as the page has it.
rm -rf /etc/jenvoy
cp /root/page/config.json /root/checkout/config.json
cd /root/checkout || exit 1
step "the commands of the page install by hand" bash -e /root/page/by-hand.sh
step "the service that was installed by hand is ready" systemctl is-active jenvoy
step "the delivery of the page is sent" bash -e /root/page/try-it.sh
echo end >>"$results"
