/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu2x */
/* compilers: clang-19 */
/* C23: its keywords, and types that it adds. */
#include <stddef.h>

#include "leaves.h"

static TAMED async int keywords(int n)
{
    bool yes = true, no = false;
    static_assert(true);
    static_assert(sizeof(int) == 4, "int");
    if (await leaf(n) > 2 && yes)
        n++;
    typeof(n) copy = n;
    typeof(await leaf(n)) other = 2;
    n += await leaf(copy) + other;
    alignas(16) char buffer[16] = {};
    thread_local static int counter = 0;
    counter += await leaf(1);
    buffer[await leaf(2)] = (char)counter;
    int digits = 1'000'000 + 0b1010'1010 + 0x1'f;
    return n + no + digits + buffer[2] + (int)alignof(int);
}

enum small : unsigned char { SMALL = 200 };
enum : long long { HUGE = 0x7fffffffffLL };

constexpr int global = 4;

static TAMED async int modern(int n)
{
    auto x = await leaf(n);
    auto pointer = &x;
    constexpr int size = 3;
    constexpr struct pair fixed = {1, 2};
    static constexpr int table[] = {5, 6, 7};
    int array[size] = {1, 2, 3};
    enum small small = SMALL;
    enum local : short { LOCAL = 1 } local = LOCAL;
    nullptr_t null = nullptr;
    auto nothing = nullptr;
    void *p = nothing;
    typeof_unqual(const int) mutable = 2;
    _BitInt(37) wide = 1;
    unsigned _BitInt(100) wider = 3;

    await pause_maybe();
    mutable += await leaf(size) + global + table[await leaf(1)];
    wide <<= 35;
    wide += await leaf(n);
    wider += wide;
    await pause_maybe();
    *pointer += p == null;
    p = await leaf(0) ? &x : nullptr;
    auto y = array[await leaf(2)] + (int)fixed.second, z = small + local;
    await pause_maybe();
    return x + (int)(wide >> 30) + (int)(wider % 1000uwb) + mutable + (int)y + (int)z +
           (p == nothing) + (int)(HUGE >> 30);
}

/* Constants that are needed as such, and by their addresses. */
static TAMED async int constants(int n)
{
    constexpr int five = 4 + 1;
    static constexpr int table[] = {1, 2, five};
    constexpr struct pair fixed = {five, 2}, *const *none = nullptr;
    int x = await leaf(table[2] + n);
    constexpr auto ten = five * 2;
    enum { SUM = ten + fixed.first };
    static_assert(SUM == 15);
    int array[ten];
    const int *p = &five;
    const struct pair *q = &fixed;
    array[3] = x;
    await pause_maybe();
    static char room[ten];
    for (constexpr int step = 2; x < 20; x += step)
        x += await leaf(step);
    switch (n) {
    case five:
        return await leaf(1);
    case ten:
        return 2;
    }
    return x + array[3] + *p + (int)q->first + (int)sizeof room + (none == nullptr);
}

static TAMED async _BitInt(37) bits(_BitInt(37) n)
{
    return n + await leaf(1);
}

static TAMED async unsigned _BitInt(100) many_bits(unsigned _BitInt(100) n)
{
    return n + (unsigned)await leaf(1);
}

static TAMED async typeof(nullptr) nothing(typeof(nullptr) given, int n)
{
    typeof(nullptr) kept = given;
    await pause_maybe();
    return n ? kept : await nothing(given, 1);
}

static TAMED async int deduced(int n)
{
    struct {
        int a, b;
    } pair = {await leaf(n), 2};
    auto copy = pair;
    auto const fixed = pair;
    auto p = &copy;
    auto q = &fixed;
    await pause_maybe();
    p->a += q->b;
    return copy.a + (await nothing(nullptr, n) == nullptr);
}

TAMED async int main()
{
    for (int n = 0; n < 5; n++) {
        printf("%d %d %d", await keywords(n), await modern(n), await deduced(n));
        printf(" %d %d %d\n", (int)await bits(n), (int)await many_bits(1000uwb),
               await constants(n + 3));
    }
    return 0;
}
