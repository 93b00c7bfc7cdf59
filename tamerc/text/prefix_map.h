/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of files as __FILE__ gives them: under -fmacro-prefix-map=OLD=NEW and -ffile-prefix-map. */
#ifndef TAMERC_PREFIX_MAP_H
#define TAMERC_PREFIX_MAP_H

#include <stddef.h>

struct arena;

/* `path` itself where none of the flags is about it; of several the last counts. */
const char *prefix_map_apply(struct arena *arena, const char *const *flags, size_t flag_count,
                             const char *path);

#endif
