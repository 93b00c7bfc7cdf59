/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions whose first declaration defines a type, or says inline. */
#include <stdio.h>

#include <tamer/tamer.h>

static TAMED async int here(void); /* kept */
static TAMED async struct pair { int a;
    int b; } pair(int n)
{
    return (struct pair){n, await here()};
} static TAMED async int here(void) { return __LINE__; }

/* kept: without a tag */
TAMED async struct {
    int a;
#if 1
    int line;
#else
    int column;
#endif
} bare(int n)
{
    __typeof__(bare(0)) x = {n, __LINE__};
    await tamer_yield();
    return x;
}

struct behind { int a; } TAMED async marks_behind(int n)
{
    await tamer_yield();
    return (struct behind){n};
}

TAMED async union { int i; float f; } *declared(int n), *too(void); /* kept */



#define TYPE struct made { int a, b; }
#define FUNCTION(type, name) static TAMED async type name(int n)
#define NAME(name) name
TAMED async TYPE NAME(half)(int n)
{
    return (struct made){await here(), n};
}
FUNCTION(struct whole { int a; }, whole)
{
    return (struct whole){await here() + n};
}
#define ALL(n)                                                                                     \
    inline static TAMED async enum colour { RED = 7 } all(void) { return RED + n * await here(); }
ALL(0)

/* A function that other files share is inline no more. */
#define INLINE extern __inline__
#define FORCED __attribute__((always_inline)) inline
extern inline TAMED async int shared(int n);
FORCED TAMED async int forced(int n);
inline TAMED async struct inner { int a; } inner(int n)
{
    return (struct inner){await shared(n) + await forced(n)};
}
INLINE TAMED async int shared(int n)
{
    await tamer_yield();
    return n;
}
FORCED TAMED async int forced(int n)
{
    await tamer_yield();
    return 2 * n;
}

int main(void)
{
    printf("%d %d %d %d\n", pair(1).a, pair(1).b, bare(2).a, bare(2).line);
    printf("%d %d %d %d\n", marks_behind(3).a, half(4).a, whole(5).a, all());
    printf("%d %d\n", inner(6).a, __LINE__);

    return 0;
}
