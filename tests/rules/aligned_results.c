/* SPDX-License-Identifier: BSD-3-Clause */
/* Results of tasks that are aligned to more than 16 bytes. */
#include <stdint.h>

#include "leaves.h"

typedef struct {
    _Alignas(64) int n;
} line;

static TAMED async line make(int n, line from)
{
    line *p = &from;

    await pause_maybe();
    p->n += (uintptr_t)p % 64 == 0 ? n : -1;
    return from;
}

static TAMED async int run(int n)
{
    static make_delayed slot;
    tamer_defer {
        tamer_delayed_clear(&slot.base);
    }
    int sum = 0;

    for (int i = 0; i < n; i++) {
        TAMER_SCOPE(scope, .start = i % 2 ? TAMER_EAGER : TAMER_QUEUED) {
            make_delayed *kept = make_scoped(scope, i, (line){100});
            make_scoped(scope, i, (line){200});
            make_scoped_into(scope, &slot, i, (line){300});
            line got = await make_get(kept);
            sum += got.n + ((uintptr_t)make_value(kept) % 64 == 0);
        }
        sum += make_value(&slot)->n;
    }
    return sum;
}

int main(void)
{
    printf("%d\n", run(4));
    return 0;
}
