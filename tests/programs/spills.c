/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wno-unused-value -Wno-unsequenced -Wno-sequence-point */
/* What is kept while another part of an expression awaits, loops and jumps of every shape. */
#include "leaves.h"
#include <string.h>
struct bf {
    unsigned a : 3;
    signed b : 5;
    _Bool c : 1;
    unsigned long long d : 40;
    enum { EA, EB } e : 2;
};
static struct bf gb = {1, 2, 1, 5, EB};
static int gi = 3;
static int *gp(void)
{
    gi++;
    return &gi;
}
static int three(int a, int b, int c)
{
    return a * 100 + b * 10 + c;
}
static long mix(double a, struct pair p, const char *s, int k)
{
    return (long)a + p.first + s[0] + k;
}
static TAMED async int spills(int n)
{
    struct bf l = gb;
    int r = ((gb.a - await leaf(2)) < 0) * 7777;
    r += three(gb.a, await leaf(2), gb.b) + three(l.b, await leaf(1), l.a);
    r += (int)(gb.d + await leaf(1)) + gb.c * await leaf(2) + (gb.e == await leaf(1));
    gb.a += await leaf(2);
    gb.b -= await leaf(1);
    l.d = gb.d * await leaf(3);
    r += (int)l.d;
    r += three(gi++, await leaf(gi), gi);
    r += *gp() + await leaf(*gp()) + *gp();
    r += three((gi = 5), await leaf(1), gi);
    r += (int)mix(1.5 + n, (struct pair){n, await leaf(2)}, "A", await leaf(3));
    r += (int)mix(n, await leaf_pair(1, 2), await leaf_text("q"), gi);
    r += ((void)gi, await leaf(2));
    r += three(n ? gi : await leaf(1), await leaf(2), n && await leaf(3));
    r += ("abc"[await leaf(1)]);
    r += 1 ["xyz"];
    r += (int)sizeof(struct bf);
    float f = 1.5f;
    f += await leaf(2);
    f *= (float)await leaf_double(0.5);
    char c = 'a';
    c += await leaf(2);
    c = (char)(c << await leaf(1));
    short s = (short)await leaf(70000);
    unsigned char uc = (unsigned char)await leaf(300);
    r += s + uc + c + (int)f;
    long long ll = 1LL << await leaf(40);
    r += (int)(ll >> await leaf(38));
    unsigned u = 0u - await leaf(1);
    r += u > (unsigned)await leaf(5);
    int *p = &gi + await leaf(0);
    r += p - &gi;
    r += p == gp();
    r += (p ? await leaf(1) : 0);
    _Bool b = await leaf(4);
    b += await leaf(1);
    r += b;
    r += -await leaf(3) - (-await leaf(2));
    r += await leaf(3) - -await leaf(2);
    r += !!await leaf(7);
    r += ~-await leaf(1);
    int q = (((await leaf(1) + await leaf(2) * await leaf(3) -
               await leaf(4) / await leaf(2) % await leaf(7))
              << await leaf(1)) ^
             await leaf(3)) |
            (await leaf(8) & await leaf(12));
    return r + q;
}
static TAMED async int arrays(int n)
{
    int a[3][4] = {{0}};
    int(*pa)[4] = a;
    int i = 0;
    a[await leaf(1)][await leaf(2)] = await leaf(5);
    a[i++][await leaf(i)] = 7;
    pa[await leaf(1)][i] += await leaf(3);
    (*(pa + await leaf(2)))[3] = n;
    int *q = a[await leaf(1)];
    q[await leaf(2)]++;
    *q++ = await leaf(9);
    int r = 0;
    for (int x = 0; x < 3; x++)
        for (int y = 0; y < 4; y++)
            r = r * 3 + a[x][y];
    struct {
        int v[3];
        struct {
            int w[2];
        } in[2];
    } s = {.v = {await leaf(1), 2}, .in[1].w = {await leaf(3), 4}};
    s.v[await leaf(0)] += s.in[await leaf(1)].w[await leaf(1)];
    int *sp = s.in[await leaf(1)].w;
    sp[await leaf(0)] = 8;
    char m[2][4] = {"ab", "cd"};
    m[await leaf(1)][await leaf(0)] = 'z';
    return r + s.v[0] + s.in[1].w[0] + m[1][0] + m[0][1] + (int)(q - a[1]);
}
static TAMED async int loops(int n)
{
    int r = 0;
    for (;;) {
        if (r > 5)
            break;
        r += await leaf(1);
    }
    for (int i = 0, j = await leaf(3); i < j; i += await leaf(1), j -= 0)
        r += i;
    for (int i = await leaf(2); i--;) {
        switch (i) {
        case 0:
            continue;
        default:
            r += await leaf(1);
            break;
        }
    }
    int k = 0;
    do {
        if (k == 1)
            continue;
        r += 10;
    } while (await leaf(++k) < 3);
    while (k-- > 0)
        if (await leaf(k))
            continue;
        else
            break;
    for (r += await leaf(1); await leaf(0);)
        ;
    for (int i = 0; await leaf(i) < 3; i++)
        for (int i = 0; await leaf(i) < 2; i++) {
            r += i;
            if (i == await leaf(1))
                break;
        }
    do
        for (int z = 0; z < await leaf(1); z++)
            r++;
    while (await leaf(0));
    while (await leaf(0))
        ;
    if (await leaf(0))
        ;
    else
        r++;
    do
        ;
    while (await leaf(0));
    for (struct pair p = {await leaf(1), 2}; p.first < 4; p.first++)
        r += (int)p.second;
    for (int t[2] = {0, await leaf(3)}; t[0] < t[1]; t[0]++)
        r++;
    for (const char *s = await leaf_text("abc"); *s; s++)
        r += await leaf(*s == 'b');
    for (register int g = 0; g < 2; g++)
        await leaf(g);
    for (int *p = &r, g = 0; g < 2; g++)
        *p += await leaf(1);
    for (volatile int v = 0; v < await leaf(2); v++)
        r++;
    for (int i = 0; i < 2; ({ i++; }))
        r += await leaf(i);
    return r + n;
}
static TAMED async int sw(int n)
{
    int r = 0;
    switch (n) {
        int hidden;
    case 0:
        hidden = await leaf(1);
        r += hidden;
        /* fall through */
    case 1: {
        int x;
    case 2:
        x = await leaf(2);
        r += x;
    } break;
    case 3 ... 5:
        if (await leaf(n) == 4) {
        case 9:
            r += await leaf(30);
        } else
            r += 40;
        break;
    default:
        switch (await leaf(n)) {
        case 6:
            r += 6;
            break;
        case 7:
            r += 7;
            goto end;
        }
        r += 100;
    }
    r += 1000;
end:
    switch (await leaf(0))
        ;
    switch (await leaf(1)) {
    }
    switch (n)
    case 7:
    case 8:
        r += await leaf(5);
    switch (await leaf(1))
    default:
        r += await leaf(1);
    return r;
}
static TAMED async int gg(int n)
{
    int i = 0, r = 0;
    if (await leaf(n))
        goto mid;
top:
    for (i = 0; i < 3; i++) {
        r += await leaf(1);
    mid:
        r += 10;
        if (r > 60)
            goto done;
        while (await leaf(0)) {
        back:
            r += 3;
            if (r > 40)
                goto done;
        }
        if (i == 1)
            goto back;
    }
    if (r < 50)
        goto top;
done:;
    {
        int r2 = r;
    again:
        r2 += await leaf(1);
        if (r2 < r + 3)
            goto again;
        r = r2;
    }
    return r * 10 + i;
}
static TAMED async void nothing(void)
{
}
static TAMED async int noawait(int n)
{
    return n * 2;
}
static TAMED async int loopret(int n)
{
    for (;;)
        if (await leaf(n--) < 0)
            return n;
}
static TAMED async int stmts(int n)
{
    ;
    ;
    {
    }
    {
        {
        }
    }
    if (n) {
    } else {
    }
    await leaf(1);
    (void)await leaf(1);
    (void)(await leaf(1) + await leaf(2));
    await nothing();
l1:
l2:
    await leaf(1);
    if (n-- > 0)
        goto l1;
    if (n < -9)
        goto l2;
    {
    l3:;
    }
    if (n < -10)
        goto l3;
    int a, b;
    a = b = await leaf(3);
    a = (b = await leaf(1), b + await leaf(2));
    a += b -= await leaf(1);
    (a) = (await leaf(2));
    (void)((await leaf(1), a) + await leaf(1));
    *(&a) = await leaf(5);
    __extension__(a) = await leaf(6);
    return __extension__(a + b + await leaf(0)) + await noawait(n);
}
struct node {
    struct node *next;
    int v;
};
static TAMED async int tree(struct node *x)
{
    return x ? await tree(x->next) + await leaf(x->v) : 0;
}
static inline TAMED async int inl(int n)
{
    return await leaf(n) + 1;
}
extern TAMED async int ext(int n);
TAMED async int ext(int n)
{
    return await leaf(n) + 2;
}
TAMED async int pa(int n), pb(int n);
TAMED async int pa(int n)
{
    return n ? await pb(n - 1) : 1;
}
TAMED async int pb(int n)
{
    return n ? await pa(n - 1) : 2;
}
TAMED_AS(other) async int named(int n)
{
    return await leaf(n);
}
static int cb(int (*f)(int), int n)
{
    return f(n);
}
static TAMED async int big(int n)
{
    struct {
        char c[5000];
    } b;
    memset(&b, n, sizeof b);
    await pause_maybe();
    return b.c[4999];
}
static TAMED async int arrp(int a[static 2], int m[][3], int f(int), char s[])
{
    int r = a[1] + m[1][2] + f(2) + s[0];
    await pause_maybe();
    a++;
    m++;
    s++;
    return r + a[0] + m[0][2] + f(await leaf(3)) + *s;
}
static TAMED async int addrpar(int n, struct pair p)
{
    int *q = &n;
    long *l = &p.first;
    *q += await leaf(1);
    *l += await leaf(2);
    p.second += *l;
    return n + (int)p.first + (int)p.second;
}
TAMED async int main(int argc, char *argv[])
{
    printf("%d\n", await spills(1));
    printf("%d\n", await arrays(1));
    printf("%d\n", await loops(1));
    for (int i = 0; i < 10; i++)
        printf("%d ", await sw(i));
    printf("%d %d\n", await gg(0), await gg(1));
    printf("%d %d\n", await stmts(2), await loopret(3));
    struct node c = {0, 3}, b = {&c, 4}, a = {&b, 5};
    printf("%d\n", await tree(&a));
    printf("%d %d %d %d\n", await inl(1), await ext(1), await pa(4), await named(argc));
    printf("%d %d\n", cb(note, 3), await big(3));
    int m[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    char t[] = "xy";
    printf("%d\n", await arrp((int[]){1, 2, 3}, m, note, t));
    printf("%d\n", await addrpar(1, (struct pair){2, 3}));
    return argv[0] == 0;
}
