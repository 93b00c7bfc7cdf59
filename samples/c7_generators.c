/* SPDX-License-Identifier: BSD-3-Clause */
/* Rows that arrive page by page, one loop for tamed and for plain code; a loop that is left early;
 * a tree whose nodes are given from the depth of a recursion; all values as an array. */
#include <stdio.h>
#include <stdlib.h>

#include <tamer/tamer.h>

struct row {
    int id;
    const char *name;
};

static const struct row table[] = {{1, "Ada"},      {2, "Brian"}, {3, "Dennis"}, {4, "Grace"},
                                   {5, "Margaret"}, {6, "Ken"},   {7, "Radia"}};

enum { ROWS = sizeof table / sizeof *table, PAGE = 3 };

TAMER_GENERATES(rows, struct row);

static TAMED async void rows(rows_generator *to)
{
    puts("  connected");
    tamer_defer {
        await tamer_sleep(0.1); /* says goodbye */
        puts("  disconnected");
    }
    for (int i = 0; i < ROWS; i++) {
        if (i % PAGE == 0) {
            await tamer_sleep(1.0);
            printf("  %.1f s: a page\n", tamer_now());
        }
        await tamer_give(to, table[i]);
    }
}

static TAMED async int find(const char *name)
{
    TAMER_EACH(row, rows) {
        if (row.name[0] == name[0])
            return row.id; /* the rest is never fetched, the connection is closed */
    }
    return -1;
}

/* ---- a tree ---- */

struct node {
    int key;
    const struct node *left, *right;
};

TAMER_GENERATES(keys, int);

static TAMED async void walk(keys_generator *to, const struct node *node)
{
    if (!node)
        return;
    await walk(to, node->left);
    await tamer_give(to, node->key);
    await walk(to, node->right);
}

static TAMED async void keys(keys_generator *to, const struct node *root)
{
    await walk(to, root);
}

int main(void)
{
    static const struct node leaves[] = {{1, NULL, NULL}, {3, NULL, NULL}, {6, NULL, NULL}};
    static const struct node low = {2, &leaves[0], &leaves[1]}, high = {5, NULL, &leaves[2]};
    static const struct node root = {4, &low, &high};
    keys_generator generator;
    int *sorted = NULL;

    tamer_clock_virtual(0);
    puts("all rows, in plain code:");
    TAMER_EACH(row, rows)
        printf("  %d %s\n", row.id, row.name);

    puts("one row, in tamed code:");
    printf("  Dennis is %d\n", find("Dennis"));

    puts("a tree, as an array:");
    keys_scoped(tamer_generator_open(&generator.base), &generator, &root);
    size_t count = tamer_collect(&generator, &sorted);
    for (size_t i = 0; i < count; i++)
        printf(" %d", sorted[i]);
    putchar('\n');
    free(sorted);
    return 0;
}
