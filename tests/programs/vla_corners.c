/* SPDX-License-Identifier: BSD-3-Clause */
/* Rare declarations whose types depend on values, with awaits between. */
#include <string.h>

#include "leaves.h"

#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("function"))), apply_to = function)
#endif

/* Of functions that are called as elsewhere. */
#ifdef __x86_64__
#define FOREIGN __attribute__((ms_abi))
#else
#define FOREIGN
#endif

static int cells[2][3] = {{1, 2, 3}, {4, 5, 6}};

static TAMED async int qualified(int n)
{
    int m[n][n];
    int(*_Atomic p)[n] = m;
    int(*volatile v)[n] = m;
    int(*restrict r)[n] = m;
    _Atomic(int(*)[n]) q = m;
    memset(m, 1, sizeof m);
    m[1][1] = 5;
    await pause_maybe();
    p++;
    q = p;
    v++;
    await pause_maybe();
    int(*x)[n] = q;
    return (*x)[1] + (*v)[1] + (*r)[0] % 7 + (int)sizeof *r;
}
static TAMED async int open_bound(int n)
{
    int m[2][3][n];
    int(*p)[][n] = 0;
    memset(m, 0, sizeof m);
    m[1][2][n - 1] = 9;
    p = m + 1;
    await pause_maybe();
    return (*p)[2][n - 1] + (p != 0);
}
static TAMED async int typedefs(int n)
{
    typedef int t[n++], u[2][n];
    typedef t *tp;
    typedef __typeof__(u) w;
    t x;
    tp y = &x;
    w z;
    u *k = &z;
    n = 50;
    x[0] = 1;
    x[1] = await leaf(2);
    z[1][1] = 3;
    {
        typedef t t[2];
        t inner;
        inner[1][0] = await leaf(4);
        await pause_maybe();
        x[2] = inner[1][0] + (int)sizeof inner;
    }
    await pause_maybe();
    return (*y)[2] + (*k)[1][1] + x[0] + x[1] + (int)sizeof(w) + (int)sizeof(tp);
}

static int (*give(void))[3]
{
    return cells;
}
static int (*const *giver(void))(void)
{
    return 0;
}
static TAMED async int makers(int n)
{
    typedef int(*maker(void))[n];
    maker *m = give, **mm = &m, *list[n];
    __typeof__(m()) r = m();
    __typeof__(*m) *mp = give;
    list[n - 1] = give;
    n++;
    await pause_maybe();
    return (*r)[1] + (*(*mm)())[2] + list[2]()[1][0] + mp()[1][1] + (int)sizeof *r + (giver() == 0);
}
static TAMED async int nested_pointers(int n)
{
    int m[n][n];
    int(*rows[2])[n] = {m, m + 1};
    int(*(*prows)[2])[n] = &rows;
    int(*(*vrows[n])[2])[n];
    memset(m, 0, sizeof m);
    m[2][1] = 8;
    for (int i = 0; i < n; i++)
        vrows[i] = prows;
    await pause_maybe();
    (*vrows[1])[1]++;
    await pause_maybe();
    return (*(*prows)[1])[1] + (int)sizeof **vrows[0] + (int)sizeof vrows;
}
static TAMED async int taking(int n, int (*(*f)(int, int (*)[n]))[n], int k[static n][n + 1],
                              int (*g[n])(int))
{
    await pause_maybe();
    n += 9;
    k[0][0] = n;
    int s = (int)sizeof *k + (int)sizeof *f(1, 0) + g[0](4);
    await pause_maybe();
    return s + k[1][2] + n;
}
static int (*ff(int i, int (*p)[3]))[3]
{
    return p ? p : &cells[i];
}
static int dbl(int x)
{
    return 2 * x;
}
static TAMED async int giving(int n)
{
    int m[n][n + 1];
    int (*g[])(int) = {dbl, dbl, dbl};
    memset(m, 0, sizeof m);
    m[1][2] = 6;
    return await taking(n, ff, m, g);
}

static TAMED async int bounds_in_casts(int n)
{
    int v[n][2], i = 2, x = 3;
    memset(v, 0, sizeof v);
    v[1][1] = 7;
    void *raw = v;
    int s = (*((__typeof__(int[i++]) *)raw + await leaf(1)))[1];
    s += ((__typeof__(x)(*)[i])raw)[await leaf(0)][2] + i;
    return s;
}
static TAMED async int sizes(int n)
{
    int s = 0;
    s += (int)sizeof(int[note(n)]) + await leaf(1);
    s += await leaf((int)sizeof(char[n++])) + n;
    s += (int)sizeof(int(*)[note(n)]) + await leaf(2);
    s += (int)_Alignof(int[n]) + await leaf(1);
    s += (int)sizeof(__typeof__(int[n++])) + await leaf(n);
    return s;
}
static TAMED async int compatible(int n)
{
    int v[n], *p = v;
    v[2] = 4;
    v[0] = 1;
    int(*q)[n] = (void *)p;
    int(*r)[n] = 0 ? q : (void *)v, (*t)[] = q;
    await pause_maybe();
    int(*u)[3] = q, (*w)[n] = u;
    await pause_maybe();
    return (*r)[2] + (*t)[0] + (*w)[2] + (*(await leaf(1) ? u : w))[0] +
           (*(await leaf(0) ? t : w))[0];
}

static TAMED async int kept(int n)
{
    static int fixed[3][4];
    static int(*kept)[4] = fixed;
    static int(*const tab[2])[4] = {fixed, fixed + 1};
    int(*late)[n + 1] = tab[1];
    static int(*(*kf)(void))[4];
    static struct {
        int x;
    } pool[4], (*ps)[4] = &pool;
    register int(*reg)[n + 1] = fixed;
    auto int(*au)[n + 1] = fixed;
    fixed[1][2] = 5;
    pool[2].x = 3;
    await pause_maybe();
    reg++;
    kept = tab[1];
    await pause_maybe();
    return (*late)[2] + (*kept)[2] + (*reg)[2] + (*au)[0] + (kf == 0) + (*ps)[2].x +
           (int)sizeof *reg;
}
static TAMED async int loops(int n)
{
    int m[n][n], s = 0;
    memset(m, 0, sizeof m);
    for (int(*p)[n] = m; p < m + n; p++) {
        (*p)[await leaf(1)] = 3;
        s += (*p)[1];
        if (s > 100)
            goto out;
    }
    for (int i = 0, (*p)[n] = m, (*q)[n]; i < n; i++) {
        q = p + i;
        if (await leaf(i) == 1)
            continue;
        s += (*q)[1];
    }
    switch (n) {
    case 9: {
        int(*z)[n] = m;
        s += (*z)[0];
        break;
    }
    case 3:
        s += await leaf(1);
        break;
    }
    do {
        int(*z)[n] = m + 1;
        await pause_maybe();
        s += (*z)[1];
    } while (await leaf(0));
    while (({
               int(*z)[n] = m;
               (*z)[1] = await leaf(s);
               (*z)[1];
           }) < 14)
        s++;
out:
    return s;
}
static TAMED async int arithmetic(int n)
{
    int m[n][n];
    memset(m, 0, sizeof m);
    m[1][1] = 4;
    m[2][0] = 9;
    int(*p)[n] = m;
    p += await leaf(1);
    p = p + await leaf(1) - 1;
    int s = (*p++)[1];
    s += (*p--)[0];
    s += (p && await leaf(1)) + !p + (p > m);
    int(**pp)[n] = &p;
    (*pp)--;
    s += (*pp)[await leaf(1)][1];
    s += (p = *pp, await leaf(1), p)[2][0];
    s += (int)(((char *)(p + await leaf(1)) - (char *)p));
    int *e = m[await leaf(1)], (*one)[n] = &m[await leaf(2)];
    s += e[1] + (*one)[0] + *(*(await leaf(1) + p) + 1) + (await leaf(1))[p][1];
    s += (p != 0 ? await leaf(1) : 2) + (*(int(*)[await leaf(2)])p)[1];
    return s;
}

struct hid {
    int a;
};
typedef int num;
static TAMED async int hidden(int n)
{
    struct hid outer[n], (*po)[n] = &outer;
    num plain[n];
    memset(outer, 0, sizeof outer);
    plain[0] = 2;
    {
        struct hid {
            double d;
            char c;
        } hid[n], (*ph)[n] = &hid;
        double num = 1.5;
        hid[1].d = num;
        outer[2].a = 3;
        struct hid(*q)[n] = ph;
        await pause_maybe();
        plain[0] += (int)((*q)[1].d * 2) + (*po)[2].a + (int)sizeof *ph;
    }
    await pause_maybe();
    return plain[0] + (*po)[2].a;
}
static TAMED async int own_types(int n)
{
    struct loc {
        int x;
    };
    enum en { A, B, C };
    typedef struct {
        int y[2];
    } anon;
    void (*f[n])(struct loc *, enum en, anon(*)[2]);
    struct loc *(*(*g)(struct loc(*)[n], anon *))[n] = 0;
    anon as[n], *(*ap)[n];
    anon *(*aq[2])[n];
    memset(f, 0, sizeof f);
    memset(as, 0, sizeof as);
    anon *list[n];
    list[1] = &as[2];
    ap = &list;
    aq[1] = ap;
    as[2].y[1] = 8;
    await pause_maybe();
    return (f[0] == 0) + (g == 0) + (*ap)[1]->y[1] + (*aq[1])[1]->y[0] + (int)C;
}
static TAMED async int elements(int n)
{
    const volatile int cv[2][3] = {{1, 2, 3}, {4, 5, 6}}, (*p)[n] = cv;
    _Complex double z[n], (*pz)[n] = &z;
    typedef int v4 __attribute__((vector_size(16)));
    v4 vec[n], (*pv)[n] = &vec;
    _Bool flags[n];
    long double ld[n][n];
    wide_int wide[n];
    _Atomic int at[n];
    _Atomic(short) *pat[n];
    _Alignas(64) char big[n];
    const char *const names[2] = {"ab", "cd"}, *const(*pn)[n - 1] = &names;
    z[1] = 2.0 + 1.0i;
    vec[1] = (v4){1, 2, 3, 4};
    flags[0] = 1;
    ld[1][1] = 2.5L;
    wide[2] = 7;
    at[1] = 0;
    at[1]++;
    big[0] = 3;
    _Atomic(short) sh = 4;
    pat[0] = &sh;
    await pause_maybe();
    at[1] += 2;
    (*pat[0])++;
    await pause_maybe();
    return p[1][2] + (int)__real__(*pz)[1] + (*pv)[1][3] + flags[0] + (int)ld[1][1] + (int)wide[2] +
           at[1] + *pat[0] + big[0] + (*pn)[1][0] + (int)((unsigned long)big % 64);
}

static TAMED async int typeof_parameters(int n, int (*p)[n], __typeof__(p) q,
                                         __typeof__(int (*)[n]) r, __typeof__(*p) s,
                                         __typeof__(int[2][n]) t, __typeof__(char[n][2][n]) u)
{
    n += 99;
    await pause_maybe();
    p++;
    return n + t[1][0] + (int)sizeof *u + (*p)[1] + (*q)[0] + r[1][2] + s[1] + (int)sizeof *q +
           (int)sizeof *r;
}
static TAMED async int passes_on(int n, int m[n][n])
{
    return await typeof_parameters(n, m, m, m, *m, m, 0);
}

static TAMED async int generic(int n)
{
    int m[n][n], (*p)[n] = m, (*q)[n] = m + 1, k = 1;
    for (int i = 0; i < n * n; i++)
        m[i / n][i % n] = i;
    int s = _Generic(k, int: p, default: 0)[await leaf(1)][1];
    s += (*_Generic(k, int: p, long: q))[await leaf(2)];
    s += (*(_Generic(k, int: p, long: q) + await leaf(1)))[2];
    s += (*__builtin_choose_expr(1, p, k) + await leaf(1))[1];
    s += (*(__extension__(p + 1)))[await leaf(1)];
    return s;
}
static TAMED async int typeof_casts(int n)
{
    int m[n][n];
    void *raw = m;
    int i = n;
    memset(m, 0, sizeof m);
    m[2][1] = 4;
    int s = (*((__typeof__(int[i--]) *)raw + await leaf(2)))[1];
    s += i;
    int(*p)[n] = (__typeof__(m[0]) *)raw + await leaf(1);
    s += (await leaf(1) ? (__typeof__(int[i + 1]) *)raw : p)[2][1];
    s += ((__typeof__(p))raw)[await leaf(2)][1];
    typedef int row[n];
    s += ((row *)raw)[await leaf(2)][1] + (*(await leaf(0) ? p : (row *)raw + 2))[1];
    s += (int)sizeof(*(row(*)[2])raw) + (*(row(*)[n])raw)[await leaf(2)][1];
    s += (*&m[await leaf(2)])[1] + (*(int(*)[n]) & m[2])[await leaf(1)] + (*&*&p)[await leaf(1)][1];
    return s;
}
static TAMED async int unnamed(int n)
{
    int k = 0;
    struct {
        int a;
    } l[n], *e = l;
    l[1].a = 3;
    l[0].a = 2;
    struct {
        int b[2];
    } *(*pp)[n] = 0, *store[n];
    store[0] = 0;
    pp = &store;
    e = await leaf(1) ? l + 1 : e;
    await pause_maybe();
    k += (e + await leaf(0))->a + (await leaf(1) ? l : e)->a + (&l)[0][await leaf(1)].a;
    k += ((*pp)[0] == 0) + (&store == pp) +
         ((*(await leaf(1) ? &store : pp))[0 * await leaf(1)] == store[0]);
    __typeof__(e) e2 = l;
    __typeof__(&l) pl = &l;
    __typeof__(*e) one = *e;
    await pause_maybe();
    return k + e2->a + (*pl)[1].a + one.a;
}

static FOREIGN int (*msg(int i, int j))[3]
{
    return &cells[i - j];
}
static int (*plain(int i))[3]
{
    return &cells[i];
}
static int (*(*nested(int i))(int))[3]
{
    (void)i;
    return plain;
}
static TAMED async int conventions(int n)
{
    FOREIGN int(*(*f)(int, int))[n] = msg;
    int(*(*(*g)(int))(int))[n] = nested;
    int(*(*const volatile h)(int))[n] = plain;
    int(*(*_Atomic at)(int))[n] = plain;
    await pause_maybe();
    int s = (*f(3, 2))[1] + (*g(1)(0))[2] + (*h(1))[0] + (*at(0))[1];
    return s + (*(await leaf(1) ? g(2) : plain)(await leaf(1)))[1] +
           (*f(await leaf(1), await leaf(1)))[0];
}
static TAMED async int tables(int n)
{
    int(*(*list[2][2])(int))[n] = {{plain, 0}, {[1] = plain}};
    int(*(*(*lp)[2])(int))[n] = list;
    int(*(*vl[n])(int))[n];
    for (int i = 0; i < n; i++)
        vl[i] = lp[0][0];
    n = 0;
    await pause_maybe();
    lp++;
    return (*lp[0][1](1))[2] + (*vl[1](0))[1] + (list[0][1] == 0) + (int)sizeof vl +
           (int)sizeof *vl[0](1) + (*(*lp)[1](await leaf(0)))[0];
}
static TAMED async int filled(int n)
{
    static int(*(*tab[])(int))[3] = {plain, 0};
    static int(*(*one)(int))[3] = plain;
    int(*(**pp)(int))[n] = tab, (*(**po)(int))[n] = &one;
    int(*(*cl[])(int))[n] = {plain, plain};
    int(*(**lit)(int))[n] = (int(*(*[])(int))[n]){plain, 0};
    int(*(**la)(int))[n] = &(int(*(*)(int))[n]){plain};
    await pause_maybe();
    return (*pp[0](1))[1] + (*(*po)(0))[2] + (*cl[1](0))[0] + (*lit[0](1))[2] + (*(*la)(1))[0] +
           (lit[1] == 0);
}

int main(void)
{
    {
        printf("%d %d %d\n", qualified(3), open_bound(2), typedefs(3));
    }
    {
        printf("%d %d %d\n", makers(3), nested_pointers(3), giving(3));
    }
    {
        printf("%d %d %d\n", bounds_in_casts(3), sizes(2), compatible(3));
    }
    {
        printf("%d %d %d\n", kept(3), loops(3), arithmetic(3));
    }
    {
        printf("%d %d %d\n", hidden(3), own_types(3), elements(3));
    }
    {
        int m[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        printf("%d %d\n", typeof_parameters(3, m, m, m, m[0], m, 0), passes_on(3, m));
    }
    {
        printf("%d %d %d\n", generic(3), typeof_casts(3), unnamed(3));
    }
    {
        printf("%d %d %d\n", conventions(3), tables(3), filled(3));
    }
    return 0;
}
#ifdef __clang__
#pragma clang attribute pop
#endif
