# Ends the runs of a server that has died or has stood still for its lease, so that another server may run them.
#   $1  the file with the server's runs: in its first line its beat, and the lease and the time to end in seconds
#   $2  a folder that has a folder for each process that stays, named by its token
# Its standard input is a pipe from the server, which ends when the server does.
file=$1
residents=$2
exec 3<&0 </dev/null
trap '' INT HUP TERM PIPE
dead=0
trap 'dead=1' USR1
main=$$

# What the kernel says of a process: its parent and its group.
look_at() {
  stat=
  read -r stat <"$1" || return 1
  set -- ${stat##*) }
  parent=$2
  group=$3
}

(
  cat <&3 >/dev/null
  # If the shell has died, another process may have its number.
  look_at /proc/self/stat && [ "$parent" = "$main" ] && kill -USR1 "$main"
) &
exec 3<&-

look_at "/proc/$$/stat"
own=$group

any_alive() {
  for group in $groups; do
    kill -0 "-$group" && return 0
  done
  return 1
}

signal_all() {
  for group in $groups; do
    kill "-$1" "-$group"
  done
}

end_runs() {
  patterns=$(
    {
      tail -n +2 "$file"
      ls "$residents"
    } | while read -r token rest; do
      [ -n "$token" ] && echo "JENVOY_RUN=$token"
    done
  )
  [ -n "$patterns" ] || return
  groups=
  for environment in $(grep -lF -e "$patterns" /proc/[0-9]*/environ); do
    look_at "${environment%environ}stat" || continue
    [ "$group" = "$own" ] && continue
    case " $groups " in
      *" $group "*) ;;
      *) groups="$groups $group" ;;
    esac
  done
  signal_all TERM
  # A stopped process receives no other signal until it continues.
  signal_all CONT
  left=$grace
  while [ "$left" -gt 0 ] && any_alive; do
    sleep 1
    left=$((left - 1))
  done
  any_alive && signal_all KILL
}

last=
still=0
grace=5
while :; do
  if [ "$dead" = 0 ]; then
    sleep 1 &
    wait $!
  fi
  [ -r "$file" ] || exit 0
  read -r beat lease grace <"$file"
  if [ "$dead" = 1 ]; then
    end_runs
    exit 0
  fi
  if [ "$beat" = "$last" ]; then
    still=$((still + 1))
  else
    last=$beat
    still=0
  fi
  if [ "$still" -ge "$lease" ]; then
    end_runs
    still=0
  fi
done
