/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wno-unsequenced -Wno-psabi -Wno-pragmas -Wno-unknown-warning-option */
/* Rare ways to write a variable, to take an address, to name a type or a function. */
#include "leaves.h"

typedef int lanes __attribute__((vector_size(16)));

static TAMED async int vector_elements(int n)
{
    lanes v;
    v[0] = n;
    v[1] = 2;
    v[2] = 3;
    v[3] = 4;
    await pause_maybe();
    v[n & 3] += await leaf(5);
    v[await leaf(2)]++;
    return v[0] + v[1] * 10 + v[2] * 100 + v[3] * 1000;
}

/* A jump back over the declaration loses the value of a variable, not the variable. */
static TAMED async int over_declaration(int n)
{
    int *p = NULL, sum = 0, rounds = 0;
again:;
    int x;
    if (p) {
        *p = 7;
        await pause_maybe();
        sum += *p;
    }
    p = &x;
    x = 3 + n;
    sum += x;
    if (rounds++ < 3)
        goto again;
    return sum;
}

static TAMED async int written_by_asm(int n)
{
    int x = n, y = 0;
    int sum = x + ({
                  __asm__("" : "=r"(y), "=r"(x) : "0"(3), "1"(4));
                  await leaf(1);
              });
    return sum * 100 + x + y;
}

struct record {
    int a, b, array[4];
};

static TAMED async int literals(int n)
{
    struct record *p = &_Generic(n, int: (struct record){n, 2, {3}});
    struct record *q = &__builtin_choose_expr(1, (struct record){n, 5, {6}}, p->a);
    struct record *r = &__extension__(struct record){n, 8, {9}};
    int *s = _Generic(n, int: (int[]){n, 2, 3});
    volatile int *t = &(volatile int){n};
    __auto_type u = &(const int){n + 1};
    int(*v)[3] = &(int[3]){1, 2, n};
    await pause_maybe();
    (*t)++;
    return p->a + p->b + p->array[0] + q->a + q->b + q->array[0] + r->a + r->b + r->array[0] +
           s[0] + s[2] + *t + *u + (*v)[2] + _Generic(u, const int *: 1000, default: 0);
}

#define MAX(a, b)                                                                                  \
    ({                                                                                             \
        __typeof__(a) a_ = (a);                                                                    \
        __typeof__(b) b_ = (b);                                                                    \
        a_ > b_ ? a_ : b_;                                                                         \
    })

/* The type of a variable is that of a statement expression with an await. */
static TAMED async int typeof_block(int n)
{
    __typeof__(({
        struct record r = {n, 2, {await leaf(3)}};
        r;
    })) record = {1, await leaf(2), {n}};
    return MAX(MAX(await leaf(1), n), MAX(await leaf(2), MAX(3, n))) + record.b + record.array[0];
}

static TAMED async int twice(int n)
{
    await pause_maybe();
    return n * 2;
}

static TAMED async int next(int n)
{
    await pause_maybe();
    return n + 1;
}

static int plain(int n)
{
    return n * 3;
}

static TAMED async int functions(int n)
{
    TAMED async int (*table[])(int) = {twice, next, plain}, (**p)(int) = table, (*f)(int);
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum = sum * 7 + await(*p++)(n + i);
    sum += await(await leaf(n) ? table[0] : table[1])(n);
    sum += await(n > 1 ? twice : next)(5) + await(n ? f = table[1] : NULL)(n);
    sum += await(sum++, table[2])(n) + await(*(table + await leaf(1)))(n) + await(f = *table)(n);
    return sum;
}

#define MAX_OF(a, b) ((a) > (b) ? (a) : (b))

/* A call through a pointer is printed twice: of a tamed function, of a plain one. */
static TAMED async int through(TAMED async int (*print)(const char *, ...),
                               TAMED async int (*f)(int), int n)
{
    int x = n;
    int sum = await print("%d %d ", await leaf(n), x++);
    sum += await f(({
        static int calls;
        calls++;
    again:
        if (calls < 5) {
            calls++;
            goto again;
        }
        calls + x++;
    }));
    return sum + await f(x);
}

static TAMED async int alignments(int n)
{
    _Alignas(32) char over[3] = {1};
    _Alignas(8) short under = 2, *p = &under;
    char *q = over;
    await pause_maybe();
    return (int)(__alignof__(over) * 100 + __alignof__((under))) + *q + *p + n +
           (int)((__UINTPTR_TYPE__)q % __alignof__ over);
}

struct bits {
    unsigned a : 3;
    unsigned long b : 20, c : 32;
};

static struct bits bits = {5, 6, 4000000000u};

/* Bit-fields are promoted, also as the value of an assignment, of a comma, of a step. */
static TAMED async int promotions(int n)
{
    int set = 0;
    set |= ((bits.a = 5) - await leaf(9) < 0) << 0;
    set |= (((void)n, bits.a) - await leaf(9) < 0) << 1;
    set |= (++bits.a - await leaf(9) < 0) << 2;
    set |= ((bits.a -= 1) - await leaf(9) < 0) << 3;
    set |= (__extension__ bits.a - await leaf(9) < 0) << 4;
    set |= (_Generic(n, int: bits.a) - await leaf(9) < 0) << 5;
    set |= (__builtin_choose_expr(1, bits.b, 1) - await leaf(9) < 0) << 6;
    set |= (bits.c + await leaf(1000000000) < bits.c) << 7;
    return set;
}

/* What these name is not evaluated. */
static TAMED async int unevaluated(int n)
{
    int x = n, sum = __builtin_constant_p(await step(1)) + __builtin_classify_type(await step(2));
    await pause_maybe();
    sum += _Generic(n, int: 0, default: (x = 5)) + __builtin_constant_p(x = 6);
    return sum * 10 + x;
}

static TAMED async int chosen_places(int n)
{
    struct record r = {1, 2, {3, 4, 5, 6}};
    int x = 5;
    _Generic(n, int: r).array[await leaf(1)] = 9;
    __builtin_choose_expr(1, r, r).array[await leaf(0)] = 7;
    __asm__("" : "=r"(_Generic(n, int : x)) : "0"(8));
    await pause_maybe();
    return r.array[0] + r.array[1] * 10 + x;
}

/* Constants of enumerations hide variables, in the blocks they are defined in. */
static TAMED async int enumerators(int n, int m)
{
    int x = n, sum = 0;
    {
        enum { x = 77 };
        sum += x + await leaf(x);
    }
    {
        enum { a = MAX_OF(1, 2), m __attribute__((unused)) = 3 };
        await pause_maybe();
        sum += m;
    }
    if (sizeof(enum {n = 4, c}) == sizeof(int))
        sum += n + await leaf(c);
    return sum + x + n + m;
}

/* One place in the frame for variables of one name, whose types differ by their qualifiers. */
static TAMED async int qualified(int n)
{
    int sum = 0;
    {
        _Atomic int x = n;
        _Atomic int *p = &x;
        await pause_maybe();
        *p += 1;
        sum += x;
    }
    {
        int x = n, *p = &x, *volatile q = p, *const *volatile r = (int *const *)&q;
        await pause_maybe();
        sum += (*q += 1) + **r + *p;
    }
    {
        const volatile struct {
            int a, b;
        } x = {n, 2}, *p = &x;
        await pause_maybe();
        sum += x.a + p->b;
    }
    {
        char text[] = "ab", *const x[n + 1], *const(*p)[n + 1] = &x;
        await pause_maybe();
        sum += (int)(sizeof x / sizeof(*p)[0]) + (_Generic((*p)[0], char *: text[0]));
    }
    return sum;
}

/* Names of types that the function hides. */
typedef struct node node;
typedef int number;

struct node {
    node *next;
    number v;
};

static node second = {NULL, 5}, first = {&second, 4};

static TAMED async node *after(node *node)
{
    await pause_maybe();
    return node->next;
}

static TAMED async number numbered(number n)
{
    await pause_maybe();
    return n;
}

static TAMED async node made(node node, number number)
{
    TAMER_SCOPE(scope) {
        node.v += await numbered(number);
        return node;
    }
    return node;
}

static TAMED async number hidden(number n)
{
    node *node = &first;
    number sum = node->v + await leaf(1);
    sum += (await after(node))->v + (await made(*await after(&first), n)).v;
    {
        double number = await leaf_double(0.5);
        sum += (int)(number * 2) + await numbered(-n) + await numbered(await numbered(n));
    }
    {
        typedef unsigned char number;
        number small = (number)await leaf(255 + n), *p = &small;
        await pause_maybe();
        sum += *p + await numbered(-1000);
    }
    {
        struct record *outer = &(struct record){n, 2, {3}};
        struct record {
            char c;
        } inner = {'c'}, *p = &inner;
        await pause_maybe();
        sum += p->c + (int)sizeof(struct record) + outer->a;
    }
    return sum;
}

/* A type of the function's, hidden by a variable. */
static TAMED async int hidden_inside(int n)
{
    typedef struct {
        int a, b;
    } item;
    int sum = 0;
    {
        item item = {await leaf(n), 2}, *p = &item;
        await pause_maybe();
        sum += p->a + item.b;
    }
    {
        item *item = &(__typeof__(*item)){await leaf(n), 2};
        await pause_maybe();
        sum += item->a + await leaf(1) * item->b;
        __typeof__(item) other = sum ? item : (await pause_maybe(), item);
        sum += other->b;
    }
    {
        item items[2] = {{1, 2}, {await leaf(3), 4}};
        int item = 5;
        await pause_maybe();
        sum += items[1].b + item + (items[await leaf(1)]).a;
    }
    return sum;
}

static TAMED async int constant_parameter(const int a[const], int (*const f)(int))
{
    int sum = a[await leaf(1)];
    await pause_maybe();
    return sum + a[0] + f(a[1]);
}

static TAMED async lanes four(int n)
{
    await pause_maybe();
    return (lanes){n, n + 1, n + 2, n + 3};
}

typedef float reals __attribute__((vector_size(16)));

static TAMED async int vectors(int n)
{
    reals r = __builtin_convertvector(await four(n), reals);
    lanes v = await four(n) * await leaf(2) > await four(3);
    return (int)r[2] + v[0] + v[3] + (await four(6))[await leaf(2)];
}

TAMED async int main(void)
{
    for (int i = 1; i < 4; i++)
        printf("%d %d %d %d %d %d\n", await alignments(i), await hidden(i), await hidden_inside(i),
               await constant_parameter((int[]){i, 7}, plain), await vectors(i),
               await through(printf, i > 1 ? plain : twice, i));
    for (int i = 1; i < 4; i++)
        printf("%d %d %d %d %d\n", await promotions(i), await unevaluated(i),
               await chosen_places(i), await enumerators(i, 5), await qualified(i));
    for (int i = 1; i < 4; i++)
        printf("%d %d %d %d %d %d\n", await vector_elements(i), await over_declaration(i),
               await written_by_asm(i), await literals(i), await typeof_block(i),
               await functions(i));
    return 0;
}
