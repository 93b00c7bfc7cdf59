/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions whose heads stand in groups of #if that end before their bodies do. Two tasks of each
 * take turns, if it is tamed. */
#include <stdio.h>
#include <tamer/tamer.h>

#ifndef TESTING
static
#endif
    TAMED async int
    word(int x)
{
    for (int i = 0; i < 2; i++) {
        printf("word %d\n", x);
        await tamer_yield();
    }
    return x;
}

#ifdef __GNUC__
__attribute__((__noinline__))
#else
/* nothing */
#endif
static TAMED async int
attribute(int x)
{
    for (int i = 0; i < 2; i++) {
        printf("attribute %d\n", x);
        await tamer_yield();
    }
    return x;
}

#ifdef OLD
static TAMED async int head(x)
int x;
#else
static TAMED async int head(int x)
#endif
{
    for (int i = 0; i < 2; i++) {
        printf("head %d\n", x);
        await tamer_yield();
    }
    return x;
}

#if !defined OLD
static TAMED async int brace(int x)
{
    int begin = 0;
#else
static TAMED async int brace(long x)
{
    int begin = 1;
#endif
    for (int i = begin; i < 2; i++) {
        printf("brace %d\n", (int)x);
        await tamer_yield();
    }
    return (int)x;
}

static TAMED async int behind(int x)
{
    for (int i = 0; i < 2; i++) {
        printf("behind %d\n", x); /* kept */
        await tamer_yield();
    }
    return x;
}

int main(void)
{
    TAMER_SCOPE(scope) {
        word_scoped(scope, 1);
        word_scoped(scope, 2);
    }
    TAMER_SCOPE(scope) {
        attribute_scoped(scope, 1);
        attribute_scoped(scope, 2);
    }
    TAMER_SCOPE(scope) {
        head_scoped(scope, 1);
        head_scoped(scope, 2);
    }
    TAMER_SCOPE(scope) {
        brace_scoped(scope, 1);
        brace_scoped(scope, 2);
    }
    TAMER_SCOPE(scope) {
        behind_scoped(scope, 1);
        behind_scoped(scope, 2);
    }
    return 0;
}
