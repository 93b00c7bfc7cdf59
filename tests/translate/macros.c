/* SPDX-License-Identifier: BSD-3-Clause */
/* Every macro means in the result what it means in the source. */
#include <assert.h>
#include <complex.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <tamer/tamer.h>

static TAMED async int leaf(int n)
{
    await tamer_yield();
    return n;
}

#define STRING(x) #x
#define EXPANDED(x) STRING(x)
#define PASTE(a, b) a##b
#define SHOW(x) printf("%s = %d\n", #x, (int)(x))
#define GET(n) (await leaf(n))
#define HERE __LINE__
#define WHERE printf("%s:%d %s\n", __FILE__, __LINE__, __func__)

/* That of a line is the line of the invocation's end, or beginning, as the compiler likes. */
#define LINES(a, b) printf("%d %d %d\n", __LINE__, (a), (b))

/* Names of themselves, and of each other. */
static int ping = 3, pong = 4;
#define foo(x) foo((x) + 1)
#define ping pong + 1
#define pong ping + 2
#define object object

static int(foo)(int x)
{
    return x * 10;
}

/* Names that generated code uses, too. */
#define value value
#define state (state + 0)
#define uint64_t uint64_t
#define frame "not a frame"
#define expect(x) (x)

static TAMED async int strings(int n)
{
    int object = n;
    int both = GET(n) + GET(2);

    puts(STRING(GET(n) + await leaf(3)));
    puts(EXPANDED(ping + HERE));
    SHOW(GET(n));
    SHOW(object + both);
    SHOW(both); /* kept */
    SHOW(ping);
    printf("%d %d\n", pong, LINES(1, HERE));
    return foo(object) + PASTE(bo, th);
}

static TAMED async void lines(int n)
{
    WHERE;
    LINES(n,
          HERE);
    LINES(GET(n),
          HERE);
    LINES(
        n, await leaf(
               HERE)
    );
    printf("%d %s\n", __LINE__, strrchr(__FILE__, 'm')); WHERE;
    printf("%s %s %s\n", __func__, __FUNCTION__, __PRETTY_FUNCTION__);
    assert(n > -100 && "a text");
    printf("%d\n", __LINE__ + await leaf(__LINE__));
    printf("%d %" PRIu64 " %d\n", __INCLUDE_LEVEL__, (uint64_t)n, SIGINT);
}

#define FIELDS(X) X(red, 1) X(green, 2) X(blue, 4)
#define ENUM(name, number) name = number,
enum colour { FIELDS(ENUM) };
#undef ENUM

#define state_is(x) (x)

static TAMED async double fields(int n)
{
    double sum = 0;
#define ADD(name, number) sum += number * GET(name);
    FIELDS(ADD)
#undef ADD
#define NAME(name, number) #name,
    static const char *const names[] = {FIELDS(NAME)};
#undef NAME
#define ADD(x) (sum += (x))
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ADD(strlen(names[i]));
    ADD(await leaf(n));
    return sum + creal(cexp(I * n));
}

/* Of the lines behind, where ADD was defined inside. */
static int plain_add(int x)
{
    double sum = 1;
    ADD(x);
    return (int)sum;
}
#undef ADD

static TAMED async int variadic(const char *format, int n)
{
#define LIST(...) (int[]){__VA_ARGS__}
#define FORMAT(f, ...) snprintf(text, sizeof text, f, ##__VA_ARGS__)
    char text[40];
    int *list = LIST(1, GET(2), 3);

    FORMAT("%d", list[1]);
    puts(text);
    FORMAT("none");
    puts(text);
    return FORMAT(format, await leaf(n)) + (int)strlen(text);
}

int value;

#undef state
#define state 5

int main(void)
{
    printf("%d\n", strings(1));
    lines(7);
    printf("%g\n", fields(2));
    printf("%d %d\n", plain_add(4), variadic("n %d", 12));
    SHOW(state);
    puts(STRING(GET(1)));
    LINES(1,
          2);
    WHERE;
    printf("%d %s %s %s\n", __LINE__, EXPANDED(ping), frame, __BASE_FILE__);
    return 0;
}
