/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_CHECK_H
#define TAMERC_CHECK_H

#include <stdbool.h>

struct diag;
struct ir_func;
struct ir_unit;

/*
 * What tamed C does not allow outside of tamed functions, and about their declarations: by tokens,
 * before anything is parsed. Requires the signatures. False: errors were reported.
 */
bool check_unit(struct ir_unit *unit, struct diag *diag);

/*
 * What tamed C does not allow in the body of a tamed function, and what cannot be translated.
 * Requires IR_HARVESTED, gives IR_CHECKED. Changes nothing. False: errors were reported.
 */
bool check_function(struct ir_unit *unit, struct ir_func *func, struct diag *diag);

/* What is wrong about the scopes of a function in ir_unit.plain. */
void check_plain_function(struct ir_unit *unit, struct ir_func *func, struct diag *diag);

/*
 * What must not be used behind a suspension, as far as only the ways through the function tell.
 * Requires IR_LIVE.
 */
void check_flow(struct ir_unit *unit, const struct ir_func *func, struct diag *diag);

/* Where the results of tasks are looked for in vain. Requires unit->sites. */
void check_sites(struct ir_unit *unit, struct diag *diag);

#endif
