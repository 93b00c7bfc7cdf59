/* SPDX-License-Identifier: BSD-3-Clause */
#include "table.h"

#include <stdlib.h>

#include "sensor.h"

#define VALUE(channel) (sensor_read(channel).value)
#define SQUARE(x) ((x) * (x))

static int measure(int channel)
{
    return sensor_read(channel).value;
}

static int measure_twice(int channel)
{
    int once = VALUE(channel), again;

    if (once > 3)
        again = VALUE(channel);
    else
        again = once;
    return once + again + SQUARE(measure(channel));
}

static int twice(int value)
{
    return 2 * value;
}

const struct source table_sources[] = {
    {"single", measure, twice, 1},
    {.name = "double", .sample = measure_twice, .scale = NULL, .factor = 3},
};
const size_t table_count = sizeof table_sources / sizeof *table_sources;

int table_entries(void)
{
    return (int)table_count;
}

int table_sum(void)
{
    int sum = 0;
    TABLE_EACH(i)
        sum += table_sources[i].sample((int)i) * table_sources[i].factor;
    return sum;
}

int table_apply(int (*function)(int), int value)
{
    return function ? function(value) : value;
}

/* Called by the library: it blocks. */
static int by_reading(const void *left, const void *right)
{
    const int *a = left, *b = right;
    return measure(*a) - measure(*b);
}

void table_sort(int *values, size_t count)
{
    qsort(values, count, sizeof *values, by_reading);
}
