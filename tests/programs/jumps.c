/* SPDX-License-Identifier: BSD-3-Clause */
/* goto into and out of whatever C allows, and switches of every shape, with awaits all over. */
#include <stdbool.h>
#include <string.h>

#include "leaves.h"

#pragma GCC diagnostic ignored "-Wswitch-bool"

enum colour { RED, GREEN = 5, BLUE };

/* Into blocks, loops and arms, over declarations without a value. */
static TAMED async int into(int n)
{
    int r = await leaf(0), i = 0;

    if (n == 0)
        goto in_block;
    if (n == 1)
        goto in_while;
    if (n == 2)
        goto in_for;
    if (n == 3)
        goto in_else;
    if (n == 4)
        goto in_then;
    if (n == 5)
        goto in_do;
    if (n == 6)
        goto in_case;
    {
        int skipped = await leaf(1);
        r += skipped;
    in_block:
        skipped = await leaf(2);
        r += skipped * 10;
    }
    while (i < await leaf(3)) {
        int each;
        i++;
    in_while:
        each = await leaf(i);
        r += each;
        if (n == 1 && r > 50)
            goto end;
    }
    for (i = await leaf(1); i < 4; i += await leaf(1)) {
        r += await leaf(100);
    in_for:
        if (await leaf(i) == 2)
            continue;
        r += 1;
    }
    if (await leaf(n) == 9) {
        r += 7;
    in_then:
        r += await leaf(1000);
    } else {
        r += await leaf(8);
    in_else:
        r += await leaf(2000);
    }
    do {
        r += await leaf(3);
    in_do:
        if (i++ > 6)
            break;
    } while (await leaf(1));
    switch (await leaf(n)) {
    case 1:
        r += await leaf(20000);
        break;
    in_case:
    case 2:
        r += await leaf(30000);
        /* fall through */
    default:
        r += 50000;
    }
end:
    return r;
}

/* Out of, from ever deeper inside, forwards and backwards. */
static TAMED async int out_of(int n)
{
    int r = 0, rounds = 0;

again:
    rounds++;
    for (int i = 0; i < 3; i++) {
        int a = await leaf(i);
        while (a++ < 4) {
            int b = await leaf(a);
            switch (b) {
            case 2:
                if (n == 1)
                    goto next;
                r += await leaf(1);
                break;
            case 3: {
                int c = await leaf(b);
                if (n == 2 && rounds < 3)
                    goto again;
                if (n == 3)
                    goto done;
                r += c;
            }
                /* fall through */
            case 4:
                do {
                    int d = await leaf(4);
                    if (n == 4)
                        goto both;
                    r += d;
                } while (await leaf(0));
                continue;
            both:
                r += 100;
            }
        }
    next:
        r += 1000;
    }
done:
    return r + rounds * 10000;
}

/* The variable is a new one each time its declaration is passed, and kept where it is not. */
static TAMED async int over_declarations(int n)
{
    int r = 0, i = 0;
    {
        int *p = NULL;
    back:;
        int fresh;
        int given = i * 2;
        if (p == NULL)
            fresh = 100;
        else
            fresh = given + 1;
        p = &given;
        await pause_maybe();
        r += fresh + *p;
        if (++i < n)
            goto back;
    }
    goto forward;
    int passed;
    int never;
forward:
    passed = await leaf(7);
    never = await leaf(passed);
    return r + passed + never;
}

static TAMED async int duff(int count)
{
    char from[] = "abcdefghijklmnopqrstuvwxyz", to[32] = "";
    char *f = from, *t = to;
    int n = (count + 7) / 8;

    switch (count % 8) {
    case 0:
        do {
            *t++ = *f++ + (char)await leaf(0);
            /* fall through */
        case 7:
            *t++ = *f++;
            /* fall through */
        case 6:
            *t++ = await leaf(*f++);
            __attribute__((fallthrough));
        case 5:
            *t++ = *f++;
            await pause_maybe();
            /* fall through */
        case 4:
            *t++ = *f++;
            /* fall through */
        case 3:
            *t++ = *f++;
            /* fall through */
        case 2:
            *t++ = await leaf(*f++);
            /* fall through */
        case 1:
            *t++ = *f++;
        } while (--n > await leaf(0));
    }
    printf("<%s>", to);
    return (int)(t - to);
}

static TAMED async int types(int n)
{
    int r = 0;
    long long wide = (long long)await leaf(n) << 40;

    switch (wide) {
    case 1LL << 40:
        r += await leaf(1);
        break;
    case 2LL << 40 ... 4LL << 40:
        r += await leaf(2);
        break;
    case -(1LL << 40):
        r += 4;
    }
    switch ((bool)await leaf(n)) {
    case false:
        r += await leaf(10);
        break;
    case true:
        r += await leaf(20);
    }
    switch ((enum colour)await leaf(n)) {
    case RED:
        r += await leaf(100);
        break;
    case GREEN:
        r += await leaf(200);
        __attribute__((fallthrough));
    case BLUE:
        r += await leaf(300);
    }
    switch ((unsigned char)(await leaf(n) + 254)) {
    case 0:
        r += 1000;
        break;
    case 250 ... 255:
        r += await leaf(2000);
    }
    switch ("abcdefg"[await leaf(n)]) {
    case 'a' ... 'c':
        r += await leaf(10000);
        break;
    default:
        r += await leaf(20000);
    case 'd':;
    }
    return r;
}

/* Declarations before the first case, in cases, and labels in odd places. */
static TAMED async int odd_places(int n)
{
    int r = 0;

    switch (await leaf(n)) {
        int kept;
        struct pair pair;
        char text[4];
    case 0:
        kept = await leaf(5);
        pair = await leaf_pair(kept, 2);
        memcpy(text, "abc", 4);
        await pause_maybe();
        r += kept + (int)pair.first + text[1];
        break;
    case 1: {
        int inner = await leaf(6);
        r += inner;
        goto last;
    }
    case 2:
        if (await leaf(1))
            /* fall through */
        case 3:
            r += await leaf(7);
        else
            r += await leaf(8);
        break;
    case 4:
        r += await leaf(9);
        break;
    case 5:
        for (;;) {
            r++;
            /* fall through */
        case 6:
            r += await leaf(9);
            if (r > 10)
                break;
        }
    last:
        r += await leaf(10);
    }
    switch (n)
        while (await leaf(0)) {
        case 1:
            r += await leaf(100);
            continue;
        case 2:
        default:
            r += await leaf(200);
            break;
        }
    switch (n)
    case 1:
        r += await leaf(1000);
    switch (await leaf(n)) {
    }
    switch (await leaf(n)) {
    default:
        break;
    }
    goto stop;
stop:
middle:
    if (r < 0)
        goto middle;
    return r;
}

/* Labels of blocks. */
#define SEARCH(array, size, value)                                                                 \
    do {                                                                                           \
        __label__ found;                                                                           \
        for (int i_ = 0; i_ < (size); i_++)                                                        \
            if ((array)[i_] == await leaf(value)) {                                                \
                position = i_;                                                                     \
                goto found;                                                                        \
            }                                                                                      \
        position = -1;                                                                             \
    found:;                                                                                        \
    } while (0)

static TAMED async int local_labels(int n)
{
    int array[4] = {3, 1, 2, n}, position, r = 0;

    SEARCH(array, 4, 2);
    r += position;
    SEARCH(array, 4, n);
    r += position * 10;
    {
        __label__ out, found;
        if (n == 2)
            goto found;
        {
            __label__ out;
            if (await leaf(n) == 1)
                goto out;
            r += await leaf(100);
            goto found;
        out:
            r += await leaf(200);
        }
        goto out;
    found:
        r += 400;
    out:
        r += await leaf(1000);
    }
    if (n < 4)
        goto out;
    r += await leaf(2000);
out:
    return r;
}

/* A state machine out of gotos only. */
static TAMED async int machine(const char *text)
{
    int words = 0, numbers = 0;

start:
    switch (await leaf(*text)) {
    case 0:
        goto end;
    case 'a' ... 'z':
        goto word;
    case '0' ... '9':
        goto number;
    default:
        text++;
        goto start;
    }
word:
    words++;
in_word:
    text++;
    if (*text >= 'a' && await leaf(*text) <= 'z')
        goto in_word;
    goto start;
number:
    numbers += await leaf(*text++) - '0';
    if (*text >= '0' && *text <= '9')
        goto number;
    goto start;
end:
    return words * 100 + numbers;
}

static TAMED async int controlling(int n)
{
    int r = 0, i = 0;

    switch (n && await leaf(n - 1) ? await leaf(2) : (await pause_maybe(), 3)) {
    case 2:
        r += 2;
        break;
    case 3:
        r += 3;
    }
    while (i < 10) {
        switch (i++ + await leaf(0)) {
        case 0 ... 2:
            continue;
        case 3:
            r += await leaf(30);
            continue;
        case 5:
            goto leave;
        default:
            break;
        }
        r += 100;
    }
leave:
    do
        switch (await leaf(i--)) {
        case 4:
            goto end;
        default:
            continue;
        }
    while (await leaf(i) > 0);
    r += 10000;
end:
    return r + i;
}

TAMED async int main(void)
{
    for (int n = 0; n < 7; n++) {
        printf("%d:", n);
        printf(" %d", await into(n));
        printf(" %d", await out_of(n));
        printf(" %d", await over_declarations(n));
        printf(" %d", await duff(n * 3 + 1));
        printf(" %d", await types(n));
        printf(" %d", await odd_places(n));
        printf(" %d", await local_labels(n));
        printf(" %d\n", await controlling(n));
    }
    printf("%d\n", await machine("one 23 two, three4five 66"));
    return 0;
}
