/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Data flow over a function's graph (ir/ir_cfg.h), with sets of variables. A set has a bit only for
 * the variables that the question is about: those that live in one block alone, as most temporaries
 * do, cost nothing.
 */
#ifndef TAMERC_FLOW_H
#define TAMERC_FLOW_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct ir_cfg;
struct ir_event;
struct ir_func;
struct ir_point;
struct ir_var;

typedef uint64_t *flow_set;

struct flow {
    struct arena *arena;
    const struct ir_func *func;
    const struct ir_cfg *graph;
    struct ir_var **vars; /* those with a bit, by bit; in order of ir_var.index */
    uint32_t count, words;
    uint32_t *bits;         /* by ir_var.index: the bit, or UINT32_MAX */
    uint32_t *order;        /* all blocks, as they are reached from the entry; then the rest */
    uint32_t *before;       /* predecessors, block after block; those of block i: */
    uint32_t *before_start; /* from before_start[i] to before_start[i + 1] */
    flow_set scratch;
};

/* Changes the set as the event does, forwards or backwards; `bit` is that of the event's variable,
 * which has one. */
typedef void flow_step(flow_set set, uint32_t bit, const struct ir_event *event);

/* tracked: by ir_var.index, whether it has a bit; borrowed for the call. */
void flow_init(struct flow *flow, struct arena *arena, const struct ir_func *func,
               const bool *tracked);

flow_set flow_set_new(const struct flow *flow);
bool flow_has(const uint64_t *set, uint32_t bit);
void flow_put(flow_set set, uint32_t bit, bool value);
/* The first member from `bit` on; UINT32_MAX: none. */
uint32_t flow_next(const struct flow *flow, const uint64_t *set, uint32_t bit);

/* The sets that hold on some way to the start of each block. at_entry: whether it holds of every
 * variable where the function begins. */
flow_set *flow_forward(struct flow *flow, flow_step *step, bool at_entry);
/* Likewise, on some way from there on. */
flow_set *flow_backward(struct flow *flow, flow_step *step);

/* What holds at the end of a block; valid until the next call. Of a forward question, and of a
 * backward one. */
const uint64_t *flow_at_end(struct flow *flow, flow_set *starts, flow_step *step, uint32_t block);
const uint64_t *flow_behind(struct flow *flow, flow_set *starts, uint32_t block);

#endif
