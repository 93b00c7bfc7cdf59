/* SPDX-License-Identifier: BSD-3-Clause */
/* Parts of check_unit.c's. */
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

/* Is its first parameter a pointer to STEM_generator, or STEM_manager, as `suffix` says? */
bool check_takes(const struct ir_signature *signature, const char *suffix);

/* TAMER_EACH of what is no generator, TAMER_WITH of what is no manager. */
void check_kins(struct ir_unit *unit, struct diag *diag, const struct external *external);

#endif
