/* SPDX-License-Identifier: BSD-3-Clause */
/* The declaration of what is made of a function stands nowhere that a note could lead to. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async void run(void)
{
    TAMER_SCOPE(scope) {
        fetch_scoped(scope);
    }
}
