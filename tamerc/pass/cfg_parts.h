/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by the parts of the graph's construction: cfg.c, cfg_statement.c, cfg_expr.c,
 * cfg_region.c. Nobody else includes it. */
#ifndef TAMERC_CFG_PARTS_H
#define TAMERC_CFG_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "ir/ir.h"
#include "ir/ir_cfg.h"

/* A statement that jumps refer to: where they go. On the C stack of the walk. */
struct cfg_target {
    struct cfg_target *outer;
    const struct ir_node *node; /* a loop, IR_SWITCH or IR_SCOPE */
    uint32_t on_break, on_continue;
};

/* A region while it is walked, by its index. */
struct cfg_door {
    uint32_t door;    /* the deferred block, the wait at the end, the handler */
    uint32_t failed;  /* where errors raised inside enter: sets the variables, goes to the door */
    uint32_t rethrow; /* behind the door: the error goes up */
    bool has_error;   /* something inside does raise */
};

/* The variables of the blocks that stand in one that a door is in. */
struct cfg_inside {
    struct ir_var **vars; /* in order of ir_var.index */
    uint32_t count, capacity;
};

struct cfg {
    struct ir_unit *unit;
    struct ir_func *func;
    struct ir_cfg *graph;
    uint32_t now; /* the block that events are added to */
    struct cfg_target *targets;
    uint32_t *label_blocks;    /* by the IR_LABEL's number */
    struct cfg_door *doors;    /* by ir_region.index */
    struct cfg_inside *inside; /* by ir_node.doors; nobody stands in [0] */
    uint32_t switch_head;      /* the block that selects among the cases of the switch around */
    bool *has_default;         /* of that switch */
};

/* ---- cfg.c ---- */

uint32_t cfg_block(struct cfg *cfg);
/* To a block that has just been made, to which there can be no edge yet. */
void cfg_new_edge(struct cfg *cfg, uint32_t from, uint32_t to);
void cfg_edge(struct cfg *cfg, uint32_t from, uint32_t to);
/* Ends the current block with an edge to `to`; what follows cannot be reached until something else
 * leads there. */
void cfg_jump(struct cfg *cfg, uint32_t to);
/* Goes on in `block`; falls into it from the current one. */
void cfg_enter(struct cfg *cfg, uint32_t block);
/* The bounds in the variable's type are read. */
void cfg_shape(struct cfg *cfg, const struct ir_var *var);
/* No event for NULL and for static variables. What a type name, or an array in storage of its own,
 * leads to is only read. */
void cfg_event(struct cfg *cfg, enum ir_event_kind kind, struct ir_var *var);
/* Likewise; of an ESCAPE, where it stands. */
void cfg_event_at(struct cfg *cfg, enum ir_event_kind kind, struct ir_var *var, uint32_t place);
/* Memory of the C stack, taken by the call. */
void cfg_memory(struct cfg *cfg, const struct ir_node *call);
/* Ends the block; goes on at the normal way. NULL: nothing. */
void cfg_point(struct cfg *cfg, struct ir_point *point);
/* Deaths of the variables whose blocks hold `from` but not `to` (NULL: the function's end). */
void cfg_deaths(struct cfg *cfg, const struct ir_node *from, const struct ir_node *to);
/* Deaths of the variables of all blocks that stand in this one, which a door is in. */
void cfg_deaths_inside(struct cfg *cfg, const struct ir_node *block);
/* The jump goes where it leads, regions aside; what it leaves on the way from `from` dies, but at
 * the function's end, where nobody asks any more. */
void cfg_go(struct cfg *cfg, const struct ir_node *from, const struct ir_node *jump);

/* ---- cfg_statement.c ---- */

void cfg_statement(struct cfg *cfg, struct ir_node *node);
void cfg_statements(struct cfg *cfg, const struct ir_list *list);
/* The statements of an IR_BLOCK from kids[index] on. */
void cfg_block_from(struct cfg *cfg, struct ir_node *block, uint32_t index);

/* ---- cfg_expr.c ---- */

/* The value is computed where it stands. */
void cfg_read(struct cfg *cfg, struct ir_node *node);
/* Likewise, although the node itself is what became the temporary `self`. */
void cfg_read_moved(struct cfg *cfg, struct ir_node *node, const struct ir_var *self);
void cfg_operand_of_asm(struct cfg *cfg, struct ir_node *node);

/* ---- cfg_region.c ---- */

/* Variables of this node's own block are alive at the door; what is nested in it is not. A task may
 * still use the variables of a scope's block while the end waits for it. NULL: a handler, which no
 * declaration stands in. */
struct ir_node *cfg_alive_at_door(const struct ir_region *region);
void cfg_scope(struct cfg *cfg, struct ir_node *node);
/* The deferred block at kids[index] of `block` and everything behind it. */
void cfg_defer(struct cfg *cfg, struct ir_node *block, uint32_t index);
void cfg_catch(struct cfg *cfg, struct ir_node *node);
/* The edge of an error raised at a point of `region`. */
uint32_t cfg_error_way(struct cfg *cfg, struct ir_region *region, bool in_door);
/* A jump that leaves regions goes to the door of the innermost. */
void cfg_leave(struct cfg *cfg, const struct ir_node *jump);
/* Behind the door, the jump that `exit` belongs to goes on. */
void cfg_take_exit(struct cfg *cfg, const struct ir_exit *exit);

#endif
