/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/target.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/files.h"
#include "driver/run.h"

/* Does it begin with a processor, as targets do? */
static bool is_target(const char *name, size_t size)
{
    static const char *const processors[] = {
        "x86_64-", "amd64-", "i386-",     "i486-", "i586-", "i686-", "aarch64", "arm",
        "riscv",   "mips",   "powerpc",   "ppc",   "s390",  "sparc", "alpha-",  "hppa",
        "ia64-",   "m68k-",  "loongarch", "sh3",   "sh4",   "arc",   "or1k-",   "microblaze",
    };
    bool has_parts = false;
    for (size_t i = 0; i < size; i++) {
        if (!isalnum((unsigned char)name[i]) && !strchr("-_.", name[i]))
            return false;
        has_parts |= name[i] == '-';
    }
    for (size_t i = 0; has_parts && i < sizeof processors / sizeof *processors; i++)
        if (strncmp(name, processors[i], strlen(processors[i])) == 0)
            return true;
    return false;
}

const char *target_named(struct arena *arena, const char *compiler)
{
    static const char *const tools[] = {"-gcc", "-clang", "-cc"};
    const char *base = files_base(compiler), *tool = NULL;
    for (size_t i = 0; !tool && i < sizeof tools / sizeof *tools; i++)
        tool = strstr(base, tools[i]);
    if (!tool || !is_target(base, (size_t)(tool - base)))
        return NULL;
    return arena_strndup(arena, base, (size_t)(tool - base));
}

/* The file that runs by that name, links followed; NULL: there is none. */
static const char *real_name(struct arena *arena, const char *compiler)
{
    const char *directory = strchr(compiler, '/') ? NULL : getenv("PATH");
    char *found = directory ? NULL : realpath(compiler, NULL);
    while (directory && *directory && !found) {
        size_t size = strcspn(directory, ":");
        const char *path =
            arena_printf(arena, "%.*s/%s", (int)size, size ? directory : ".", compiler);
        if (access(path, X_OK) == 0)
            found = realpath(path, NULL);
        directory += size + (directory[size] == ':');
    }
    const char *name = found ? arena_strdup(arena, found) : NULL;
    free(found);
    return name;
}

/* Is it clang itself, and not a script that calls it? */
static bool is_clang(const char *real)
{
    const char *base = files_base(real);
    return strncmp(base, "clang", 5) == 0 && strspn(base + 5, "-.0123456789") == strlen(base + 5);
}

static const char *answered(struct arena *arena, const char *compiler)
{
    struct args words = {0};
    struct strbuf said = {0};
    const char *target = NULL;
    args_add(arena, &words, compiler);
    args_add(arena, &words, "-dumpmachine");
    strbuf_puts(&said, "");
    if (run_ask(args_vector(arena, &words), &said) == 0) {
        size_t size = strcspn(said.text, "\n");
        target = is_target(said.text, size) ? arena_strndup(arena, said.text, size) : NULL;
    }
    strbuf_free(&said);
    return target;
}

void target_add(struct arena *arena, const char *compiler, struct args *flags)
{
    if (target_named(arena, compiler))
        return;
    const char *real = real_name(arena, compiler);
    const char *target = real ? target_named(arena, real) : NULL;
    if (!target && real && !is_clang(real))
        target = answered(arena, compiler);
    if (target)
        args_add(arena, flags, arena_printf(arena, "--target=%s", target));
}
