/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_CFG_H
#define TAMERC_CFG_H

struct ir_func;
struct ir_unit;

/*
 * Builds func->cfg (ir/ir_cfg.h). Requires IR_LOWERED, gives IR_FLOWED. The tree is only read.
 *
 * Exact for all control flow of C, but for three things taken wider than they are: a computed goto
 * may reach every label whose address is taken, the arms of _Generic are all evaluated, calls
 * always come back.
 *
 * What the emitter may rely on, and must keep: every jump to the door of a region sets both its
 * exit_var and its error_var; they are read behind the door alone, error_var of a scope not after
 * the wait at its end.
 */
void cfg_build(struct ir_unit *unit, struct ir_func *func);

#endif
