/* SPDX-License-Identifier: BSD-3-Clause */
/* Many calls of one function: `limit` tasks that each take the next index, or element. */
#include <errno.h>
#include <stdlib.h>

#include <tamer/calls.h>
#include <tamer/sync.h>
#include <tamer/tamer.h>

#include "arrivals.h"
#include "error.h"
#include "mem.h"
#include "misuse.h"
#include "options.h"
#include "sync_channel.h"

struct failure {
    tamer_size index;
    tamer_error *error; /* owned */
};

/* A call of tamer_map or tamer_map_channel. */
struct map {
    tamer_map_options options;
    tamer_action action;           /* of tamer_map */
    tamer_item_action item_action; /* of tamer_map_channel */
    void *data;                    /* the user's */
    tamer_channel *from;
    tamer_scope *calls;       /* in which the tasks run */
    tamer_size next, count;   /* the next index; where to stop */
    tamer_size failed;        /* calls whose error was ignored */
    struct failure *failures; /* owned; in the order of the indexes */
    tamer_size failure_count, failure_room;
    bool starved; /* there was no memory for an error */
    bool over;    /* no more calls begin */
};

/* ---- errors ---- */

static bool make_room(struct map *map)
{
    tamer_size room = map->failure_room ? 2 * map->failure_room : 4;
    struct failure *failures;

    if (map->failure_count < map->failure_room)
        return true;
    failures = tmr_realloc(map->failures, room * sizeof *failures);
    if (!failures)
        return false;
    map->failures = failures;
    map->failure_room = room;
    return true;
}

/* Takes the error. */
static void keep(struct map *map, tamer_size index, tamer_error *error)
{
    tamer_size at;

    if (!make_room(map)) {
        map->starved = true;
        tmr_error_unref(error);
        return;
    }
    for (at = map->failure_count++; at > 0 && map->failures[at - 1].index > index; at--)
        map->failures[at] = map->failures[at - 1];
    map->failures[at] = (struct failure){index, error};
}

/* Takes the error. */
static void call_failed(struct map *map, tamer_size index, tamer_error *error)
{
    if (map->options.on_error == TAMER_IGNORE) {
        map->failed++;
        if (map->options.failed)
            map->options.failed(map->data, index, error);
        tmr_error_unref(error);
        return;
    }
    keep(map, index, error);
    if (map->options.on_error == TAMER_CONTINUE)
        return;
    map->over = true;
    tamer_cancel(map->calls);
}

/* All errors as one; NULL: there are none. */
static tamer_error *take_errors(struct map *map)
{
    tamer_error *all = NULL;

    for (tamer_size i = 0; i < map->failure_count; i++)
        all = tmr_error_join(all, map->failures[i].error);
    if (map->starved)
        all = tmr_error_join(all, tmr_error_nomem());
    free(map->failures);
    map->failures = NULL;
    map->failure_count = 0;
    return all;
}

/* ---- the tasks ---- */

static TAMED async void index_worker(struct map *map)
{
    while (!map->over && map->next < map->count) {
        tamer_size index = map->next++;
        tamer_error *error = NULL;

        if (tamer_catch(&error, await map->action(map->data, index)))
            call_failed(map, index, error);
    }
}

static TAMED async void channel_worker(struct map *map)
{
    tamer_size size = tamer_array_room(map->from->element_size);
    void *item = tamer_frame_new(size);

    tamer_defer {
        tamer_frame_free(item, size);
    }
    while (!map->over && await tamer_channel_receive(map->from, item) == 1) {
        tamer_size index = map->next++;
        tamer_error *error = NULL;

        if (tamer_catch(&error, await map->item_action(map->data, item)))
            call_failed(map, index, error);
    }
    map->over = true;
}

/* Whatever ended the calls, a cancellation too: errors are raised. */
static TAMED async void run(struct map *map)
{
    tamer_defer {
        tamer_error *all = take_errors(map);
        if (all)
            await tmr_reraise(all);
    }
    TAMER_SCOPE(calls, .start = TAMER_EAGER) {
        map->calls = calls;
        for (tamer_size i = 0; i < map->options.limit && !map->over; i++) {
            if (map->from)
                channel_worker_scoped(calls, map);
            else if (map->next < map->count)
                index_worker_scoped(calls, map);
            else
                break;
        }
    }
}

static void set_options(struct map *map, const tamer_map_options *options, const char *doing,
                        bool has_action)
{
    if (!has_action)
        tmr_misuse(doing, "there is nothing to call: the function is NULL");
    if (options)
        map->options = *options;
    tmr_options_check_errors(map->options.on_error, doing);
}

TAMED async tamer_size tamer_map(tamer_size count, tamer_action action, void *data,
                                 const tamer_map_options *options)
{
    struct map map = {.action = action, .data = data, .count = count};

    set_options(&map, options, "tamer_map", action != NULL);
    if (map.options.limit == 0)
        map.options.limit = count;
    if (map.options.limit == TAMER_ENDLESS)
        tamer_raise(EINVAL, "tamer_map: neither the calls nor those at once have an end");
    await run(&map);
    return map.failed;
}

TAMED async tamer_size tamer_map_channel(struct tamer_channel *from, tamer_item_action action,
                                         void *data, const tamer_map_options *options)
{
    struct map map = {.item_action = action, .data = data, .from = from};

    set_options(&map, options, "tamer_map_channel", action != NULL);
    tmr_channel_check(from, "tamer_map_channel");
    if (map.options.limit == 0)
        tamer_raise(EINVAL, "tamer_map_channel: there is no limit");
    await run(&map);
    return map.failed;
}
