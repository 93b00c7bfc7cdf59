/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

typedef int source_function(int channel);

struct source {
    const char *name;
    int (*sample)(int channel);
    int (*scale)(int value), factor;
};

extern const struct source table_sources[];
extern const size_t table_count;

int table_sum(void), table_entries(void);
int table_apply(int (*function)(int), int value);
void table_sort(int *values, size_t count);

static inline int table_first(void)
{
    return table_sources[0].sample(1);
}

#define TABLE_EACH(i) for (size_t i = 0; i < table_count; i++)

#endif
