/* SPDX-License-Identifier: BSD-3-Clause */
/* What names and first parameters tell, for check_unit.c and the checks of functions. */
#ifndef TAMERC_CHECK_WORDS_H
#define TAMERC_CHECK_WORDS_H

#include <stdbool.h>

struct diag;
struct external;
struct ir_signature;
struct ir_unit;
struct source;

/* `await` or `async` as the name of a member, a variable …. True: reported, once. */
bool check_word_names(const struct source *source, struct diag *diag,
                      const struct external *external);

/* Functions that TAMER_EACH and TAMER_WITH are for: their first parameter is a pointer to STEM +
 * suffix. */
struct check_kind {
    const char *what, *suffix;
    const char *macro, *declares;   /* the block; what declares STEM + suffix */
    const char *opened, *open_mark; /* by hand; what the macro calls */
};
enum { CHECK_GENERATOR, CHECK_MANAGER, CHECK_KIND_COUNT };
extern const struct check_kind check_kinds[CHECK_KIND_COUNT];

/* NULL: neither, as a NULL signature is. */
const struct check_kind *check_kind_of(const struct ir_signature *signature);

/* The macro of the runtime that calls the function, as tamer_give calls tamer_give_; NULL: it is
 * another function, or NULL. */
const char *check_macro_of(const struct ir_signature *signature);

/* TAMER_EACH of what is no generator, TAMER_WITH of what is no manager. */
void check_kinds_used(struct ir_unit *unit, struct diag *diag, const struct external *external);

#endif
