/* SPDX-License-Identifier: BSD-3-Clause */
/* What is not evaluated, perhaps, has no bounds to be kept. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int size)
{
    int array[size][size], (**rows)[size] = _Generic(size, int: &(int(*[])[size]){array}[0]);
    await fetch(size);
    return (**rows)[0];
}
