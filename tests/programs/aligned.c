/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wno-psabi */
/* Variables, values and types that are aligned to more than frames are. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "leaves.h"

struct line {
    _Alignas(64) char bytes[70];
};

typedef struct {
    int n;
} __attribute__((aligned(128))) wide;

typedef int vector __attribute__((vector_size(32)));

static int aligned(const volatile void *place, size_t align)
{
    return (uintptr_t)place % align == 0;
}

static TAMED async int touch(void *place, size_t align)
{
    await pause_maybe();
    memset(place, 1, 1);
    return aligned(place, align);
}

static TAMED async struct line make_line(int n)
{
    struct line line = {.bytes = {(char)n}};

    line.bytes[69] = (char)await leaf(n + 1);
    return line;
}

static TAMED async wide make_wide(wide from)
{
    wide *p = &from;

    await pause_maybe();
    p->n += 1000 * aligned(p, 128);
    await pause_maybe();
    return from;
}

static TAMED async vector make_vector(vector v, int n)
{
    await pause_maybe();
    return v * n;
}

static TAMED async int pinned(int n)
{
    _Alignas(64) int a = n, *p = &a;
    int b __attribute__((aligned(256))) = 2, c __attribute__((__aligned__)) = 3;
    _Alignas(double) _Alignas(32) char buffer[3] = "ab";
    struct line line = {{1}}, *q = &line;
    volatile _Alignas(128) int v = 4;
    _Alignas(64) _Atomic int counted = 6, *pc = &counted;
    _Alignas(max_align_t) char plain[16] = {0};
    _Alignas(struct line) short s = 5, *ps = &s;
    int sum = await touch(&a, 64) + await touch(&b, 256) + await touch(buffer, 32);

    sum += await touch(plain, _Alignof(max_align_t)) + await touch(&c, __BIGGEST_ALIGNMENT__) +
           await touch(q, 64) + await touch(ps, 64);
    await pause_maybe();
    v++;
    ++*pc;
    sum = sum * 2 + aligned(p, 64) + aligned(&b, 256) + aligned(q, 64) + aligned(&v, 128);
    printf("%zu %zu %zu ", sizeof line, _Alignof(struct line), sizeof buffer);
    return sum + a + b + c + buffer[1] + line.bytes[0] + v + plain[3] + s + counted;
}

static TAMED async int saved(int n)
{
    _Alignas(64) long plain = n;
    wide w = {n}, other;
    vector v = {1, 2, 3, 4, 5, 6, 7, n};
    const wide fixed = {7};
    struct line line = await make_line(n);

    other = await make_wide(w);
    v = await make_vector(v, await leaf(2)) + v * await leaf(3);
    plain += await leaf(1);
    wide *p = &other;
    await pause_maybe();
    printf("%d %d %d ", aligned(p, 128), aligned(&line, 64), v[7]);
    return other.n + w.n + v[3] + fixed.n + (int)plain + line.bytes[0] + line.bytes[69];
}

static TAMED async int values(int n)
{
    int sum = (await make_line(n)).bytes[await leaf(69)] + (await make_wide((wide){n})).n;

    sum += ((struct line *)&(struct line){{9}})->bytes[await leaf(0)];
    struct line *kept = &(struct line){{8, await leaf(3)}};
    sum += aligned(kept, 64);
    await pause_maybe();
    sum += aligned(kept, 64) + kept->bytes[1];
    return sum + (n ? await make_wide((wide){1}) : (wide){2}).n;
}

static TAMED async int arrays(int n)
{
    struct line lines[n];
    _Alignas(128) char bytes[n];
    wide grid[2][n];

    memset(lines, 1, sizeof lines);
    memset(bytes, 2, sizeof bytes);
    await pause_maybe();
    grid[1][n - 1].n = 6;
    await pause_maybe();
    return aligned(lines, 64) + aligned(&lines[1], 64) * 10 + aligned(bytes, 128) * 100 +
           aligned(&grid[1][1], 128) * 1000 + lines[n - 1].bytes[69] + bytes[n - 1] +
           grid[1][n - 1].n;
}

static TAMED async int expressions(int n)
{
    long x = n;
    int y __attribute__((aligned(sizeof x))) = 1, z __attribute__((aligned(4 * sizeof(x)), unused));
    _Alignas(__alignof__(y) * 4) char c = 2;
    struct {
        _Alignas(32) char inside;
    } local = {3}, *p = &local;
    struct local {
        int n;
    };
    _Alignas(64) struct local raw = {5}, *r = &raw;
    _Alignas(128) struct {
        int n;
    } own = {6}, *po = &own;

    register struct {
        int n;
    } nameless = {6};

    await touch(&x, 8);
    x &= nameless.n & 1;
    z = await touch(&y, sizeof x) + await touch(&z, 4 * sizeof x);
    await pause_maybe();
    char *pc = &c;
    await pause_maybe();
    p->inside += (char)aligned(p, 32);
    await pause_maybe();
    r->n += aligned(r, 64) + aligned(po, 128) + po->n;
    return (int)x + (y & 1) + *pc + aligned(pc, 4 * __alignof__(y)) + local.inside + z + raw.n;
}

int main(void)
{
    printf("%d\n", pinned(5));
    printf("%d\n", saved(5));
    printf("%d\n", values(5));
    printf("%d\n", arrays(3));
    printf("%d\n", expressions(5));
    return 0;
}
