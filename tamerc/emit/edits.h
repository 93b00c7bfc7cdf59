/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_EDITS_H
#define TAMERC_EDITS_H

struct cwriter;
struct ir_unit;

/* The edits that turn calls of NAME_scoped into ones that know their line, and those of
 * unit->insertions: handed to the writer, in the unit's arena. */
void edits_of_unit(struct cwriter *writer, const struct ir_unit *unit);

#endif
