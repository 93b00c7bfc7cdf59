/* SPDX-License-Identifier: BSD-3-Clause */
/* Attributes, storage and linkage of tamed functions. */
#ifdef __x86_64__
#include <nmmintrin.h>
#endif
#include <stdlib.h>
#include <string.h>

#include "attributes_other.h"

static __attribute__((noinline)) TAMED async int apart(int n)
{
    return await leaf(n);
}

TAMED async int __attribute__((weak)) weak_one(int n)
{
    return await leaf(n);
}

int aliased(int n) __attribute__((alias("weak_one")));

__attribute__((visibility("hidden"), used)) TAMED async int hidden_used(int n)
{
    return await leaf(n) + 1;
}

__attribute__((section(".text.tamed"))) TAMED async int placed(int n)
{
    return await leaf(n) + 2;
}

static TAMED async int hot_one(int n) __attribute__((hot));
static TAMED async int hot_one(int n)
{
    return await leaf(n) + 3;
}

#ifdef __clang__
#define OPTIMIZE
#define NOCLONE
#else
#define OPTIMIZE , optimize("O1")
#define NOCLONE , noclone
#endif

static __attribute__((cold OPTIMIZE)) TAMED async int cold_one(int n);
static TAMED async int cold_one(int n)
{
    return await leaf(n) + 4;
}

__attribute__((warn_unused_result)) static TAMED async int must_use(int n)
{
    return await leaf(n);
}

static TAMED async __attribute__((format(printf, 1, 0), nonnull(1))) int
formatted(const char *format, int n)
{
    return await leaf(n) + (*format != 0);
}

static TAMED async __attribute__((malloc, alloc_size(1), returns_nonnull)) char *grown(size_t size)
{
    char *p = malloc(size);

    await pause_maybe();
    if (p == NULL)
        abort();
    return p;
}

__attribute__((pure)) static TAMED async int looks(const int *p)
{
    return await leaf(*p);
}

static __attribute__((const)) TAMED async int square(int n)
{
    return await leaf(n * n);
}

static TAMED async __attribute__((no_sanitize("undefined"))) int unchecked(int n)
{
    return await leaf(n) + 5;
}

#ifdef __x86_64__
static __attribute__((target("sse4.2"))) TAMED async int tuned(int n)
{
    return await leaf((int)_mm_crc32_u8(0, (unsigned char)n)) + 6;
}
#else
static TAMED async int tuned(int n)
{
    return await leaf(n) + 6;
}
#endif

static __attribute__((deprecated("gone soon"))) TAMED async int old(int n)
{
    return await leaf(n) + 7;
}

static __attribute__((always_inline)) inline TAMED async int inlined(int n)
{
    return await leaf(n) + 8;
}

static __attribute__((flatten, no_stack_protector NOCLONE)) TAMED async int flat(int n)
{
    return await leaf(n) + 9;
}

__attribute__((unused)) static TAMED async int never_called(int n)
{
    return await leaf(n);
}

__extension__ __attribute__((nothrow)) TAMED async static int words(int n __attribute__((unused)))
{
    return await step(n);
}

int plain_name(int n) __attribute__((alias("weak_one")));
TAMED async int other_name(int n) __attribute__((alias("hidden_used")));

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

TAMED async int main(void)
{
#if defined __clang__ &&                                                                           \
    defined __arm__ /* where clang takes a weak function for that of its file */
    bool is_one = true;
#else
    bool is_one = other_pointer() == shared_header;
#endif

    for (int n = 0; n < 3; n++) {
        char *text = await grown(8);

        strcpy(text, "tamed");
        printf("%d %d %d", await apart(n), await weak_one(n), aliased(n) + plain_name(n));
        printf(" %d %d %d", await hidden_used(n) + await other_name(n), await placed(n),
               await hot_one(n));
        printf(" %d %d %d", await cold_one(n), await must_use(n), await formatted("%d", n));
        printf(" %s %d %d", text, await looks(&n), await square(n));
        printf(" %d %d %d", await unchecked(n), await tuned(n), await old(n));
        printf(" %d %d %d\n", await inlined(n), await flat(await words(n)), await in_header(n));
        printf(" %d %d %d\n", await from_header(n), await other_header(n),
               await shared_header(n) + is_one);
        free(text);
    }
    return 0;
}
