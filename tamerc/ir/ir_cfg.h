/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The control-flow graph of a lowered function: what happens to its variables, in order, and where
 * control goes next. Made by pass/cfg.c, read by pass/live.c and the dump. Lives in the unit's
 * arena.
 */
#ifndef TAMERC_IR_CFG_H
#define TAMERC_IR_CFG_H

#include <stdint.h>

struct ir_point;
struct ir_var;

enum ir_event_kind {
    IR_EVENT_USE,     /* the value is read */
    IR_EVENT_DEF,     /* the whole value is replaced */
    IR_EVENT_PARTIAL, /* a part of it is written: the rest stays */
    IR_EVENT_ESCAPE,  /* its address is taken: read and written from here on by anybody */
    IR_EVENT_BIRTH,   /* its declaration is reached: a new object of indeterminate value */
    IR_EVENT_DEATH,   /* the block it belongs to is left */
    IR_EVENT_ALLOCA,  /* memory is taken that is gone with the C function */
    IR_EVENT_POINT    /* ends its block; see below */
};

struct ir_event {
    enum ir_event_kind kind;
    struct ir_var *var;     /* all but ALLOCA and POINT; never IR_VAR_STATIC */
    struct ir_point *point; /* POINT */
    uint32_t place;         /* ESCAPE, ALLOCA: where, in bytes of the text */
    uint32_t end;           /* ALLOCA: behind the call */
};

/*
 * A block with a POINT has it as its last event. Its successors are the normal way, whose first
 * event is the DEF of the result where there is one, and the way of an error or a cancellation (but
 * where a scope is opened). What is live at the end of the block is what the point must keep.
 */
struct ir_basic_block {
    struct ir_event *events;
    uint32_t event_count, event_capacity;
    uint32_t *next; /* indices in ir_cfg.blocks, without duplicates */
    uint32_t next_count, next_capacity;
};

struct ir_cfg {
    struct ir_basic_block *blocks; /* [0] is the entry, [1] the exit, which is empty */
    uint32_t block_count, block_capacity;
    uint32_t *block_of_point; /* by ir_point.index; 0: the point stands nowhere */
};

#endif
