/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

void plain(void)
{
}

TAMED async void renamed(void) __attribute__((alias("plain")));
