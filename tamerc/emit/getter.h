/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * NAME_get__async, what an await of NAME_get calls. Programs have one in each file that names the
 * getter, for the compiler to put into its callers; the library's are functions that it exports.
 */
#ifndef TAMERC_GETTER_H
#define TAMERC_GETTER_H

#include <stdbool.h>

struct ir_signature;
struct strbuf;

/* The library's. */
bool getter_is_exported(const struct ir_signature *signature);

/* It is needed in this file, which therefore has it and its point where it is declared. */
bool getter_is_local(const struct ir_signature *signature);

/* Place and size of the result in NAME_delayed, as members of a point. */
void getter_add_place(struct strbuf *out, const struct ir_signature *signature);

/* The constant NAME_get__call: what errors and deadlocks say of the call. */
void getter_add_point(struct strbuf *out, const struct ir_signature *signature);

/* The definition; linkage: what it begins with. */
void getter_add_entry(struct strbuf *out, const struct ir_signature *signature,
                      const char *linkage);

#endif
