/* SPDX-License-Identifier: BSD-3-Clause */
/* Variables with a cleanup attribute across awaits: on every way out, in reverse order. */
#include <stdlib.h>
#include <string.h>

#include "leaves.h"

#define CLEANUP(function) __attribute__((__cleanup__(function)))
#define _cleanup_free_ CLEANUP(free_pointer)
#define DEFINE_TRIVIAL_CLEANUP_FUNC(type, function)                                                \
    static inline void function##p(type *place)                                                    \
    {                                                                                              \
        if (*place)                                                                                \
            function(*place);                                                                      \
    }
#define autoptr(type) __attribute__((cleanup(type##_unref_pointer))) struct type *

static int log_depth;

static void leave(int *value)
{
    printf("~%d", *value);
}

static void leave_const(const int *value)
{
    printf("~c%d", *value);
}

static void leave_array(int (*values)[3])
{
    printf("~[%d %d %d]", (*values)[0], (*values)[1], (*values)[2]);
}

static void leave_anything(void *object)
{
    printf("~*%c", *(char *)object);
}

static void leave_volatile(volatile char *letter)
{
    printf("~v%c", *letter);
}

static void leave_pair(struct pair *pair)
{
    printf("~(%ld,%ld)", pair->first, pair->second);
}

static inline void free_pointer(void *place)
{
    free(*(void **)place);
}

static void log_leave(const int *depth)
{
    log_depth = *depth;
}

static void drop(char *text)
{
    printf("-%s", text);
    free(text);
}
DEFINE_TRIVIAL_CLEANUP_FUNC(char *, drop)

struct object {
    int references, value;
};

static void object_unref_pointer(struct object **place)
{
    if (*place && --(*place)->references == 0) {
        printf("~o%d", (*place)->value);
        free(*place);
    }
}

static struct object *object_new(int value)
{
    struct object *object = malloc(sizeof *object);
    *object = (struct object){1, value};
    return object;
}

static TAMED async int ways_out(int n)
{
    CLEANUP(leave) int a = 1, b = await leaf(2);
    int r = 0, c CLEANUP(leave) = await leaf(3), d = 4, *p = &c;

again:
    for (int i = 0; i < 4; i++) {
        int __attribute__((cleanup(leave), unused)) e = i + 10;
        {
            __attribute__((unused, cleanup(leave))) int f = await leaf(e * 10);
            if (i == 1)
                continue;
            if (i == 2 && n == 1)
                break;
            if (i == 2 && n == 2)
                goto out;
            if (i == 3 && n == 3)
                return r + e + f;
            if (i == 3 && n == 4 && r < 200) {
                r += 200;
                goto again;
            }
            f++;
        }
        r += await leaf(i);
    }
    *p += d;
    {
        int g CLEANUP(leave) = 7;
        r += g;
    }
out:
    printf("|");
    await pause_maybe();
    return r + a + b + c;
}

/* The value is computed before. */
static TAMED async int value_first(int n)
{
    CLEANUP(leave) int a = n;
    await pause_maybe();
    return (a++, a + await leaf(2 * n));
}

static TAMED async struct pair record(int n)
{
    struct pair pair CLEANUP(leave_pair) = await leaf_pair(n, 1);
    struct pair other CLEANUP(leave_pair) = {.first = await leaf(n), 9};
    await pause_maybe();
    other.second++;
    return pair.first > 2 ? pair : other;
}

static TAMED async int shapes(int n)
{
    int array[3] CLEANUP(leave_array) = {n, await leaf(2), 3};
    const int fixed CLEANUP(leave_const) = await leaf(n);
    char first CLEANUP(leave_anything), second CLEANUP(leave_anything) = 'b';
    volatile char third CLEANUP(leave_volatile) = 'c';
    struct {
        char letter;
        int number;
    } nameless CLEANUP(leave_anything) = {'n', n}, *to = &nameless;
    static int still = 5;

    first = 'a';
    await pause_maybe();
    array[2] += fixed + ++still;
    to->number += array[1];
    third++;
    return array[2] + nameless.number + await leaf(1);
}

static TAMED async int pointers(int n)
{
    _cleanup_free_ char *text = malloc(16), *other = strdup("other");
    char *_cleanup_free_ third = NULL;
    CLEANUP(dropp) char *dropped = strdup("dropped"), *nothing = NULL;
    autoptr(object) object = object_new(n);
    autoptr(object) kept = NULL;

    strcpy(text, await leaf_text("text"));
    third = strdup(await leaf_text(text));
    if (n == 1)
        return (int)strlen(third);
    kept = object;
    kept->references++;
    await pause_maybe();
    return (int)(strlen(text) + strlen(other) + strlen(third)) + object->value + (nothing != NULL) +
           dropped[0];
}

static TAMED async int in_for(int n)
{
    int r = 0;
    for (int i CLEANUP(leave) = 0, k = await leaf(n); i < k; i++) {
        if (i == 1)
            continue;
        if (i == 3)
            break;
        r += await leaf(i);
    }
    for (CLEANUP(leave) int i = await leaf(1); i < await leaf(n); i += await leaf(2))
        if (i == 3)
            return -r;
    if (n)
        for (int i CLEANUP(leave) = n; i > 0; i--)
            if (await leaf(i) == 2)
                goto out;
    for (int i CLEANUP(leave) = 0; i < 2; i++)
        r++;
out:
    printf("|");
    return r;
}

/* Blocks that hold no await keep the attribute. */
static TAMED async int without(int n)
{
    int r = await leaf(n);
    for (int i = 0; i < 2; i++) {
        CLEANUP(leave) int a = i;
        if (n == 1)
            continue;
        if (n == 2 && i == 1)
            return r + a;
        if (n == 3)
            goto out;
    }
    {
        await pause_maybe();
        {
            int b CLEANUP(leave) = r;
            b++;
        }
    }
out:
    return r;
}

static TAMED async int in_switch(int n)
{
    switch (await leaf(n)) {
    case 0: {
        int a CLEANUP(leave) = 0;
        await pause_maybe();
        break;
    }
    case 1: {
        CLEANUP(leave)
        int a = 1;
        await pause_maybe();
    }
        /* fall through */
    case 2:
        for (;;) {
            CLEANUP(leave) int a = await leaf(2);
            if (a)
                break;
        }
        return 2;
    default:
        return ({
            CLEANUP(leave) int a = await leaf(n);
            CLEANUP(leave) int b = await leaf(a + 1);
            a + await leaf(b);
        });
    }
    return n;
}

static TAMED async int same_names(int n)
{
    CLEANUP(leave) int a = n;
    {
        CLEANUP(leave) int a = await leaf(n + 1);
        a++;
        await pause_maybe();
        {
            int leave = a;
            CLEANUP(leave_const) int a = await leaf(leave);
            await pause_maybe();
        }
    }
    int leave_const = await leaf(a);
    return leave_const;
}

static TAMED async int recursive(int depth)
{
    int before CLEANUP(log_leave) = log_depth;
    log_depth = depth;
    return depth ? await leaf(1) + await recursive(depth - 1) : log_depth;
}

TAMED async int main(void)
{
    for (int n = 0; n < 5; n++) {
        printf("%d:", n);
        printf(" %d", await ways_out(n));
        printf(" %d", await value_first(n));
        printf(" %ld", (await record(n)).first);
        printf(" %d", await shapes(n));
        printf(" %d", await pointers(n));
        printf(" %d", await in_for(n));
        printf(" %d", await without(n));
        printf(" %d", await in_switch(n));
        printf(" %d", await same_names(n));
        printf(" %d %d\n", await recursive(n), log_depth);
    }
    return 0;
}
