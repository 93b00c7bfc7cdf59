#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# clean-root.sh [COMMAND...]
# Makes a minimal Debian 12 in a temporary directory, with git and nothing else, clones the last commit into it and runs the
# command there (./samples/demo unless given): first with the network, which the set-up needs, then once more without.
#
# Takes root, debootstrap and access to a Debian mirror: that of this machine's apt, whose settings the new root gets. Status 77,
# for "skipped", where something of that is missing. CLEAN_ROOT_BASE: a directory with a ready minimal root to copy instead.
set -eu

# In here, $0 is process 1 of its own namespace: mounts and whatever was left running end with it.
if [ "${1:-}" = --inside ]; then
    directory=$2 network=$3
    shift 3
    mount -t proc proc "$directory/proc"
    mount --rbind /dev "$directory/dev"
    # shellcheck disable=SC2016
    exec chroot "$directory" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb LANG=C.UTF-8 NETWORK="$network" \
        sh -c 'cd /root/tamer && { [ $NETWORK = on ] || ip link set lo up; } && exec "$@"' sh "$@"
fi

root=$(cd "$(dirname "$0")/.." && pwd)
self=$root/tests/clean-root.sh
[ $# -gt 0 ] || set -- ./samples/demo
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null || ! unshare -mpn true 2>/dev/null; then
    echo "clean-root.sh: needs root, debootstrap and namespaces"
    exit 77
fi

directory=$(mktemp -d "${TMPDIR:-/tmp}/tamer-root.XXXXXX")
trap 'rm -rf --one-file-system "$directory"' EXIT
trap 'exit 1' HUP INT TERM

if [ -n "${CLEAN_ROOT_BASE:-}" ]; then
    cp -a "$CLEAN_ROOT_BASE/." "$directory"
else
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -m 1 '/debian/*$' || true)
    echo "Making a minimal Debian 12 …"
    # shellcheck disable=SC2086
    debootstrap --variant=minbase --include=git bookworm "$directory" $mirror >"$directory.log" 2>&1 || {
        tail -n 20 "$directory.log"
        exit 77
    }
    rm -f "$directory.log"
fi

for settings in apt/sources.list apt/sources.list.d apt/apt.conf.d apt/keyrings apt/trusted.gpg.d hosts resolv.conf; do
    [ -e "/etc/$settings" ] || continue
    rm -rf "$directory/etc/$settings"
    cp -a -L "/etc/$settings" "$directory/etc/$settings"
done
git clone -q --no-hardlinks "file://$root" "$directory/root/tamer"

echo "With the network:"
unshare -mpf "$self" --inside "$directory" on "$@"
echo "Without the network:"
unshare -mpfn "$self" --inside "$directory" off "$@"
