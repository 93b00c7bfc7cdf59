/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/runtime_library.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "driver/command.h"
#include "driver/files.h"

/* Installed, and as it is built; relative to the tool. */
static const char *const places[] = {TAMERC_MODULE_DIR "/../libtamer.a", "../runtime/libtamer.a"};

/* What is made of it is precompiled, not linked. */
static bool is_header(const struct command_arg *arg)
{
    static const char *const suffixes[] = {".h",   ".hh",  ".H",   ".hp",  ".hxx",
                                           ".hpp", ".HPP", ".h++", ".tcc", NULL};
    const char *const *suffix = suffixes;
    if (arg->class != ARG_INPUT)
        return false;
    if (arg->explicit_language)
        return strstr(arg->explicit_language, "-header") != NULL;
    while (*suffix && strcmp(*suffix, files_suffix(arg->text)) != 0)
        suffix++;
    return *suffix != NULL;
}

static bool links_program(const struct command *command)
{
    static const char *const others[] = {"-shared", "-r", "-nostdlib", "-nodefaultlibs", NULL};
    bool any = false;
    if (command->goal != GOAL_LINK)
        return false;
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        any |= arg->class == ARG_INPUT;
        if (is_header(arg))
            return false;
        for (const char *const *other = others; *other && arg->class != ARG_INPUT; other++)
            if (strcmp(arg->text, *other) == 0)
                return false;
    }
    return any;
}

static const char *find_library(struct arena *arena)
{
    char self[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    if (size <= 0)
        return NULL;
    self[size] = '\0';
    const char *directory = files_directory(arena, self);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *path = arena_printf(arena, "%s%s", directory, places[i]);
        if (files_is_regular(path))
            return path;
    }
    return NULL;
}

void runtime_library_add(struct arena *arena, const struct command *command, struct args *args)
{
    const char *path = links_program(command) ? find_library(arena) : NULL;
    if (!path)
        return;
    args_add(arena, args, "-x");
    args_add(arena, args, "none");
    args_add(arena, args, path);
}
