/* SPDX-License-Identifier: BSD-3-Clause */
#include "count.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "loop.h"

enum kind { FRAME, TASK, SCOPE, DELAYED, KINDS };

enum { NAMED_MOST = 20 };

struct count {
    const struct tmr_loop *loop;
    size_t of[KINDS];
};

bool tmr_counting;
static atomic_long errors;

void tmr_count_init(void)
{
    const char *wish = getenv("TAMER_COUNT");

    tmr_counting = wish && wish[0] == '1';
}

void tmr_count_error(int change)
{
    atomic_fetch_add_explicit(&errors, change, memory_order_relaxed);
}

/* What a frame begins with, if it has been suspended; else what happens to be there. */
static const tamer_point *point_of(const void *block)
{
    const tamer_point *point = ((const tamer_frame *)block)->point;
    Dl_info info;

    if (((uintptr_t)point & (_Alignof(tamer_point) - 1)) != 0)
        return NULL;
    return dladdr(point, &info) ? point : NULL;
}

static enum kind kind_of(const struct tmr_loop *loop, const void *block, size_t size)
{
    const tamer_point *point = size >= sizeof(tamer_frame) ? point_of(block) : NULL;
    const tamer_delayed *delayed = block;

    if (point)
        return point->unwind == tamer_task_failed ? TASK : FRAME;
    if (size >= sizeof(tamer_scope) && ((const tamer_scope *)block)->loop == loop)
        return SCOPE;
    if (size >= sizeof *delayed && (size_t)delayed->size * 16 == size)
        return DELAYED;
    return FRAME; /* not yet suspended */
}

static void count_block(void *context, void *block, size_t size)
{
    static const char *const names[] = {"frame", "task", "scope", "delayed result"};
    struct count *count = context;
    enum kind kind = kind_of(count->loop, block, size);
    const tamer_point *point = kind == FRAME || kind == TASK ? point_of(block) : NULL;
    const char *name = names[kind];

    if (count->of[kind]++ >= NAMED_MOST)
        return;
    if (kind == SCOPE) {
        point = ((const tamer_scope *)block)->at;
        name = ((const tamer_scope *)block)->is_group ? "group" : name;
    }
    fprintf(stderr, "tamer: left: a %s of %zu bytes", name, size);
    if (point)
        fprintf(stderr, ", %s (%s:%u)", point->function, point->file, (unsigned)point->line);
    fputc('\n', stderr);
}

void tmr_count_report(struct tmr_loop *loop, bool with_process)
{
    struct count count = {.loop = loop};
    long left = with_process ? atomic_load(&errors) : 0;

    tmr_mem_each_used(&loop->mem, count_block, &count);
    if (count.of[FRAME] + count.of[TASK] + count.of[SCOPE] + count.of[DELAYED] == 0 && left == 0)
        return;
    fprintf(stderr,
            "tamer: left at the end: %zu frames, %zu tasks, %zu scopes, %zu delayed results, "
            "%ld errors\n",
            count.of[FRAME], count.of[TASK], count.of[SCOPE], count.of[DELAYED], left);
    fflush(NULL);
    _exit(TMR_COUNT_STATUS);
}
