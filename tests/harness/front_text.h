/* SPDX-License-Identifier: BSD-3-Clause */
/* Text through the front end, for its tests: the tree comes back as one line. */
#ifndef TAMERC_TESTS_FRONT_TEXT_H
#define TAMERC_TESTS_FRONT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "ir/ir.h"

#define ASYNC "__attribute__((__annotate__(\"async\"))) "
#define TAMED "__attribute__((__annotate__(\"tamed\"))) " ASYNC
#define AWAIT "__extension__ __extension__ "

struct front_text {
    struct arena arena;
    struct ir_unit unit;
    char *messages; /* owned */
    bool ok;
};

/* Harvests a prelude (the runtime's names, `async int leaf(int)`, `TAMED async int fetch(int)`) and
 * the code behind it. Verifies every function. front_text_free gives it back. */
struct front_text *front_text(const char *code, bool gnu);
void front_text_free(struct front_text *text);

/* The function with that name. */
struct ir_func *front_text_func(const struct front_text *text, const char *name);
/* A variable of it. */
struct ir_var *front_text_var(const struct ir_func *func, const char *name);

/*
 * The tree on one line: "(kind kid kid)"; names, literals and what is printed as text stand for
 * themselves, "-" for what is missing. To be freed.
 */
char *front_text_tree(const struct front_text *text, const struct ir_node *node);

#endif
