/* SPDX-License-Identifier: BSD-3-Clause */
/* libclang's types in words that every compiler knows. */
#ifndef TAMERC_SPELLING_H
#define TAMERC_SPELLING_H

#include <clang-c/Index.h>

struct arena;

/* Whether the name of what is spelled is known outside is the caller's to know. In the arena. */
char *spelling_make(struct arena *arena, CXType type);

#endif
