/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>

#include <tamer/tamer.h>

static jmp_buf out;

static void fail(int code)
{
    longjmp(out, code);
}

TAMED async int guarded(int size)
{
    await tamer_yield();
    fail(size);
    return 0;
}
