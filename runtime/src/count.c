/* SPDX-License-Identifier: BSD-3-Clause */
#include "count.h"

#include <link.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "loop.h"
#include "point.h"

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

struct look {
    uintptr_t address;
    bool is_static, is_code; /* of the program or one of its libraries */
};

static int look_in(struct dl_phdr_info *info, size_t size, void *context)
{
    struct look *look = context;

    (void)size;
    for (unsigned i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];

        if (part->p_type != PT_LOAD ||
            look->address - (info->dlpi_addr + part->p_vaddr) >= part->p_memsz)
            continue;
        look->is_static = true;
        look->is_code = part->p_flags & PF_X;
        return 1;
    }
    return 0;
}

static struct look look_at(const void *address)
{
    struct look look = {.address = (uintptr_t)address};

    dl_iterate_phdr(look_in, &look);
    return look;
}

/* What a frame begins with, if it has been suspended. Else anything may be there, an array of the
 * user's for example: a point has to look like one before it is told of. */
static const tamer_point *point_of(const void *block)
{
    const tamer_point *point = ((const tamer_frame *)block)->point;

    if (((uintptr_t)point & (_Alignof(tamer_point) - 1)) != 0 || !look_at(point).is_static)
        return NULL;
    return look_at((const void *)(uintptr_t)point->unwind).is_code &&
                   look_at(point->function).is_static && look_at(point->file).is_static
               ? point
               : NULL;
}

static void print_place(const tamer_point *at)
{
    unsigned line = tmr_point_line(at);

    fprintf(stderr, line ? ", %s (%s:%u)" : ", %s (%s)", at->function, tmr_point_file(at), line);
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
        print_place(point);
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
