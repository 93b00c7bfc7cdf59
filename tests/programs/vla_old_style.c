/* SPDX-License-Identifier: BSD-3-Clause */
/* Old-style parameters whose types depend on values. */
#include "leaves.h"

#ifdef __clang__
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wdeprecated-non-prototype"
#else
#pragma GCC diagnostic ignored "-Wmissing-parameter-type"
#endif
#pragma GCC diagnostic ignored "-Wimplicit-int"

static TAMED async int plain(n, rows)
int n;
int (*rows)[n];
{
    n += 5;
    await pause_maybe();
    return rows[1][0] * 10 + (int)sizeof *rows + n;
}

/* Named in another order than declared, several at once, with effects, promoted, by default. */
static TAMED async long mixed(rows, c, undeclared, list, n, m, grid)
short n, m;
char c;
int (*rows)[n], *list[n++], grid[2][note(m)][n + c];
{
    long sum = sizeof *rows + 10 * sizeof **grid + 100 * sizeof *grid;

    rows++;
    await pause_maybe();
    sum = sum * 10 + (*rows)[1] + *list[await leaf(1)] + undeclared + n;
    return sum * 100 + grid[1][1][2] + (long)(sizeof *rows + sizeof **grid);
}

static TAMED async int called(int n)
{
    int m[n][n], cells[2][2][4] = {{{1, 2, 3, 4}}, {{5}, {6, 7, 8}}};
    int *list[3] = {&m[0][0], &m[1][1], &m[2][2]};

    for (int i = 0; i < n * n; i++)
        m[i / n][i % n] = i;
    int sum = await plain(n, m) + await plain(n - 1, await leaf(1) ? (int(*)[n - 1]) m : 0);
    sum += (int)await mixed(m, 'A' - 'A', 7, list, n, 2, cells);
    return sum;
}

/* Suspends nowhere, returns through memory. */
static TAMED async struct pair still(rows, n)
int n, (*rows)[n];
{
    return (struct pair){rows[0][n - 1], (long)sizeof *rows};
}

int main(void)
{
    int cells[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    struct pair last = still(cells, 3);

    printf("%d\n", plain(3, cells));
    printf("%d\n", called(3));
    printf("%ld %ld\n", last.first, last.second);
    return 0;
}
