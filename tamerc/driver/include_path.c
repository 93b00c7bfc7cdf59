/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/include_path.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "driver/command.h"
#include "driver/files.h"

/* The value of an option spelled `-nameVALUE` or `-name VALUE`; NULL: it is another option. */
static const char *value_of(const struct command_arg *arg, const char *name)
{
    size_t size = strlen(name);
    if (strncmp(arg->text, name, size) != 0)
        return NULL;
    if (arg->text[size] == '\0')
        return arg->value;
    return arg->text[size] == '=' && name[1] == '-' ? arg->text + size + 1 : arg->text + size;
}

static void add_directory(struct arena *arena, struct args *list, const char *directory)
{
    struct stat status;
    if (stat(directory, &status) == 0 && S_ISDIR(status.st_mode))
        args_add(arena, list, directory);
}

/* The directories of one kind of option, in the order of the command line. */
static void add_options(struct arena *arena, struct args *list, const struct command *command,
                        const char *name, const char *sysroot)
{
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        const char *value = arg->class == ARG_PREPROCESS ? value_of(arg, name) : NULL;
        if (value && value[0] == '=')
            value = arena_printf(arena, "%s%s", sysroot, value + 1);
        if (value)
            add_directory(arena, list, value);
    }
}

/* Directories between colons; an empty one is the current directory. */
static void add_variable(struct arena *arena, struct args *list, const char *variable)
{
    const char *at = getenv(variable);
    while (at) {
        const char *colon = strchr(at, ':');
        size_t size = colon ? (size_t)(colon - at) : strlen(at);
        add_directory(arena, list, size ? arena_strndup(arena, at, size) : ".");
        at = colon ? colon + 1 : NULL;
    }
}

static void add_system(struct arena *arena, struct args *list, const char *sysroot)
{
    static const char *const directories[] = {"/usr/local/include",
                                              ("/usr/include/" TAMERC_TRIPLET), "/usr/include"};
    for (size_t i = 0; i < sizeof directories / sizeof *directories; i++)
        add_directory(arena, list, arena_printf(arena, "%s%s", sysroot, directories[i]));
}

/* A native compiler without unusual roots: the directories above are all it has, its own headers
 * apart. */
static bool is_native(const struct command *command)
{
    static const char *const unusual[] = {
        "--sysroot", "-isysroot", "--target", "-target",      "-specs",     "--specs",
        "-nostdinc", "-B",        "-iprefix", "-iwithprefix", "-imultilib", "--gcc-toolchain"};
    static const char *const names[] = {"cc", "gcc", "clang", "c99", "c89", "c11"};
    const char *base = files_base(command->compiler);
    size_t size = strcspn(base, "-");
    for (size_t i = 0; i < command->args.count; i++)
        for (size_t j = 0; j < sizeof unusual / sizeof *unusual; j++)
            if (command->args.at[i].class != ARG_INPUT &&
                strncmp(command->args.at[i].text, unusual[j], strlen(unusual[j])) == 0)
                return false;
    if (base[size] && (base[size + 1] < '0' || base[size + 1] > '9'))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == size && strncmp(base, names[i], size) == 0)
            return true;
    return false;
}

static const char *find_sysroot(const struct command *command)
{
    const char *sysroot = "";
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        const char *value = arg->class == ARG_INPUT ? NULL : value_of(arg, "--sysroot");
        if (!value && arg->class == ARG_BOTH)
            value = value_of(arg, "-isysroot");
        if (value)
            sysroot = value;
    }
    return sysroot;
}

struct include_path include_path_of(struct arena *arena, const struct command *command)
{
    struct include_path path = {.certain = is_native(command)};
    const char *sysroot = find_sysroot(command);
    add_options(arena, &path.quoted, command, "-iquote", sysroot);
    add_options(arena, &path.all, command, "-I", sysroot);
    add_variable(arena, &path.all, "CPATH");
    add_options(arena, &path.all, command, "-isystem", sysroot);
    add_variable(arena, &path.all, "C_INCLUDE_PATH");
    add_system(arena, &path.all, sysroot);
    add_options(arena, &path.all, command, "-idirafter", sysroot);
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        const char *value = arg->class == ARG_PREPROCESS ? value_of(arg, "-include") : NULL;
        if (!value && arg->class == ARG_PREPROCESS)
            value = value_of(arg, "-imacros");
        if (value)
            args_add(arena, &path.forced, value);
    }
    return path;
}
