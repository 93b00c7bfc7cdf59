/* SPDX-License-Identifier: BSD-3-Clause */
/* Declarators of all shapes. Type names end as generate.c wants it. */
#include <tamer/tamer.h>

typedef struct {
    char bytes[24];
} record_big;
typedef struct {
    short x, y;
} pair_bits;
typedef double real_bits;
typedef int number;
struct timeval;

TAMED async int abstract(const char *url, char *, int (*)(int), int[3], struct timeval *);
TAMED async int nothing(void)
{
    return 0;
}
static TAMED async void no_result(int a)
{
    (void)a;
}
TAMED async static number in_parens(number a, unsigned long size), two(void), *three(void);
static TAMED async number(in_parens)(number a, unsigned long size)
{
    return a + (number)size;
}
static TAMED async number two(void)
{
    return 2;
}
static TAMED async number *three(void)
{
    return 0;
}
TAMED async void (*returns_function(int a))(int, char)
{
    (void)a;
    return 0;
}
TAMED async int (*returns_array(int n, int m[n][n]))[3]
{
    (void)m;
    return 0;
}
TAMED async char *volatile qualified(const volatile int x, char *const y)
{
    (void)x, (void)y;
    return 0;
}
TAMED async record_big large(int a, record_big *b)
{
    (void)a;
    return *b;
}
TAMED async const record_big large_constant(void)
{
    const record_big r = {{0}};
    return r;
}
TAMED async pair_bits small(void)
{
    pair_bits p = {0, 0};
    return p;
}
TAMED async real_bits real(void)
{
    return 0;
}
TAMED_AS(other)
async __attribute__((visibility("hidden"))) __attribute__((noinline)) int stemmed(int size_t, int x)
{
    return size_t + x;
}
async int coroutine(int x)
{
    return x;
}
static __inline__ TAMED async int inlined(void)
{
    return 0;
}
TAMED async struct point_big {
    int x, y;
    double z[4];
} defines_its_type(int a)
{
    struct point_big p = {0};
    (void)a;
    return p;
}
static TAMED async struct {
    double x[3];
} anonymous(void)
{
    __typeof__(anonymous()) p = {{0}};
    return p;
}
TAMED async int functions(void f(int), int (*g)(void), TAMED async int (*h)(int))
{
    return f != 0 && g != 0 && h != 0;
}
TAMED async int twenty(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k,
                       int l, int m, int n, int o, int p, int q, int r, int s, int t)
{
    return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t;
}
TAMED async __attribute__((weak)) int weak_one(register int x)
{
    return x;
}
typedef TAMED async int (*handler)(int);
struct holder {
    TAMED async int (*h)(int);
};

extern void *used[16];
void *used[16];
void use(tamer_scope *scope, struct holder *holder);
void use(tamer_scope *scope, struct holder *holder)
{
    large_delayed slot;
    handler h = holder->h;
    (void)h;
    used[0] = other_scoped(scope, 1, 2);
    used[1] = large_scoped_into(scope, &slot, 1, 0);
    used[2] = tamer_sleep_scoped(scope, 1.0);
    used[3] = *three_value(three_scoped(scope));
    (void)no_result, (void)inlined, (void)anonymous, (void)two, (void)in_parens;
}

TAMED async int main(int argc, char **argv)
{
    return argc == 0 || argv == 0;
}
