/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A slab is 64 KiB, aligned to its size, and has blocks of one class. Blocks are carved off its end
 * a page's worth at a time, so that a small program touches few pages; from then on they are in use
 * or in the free list of tamer_this. The free lists are not counted: trimming walks them. It is due
 * when as many tasks have run as it had to walk blocks the last time, or after a pause that doubles
 * while the slabs do not become more.
 */
#include "mem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "count.h"
#include "loop.h"

enum {
    SLAB_SIZE = 65536,
    SLAB_HEADER = 64,     /* blocks start here */
    CARVE_SIZE = 4096,    /* bytes carved at a time */
    RESERVE_SIZE = 65536, /* of each reserve */
    TRIM_ABOVE = 16,      /* slabs that are never worth trimming */
    TRIM_PAUSE = 4095     /* the longest pause between walks, in calls */
};

struct tmr_slab {
    struct tmr_slab *next; /* of the same class */
    uint32_t block;        /* bytes of each */
    uint32_t carved;       /* blocks handed to the free list so far */
    uint32_t limit;        /* blocks that fit */
    uint32_t free;         /* while trimming: blocks found in the free list */
    bool release;          /* while trimming: to be given back */
};

_Static_assert(sizeof(struct tmr_slab) <= SLAB_HEADER, "the header fits");

/* In front of the heap's own blocks while tmr_counting. */
struct tmr_counted {
    struct tmr_counted *next, **pprev;
    size_t size;
    _Alignas(16) char block[];
};

struct tmr_mem_hooks tmr_mem_hooks;

/* Present when AddressSanitizer is in the process. */
extern void __asan_init(void) __attribute__((weak));

void tmr_fatal(const char *format, ...)
{
    va_list arguments;

    fflush(stdout); /* what the program has said before stands before it */
    fputs("tamer: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    abort();
}

void tmr_mem_exhausted(void)
{
    tmr_fatal("out of memory, and the reserve is used up");
}

static bool must_fail(void)
{
    return tmr_mem_hooks.fail && tmr_mem_hooks.fail();
}

void *tmr_alloc(size_t size)
{
    return must_fail() ? NULL : malloc(size);
}

void *tmr_realloc(void *block, size_t size)
{
    return must_fail() ? NULL : realloc(block, size);
}

/* ---- the reserve ---- */

static bool reserve_open(struct tmr_mem *mem)
{
    struct tmr_region *region = tmr_alloc(RESERVE_SIZE);

    if (!region)
        return false;
    region->next = mem->reserve;
    region->used = sizeof *region;
    mem->reserve = region;
    return true;
}

static bool reserve_used(const struct tmr_mem *mem)
{
    return mem->reserve->next || mem->reserve->used > sizeof *mem->reserve;
}

static bool reserve_has(const struct tmr_mem *mem, const void *block)
{
    const struct tmr_region *region;

    for (region = mem->reserve; region; region = region->next)
        if ((uintptr_t)block - (uintptr_t)region < RESERVE_SIZE)
            return true;
    return false;
}

/* The current task pays for it: it fails at its next step. */
static void *reserve_take(struct tmr_mem *mem, size_t size)
{
    struct tmr_region *region = mem->reserve;
    size_t start = (region->used + 15) & ~(size_t)15;

    if (size > RESERVE_SIZE - start)
        tmr_mem_exhausted();
    region->used = start + size;
    tmr_task_starve(tmr_task_current());
    return (char *)region + start;
}

/* ---- slabs ---- */

static struct tmr_slab *slab_of(const void *block)
{
    return (struct tmr_slab *)((uintptr_t)block & ~(uintptr_t)(SLAB_SIZE - 1));
}

/* An aligned piece of anonymous memory. NULL: none to be had. */
static void *slab_map(void)
{
    char *mapped, *slab;
    size_t before;

    if (must_fail())
        return NULL;
    mapped = mmap(NULL, 2 * SLAB_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED)
        return NULL;
    before = -(uintptr_t)mapped & (SLAB_SIZE - 1);
    slab = mapped + before;
    if (before)
        munmap(mapped, before);
    munmap(slab + SLAB_SIZE, SLAB_SIZE - before);
    return slab;
}

static struct tmr_slab *slab_new(struct tmr_mem *mem, size_t cls)
{
    struct tmr_slab *slab = slab_map();

    if (!slab)
        return NULL;
    *slab = (struct tmr_slab){.next = mem->slabs[cls], .block = (uint32_t)(cls * 8)};
    slab->limit = (SLAB_SIZE - SLAB_HEADER) / slab->block;
    mem->slabs[cls] = slab;
    mem->slab_count++;
    mem->trim_left = mem->trim_pause = 0;
    return slab;
}

/* Takes one block, puts the others of the next few KiB into the free list, lowest address first. */
static void *slab_carve(struct tmr_slab *slab, size_t cls)
{
    uint32_t count = CARVE_SIZE / slab->block, i;
    char *first = (char *)slab + SLAB_HEADER + (size_t)slab->carved * slab->block;

    if (count > slab->limit - slab->carved)
        count = slab->limit - slab->carved;
    slab->carved += count;
    for (i = count; --i > 0;) {
        void **block = (void **)(void *)(first + (size_t)i * slab->block);

        *block = tamer_this.free_frames[cls];
        tamer_this.free_frames[cls] = block;
    }
    return first;
}

static void *block_from_slabs(struct tmr_mem *mem, size_t cls)
{
    struct tmr_slab *slab = mem->slabs[cls];

    if (tamer_this.free_frames[cls]) {
        void *block = tamer_this.free_frames[cls];

        tamer_this.free_frames[cls] = *(void **)block;
        return block;
    }
    if (!slab || slab->carved == slab->limit)
        slab = slab_new(mem, cls);
    return slab ? slab_carve(slab, cls) : NULL;
}

/* ---- the heap's own blocks ---- */

static void *heap_take(struct tmr_mem *mem, size_t size)
{
    struct tmr_counted *counted;

    if (!tmr_counting)
        return tmr_alloc(size);
    counted = tmr_alloc(sizeof *counted + size);
    if (!counted)
        return NULL;
    *counted = (struct tmr_counted){.next = mem->counted, .pprev = &mem->counted, .size = size};
    if (counted->next)
        counted->next->pprev = &counted->next;
    mem->counted = counted;
    return counted->block;
}

static void heap_release(const struct tmr_mem *mem, void *block)
{
    struct tmr_counted *counted;

    if (reserve_has(mem, block))
        return;
    if (!tmr_counting) {
        free(block);
        return;
    }
    counted = (void *)((char *)block - offsetof(struct tmr_counted, block));
    *counted->pprev = counted->next;
    if (counted->next)
        counted->next->pprev = counted->pprev;
    free(counted);
}

/* ---- blocks ---- */

void *tamer_frame_refill_for(size_t size, tamer_frame *child)
{
    child->parent = tamer_frame_refill(size);
    return child->parent;
}

void *tamer_frame_refill(size_t size)
{
    struct tmr_mem *mem = &tmr_loop()->mem;
    size_t cls = (size + 7) / 8;
    void *block;

    if (cls == 0)
        cls = 1;
    if (mem->heap_only || cls >= TAMER_POOL_CLASSES)
        block = heap_take(mem, cls * 8);
    else
        block = block_from_slabs(mem, cls);
    return block ? block : reserve_take(mem, cls * 8);
}

void tamer_frame_release(void *frame, size_t size)
{
    struct tmr_mem *mem = &tmr_this_loop->mem;
    size_t cls = (size + 7) / 8;

    if (mem->heap_only || cls >= TAMER_POOL_CLASSES) {
        heap_release(mem, frame);
        return;
    }
    *(void **)frame = tamer_this.free_frames[cls];
    tamer_this.free_frames[cls] = frame;
}

/* ---- giving back ---- */

/* Counts each slab's free blocks; returns how many the free list has. */
static size_t count_free(const struct tmr_mem *mem, size_t cls, bool check_reserve)
{
    size_t count = 0;
    void *block;

    for (block = tamer_this.free_frames[cls]; block; block = *(void **)block, count++)
        if (!check_reserve || !reserve_has(mem, block))
            slab_of(block)->free++;
    return count;
}

/* Marks the wholly free slabs, but for a quarter as many as are in use, and one. Returns how many.
 */
static size_t mark_free(struct tmr_slab *slabs)
{
    size_t used = 0, keep, marked = 0;
    struct tmr_slab *slab;

    for (slab = slabs; slab; slab = slab->next)
        used += slab->free != slab->carved;
    keep = used / 4 + 1;
    for (slab = slabs; slab; slab = slab->next) {
        if (slab->free != slab->carved)
            continue;
        if (keep > 0)
            keep--;
        else
            slab->release = true, marked++;
    }
    return marked;
}

static void unlist_marked(const struct tmr_mem *mem, size_t cls, bool check_reserve)
{
    void **link = &tamer_this.free_frames[cls];
    void *block;

    while ((block = *link) != NULL) {
        if ((!check_reserve || !reserve_has(mem, block)) && slab_of(block)->release)
            *link = *(void **)block;
        else
            link = (void **)block;
    }
}

static void unmap_marked(struct tmr_mem *mem, size_t cls)
{
    struct tmr_slab **link = &mem->slabs[cls], *slab;

    while ((slab = *link) != NULL) {
        slab->free = 0;
        if (!slab->release) {
            link = &slab->next;
            continue;
        }
        *link = slab->next;
        munmap(slab, SLAB_SIZE);
        mem->slab_count--;
    }
}

static size_t trim_class(struct tmr_mem *mem, size_t cls)
{
    bool check_reserve = reserve_used(mem);
    size_t count = count_free(mem, cls, check_reserve);

    if (mark_free(mem->slabs[cls]) > 0)
        unlist_marked(mem, cls, check_reserve);
    unmap_marked(mem, cls);
    return count;
}

/* In heap-only mode inline frees still fill the free lists; emptying them lets valgrind see what is
 * freed. */
static void drain_lists(struct tmr_mem *mem)
{
    size_t cls;

    for (cls = 1; cls < TAMER_POOL_CLASSES; cls++) {
        void *block = tamer_this.free_frames[cls], *next;

        for (tamer_this.free_frames[cls] = NULL; block; block = next) {
            next = *(void **)block;
            heap_release(mem, block);
        }
    }
}

void tmr_mem_trim(struct tmr_mem *mem, uint64_t steps)
{
    size_t cls, walked = 0;

    if (mem->reserve->used > sizeof *mem->reserve)
        reserve_open(mem);
    if (mem->heap_only) {
        drain_lists(mem);
        return;
    }
    if (mem->slab_count <= TRIM_ABOVE)
        return;
    if (mem->trim_left > 0 && steps < mem->trim_after) {
        mem->trim_left--;
        return;
    }
    for (cls = 1; cls < TAMER_POOL_CLASSES; cls++)
        if (mem->slabs[cls])
            walked += trim_class(mem, cls);
    mem->trim_pause = mem->trim_pause < TRIM_PAUSE ? 2 * mem->trim_pause + 1 : TRIM_PAUSE;
    mem->trim_left = mem->trim_pause;
    mem->trim_after = steps + walked;
}

/* ---- what is in use ---- */

static int compare_blocks(const void *a, const void *b)
{
    const uintptr_t *first = a, *second = b;

    return (*first > *second) - (*first < *second);
}

/* The free blocks of a class, sorted; of the caller, who frees it. NULL: none, or no memory. */
static uintptr_t *free_blocks(size_t cls, size_t *ret_count)
{
    size_t count = 0;
    uintptr_t *blocks;
    void *block;

    for (block = tamer_this.free_frames[cls]; block; block = *(void **)block)
        count++;
    *ret_count = count;
    blocks = malloc(count * sizeof *blocks);
    if (!blocks)
        return NULL;
    for (block = tamer_this.free_frames[cls]; block; block = *(void **)block)
        blocks[--count] = (uintptr_t)block;
    qsort(blocks, *ret_count, sizeof *blocks, compare_blocks);
    return blocks;
}

static void each_used_of_class(const struct tmr_mem *mem, size_t cls,
                               void (*visit)(void *context, void *block, size_t size),
                               void *context)
{
    size_t count = 0;
    uintptr_t *free_ones = free_blocks(cls, &count);
    const struct tmr_slab *slab;

    for (slab = mem->slabs[cls]; slab; slab = slab->next) {
        uintptr_t block = (uintptr_t)slab + SLAB_HEADER;

        for (uint32_t i = 0; i < slab->carved; i++, block += slab->block)
            if (!free_ones || !bsearch(&block, free_ones, count, sizeof block, compare_blocks))
                visit(context, (void *)block, slab->block);
    }
    free(free_ones);
}

void tmr_mem_each_used(struct tmr_mem *mem, void (*visit)(void *context, void *block, size_t size),
                       void *context)
{
    struct tmr_counted *counted;

    if (mem->heap_only)
        drain_lists(mem);
    for (counted = mem->counted; counted; counted = counted->next)
        visit(context, counted->block, counted->size);
    for (size_t cls = 1; cls < TAMER_POOL_CLASSES; cls++)
        if (mem->slabs[cls])
            each_used_of_class(mem, cls, visit, context);
}

/* ---- begin and end ---- */

int tmr_mem_init(struct tmr_mem *mem)
{
    const char *wish = getenv("TAMER_MALLOC");

    *mem = (struct tmr_mem){.heap_only = __asan_init || (wish && wish[0] == '1')};
    return reserve_open(mem) ? 0 : -ENOMEM;
}

void tmr_mem_done(struct tmr_mem *mem)
{
    struct tmr_region *region, *next_region;
    size_t cls;

    if (mem->heap_only)
        drain_lists(mem);
    for (cls = 1; cls < TAMER_POOL_CLASSES; cls++) {
        struct tmr_slab *slab = mem->slabs[cls], *next;

        tamer_this.free_frames[cls] = NULL;
        for (; slab; slab = next) {
            next = slab->next;
            munmap(slab, SLAB_SIZE);
        }
    }
    for (region = mem->reserve; region; region = next_region) {
        next_region = region->next;
        free(region);
    }
    *mem = (struct tmr_mem){0};
}
