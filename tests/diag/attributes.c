/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdnoreturn.h>

#include <tamer/tamer.h>

TAMED async _Noreturn void never(void);
TAMED async noreturn void neither(void);

__attribute__((constructor)) TAMED async void early(void)
{
}

TAMED async __attribute__((naked, used)) void bare(void);

/* Names like theirs are as good as any. */
TAMED async int named(int naked, int interrupt);

[[noreturn]] TAMED async void new_style(void);
TAMED async int resolved(int n) __attribute__((ifunc("choose"), target_clones("avx2")));
