/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory of one thread: blocks of up to 1 KiB in size classes from slabs, with LIFO free lists in
 * tamer_this; larger ones from the heap. Wholly free slabs go back to the system when the loop is
 * about to sleep. With AddressSanitizer in the process, or TAMER_MALLOC=1 in the environment, every
 * block is the heap's own.
 */
#ifndef TMR_MEM_H
#define TMR_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tamer/abi.h>

struct tmr_slab;
struct tmr_counted;

struct tmr_region { /* a reserve, opened or used up */
    struct tmr_region *next;
    size_t used; /* bytes handed out, this header included */
};

struct tmr_mem {
    struct tmr_slab *slabs[TAMER_POOL_CLASSES]; /* by size class; the first one is carved */
    struct tmr_counted *counted; /* while tmr_counting: blocks in use that are the heap's own */
    struct tmr_region *reserve;  /* for when the system gives no more; first one is open */
    size_t slab_count;           /* of all classes */
    uint64_t
        trim_after;     /* steps after which a walk is due, since so many blocks were walked last */
    unsigned trim_left; /* tmr_mem_trim calls to let pass */
    unsigned trim_pause; /* calls between the last two walks */
    bool heap_only;      /* no slabs: every block is the heap's own */
};

/* Source of all memory of the runtime; tests replace it to fail the n-th allocation. NULL: the C
 * library's. */
struct tmr_mem_hooks {
    bool (*fail)(void); /* asked before each allocation: true makes it fail */
};
extern struct tmr_mem_hooks tmr_mem_hooks __attribute__((visibility("hidden")));

/* 0, or -ENOMEM when there is not even the reserve. */
int tmr_mem_init(struct tmr_mem *mem);

/* While tmr_counting: calls `visit` for every block in use. Those from the reserve are left out. */
void tmr_mem_each_used(struct tmr_mem *mem, void (*visit)(void *context, void *block, size_t size),
                       void *context);

/* Frees everything, blocks in use included. */
void tmr_mem_done(struct tmr_mem *mem);

/* The loop is about to sleep, after having run `steps` tasks in its life: gives back what is far
 * more than needed. */
void tmr_mem_trim(struct tmr_mem *mem, uint64_t steps);

/* malloc and realloc under the hooks: may return NULL. Freed by free(). */
void *tmr_alloc(size_t size);
void *tmr_realloc(void *block, size_t size);

/* For what cannot fail: says so and aborts. */
_Noreturn void tmr_mem_exhausted(void);

/* A message "tamer: ..." on standard error, and abort. */
_Noreturn void tmr_fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
