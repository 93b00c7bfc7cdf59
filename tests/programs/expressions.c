/* SPDX-License-Identifier: BSD-3-Clause */
/* Awaits in every position of every expression; the order of evaluation is from left to right, as
 * clang's. */
#include <stddef.h>
#include <string.h>

#include "leaves.h"

struct point {
    int x, y;
};

struct shape {
    struct point corner[2];
    const char *name;
    struct {
        int inner;
    };
};

static int add3(int a, int b, int c)
{
    return a * 100 + b * 10 + c;
}

static TAMED async int operators(int n)
{
    int r = await step(n) + await step(2) * await step(3) - await step(4) / await step(1);

    r += await step(7) % await step(4) + (await step(1) << await step(3)) + (await step(64) >> 2);
    r ^= await step(5) & await step(6);
    r |= await step(8);
    r -= -await step(3) + ~await step(0) + !await step(0) + +await step(1);
    r += (await step(1) < await step(2)) + (await step(3) >= 3) + (await step(4) == n);
    r *= await step(2);
    r <<= await step(1);
    r >>= await step(2);
    r /= await step(3);
    r %= await step(1000);
    return r;
}

static TAMED async int logic(int n)
{
    int r = 0;

    r += n && await step(1);
    r += (await step(n) && note(2)) * 2;
    r += (n || await step(3)) * 4;
    r += (await step(0) || await step(n)) * 8;
    r += ((n > 1 && await step(1)) || (await step(2) && n > 2 && !await step(0))) * 16;
    r += (n > 2 ? await step(5) : await step(6)) * 32;
    r += await step(n) ? note(7) : await step(8);
    r += (n ? await step(n - 1) ? 100 : await step(200) : 300);
    n ? (void)await step(1) : (void)note(2);
    (void)(n && await step(9));
    if (!(n && await step(1)) || await step(0))
        r += 5;
    return r;
}

static TAMED async int commas(int n)
{
    int a, b;
    int r = (note(1), await step(2), n);

    a = 1, b = await step(3), r += a + b;
    for (a = 0, b = await leaf(5); a < b; a++, b -= await leaf(1))
        r += (await step(a), b);
    return await step(1), r;
}

static TAMED async int calls(int n)
{
    int r = add3(await step(1), note(2), await step(3));

    r += add3(note(n), await step(add3(1, await step(2), 3)), note(4));
    r += await leaf(await leaf(await step(await leaf(n) + 1)));
    printf("{%d %s %d}", await leaf(1), await leaf_text("text"), note(2));
    return r;
}

static TAMED async int assignments(int n)
{
    int a, b, c, table[4] = {1, 2, 3, 4};
    struct point p = {1, 2}, *q = &p;
    int *cursor = table;

    a = b = c = await step(n);
    table[await leaf(1)] = await step(5);
    table[2] += await step(6);
    table[await leaf(0)] *= await leaf(3) + table[await leaf(3)];
    *cursor++ += await leaf(1);
    *cursor = await leaf(8);
    cursor[await leaf(1)] -= 3;
    p.x = await step(7);
    q->y += await step(8);
    (*q).x -= await leaf(1);
    (n > 1 ? &a : &b)[0] = await leaf(77);
    a += b += await leaf(2);
    c = (a = await leaf(4)) + (b = await leaf(5));
    a++;
    --b;
    return a + b * 2 + c * 3 + table[0] + table[1] * 2 + table[2] * 3 + p.x * 5 + p.y * 7;
}

static TAMED async int initialisers(int n)
{
    int plain = await step(n), other = plain + await step(1), last;
    int table[] = {await step(1), plain, await step(2), [5] = await step(6), [4] = other};
    struct point p = {.y = await leaf(3), .x = await step(4)};
    struct shape s = {.corner = {{await leaf(1), 2}, {.y = await leaf(3)}},
                      .name = await leaf_text("box"),
                      .inner = await leaf(9)};
    struct point copy = p, *pointer = &(struct point){await leaf(5), n};
    char text[] = "text", *cursor = text + await leaf(1);
    const char *const words[] = {"a", await leaf_text("b"), "c"};
    struct pair pair = await leaf_pair(n, 2);
    struct point braces[2] = {{0}};

    last = await leaf(2);
    return plain + other + last + table[0] + table[1] + table[2] + table[3] + table[4] + table[5] +
           (int)(sizeof table / sizeof table[0]) * 100 + p.x + p.y + copy.x + pointer->x +
           pointer->y + s.corner[0].x + s.corner[0].y + s.corner[1].x + s.corner[1].y +
           (int)strlen(s.name) + s.inner + *cursor + words[1][0] + words[2][0] + (int)pair.first +
           (int)pair.second + braces[1].y;
}

static int sum_points(const struct point *points, size_t count)
{
    int sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += points[i].x * 10 + points[i].y;
    return sum;
}

static TAMED async int total(struct point p, const struct point *more)
{
    await pause_maybe();
    return p.x + p.y + more->x;
}

static TAMED async int literals(int n)
{
    int r = sum_points((struct point[]){{1, await leaf(2)}, {await leaf(n), 4}}, 2);

    r += ((struct point){await leaf(3), 5}).x;
    r += await total((struct point){n, await leaf(1)}, &(struct point){.x = await leaf(6)});
    r += ((int[]){10, 20, 30})[await leaf(1)];
    r += "abc"[await leaf(2)] - 'a';
    return r + (int)strlen(await leaf_text("four"));
}

static TAMED async int members(int n)
{
    struct shape shapes[2] = {{.name = "one"}, {.name = "second"}};
    struct pair (*untouched)(long, long) = NULL;
    long r = (await leaf_pair(n, 20)).second + (await leaf_pair(3, 4)).first;

    shapes[await leaf(1)].corner[await leaf(0)].x = await leaf(12);
    r += (shapes + await leaf(1))->corner->x;
    r += (&shapes[0])[await leaf(1)].name[await leaf(2)] - 'a';
    r += *(&shapes[await leaf(1)].corner[0].x) + (untouched == NULL);
    r += (await leaf_text("xyz"))[await leaf(1)] - 'a';
    return (int)r;
}

static TAMED async int unevaluated(int n)
{
    int r = (int)sizeof(await leaf(n)) + (int)sizeof(await leaf_pair(1, 2));
    __typeof__(await leaf_double(1)) x = await leaf_double(2.5);

    r += (int)_Alignof(int) + (int)offsetof(struct shape, name);
    r += _Generic(x, double: 100, default: 200);
    r += _Generic(1.0f, float: 1, default: 2) * await leaf(3);
    return r + (int)(x * 2);
}

static TAMED async int casts(int n)
{
    int r = (int)await leaf_double(3.75) + (char)await leaf(300) + (unsigned char)await leaf(511);
    void *address = (void *)await leaf_text("address");

    (void)await step(n);
    await step(1);
    (void)address;
    r += *(const char *)address - 'a';
    return r + (int)(long long)await leaf(-5) + (await leaf(7));
}

TAMED async int main(void)
{
    for (int n = 0; n < 5; n++) {
        printf("%d:", n);
        printf(" %d", await operators(n));
        printf(" %d", await logic(n));
        printf(" %d", await commas(n));
        printf(" %d", await calls(n));
        printf(" %d", await assignments(n));
        printf(" %d", await initialisers(n));
        printf(" %d", await literals(n));
        printf(" %d", await members(n));
        printf(" %d", await unevaluated(n));
        printf(" %d\n", await casts(n));
    }
    return 0;
}
