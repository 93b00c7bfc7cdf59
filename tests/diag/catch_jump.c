/* SPDX-License-Identifier: BSD-3-Clause */
/* Jumps out of the expression of a tamer_catch, and in it. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int size)
{
    tamer_error *error = 0;
    if (tamer_catch(&error, ({ if (size) return 1; size++; })))
        return 2;
    for (int i = 0; i < size; i++)
        tamer_catch(&error, ({
            for (int k = 0; k < 3; k++) {
                if (await fetch(k) == 2)
                    break;
                if (k == 1)
                    continue;
                goto inside;
            }
            if (size == 3)
                break;
            if (size == 2)
                continue;
            if (size == 1)
                goto out;
        inside:
            size++;
        }));
out:
    return size;
}

/* gcc and clang differ. */
TAMED async int heads(int n)
{
    for (int i = 0; i < n; i++) {
        while (({ if (n == 3) break; await fetch(n); }))
            n--;
        do
            n--;
        while (({ if (n == 3) continue; n; }));
        for (; ({ if (n == 4) break; n; }); ({ if (n == 5) continue; }))
            n--;
        switch (({ if (n == 6) break; await fetch(n); })) {
        case 1:
            n = 2;
        }
    }
    return n;
}
