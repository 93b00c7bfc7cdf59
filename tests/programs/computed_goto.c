/* SPDX-License-Identifier: BSD-3-Clause */
/* Label values and jumps to them, across awaits; asm goto. */
#include "leaves.h"

enum { PUSH, ADD, SWAP, CALL, HALT };

/* A threaded interpreter that waits between its instructions. */
static TAMED async int interpret(const unsigned char *code, int n)
{
    static const void *const table[] = {&&push, &&add, &&swap, &&call, &&halt};
    int stack[8] = {n}, depth = 1;

    goto *table[*code++];
push:
    stack[depth++] = await leaf(*code++);
    goto *table[*code++];
add:
    depth--;
    stack[depth - 1] += stack[depth];
    goto *table[*code++];
swap: {
    int top = stack[depth - 1];

    stack[depth - 1] = stack[depth - 2];
    await pause_maybe();
    stack[depth - 2] = top;
    goto *table[*code++];
}
call:
    stack[depth - 1] = await leaf(stack[depth - 1] * 2);
    goto *table[*code++];
halt:
    return stack[depth - 1];
}

/* A label's value that is kept while the function waits. */
static TAMED async int kept(int n)
{
    void *next = n % 2 ? &&odd : &&even, *labels[2] = {&&even, &&odd};
    int r = 0;

    await pause_maybe();
    goto *next;
odd:
    r += 1;
    await step(r);
    next = &&out;
    goto *labels[0];
even:
    r += 10;
    if (await step(r) < 15)
        goto *labels[1];
out:
    return r + (next == &&out ? 100 : 0);
}

/* Values that mean the same in every call, and after every await. */
static TAMED async void *place(int n)
{
    static void *first;
    void *now = &&here;

    if (n == 0)
        first = now;
    await pause_maybe();
here:
    return now == first && now == &&here ? now : NULL;
}

/* Distances, as in tables of position-independent code. */
static TAMED async int distances(int n)
{
    static const int offsets[] = {&&zero - &&zero, &&one - &&zero, &&two - &&zero};
    int r = 0;

    goto *(&&zero + offsets[await leaf(n)]);
two:
    r += await leaf(200);
one:
    r += await leaf(10);
zero:
    r += await leaf(1);
    return r;
}

/* In and out of loops and blocks with variables of their own. */
static TAMED async int loops(int n)
{
    void *where = &&inside;
    int r = n;

    for (int i = 0; i < 3; i++) {
        int own = await leaf(i);

        if (r % 2)
            goto *where;
        r += own;
        await pause_maybe();
    inside:
        r += await leaf(i);
        if (r > 20)
            where = &&outside;
        if (r > 25)
            goto *where;
    }
    r = -r;
outside:
    return await leaf(r);
}

/* What a scope or a deferred block covers is neither entered nor left. */
static TAMED async int in_scope(int n)
{
    int r = 0;

    {
        void *again = &&again;

    again:
        r += await step(n);
        if (n-- > 0)
            goto *again;
    }
    return r;
}

/* Either branch may be taken: both end the same way. */
static TAMED async int assembled(int n)
{
    int r = await leaf(n);

    __asm__ goto("" : : "r"(r) : "memory" : there);
    r += await leaf(1);
    goto done;
there:
    r += await leaf(1);
done:
    return await leaf(r);
}

static TAMED async int plain_assembled(int n)
{
    __asm__ goto("" : : : : out);
    n++;
    return n;
out:
    return n + 1;
}

/* The address itself is awaited, and comes out of a statement expression. */
static TAMED async int awaited(int n)
{
    static const void *const targets[] = {&&once, &&more, &&end};
    int r = 0;

    goto *targets[await leaf(n) % 2];
once:
    r += await leaf(1);
more:
    r += await leaf(10);
    goto *targets[({
        int next = await leaf(r);
        next > 25 ? 2 : next % 2;
    })];
end:
    return r;
}

TAMED async int main(void)
{
    static const unsigned char code[] = {PUSH, 7, ADD, CALL, PUSH, 5, SWAP, ADD, CALL, HALT};
    void *label = NULL;

    for (int n = 0; n < 6; n++) {
        void *now = await place(n);

        if (n == 0)
            label = now;
        printf("%d: %d", n, now != NULL && now == label);
        printf(" %d %d", await interpret(code, n), await kept(n));
        printf(" %d %d", await distances(n % 3), await loops(n * 5));
        printf(" %d", await awaited(n));
        printf(" %d %d %d\n", await in_scope(n), await assembled(n), await plain_assembled(n));
    }
    return 0;
}
