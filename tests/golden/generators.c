/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMER_GENERATES(counted, int);
TAMER_MANAGES(held, long);

TAMED async void counted(counted_generator *to, int n);
TAMED async void held(held_manager *to, int n);

/* golden */
TAMED async long both(int n)
{
    long sum = 0;

    TAMER_WITH(h, held, n) {
        TAMER_EACH(x, counted, 3) {
            if (x == 2)
                return sum;
            sum += h * x;
        }
    }
    return -sum;
}
