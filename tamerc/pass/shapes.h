/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by shapes.c and shape_values.c. Nobody else includes it. */
#ifndef TAMERC_SHAPES_H
#define TAMERC_SHAPES_H

#include "pass/lower_parts.h"

/* How many bounds of the type only the program knows. */
uint32_t shapes_bounds(const struct ir_type *type);
/* Can the parameters of functions in it be said? */
bool shapes_are_sayable(const struct ir_type *type);
/* Of an expression, or of the type name in a typeof. False: not known. */
bool shapes_find(struct lower *lower, struct ir_node *node, struct ir_shape *ret);
/* Of a type that is written in an expression: its bounds are evaluated now. */
bool shapes_of_written(struct lower *lower, const struct ir_node *node, struct ir_shape *ret);
/* Does its type come from declarations alone? */
bool shapes_is_declared(const struct ir_node *node);
/* To a pointer, of an array or a function. */
void shapes_decay(struct lower *lower, struct ir_shape *shape);
/* The type of a variable, with the shape kept; an array of variable length only gets that. */
const struct ir_type *shapes_stand_in(struct lower *lower, const struct ir_shape *shape);
const char *shapes_stand_in_name(struct arena *arena, const struct ir_type *type);
uint32_t shapes_stand_in_size(const struct ir_type *type);

#endif
