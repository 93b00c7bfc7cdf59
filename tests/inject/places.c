/* SPDX-License-Identifier: BSD-3-Clause */
#include "places.h"

#include <stddef.h>

static struct point *find(struct points *points, uint64_t key)
{
    unsigned i = (unsigned)(key >> 32) % POINTS;

    while (points->points[i].key && points->points[i].key != key)
        i = (i + 1) % POINTS;
    return &points->points[i];
}

/* Every stride-th of them, and twice as far apart whenever there is no more room. */
static void spread(struct point *point, unsigned long place)
{
    if ((point->count - 3) % point->stride != 0)
        return;
    if (point->spread_count == SPREAD) {
        for (unsigned i = 0; i < SPREAD / 2; i++)
            point->spread[i] = point->spread[2 * i];
        point->spread_count = SPREAD / 2;
        point->stride *= 2;
        if ((point->count - 3) % point->stride != 0)
            return;
    }
    point->spread[point->spread_count++] = place;
}

void points_pass(struct points *points, uint64_t key, const tamer_point *at, unsigned long place)
{
    struct point *point = find(points, key);

    points->places++;
    if (!point->key && points->count >= POINTS / 4 * 3) {
        points->lost++;
        return;
    }
    if (!point->key) {
        points->order[points->count++] = (unsigned)(point - points->points);
        *point = (struct point){.key = key, .at = at, .stride = 1};
    }
    point->last = place;
    if (++point->count == 1)
        point->first = place;
    else if (point->count == 2)
        point->second = place;
    else
        spread(point, place);
}

unsigned long point_place(const struct point *point, unsigned i, unsigned most)
{
    const unsigned long ends[] = {point->first, point->last, point->second};
    unsigned long others = most > 3 ? most - 3 : 0;
    unsigned long place;

    if (i >= most || i >= point->count)
        return 0;
    if (i < 3)
        return ends[i];
    i -= 3;
    if (others > point->spread_count)
        others = point->spread_count;
    if (i >= others)
        return 0;
    place = point->spread[i * point->spread_count / others];
    return place != point->last ? place : 0;
}
