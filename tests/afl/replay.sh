#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# replay.sh PROGRAM: the texts that once crashed the translator, or held it (regressions/), no longer do.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
for text in "$here"/regressions/*; do
    check "$(basename "$text")" timeout 20 "$1" "$text"
done
finish
