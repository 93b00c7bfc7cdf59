/* SPDX-License-Identifier: BSD-3-Clause */
/* A task starts at the next switch, in scheduling order, never inside the call that scheduled it,
 * unless the scope is eager. Arguments are evaluated and copied at the call. */
#include "turns.h"

struct large {
    int numbers[50];
};

static TAMED async void task(const char *name, int value, struct large large)
{
    printf("  %s starts with %d, %d\n", name, value, large.numbers[49]);
    await tamer_yield();
    printf("  %s goes on with %d\n", name, value);
}

static int next(void)
{
    static int count;

    printf("  argument %d\n", ++count);
    return count;
}

static void plain(enum tamer_start start)
{
    struct large large = {{[49] = 7}};
    int value = 1;

    TAMER_SCOPE(scope, .start = start) {
        task_scoped(scope, "a", value++, large);
        large.numbers[49] = 8;
        task_scoped(scope, "b", value++, large);
        task_scoped(scope, "c", next(), large);
        value = 100;
        large.numbers[49] = 9;
        puts("  end of the block");
    }
}

static TAMED async void tamed(enum tamer_start start)
{
    struct large large = {{[49] = 7}};
    int value = 1;

    TAMER_SCOPE(scope, .start = start) {
        task_scoped(scope, "a", value++, large);
        large.numbers[49] = 8;
        task_scoped(scope, "b", value++, large);
        puts("  before an await");
        await tamer_yield();
        puts("  after it");
        task_scoped(scope, "c", next(), large);
        value = 100;
        large.numbers[49] = 9;
    }
}

int main(void)
{
    puts("plain, queued");
    plain(TAMER_QUEUED);
    puts("plain, eager");
    plain(TAMER_EAGER);
    puts("tamed, queued");
    tamed(TAMER_QUEUED);
    puts("tamed, eager");
    tamed(TAMER_EAGER);
    return 0;
}
