/* SPDX-License-Identifier: BSD-3-Clause */
/* Values, and compound literals, of types that have a name only in the function, or none: kept
 * across awaits in other parts of the statement. */
#include "leaves.h"

static TAMED async int named(int n)
{
    struct local {
        int a;
        long b[3];
    } x = {n, {1, 2, 3}}, y = {n + 1, {4, 5, 6}}, *p = &x;
    typedef struct {
        int q;
        char text[5];
    } point;
    typedef struct local *link;
    enum kind { ONE = 1, TWO } kind = n ? ONE : TWO;
    point v = {n, "abcd"};
    const point fixed = {7, "wxyz"};
    link l = &y;
    struct local *const still = p;
    int r = 0;

    r += (n ? x : y).a + await leaf(1) + (int)(await leaf(n) ? x : y).b[2];
    r += (n ? p : l)->a + await leaf(2);
    r += (p++, --p)->a + await leaf(2);
    x = (await leaf(n), await leaf(n) > 1) ? y : x;
    y = n > 1 ? x : (struct local){await leaf(9), {await leaf(8)}};
    r += (await leaf(n), v).text[1] + (v.q++, await leaf(v.q), v).q;
    r += (await leaf(n) ? fixed : v).q + (n ? v : fixed).text[2] + await leaf(1);
    r += ({
             point z = v;
             z.q += await leaf(3);
             z;
         }).q;
    r += (int)({
             struct local z = x;
             z.a += await leaf(3);
             z;
         }).b[1];
    r += ({
             struct local *z = n ? &x : &y;
             await pause_maybe();
             z;
         })->a;
    l = await leaf(n) > 1 ? l : p;
    r += (await leaf(n) ? l : still)->a + l->a * await leaf(n) + kind;
    r += (int)(await leaf(n) ? kind : TWO) + (int[]){1, 2, await leaf(3)}[kind];
    return r + x.a * 100 + y.a * 10 + (int)y.b[0] + still->a;
}

static TAMED async int nameless(int n)
{
    struct {
        int a, b;
    } x = {n, 2}, rows[2] = {{3, 4}, {5, 6}}, *p = rows;
    union {
        int i;
        unsigned char c[sizeof(int)];
    } u = {.i = n};
    const struct {
        int a;
        struct {
            short deep;
        } in[2];
    } fixed = {n, {{1}, {2}}};
    int r = 0;

    r += (await leaf(n) ? x : rows[1]).b + (rows[n & 1] = x, await leaf(1), rows[n & 1]).a;
    r += (p + (n & 1))->a + (await leaf(1), p + 1)->b;
    r += (p += await leaf(1))->b;
    p--;
    x = await leaf(n) ? *p : (rows[0]);
    r += (await leaf(n) > 2 ? &x : &rows[1])->a * (await leaf(n), x).a;
    r += (await leaf(n), u).c[0] + (n ? u : u).i * await leaf(2);
    r += (await leaf(n) ? fixed : fixed).in[await leaf(1)].deep;
    r += (await leaf(n), fixed.in)[1].deep + (await leaf(n), fixed.in[0]).deep;
    r += ({
             await pause_maybe();
             x;
         }).a;
    r += (x = rows[await leaf(1)]).b + (__typeof__(x)){await leaf(4), 5}.a;
    return r + p->a;
}

static TAMED async int literals(int n)
{
    struct local {
        int a, b[2];
    };
    typedef struct {
        struct local *to;
        int q;
    } point;
    int r = 0;

    for (int i = 0; i < 2; i++) {
        struct local *l = &(struct local){await leaf(n), {i, 6}};
        point *one = &(point){l, 5}, *two = (point[]){{l, 1}, {.q = await leaf(2)}};
        const point *three = &(const point){.to = &(struct local){.a = n}, .q = await leaf(i)};
        int *array = (struct local){1, {2, await leaf(n)}}.b;

        await pause_maybe();
        l->b[0]++;
        one->q += l->a;
        r += one->q + one->to->b[0] + two[1].q + two[0].to->b[1] + three->to->a + three->q;
        r += array == NULL;
        r += (&(struct { int in; }){await leaf(7)})->in;
    }
    return r;
}

/* Lists whose nodes only this function knows. */
static TAMED async int lists(int n)
{
    struct node {
        int value;
        struct node *next;
    } nodes[5], *head = NULL, **tail = &head;
    int sum = 0;

    for (int i = 0; i < 5; i++) {
        nodes[i] = (struct node){.value = await leaf(i * n), .next = await leaf(0) ? head : NULL};
        *tail = &nodes[i];
        tail = &(*tail)->next;
    }
    for (struct node *each = head; each; each = (await pause_maybe(), each->next))
        sum = sum * 2 + each->value + (await leaf(each->value) ? each : head)->value;
    return sum;
}

/* Variables that live in the frame and begin as a copy, constant or of a type that is deduced. */
static TAMED async int copies(int n)
{
    struct item {
        int a, b;
    } item = {await leaf(n), 2};
    const struct item constant = item, *p = &constant;
    const volatile struct item both = n ? *p : item;
    auto struct item automatic = item, *q = &automatic, *const *r = (struct item *const *)&q;
    __auto_type deduced = await leaf(n) ? item : constant;
    __auto_type s = &deduced;
    const __auto_type fixed __attribute__((unused)) = ({ *s; });
    __auto_type t = &fixed;
    const enum { FIRST = 3, SECOND } first = FIRST, *u = &first;
    await pause_maybe();
    q->a += 10;
    s->b += t->a;
    return p->a + both.b + (*r)->a * 10 + deduced.b * 100 + t->b * 1000 + (int)*u;
}

/* Arrays that have as many elements as their initialisers. */
static TAMED async int tables(int n)
{
    struct {
        const char *name;
        int value;
    } cases[] = {{"a", 1}, {await leaf_text("b"), await leaf(n)}, {"c", 3}};
    int sum = 0;
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++)
        sum = sum * 3 + await leaf(cases[i].value) + cases[i].name[0];
    struct item {
        int a, b;
    } grid[][2] = {{{1, 2}, {3, 4}}, {{n, 5}}}, *places[] = {grid[0], grid[1] + 1, *grid},
      (*rows[])[2] = {grid + 1, grid}, (behind)[] = {[2] = {7, 8}};
    typedef const struct item items[];
    items constants = {{1, n}, {2, 3}}, *p = &constants;
    volatile enum { NONE, SOME = 5 } kinds[] = {NONE, SOME}, *kind = kinds;
    await pause_maybe();
    sum += places[1]->a + rows[0][0]->a * 10 + behind[2].b + (*p)[0].b + (int)kind[1];
    return sum * 100 + (int)((sizeof grid + sizeof places + sizeof constants) / sizeof(int));
}

TAMED async int main(void)
{
    for (int n = 0; n < 4; n++) {
        printf("%d: %d", n, await named(n));
        printf(" %d", await nameless(n));
        printf(" %d", await literals(n));
        printf(" %d %d", await copies(n), await tables(n));
        printf(" %d\n", await lists(n));
    }
    return 0;
}
