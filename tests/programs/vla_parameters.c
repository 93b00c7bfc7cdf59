/* SPDX-License-Identifier: BSD-3-Clause */
/* Parameters whose types depend on other parameters. */
#include <string.h>

#include "leaves.h"

/* Declared first, as in a header. To gcc an open bound is worth a warning. */
#if !defined __clang__
#pragma GCC diagnostic ignored "-Wvla-parameter"
#endif
TAMED async int declared(int n, int m, int cells[n][m]);
TAMED async int starred(int n, int m, int (*cells)[*]);

static TAMED async int plain(int n, int v[n])
{
    n += 7;
    await pause_maybe();
    return v[await leaf(1)] + n;
}

static TAMED async long matrix(int n, int m, const short cells[static n][m + 1])
{
    long sum = 0;

    n = n > 2 ? 2 : n;
    m -= await leaf(1);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            sum = sum * 3 + cells[i][k] + await leaf(k);
    cells++;
    await pause_maybe();
    printf("%zu ", sizeof *cells);
    return sum + (*cells)[m];
}

static TAMED async int counted(int n, int v[n++], int (*w)[n], int u[note(n)][note(n + 1)])
{
    await pause_maybe();
    (*w)[0] = n;
    await pause_maybe();
    printf("%zu %zu ", sizeof *w, sizeof *u);
    return v[0] + (*w)[1] + n + u[1][0];
}

TAMED async int declared(int n, int m, int cells[n][m])
{
    int copy[n][m];

    memcpy(copy, cells, sizeof copy);
    n = 0;
    await pause_maybe();
    cells[1][0] = -1;
    int (*row)[m] = &copy[await leaf(1)];
    await pause_maybe();
    return (*row)[0] + cells[1][0] + (int)(sizeof copy / sizeof *row);
}

TAMED async int starred(int n, int m, int (*cells)[m])
{
    return cells[n - 1][m - 1] + await leaf((int)sizeof *cells);
}

/* Suspends nowhere. */
static TAMED async int still(int n, int v[n++], int (*w)[n])
{
    return v[0] + n + (int)sizeof *w;
}

static TAMED async int pinned(int n, int (*rows)[n], char text[restrict n], int (*const last)[n])
{
    int (**address)[n] = &rows;

    await pause_maybe();
    ++*address;
    await pause_maybe();
    return (*rows)[1] + text[0] + (*last)[n - 1];
}

static TAMED async int calls(int n)
{
    int cells[n][n], (*p)[n] = cells;
    TAMED async int (*through)(int, int, int[*][*]) = declared;

    for (int i = 0; i < n * n; i++)
        cells[i / n][i % n] = i;
    int sum = await declared(n, n, cells) + await declared(n - 1, n, p + await leaf(1));
    sum += await through(n, n, p);
    sum += await pinned(n, p, "ab", p + 2) + await starred(n, n, (int (*)[n])*cells);
    return sum + await plain(n, p[1]) + await still(n, *p, p);
}

int main(void)
{
    short shorts[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
    int cells[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    int four[4] = {40, 41, 42, 43};
    int five[2][5] = {{1}, {6}};

    printf("%d\n", plain(4, four));
    printf("%ld\n", matrix(3, 3, shorts));
    printf("%d\n", counted(3, four, &four, five));
    printf("%d\n", declared(3, 3, cells));
    printf("%d\n", starred(3, 3, cells));
    printf("%d\n", still(3, four, &four));
    printf("%d\n", pinned(3, cells, "xyz", cells + 1));
    printf("%d\n", calls(3));
    return 0;
}
