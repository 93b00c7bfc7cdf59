/* SPDX-License-Identifier: BSD-3-Clause */
/* asm: operands in frames, clobbers, names, registers, labels. */
#include "leaves.h"

__asm__(".globl front_symbol\n.set front_symbol, 42");

extern int renamed_counter __asm__("real_counter");
int renamed_counter = 5;
static TAMED async int renamed(int n) __asm__("real_renamed");
static TAMED async int renamed(int n)
{
    return await leaf(n) + renamed_counter++;
}

static TAMED async int pinned(int n)
{
    int a = n, b[3] = {1, 2, 3}, *p = &a;

    await pause_maybe();
    __asm__ volatile("" : "+m"(a), "=m"(b[1]) : "m"(b[2]), "r"(p) : "memory");
    b[1] = 7;
    __asm__("" : [out] "+r"(b[0]), "+&r"(a) : [in] "rm"(b[2]), "i"(3) : "cc");
    await pause_maybe();
    __asm__ volatile("" : : "r"(&b), "r"(b) : "memory");
    return a + b[0] + b[1] + b[2] + *p;
}

static TAMED async int copied(int n)
{
    int x = await leaf(n);
    unsigned char c = 3;
    struct pair pair = await leaf_pair(n, 2);

    __asm__("" : "+r"(x));
    x += await leaf(x);
    __asm__("" : "+r"(pair.first), "+m"(pair.second), "+r"(c));
    await pause_maybe();
    asm volatile("" ::: "memory");
    __asm volatile inline("" : "=r"(x) : "0"(x));
    return x + (int)(pair.first + pair.second) + c;
}

/* Between awaits a variable may be a register. */
static TAMED async int registers(int n)
{
    int r = await leaf(n);

    {
#ifdef __x86_64__
        register int x __asm__("r12") = r;
#else
        register int x = r;
#endif

        __asm__ volatile("" : "+r"(x));
        r = x * 2;
    }
    return await leaf(r);
}

TAMED async int main(void)
{
    for (int n = 0; n < 4; n++)
        printf("%d %d %d %d\n", await pinned(n), await copied(n), await registers(n),
               await renamed(n));
    return 0;
}
