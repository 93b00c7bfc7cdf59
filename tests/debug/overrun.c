/* SPDX-License-Identifier: BSD-3-Clause */
/* Writes behind its memory, for a sanitizer to tell: run.sh looks for the mark. */
#include <stdlib.h>

#include <tamer/tamer.h>

static TAMED async int overrun(int n)
{
    char *memory = malloc((size_t)n);

    await tamer_yield();
    memory[n] = 1; /* mark: overrun */
    free(memory);
    return n;
}

int main(void)
{
    return overrun(8) != 8;
}
