/* SPDX-License-Identifier: BSD-3-Clause */
/* Arrays of variable length, and types that lead to them, where functions suspend. */
#include <string.h>

#include "leaves.h"

static TAMED async int simple(int n)
{
    int v[n];

    for (int i = 0; i < n; i++)
        v[i] = await leaf(i * i);
    n = 100;
    await pause_maybe();
    printf("%zu %zu ", sizeof v, sizeof v / sizeof *v);
    int sum = 0;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
        sum += v[i];
    return sum + await leaf(v[1]);
}

static TAMED async long several(int n, int m)
{
    long sum = 0;
    short grid[n][m + 1], cube[n++][3][m--], row[4][n];

    for (int i = 0; i < (int)(sizeof grid / sizeof grid[0]); i++)
        for (int k = 0; k < (int)(sizeof grid[i] / sizeof grid[i][0]); k++)
            grid[i][k] = (short)await leaf(10 * i + k);
    memset(cube, 1, sizeof cube);
    memset(row, 0, sizeof row);
    printf("%d %d %zu %zu %zu ", n, m, sizeof grid, sizeof cube, sizeof row);
    await pause_maybe();
    printf("%zu %zu %zu %zu ", sizeof grid[0], sizeof cube[0], sizeof cube[0][0], sizeof *row);
    for (int i = 0; i < n - 1; i++)
        for (int k = 0; k <= m; k++)
            sum = sum * 3 + grid[i][k] + cube[i][k % 3][0] + row[i % 4][k % n];
    return sum;
}

static TAMED async int bounds(int n)
{
    int a[note(n) + 1], b[await step(n + 1)][await leaf(2)], i = 3;
    char c[i++][++i], d[await leaf(i)];

    b[n][1] = 5;
    a[n] = 7;
    await pause_maybe();
    memset(c, i, sizeof c);
    memset(d, 1, sizeof d);
    await pause_maybe();
    return a[n] + b[n][1] + (int)(sizeof a + sizeof b + sizeof c + sizeof d) + i + c[2][1] + d[0];
}

static TAMED async int last_bound(int n)
{
    await pause_maybe();
    int v[await leaf(n)];
    int(*p)[await leaf(2)] = (void *)v;

    v[n - 1] = n;
    return v[n - 1] + (int)sizeof v + (int)sizeof *p;
}

struct point {
    int x, y;
};

static TAMED async int elements(int n)
{
    struct local {
        char name[3];
        int value;
    };
    struct point points[n];
    struct local locals[n];
    struct {
        long a;
    } nameless[n], *first = nameless;
    const char *names[n];
    int *addresses[n + 1], one = 1;
    int sum = 0;

    for (int i = 0; i < n; i++) {
        points[i] = (struct point){.x = i, .y = await leaf(-i)};
        locals[i] = (struct local){"ab", await leaf(i)};
        nameless[i].a = i;
        names[i] = await leaf_text("name");
        addresses[i] = i % 2 ? &one : &points[i].x;
    }
    await pause_maybe();
    for (int i = 0; i < n; i++)
        sum += points[i].x * 3 + points[i].y + locals[i].value + names[i][1] + *addresses[i] +
               (int)first[i].a;
    printf("%zu %zu ", sizeof locals, sizeof points);
    return sum;
}

static TAMED async int loops(int n)
{
    int sum = 0;

    for (int i = 1; i <= n; i++) {
        int v[i], *p = v;
        v[i - 1] = await leaf(i);
        if (i == 2)
            continue;
        for (int k = 0; k < 2; k++) {
            char inner[i + k];
            memset(inner, await leaf(k), sizeof inner);
            if (k == 1 && i == 3)
                break;
            sum += inner[i + k - 1] + (int)sizeof inner;
        }
        sum += p[i - 1] + (int)sizeof v;
        if (i == n - 1)
            break;
    }
    do {
        int v[n];
        v[0] = await leaf(n);
        sum += v[0];
    } while (await leaf(--n) > 1);
    return sum;
}

static TAMED async int jumps(int n)
{
    int round = 0;

again:;
    int v[n + round];
    v[0] = await leaf(round);
    if (round++ < 2)
        goto again;
    {
    inside:;
        long w[round];
        w[round - 1] = await leaf(v[0]);
        if (round++ < 5)
            goto inside;
        if (round > 5)
            goto out;
        return -1;
    }
out:
    return round * 100 + v[0] + (int)sizeof v;
}

static TAMED async int returns(int n)
{
    int v[n];

    v[n - 1] = await leaf(n);
    if (n == 2)
        return v[1] * 10;
    switch (n) {
    case 3: {
        int w[n][n];
        w[2][2] = await leaf(7);
        return w[2][2] + v[2];
    }
    case 4:
        await pause_maybe();
        break;
    default: {
        int w[v[n - 1]];
        w[0] = 3;
        await pause_maybe();
        v[0] = w[0];
        break;
    }
    }
    return await leaf(v[n == 4 ? 3 : 0]);
}

static TAMED async int pointers(int n, int *cells)
{
    int(*rows)[n] = (int(*)[n])cells, (*const fixed)[n] = rows + 1;
    int(*both[2])[n] = {rows, rows + 1}, (**all)[n] = both;
    const int(*seen)[n];
    static int(*kept)[3];
    int sum = 0;

    n += 10;
    await pause_maybe();
    sum += rows[1][1] + (*fixed)[2] + (*both[1])[0] + all[1][0][2];
    printf("%zu %zu %zu ", sizeof *rows, sizeof rows, sizeof both);
    seen = fixed;
    rows++;
    await pause_maybe();
    sum = sum * 10 + (*rows)[0] + (*seen)[1] + (int)((char *)rows - (char *)both[0]);
    {
        int(**address)[n - 10] = &rows;
        await pause_maybe();
        (*address)++;
        await pause_maybe();
        sum += (**address)[0];
    }
    (void)kept;
    sum += (int)sizeof(char[n++]);
    return sum * 10 + (*rows)[1] + (int)sizeof(int[n]);
}

static TAMED async int names(int n)
{
    typedef int row[n];
    typedef row grid[2], *reference;
    row a, *p = &a;
    grid both;
    reference r;

    n = 1;
    a[2] = await leaf(4);
    r = &both[1];
    (*r)[0] = (*p)[2];
    await pause_maybe();
    {
        row inner;
        inner[1] = 6;
        a[1] = inner[1];
    }
    row *later = (row *)both;
    await pause_maybe();
    printf("%zu %zu %zu %zu %zu ", sizeof(row), sizeof(grid), sizeof(*(row *)0), _Alignof(row),
           sizeof *later);
    return later[1][0] + both[1][0] + a[1] + (int)sizeof a;
}

static TAMED async int typeofs(int n)
{
    int v[n], w[n][2];
    __typeof__(v) like;
    __typeof__(w[0]) *pair = w;
    __typeof__(&v) whole = &v;
    __typeof__(int[n++][3]) other, *same = &other;
    __auto_type decayed = w + 1;
    __typeof__(n) plain = 5;

    v[1] = await leaf(3);
    memcpy(like, v, sizeof v);
    other[1][2] = 8;
    pair[1][0] = 2;
    await pause_maybe();
    printf("%zu %zu %zu %zu ", sizeof like, sizeof *pair, sizeof *whole, sizeof *same);
    return like[1] + (*whole)[1] + (*same)[1][2] + (*decayed)[0] + plain + n;
}

static TAMED async int expressions(int n, int flag)
{
    int v[n][n], (*p)[n] = v;

    for (int i = 0; i < n * n; i++)
        v[i / n][i % n] = i;
    int sum = (p + 1)[0][await leaf(1)];
    sum += (*(flag ? p : (await pause_maybe(), p + 1)))[0];
    sum += (*((int(*)[n])v + await leaf(1)))[1];
    sum += (await leaf(n), v)[1][0] + *(await leaf(1) + v)[0];
    sum += v[await leaf(1)][await leaf(0)] += await leaf(5);
    sum += ((int(*)[await leaf(2)])v)[1][1];
    sum += _Generic(p, int(*)[3]: 5, default: 6) + (int)sizeof(int[n][note(2)]);
    return sum + (int)sizeof(v[0]) + (*(p = &v[1]))[0];
}

static TAMED async int for_parts(int n)
{
    int sum = 0, cells[12] = {0};

    for (int(*p)[n] = (int(*)[n])cells, i = 0; i < 3; i++, p++) {
        await pause_maybe();
        sum += (int)sizeof *p + (*p)[0];
    }
    for (char v[n], i = (char)await leaf(0), k = 4; i < 3; i += (char)await leaf(1)) {
        memset(v, i, sizeof v);
        if (i == 1)
            continue;
        await pause_maybe();
        sum += v[n - 1] + (int)sizeof v + k;
    }
    return sum;
}

static TAMED async int large(int n)
{
    char big[n], *end = big + n - 1;
    volatile int counts[n / 1000];
    const int zero = 0;

    counts[0] = 1;
    *end = 4;
    await pause_maybe();
    counts[0]++;
    return big[n - 1] + counts[zero] + (big == end);
}

static TAMED async int shadows(int n)
{
    int v[n], sum = 0;

    v[0] = 1;
    {
        int v[n + 1];
        v[n] = await leaf(2);
        {
            long v = await leaf(3);
            await pause_maybe();
            sum += (int)v;
        }
        await pause_maybe();
        sum += v[n] + (int)sizeof v;
    }
    await pause_maybe();
    return sum + v[0] + (int)sizeof v;
}

static void tell(int (*v)[3])
{
    printf("{%d %zu}", (*v)[2], sizeof *v);
}

static void tell_first(int *n)
{
    printf("{%d}", *n);
}

static TAMED async int cleanups(int n)
{
    int first __attribute__((cleanup(tell_first))) = await leaf(n), v[n], w[await leaf(n) + 1];
    __attribute__((cleanup(tell))) int last[n];

    v[0] = await leaf(4);
    w[n] = 5;
    last[n - 1] = 6;
    first += 2;
    await pause_maybe();
    if (n == 3)
        return v[0] + w[n];
    return 0;
}

/* Nothing suspends in its scope. */
static TAMED async int native(int n)
{
    int sum = 0;

    for (int i = 0; i < n; i++) {
        await pause_maybe();
        int v[i + 1], (*p)[i + 1] = &v;
        for (int k = 0; k <= i; k++)
            (*p)[k] = k;
        sum += v[i];
    }
    return sum;
}

/* Of what only this function knows, of pointers to it, of arrays of it. */
static TAMED async int own_elements(int n)
{
    struct item {
        int a, b;
    };
    typedef struct item three[3];
    struct item matrix[n][3], (*rows)[3] = matrix, *places[n], *const *fixed = places;
    three triples[n], *triple[n];
    enum kind { NONE, SOME } kinds[n][2], *kind[n];
    matrix[n - 1][2].b = await leaf(4);
    triples[n - 1][1].a = await leaf(6);
    triple[0] = &triples[n - 1];
    places[n - 1] = &matrix[n - 1][2];
    kinds[n - 1][1] = SOME;
    kind[0] = kinds[n - 1];
    void *raw = matrix;
    struct item(*cast)[n][3] = await leaf(n) ? (struct item(*)[n][3])raw : NULL;
    await pause_maybe();
    int sum = rows[n - 1][2].b + (*triple[0])[1].a * 10 + fixed[n - 1]->b * 100;
    sum += (int)kinds[n - 1][1] * 1000 + (int)kind[0][1] + (*cast)[n - 1][2].b;
    return sum * 100 + (int)((sizeof matrix + sizeof places + sizeof triples) / sizeof(int));
}

/* The operand of typeof is evaluated with the declaration, where its type depends on a value. */
static TAMED async int evaluated(int n)
{
    int cells[3][n], (*rows)[n] = cells, i = 0;
    cells[0][1] = 4;
    __typeof__(cells[i++]) first;
    first[0] = await leaf(1);
    __typeof__(rows + (i += 10, 0)) same = rows;
    typedef __typeof__(cells[i++ - 10]) row;
    row third;
    third[0] = await leaf(2);
    __typeof__(i + (i++, 0)) plain = 5;
    await pause_maybe();
    return i * 100 + first[0] + (*same)[1] + third[0] + plain + (int)sizeof(row);
}

int main(void)
{
    int cells[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    printf("%d\n", simple(6));
    printf("%ld\n", several(3, 4));
    printf("%d\n", bounds(3));
    printf("%d\n", last_bound(3));
    printf("%d\n", elements(4));
    printf("%d\n", loops(5));
    printf("%d\n", jumps(2));
    for (int n = 2; n < 6; n++)
        printf("%d\n", returns(n));
    printf("%d\n", pointers(3, cells));
    printf("%d\n", names(3));
    printf("%d\n", typeofs(3));
    printf("%d %d\n", expressions(3, 0), expressions(3, 1));
    printf("%d\n", for_parts(3));
    printf("%d\n", large(100000));
    printf("%d\n", shadows(3));
    printf("%d\n", native(4));
    printf("%d\n", own_elements(3));
    printf("%d\n", evaluated(3));
    printf("%d\n", cleanups(3));
    return 0;
}
