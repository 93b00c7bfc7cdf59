/* SPDX-License-Identifier: BSD-3-Clause */
/* Types, places and names that only C's finer points know, across awaits. */
#include <complex.h>
#include <stdint.h>
#include <string.h>

#include "leaves.h"

struct big {
    int a[20];
};
struct cm {
    const int k;
    int z;
};
static TAMED async struct big make(int n)
{
    struct big b = {{n, await leaf(2), 3}};
    return b;
}
static struct big make_plain(int n)
{
    struct big b = {{n, 5, 3}};
    return b;
}
static int weigh(const int *p, int q)
{
    return p[0] + p[1] * q;
}
static TAMED async int sum(const int *p)
{
    int r = p[0];
    await pause_maybe();
    r += p[1];
    await pause_maybe();
    return r + p[2];
}
static TAMED async int arrays_in_values(int n)
{
    int r = await sum((await make(n)).a);
    r += weigh((await make(1)).a, await leaf(2));
    r += await sum(make_plain(4).a);
    r += weigh(make_plain(3).a, await leaf(3));
    int k = (await make(7)).a[await leaf(1)];
    r += make_plain(9).a[await leaf(0)];
    return r + k;
}

static TAMED async int addresses(int n)
{
    double _Complex z = 1.0 + 2.0 * I;
    double *re = &__real__ z;
    int x = n, y = 2;
    int *p = &__extension__ x;
    int *q = &_Generic(n, int: y, default: x);
    int *s = &__builtin_choose_expr(1, (x), (y));
    int *t = &(*&x);
    int arr[2] = {1, 2};
    int *end = arr + 2, *e1 = &(arr[1]);
    struct big b = {{0}};
    int *bp = b.a;
    int(*ba)[20] = &b.a;
    int *c2 = ((struct big){{7, 8, 9}}).a;
    struct big *c3 = &((struct big){{4, 5, 6}});
    await pause_maybe();
    *re += 1;
    *p += 1;
    *q += 1;
    *s += 1;
    *t += 1;
    end[-1]++;
    *e1 += 1;
    bp[3] = 4;
    (*ba)[4] = 5;
    c2[1]++;
    c3->a[2]++;
    await leaf(1);
    memcpy(&y, q, sizeof y);
    return (int)creal(z) + x * 10 + y * 100 + arr[1] + b.a[3] + b.a[4] + c2[1] + c3->a[2];
}

static TAMED async int constants(int n)
{
    const struct {
        int a, b;
    } an = {await leaf(n), 2};
    const struct big b = {{await leaf(1), 2}};
    typedef const int ci;
    ci q = await leaf(4), *pq = &q;
    const char str[] = "abc";
    const int m[2][2] = {{1, await leaf(2)}, {3}};
    struct cm c = {await leaf(5), 6}, c2 = c;
    const struct cm *cp = &c2;
    const double d = await leaf_double(1.5);
    const char *const t = await leaf_text("zz");
    const volatile int cv = await leaf(3);
    int (*const fp)(int) = note;
    const _Bool cb = await leaf(1);
    ci arr2[2] = {await leaf(1), 2};
    enum { AA = 3, BB } ee = BB;
    const enum T2 { X1, X2 } e2 = X2;
    union {
        int i;
        float f;
    } const u = {await leaf(1)};
    await pause_maybe();
    struct cm c4 = n ? c : c2;
    c4.z += await leaf(1);
    int r = (n ? c : (await leaf(1), c2)).k;
    return r + an.a + an.b + b.a[0] + b.a[1] + q + *pq + str[1] + m[0][1] + m[1][0] + c.k + cp->z +
           (int)d + t[0] + cv + fp(3) + cb + arr2[0] + arr2[1] + (int)ee + (int)e2 + u.i + c4.z;
}

static TAMED async int local_types(int n)
{
    struct P {
        int x, y;
    };
    enum C { R, G = 7 };
    typedef struct P PP;
    typedef int arr_t[3];
    PP p = {await leaf(1), 2}, *pp = &p;
    enum C c = G;
    arr_t a = {1, await leaf(2), 3};
    struct P list[2] = {{1, await leaf(2)}, {3, 4}};
    union U {
        struct P p;
        long l;
    } u;
    u.p = p;
    struct P *q = &list[1];
    struct {
        struct P in;
        enum C c;
    } nest = {{5, 6}, G};
    __typeof__(nest) n2 = nest;
    void (*fn)(struct P *) = 0;
    struct P(*parr)[2] = &list;
    await pause_maybe();
    pp->x += await leaf(3);
    q->y += await leaf(1);
    n2.in.x += await leaf(2);
    list[await leaf(0)].x++;
    p = list[1];
    a[await leaf(1)] += 1;
    (*parr)[0].y += 1;
    enum C d = await leaf(1) ? G : R;
    {
        struct P {
            char c[3];
        } p = {"ab"};
        await pause_maybe();
        n += p.c[1];
    }
    return n + p.x * 10 + p.y + (int)c + a[1] + u.p.x + nest.in.y + n2.in.x + list[0].x +
           list[0].y + (fn != 0) + (int)d;
}

static TAMED async int statement_expressions(int n)
{
    int r = 0;
    for (int i = 0; i < 4; i++) {
        r += ({
            if (i == 2)
                continue;
            i * 2;
        });
        await leaf(1);
    }
    r += ({
        int q = n;
        if (q > 100)
            return 5;
        q;
    });
    await leaf(r);
    int k = ({
        __label__ l;
        int z = 0;
    l:
        z++;
        if (z < 5)
            goto l;
        z;
    });
    switch (n) {
    case 1:
        r += ({ k; });
        break;
    default:
        r += k;
    }
    return r;
}

static TAMED async int attributes(int n __attribute__((unused)), int *restrict p)
{
    int x __attribute__((aligned(16))) = await leaf(3);
    _Alignas(16) char buf[10];
    __attribute__((unused)) int y;
    int z __attribute__((unused)) = 1, *w __attribute__((unused)) = &x;
    buf[0] = (char)await leaf(2);
    await pause_maybe();
    return x + buf[0] + (int)((uintptr_t)buf % 16) + (int)((uintptr_t)&x % 16) + *p + *w;
}

static TAMED async int statics(int n)
{
    static int count;
    static const char *const names[] = {"a", "bb"};
    static struct {
        int x;
    } st = {3};
    extern int note(int);
    int note2(int);
    count += await leaf(n);
    st.x += count;
    return count + names[1][1] + st.x + note(1);
}

static TAMED async long wide_parameters(long double l, _Complex float cf, wide_int i,
                                        unsigned long long u, float f, short s, signed char c,
                                        _Bool b, void (*fp)(void))
{
    long double q = l;
    await pause_maybe();
    return (long)(q + crealf(cf) + (long double)i + u + f + s + c + b + (fp != 0));
}

static TAMED async int blocks(int n)
{
    int x = n;
    {
        int x = 1;
        {
            int x = await leaf(2);
            {
                int x = await leaf(3);
                n += x;
            }
            n += x;
        }
        n += x;
        await leaf(1);
        n += x;
    }
    for (int x = 0; x < 2; x++) {
        int x = await leaf(5);
        n += x;
    }
    {
        int *x0 = &x;
        int y = await leaf(1), x = y + *x0;
        n += x;
    }
    return n + x;
}

static TAMED async int ranges(int n)
{
    switch (await leaf(n)) {
        int u;
    case 0 ... 3:
        u = 1;
        await leaf(2);
        return u;
    case 7: {
        int z = await leaf(1);
    case 8:
        z = 2;
        n += z;
        await leaf(3);
        n += z;
    }
    /* fall through */
    default:
        n++;
    }
    return n;
}

static TAMED async int unevaluated(int n)
{
    int a[3] = {1, 2, 3};
    int x = n;
    int *p = &x;
    {
        long x = 4;
        struct S {
            int a[sizeof a];
            int x : 3;
            int p;
            char q[sizeof(x)];
        } s = {{0}, 1, 2, {0}};
        typedef __typeof__(a) ta;
        ta b = {await leaf(1)};
        int (*fp)(int a, int x) = 0;
        int k = (int)sizeof(int[sizeof a / sizeof *a]) + _Generic(x, long: 1, default: 2) +
                _Generic(a[0], int: 5);
        enum { E1 = sizeof x };
        _Alignas(sizeof(x)) int al = 1;
        __typeof__(x) y = (__typeof__(x))3;
        _Static_assert(sizeof(a) == 12, "");
        char c[sizeof(struct { int a[sizeof x]; })];
        int w = 2;
        s.a[1] = await leaf(2);
        long *px = &x;
        await leaf(1);
        c[0] = 1;
        *p += 1;
        *px += 1;
        s.q[0] = 1;
        n += x + b[0] + k + (fp != 0) + E1 + al + (int)y + (int)sizeof c + c[0] + w + s.a[1] + s.x +
             s.p + s.q[0] + (int)sizeof s + a[1] +
             __builtin_types_compatible_p(__typeof__(x), long) + (int)sizeof((int[]){x, 1});
    }
    return n + x;
}
static TAMED async int packed(int n)
{
    struct __attribute__((packed)) {
        char c;
        int i;
    } p = {1, n}, *q = &p;
    struct {
        char c;
        int i;
    } __attribute__((packed)) r = {1, n}, *s = &r;
    await pause_maybe();
    q->i++;
    s->i += await leaf(1);
    return p.i + r.i + (int)sizeof p * 100 + (int)sizeof r;
}
TAMED async int main(void)
{
    struct big dummy = {{3}};
    printf("%d\n", await arrays_in_values(1));
    printf("%d\n", await addresses(1));
    printf("%d\n", await constants(1));
    printf("%d\n", await local_types(1));
    printf("%d %d %d\n", await statement_expressions(1), await statement_expressions(3),
           await statement_expressions(101));
    printf("%d\n", await attributes(1, dummy.a));
    printf("%d %d\n", await statics(1), await statics(2));
    printf("%ld\n", await wide_parameters(1, 2, 3, 4, 5, 6, 7, 1, 0));
    printf("%d\n", await blocks(1));
    printf("%d %d %d %d\n", await ranges(2), await ranges(7), await ranges(8), await ranges(9));
    printf("%d %d\n", await unevaluated(3), await packed(4));
    return 0;
}
