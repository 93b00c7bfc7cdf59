/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Names that the program and the translation would both choose. The translation declares variables
 * and labels named tamer_q, tamer_t1 and so on in tamed functions. Where a program has such names
 * itself, they are spelled otherwise, in as many bytes, while it is translated; in what is written
 * they are what they were, and those that are made begin otherwise.
 */
#ifndef TAMERC_OWN_NAMES_H
#define TAMERC_OWN_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct source;
struct strbuf;

struct own_names {
    char stand_in; /* for the '_' behind "tamer" in the program's names */
    char prefix;   /* stands there in those that are made */
};

/* The text with such names spelled otherwise, in the arena, as long as it was; NULL: there are
 * none. */
const char *own_names_replace(struct arena *arena, const struct source *source,
                              struct own_names *ret);

/* In a message: as the user wrote them. */
void own_names_show(const struct own_names *own, char *message);

/* In what has been made, from the byte `start` on. */
void own_names_restore(const struct own_names *own, struct strbuf *made, size_t start);

/* Is it a name of the runtime's that generated code uses? */
bool own_names_is_runtimes(const struct source *source, const char *name);

#endif
