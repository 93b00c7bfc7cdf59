/* SPDX-License-Identifier: BSD-3-Clause */
/* What a compiler makes programs for. */
#ifndef TAMERC_TARGET_H
#define TAMERC_TARGET_H

#include "driver/args.h"

struct arena;

/* As the compiler's name says it: arm-linux-gnueabihf-gcc-12. NULL: it does not. */
const char *target_named(struct arena *arena, const char *compiler);

/* Adds --target=… where the name does not say it: as the name behind its symbolic links does, or
 * else as the compiler answers. Nothing where that is not known, and for clang, which goes by its
 * name and its flags. */
void target_add(struct arena *arena, const char *compiler, struct args *flags);

#endif
