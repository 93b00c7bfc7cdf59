/* SPDX-License-Identifier: BSD-3-Clause */
/* An object in the frame has a size that the compiler knows. */
#include <tamer/tamer.h>

TAMED async int fetch(int n);

TAMED async int run(int n)
{
    int array[n][n], (**rows)[n] = &(int(*[])[n]){array}[0];
    return await fetch(4) + (*rows)[0][0];
}
