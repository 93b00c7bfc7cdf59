/* SPDX-License-Identifier: BSD-3-Clause */
/* Ways that the address of a function goes; where it cannot be followed, the place is listed. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>

typedef int (*function)(int);
struct held { function run; };
union either { function run; intptr_t number; };

static int twice(int x) { return 2 * x; }
static int square(int x) { return x * x; }
static int negated(int x) { return -x; }

/* Literals: their members have declarations, their elements are given on. */
static int use(const struct held *held) { return held->run(3); }
static struct held make(function run) { return (struct held){run}; }
static int first_of(function *table) { return table[0](6); }
static int literals(void)
{
    struct held held = make(*(function[]){twice, square});
    return use(&held) + use(&(struct held){.run = negated}) + ((struct held){square}).run(4) +
           first_of((function[]){negated, twice}) + ((union either){.run = twice}).run(5);
}

/* One of several is called. */
static int choice(int n)
{
    function given = n ? twice : square;
    return (n > 2 ? twice : square)(5) + (n ? given : n > 1 ? negated : *square)(6) + (*twice)(7);
}

/* What a function returns reaches variables; a call of it has nothing to mark. */
static function chosen(int n) { return n ? twice : square; }
static function passed(function given) { return given; }
static int results(int n)
{
    function later = chosen(n), other;
    struct held held = {passed(negated)};
    other = passed(later);
    return later(1) + other(2) + held.run(3) + chosen(n)(4);
}

/* Not to be followed. */
static void *hidden = twice;
static int unknown();
static int lost(int n)
{
    void *pointer = (void *)(intptr_t)square;
    union either either = {.number = (intptr_t)negated};
    return ((function)hidden)(n) + ((function)pointer)(n) + either.run(n) + (function[]){square}[0](n) +
           _Generic(n, int: twice, default: negated)(n) + unknown(square);
}
static int unknown(given) function given; { return given(8); }
static void on_signal(int number) { (void)number; }

/* Leads nowhere. */
static int asks(function given)
{
    __typeof__(square) *same = square;
    (void)twice;
    return (given == twice) + (given != square && !negated) + (twice ? 1 : 2) + (int)sizeof(&square) + (same == square);
}

int main(void)
{
    signal(SIGTERM, on_signal);
    printf("%d %d %d %d\n", literals(), choice(0), choice(1), choice(3));
    printf("%d %d\n", results(0), results(1));
    printf("%d %d\n", lost(3), asks(twice) - (int)sizeof(function));
    return 0;
}
