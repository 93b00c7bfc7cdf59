/* SPDX-License-Identifier: BSD-3-Clause */
/* Awaits, jumps, declarations and whole functions hidden in macros. */
#include <assert.h>
#include <string.h>

#include "leaves.h"

#define GET(n) (await leaf(n))
#define WAIT await
#define CALL(function, ...) await function(__VA_ARGS__)
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            goto failed;                                                                           \
    } while (0)
#define FOR_RANGE(i, from, to) for (int i = GET(from), i##_end = GET(to); i < i##_end; i++)
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SWAP(type, a, b)                                                                           \
    do {                                                                                           \
        type swap = a;                                                                             \
        a = b;                                                                                     \
        b = await leaf(swap);                                                                      \
    } while (0)
#define STRING(x) #x
#define EXPANDED(x) STRING(x)
#define PASTE(a, b) a##b
#define RETURN_IF(condition, value)                                                                \
    if (condition)                                                                                 \
    return (await leaf(value))
#define leaf_of_itself(x) leaf_of_itself((x) + 1)

#define COLOURS(X) X(RED, 1) X(GREEN, 2) X(BLUE, 4)

#define NAME(name, value) static const int name = value;
COLOURS(NAME)
#undef NAME

#define FUNCTION(name, value)                                                                      \
    static TAMED async int PASTE(get_, name)(int n)                                                \
    {                                                                                              \
        return GET(n) * value;                                                                     \
    }
COLOURS(FUNCTION)
#undef FUNCTION

static int(leaf_of_itself)(int x)
{
    return x * 2;
}

static TAMED async int simple(int n)
{
    int a = GET(n), b = WAIT leaf(2), c = CALL(leaf, 3);

    SWAP(int, a, b);
    FOR_RANGE(i, 0, 3)
    c += i + GET(i);
    CHECK(a != 100);
    CHECK(GET(n) != 3);
    return a * 100 + b * 10 + c + MAX(await leaf(a), b) + leaf_of_itself(GET(4));
failed:
    return -n;
}

static TAMED async int colours(int n)
{
    int sum = 0;

#define ADD(name, value) sum += await PASTE(get_, name)(n) + name;
    COLOURS(ADD)
#undef ADD
#define CASE(name, value)                                                                          \
    case value:                                                                                    \
        sum += await leaf(value) * 100;                                                            \
        break;
    switch (n) {
        COLOURS(CASE)
    }
    return sum;
}

static TAMED async int early(int n)
{
    RETURN_IF(n == 1, 11);
    RETURN_IF(GET(n) == 2, 22);
    await pause_maybe();
    return 0;
}

/* What the preprocessor says about the place stays true. */
static TAMED async int places(int n)
{
    int first = __LINE__, second = GET(__LINE__);
    const char *text = STRING(await leaf(n)), *function = __func__;

    assert(first == second && n >= 0);
    await pause_maybe();
    assert(strcmp(__func__, "places") == 0);
    assert(sizeof __func__ == sizeof "places");
    printf("%s %s %s %d ", text, function, strrchr("/" __FILE__, '/') + 1,
           await leaf(__LINE__) - first);
    return __LINE__ - first;
}

#define buffer renamed_buffer
static TAMED async int renamed(int buffer)
{
    await pause_maybe();
    return buffer + GET(buffer);
}
#undef buffer

TAMED async int main(void)
{
    puts(EXPANDED(await leaf(await leaf(1) + STRING(await)[0])));
    for (int n = 0; n < 5; n++) {
        printf("%d:", n);
        printf(" %d", await simple(n));
        printf(" %d", await colours(n));
        printf(" %d", await early(n));
        printf(" %d", await places(n));
        printf(" %d\n", await renamed(n));
    }
    return 0;
}
