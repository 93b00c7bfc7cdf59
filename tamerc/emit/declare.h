/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The declarations that a tamed function brings with it. They need the function's tokens only,
 * since they have to stand in the text before it is parsed; but for the prototypes of the
 * asynchronous entries, which depend on the result's size.
 */
#ifndef TAMERC_DECLARE_H
#define TAMERC_DECLARE_H

#include <stdbool.h>
#include <stdint.h>

struct cwriter;
struct ir_param;
struct ir_signature;
struct ir_unit;
struct strbuf;

/*
 * Appends the text of unit->source with the declarations of every wanted function behind its first
 * declaration (before it, where that is the definition). Lines and columns of all else stay what
 * they are: the inserted lines stand in the presumed file MARKS_INSERTED. Sets async_at of the
 * signatures. False: none is wanted, nothing was appended.
 */
bool declare_insert(struct strbuf *out, const struct ir_unit *unit);

/* The prototypes of the asynchronous entries of the function and of its getter, for the place
 * async_at; signature->result is known by now. */
void declare_async(struct cwriter *writer, const struct ir_signature *signature);

/* The public declarations of all functions that stand in the input file itself, as a header of its
 * own. */
void declare_header(struct strbuf *out, const struct ir_unit *unit);

/* What a definition or declaration made for the function begins with: storage class and shared
 * attributes. */
void declare_linkage(struct strbuf *out, const struct ir_signature *signature);

/* The parameters of the asynchronous entry, which an old-style definition has promoted. */
void declare_entry_params(struct strbuf *out, const struct ir_signature *signature,
                          const struct ir_param *params, bool is_out);

/* "const char *url, int n", with `lead` before each one's text where not empty or, without
 * parameters, `none`. */
void declare_params(struct strbuf *out, const struct ir_param *params, uint32_t count,
                    const char *lead, const char *none);

#endif
