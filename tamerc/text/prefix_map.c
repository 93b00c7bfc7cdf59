/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/prefix_map.h"

#include <string.h>

#include "base/arena.h"

/* What stands behind the '=' of the option; NULL: another option. */
static const char *mapping(const char *flag)
{
    static const char *const options[] = {"-fmacro-prefix-map=", "-ffile-prefix-map="};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        size_t size = strlen(options[i]);
        if (strncmp(flag, options[i], size) == 0)
            return flag + size;
    }
    return NULL;
}

const char *prefix_map_apply(struct arena *arena, const char *const *flags, size_t flag_count,
                             const char *path)
{
    while (flag_count-- > 0) {
        const char *old = mapping(flags[flag_count]);
        const char *equal = old ? strchr(old, '=') : NULL;
        if (!equal || strncmp(path, old, (size_t)(equal - old)) != 0)
            continue;
        return arena_printf(arena, "%s%s", equal + 1, path + (equal - old));
    }
    return path;
}
