/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions and calls that macros put together; all can be tamed unless it says otherwise. */
#include <stdarg.h>
#include <stdio.h>

#define GLUE(a, b) a##b
#define JOIN(a, b) GLUE(a, b)
#define NOINLINE __attribute__((noinline))
#define EXPORT NOINLINE

/* Names that ## makes, at every end of a declaration and of a call. */
#define PAIR(S) \
    static int low_##S(int i) { return i + sizeof(#S); } \
    static int high_##S(void) \
    { \
        return low_##S(3) + low_##S (4) * 2; \
    }
PAIR(A)
PAIR(B)
#define TYPED(type, n) \
    static type value_##n; \
    type get_##n(void) { return value_##n; } \
    static type * EXPORT at_##n(void) { return &value_##n; }
TYPED(int, i)
TYPED(unsigned long, ul)
#define NUMBERED(n) int JOIN(number_, n)(int x) { return x + n; }
#define NUMBERS NUMBERED(1) NUMBERED(2)
NUMBERS
NUMBERED(3)
#define SUM(x) (JOIN(number_, 1)(x) + JOIN(number_, 2) (x) + GLUE(number_, 3)(x))

static struct operations { int (*run_A)(int), (*run_B)(int); } operations = {low_A, low_B};
#define THROUGH(which) operations.run_##which(1)
#define OTHER(which) oper##which.run_A(2)

/* Whole declarations, with the type and the name as arguments. */
#define DEFINE(type, name) type name(void) { return 1; }
#define BOTH(type, name, other) type name(void) { return 4; } type other(void) { return name(); }
#define STORED(type, name) type name##_stored; type name(void) { return name##_stored + 1; }
DEFINE(int, defined)
BOTH(long, one, other)
STORED(int, stored)

/* Names that are handed on and called there. */
#define CALL(f) f()
#define RUN(f, x) ((x) + f (x) + (int)sizeof f(x))
#define NESTED(n) EXPORT int n##_nested(void) { return n() + CALL(n); }
#define TWICE(n) NESTED(n) int n##_twice(void) { return n##_nested() * 2 + CALL(n); }
NESTED(defined)
TWICE(stored)
#define EACH(X) X(one) X(other)
#define SHOW(f) printf("%s %ld\n", #f, f());

/* Stay plain, each for a reason of its own. */
#define WITH(f) f##_with()
static int first_with(void) { return 1; }
static int second_with() { return 2; }
static int logged_with(const char *format, ...)
{
    va_list list;
    int value;
    va_start(list, format);
    value = va_arg(list, int) + WITH(second);
    va_end(list);
    return value;
}
static int mixed(void) { return WITH(first) + logged_with("", 7); }
#define LOGGED(f) (f##_with)("", 3)
static int variadic(void) { return LOGGED(logged); }
#define VARIADIC(name, ...) static int name(__VA_ARGS__) { return first_with(); }
VARIADIC(plain_one, int a, ...)
VARIADIC(plain_two, int a)
#define PLUS(f, x) (f##_plus(x) + 1)
static int one_plus(int x) { return x; }
static int any_plus(int x, ...) { return x; }
static int plus(void) { return PLUS(one, 1) * 2; }
static int plus_any(void) { return PLUS(any, 1) * 3; }

int main(void)
{
    printf("%d %d %d %d\n", high_A(), high_B(), low_A(1), low_B(2));
    *at_i() = 5;
    *at_ul() += get_i();
    printf("%d %lu %d\n", get_i(), get_ul(), SUM(2));
    printf("%d %d\n", THROUGH(A) + THROUGH(B), OTHER(ations));
    printf("%d %d %d\n", CALL(defined), stored(), RUN(low_A, 2));
    printf("%d %d %d\n", defined_nested(), stored_nested(), stored_twice());
    EACH(SHOW)
    printf("%d %d %d %d\n", mixed(), variadic(), plain_one(1, 2), plain_two(1));
    printf("%d %d\n", plus(), plus_any());
    return 0;
}
