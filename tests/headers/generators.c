/* SPDX-License-Identifier: BSD-3-Clause */
/* Generators and managers as an editor sees them, with the declarations that `tamerc --header`
 * writes. */
#include <tamer/tamer.h>

struct pair {
    int left, right;
};

TAMER_GENERATES(ticks, int);
TAMER_GENERATES(pairs, struct pair);
TAMER_GENERATES(names, const char *);
TAMER_GENERATES(many, double);
TAMER_MANAGES(file, int);

typedef struct file_delayed file_delayed;
typedef struct many_delayed many_delayed;
typedef struct names_delayed names_delayed;
typedef struct pairs_delayed pairs_delayed;
typedef struct ticks_delayed ticks_delayed;

file_delayed *file_scoped(tamer_scope *scope, file_manager *to, const char *name);
ticks_delayed *ticks_scoped(tamer_scope *scope, ticks_generator *to, double interval, int n);
pairs_delayed *pairs_scoped(tamer_scope *scope, pairs_generator *to, struct pair first);
names_delayed *names_scoped(tamer_scope *scope, names_generator *to);
many_delayed *many_scoped(tamer_scope *scope, many_generator *to, int a, int b, int c, int d, int e,
                          int f, int g, int h, int i, int j, int k, int l, int m, int n, int o,
                          int p, int q, int r, int s, int t, int u, int v, int w, int x, int y,
                          int z, int a2, int b2, int c2, int d2);

TAMED async void ticks(ticks_generator *to, double interval, int n);
TAMED async void pairs(pairs_generator *to, struct pair first);
TAMED async void names(names_generator *to);

void ticks(ticks_generator *to, double interval, int n)
{
    for (int i = 0; i < n; i++) {
        await tamer_sleep(interval);
        await tamer_give(to, i);
    }
}

void pairs(pairs_generator *to, struct pair first)
{
    await tamer_give(to, first);
    await tamer_give(to, (struct pair){first.right, first.left});
}

void names(names_generator *to)
{
    TAMER_EACH(n, ticks, 0.5, 3)
        await tamer_give(to, n == 1 ? "one" : "another");
}

TAMED async static int use(tamer_error *error)
{
    ticks_generator g;
    int *all = 0, sum = 0;

    TAMER_EACH(name, names)
        sum += name[0];
    TAMER_EACH(p, pairs, (struct pair){1, 2}) {
        if (p.left == p.right)
            continue;
        TAMER_EACH(x, many, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
                   21, 22, 23, 24, 25, 26, 27, 28, 29, 30) {
            sum += (int)x;
            break;
        }
    }
    TAMER_EACH(unused, ticks, 0.1, 2) {
        if (sum > 1000)
            return sum;
    }
    ticks_scoped(tamer_generator_open(&g.base), &g, 0.1, 5);
    while (await tamer_generator_next(&g.base))
        sum += g.value;
    if (error)
        await tamer_generator_throw(&g.base, &error);
    await tamer_generator_close(&g.base);
    return sum + (int)await tamer_collect(&g, &all);
}

TAMED async void file(file_manager *to, const char *name);

void file(file_manager *to, const char *name)
{
    await tamer_lend(to, name[0]);
}

TAMED async static int with_files(void)
{
    file_manager two[2];
    int sum = 0;

    TAMER_WITH(fd, file, "a") {
        sum += fd;
        if (sum > 3)
            break;
    }
    TAMER_SCOPE(scope) {
        for (int i = 0; i < 2; i++)
            file_scoped(tamer_manager_in(scope, &two[i].base), &two[i], "b");
        for (int i = 0; i < 2; i++)
            if (await tamer_manager_entered(&two[i].base))
                sum += two[i].value;
    }
    return sum;
}

int use_generators(void);
int use_generators(void)
{
    return use(0) + with_files();
}
