/* SPDX-License-Identifier: BSD-3-Clause */
/* Awaits in every position of every statement. */
#include "leaves.h"

static TAMED async int conditions(int n)
{
    int result = 0;

    if (await step(n) > 2)
        result += await step(10);
    else
        result += await step(20);

    if (n % 2)
        result += await step(30);
    else if (await step(n) == 4)
        result += await step(40);
    else if (n == 6) {
        int inner = await step(50);
        result += inner;
    } else {
    }

    if (await step(0))
        ;
    else if (await step(1))
        result++;
    return result;
}

static TAMED async int whiles(int n)
{
    int i = 0, sum = 0;

    while (await step(i) < n) {
        i++;
        if (i == 2)
            continue;
        if (i == 7)
            break;
        sum += await step(100 + i);
    }
    while (i-- > 0)
        sum += await leaf(i);
    while (i < 3 && await step(i) < 2)
        i++;
    while (await leaf(0))
        sum = -1;
    return sum;
}

static TAMED async int dos(int n)
{
    int i = 0, sum = 0;

    do {
        i++;
        if (i % 3 == 0)
            continue;
        sum += await step(i);
        if (sum > 50)
            break;
    } while (await step(i) < n);

    do
        sum += await leaf(1);
    while (sum % 7);

    do {
        int shadow = sum;
        sum = await leaf(shadow) + 1;
    } while (sum % 5);
    return sum;
}

static TAMED async int fors(int n)
{
    int sum = 0, i;

    for (i = await step(1); i < n; i++)
        sum += i;
    for (i = 0; i < await step(n); i++)
        sum += i;
    for (i = 0; i < n; i += await step(2))
        sum += i;
    for (int j = await leaf(0), k = await leaf(n); j < await leaf(k); j += await leaf(1)) {
        if (j == 1)
            continue;
        if (j == 4)
            break;
        for (int m = 0; m < j; m++)
            sum += await leaf(m) * k;
    }
    for (;;) {
        if (sum > 200)
            break;
        sum += await leaf(37);
    }
    for (i = 0; await leaf(i) < 3;)
        i++;
    for (; i < 6; await step(i))
        i++;
    for (i = 0; i < 2; i++)
        ;
    return sum + i;
}

static TAMED async int switches(int n)
{
    int result = 0;

    switch (await leaf(n)) {
    case 0:
        result += await step(1);
        break;
    case 1:
        result += await step(2);
        /* fall through */
    case 2: {
        int inner = await step(3);
        result += inner;
        break;
    }
    case 3:
    case 4:
        for (int i = 0; i < 3; i++) {
            if (i == 1)
                continue;
            result += await step(i);
            if (result > 1)
                break;
        }
        result += 1000;
        break;
    default:
        result = await step(-1);
        break;
    case 9:
        switch (n + await leaf(1)) {
        case 10:
            result = await step(10);
        }
        result++;
    }
    switch (n) {
        int skipped;
    case 5:
        skipped = await leaf(5);
        result += skipped;
    }
    switch (n)
    case 6:
        result += await step(6);
    return result;
}

static TAMED async int switch_in_loop(int n)
{
    int sum = 0;

    for (int i = 0; i < n; i += await leaf(1)) {
        switch (i % 4) {
        case 0:
            continue;
        case 1:
            sum += await leaf(i);
            break;
        case 2:
            if (await leaf(i) == 6)
                goto out;
            /* fall through */
        default:
            sum += 100;
        }
        sum += await leaf(1);
    }
out:
    return sum;
}

/* A jump into a loop, as old code does it. */
static TAMED async int into_a_loop(int n)
{
    int sum = 0;

    switch (n % 3) {
        do {
        case 0:
            sum += await step(1);
            /* fall through */
        case 2:
            sum += await step(2);
            /* fall through */
        case 1:
            sum += await step(3);
        } while (--n > 0);
    }
    return sum;
}

static TAMED async int gotos(int n)
{
    int i = 0, sum = 0;

again:
    sum += await step(i);
    if (++i < n)
        goto again;
    if (sum > 100)
        goto done;
    goto inside;
    for (;;) {
        int fresh;
    inside:
        fresh = await step(i);
        sum += fresh;
        if (sum > 20)
            goto done;
        {
            int deeper = await leaf(3);
            i += deeper;
            if (i > 12)
                goto done;
        }
    }
done:
    return sum;
}

static TAMED async int nested(int n)
{
    int sum = 0;

    for (int i = 0; i < n; i++) {
        int j = await leaf(i);
        while (j-- > 0) {
            do {
                if (await leaf(j) == 2)
                    goto next;
                switch (i + j) {
                case 3:
                    sum += await leaf(30);
                    goto next;
                case 4:
                    if (await leaf(0))
                    case 5:
                        sum += await leaf(50);
                    break;
                }
            } while (await leaf(0));
            sum++;
        }
    next:;
    }
    return sum;
}

static TAMED async void early(int n)
{
    if (n == 0)
        return;
    printf("(%d)", await leaf(n));
    if (n == 1)
        return;
    await pause_maybe();
    printf("(late)");
}

TAMED async int main(void)
{
    for (int n = 0; n < 10; n++) {
        printf("%d:", n);
        printf(" %d", await conditions(n));
        printf(" %d", await whiles(n));
        printf(" %d", await dos(n));
        printf(" %d", await fors(n));
        printf(" %d", await switches(n));
        printf(" %d", await switch_in_loop(n));
        printf(" %d", await into_a_loop(n));
        printf(" %d", await gotos(n));
        printf(" %d", await nested(n));
        await early(n);
        puts("");
    }
    return 0;
}
