/* SPDX-License-Identifier: BSD-3-Clause */
/* What the frames of a unit hold: `tamerc --frames`. Requires IR_FRAMED of every function. */
#ifndef TAMERC_FRAMES_H
#define TAMERC_FRAMES_H

#include <stdbool.h>

struct ir_unit;
struct strbuf;

/* A table of each function, the largest frame first. only: the one function wanted; NULL: all. */
void frames_text(struct strbuf *out, const struct ir_unit *unit, const char *only);

/* One JSON object for the file, without a newline at its end. */
void frames_json(struct strbuf *out, const struct ir_unit *unit, const char *only);

#endif
