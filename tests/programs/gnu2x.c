/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu2x */
/* C as it becomes, as far as the compilers of today go. */
#include "leaves.h"

static TAMED async int attributes([[maybe_unused]] int unused, int)
{
    [[maybe_unused]] int local = await leaf(0b101);
    _Static_assert(sizeof(int) == 4);

    switch (await leaf(1)) {
    case 1:
        local += await leaf(1'000);
        [[fallthrough]];
    case 2:
        local++;
    }
    if (local > 1000)
        goto end;
    local = -1;
end:
    return local;
}

static TAMED async int empty_initialiser()
{
    struct pair pair = {};
    int numbers[4] = {};

    pair.second = await leaf(6);
    numbers[await leaf(1)] = 8;
    return (int)(pair.first + pair.second) + numbers[0] + numbers[1];
}

TAMED async int main(void)
{
    printf("%d %d\n", await attributes(1, 2), await empty_initialiser());
    return 0;
}
