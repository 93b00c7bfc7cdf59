/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/depend.h"

#include <string.h>

#include "base/arena.h"
#include "driver/command.h"
#include "driver/files.h"

/* gcc and clang name it after the output; without one after the input, to which gcc adds the
 * program's name a.out. */
static const char *default_file(struct arena *arena, const struct command *command,
                                const struct command_arg *input)
{
    if (command->output)
        return files_with_suffix(arena, command->output, ".d");
    const char *file = files_with_suffix(arena, files_base(input->text), ".d");
    bool linked = command->goal == GOAL_LINK && !command->is_clang;
    return linked ? arena_printf(arena, "a-%s", file) : file;
}

static const char *default_target(struct arena *arena, const struct command *command,
                                  const struct command_arg *input)
{
    if (command->output)
        return command->output;
    return files_with_suffix(arena, files_base(input->text), ".o");
}

const char *depend_flags(struct arena *arena, const struct command *command,
                         const struct command_arg *input, struct args *flags)
{
    if (!command->writes_deps)
        return NULL;
    for (size_t i = 0; i < command->args.count; i++)
        if (command->args.at[i].class == ARG_DEPEND)
            command_arg_add(arena, flags, &command->args.at[i]);
    const char *file = command->deps_file;
    if (!file) {
        file = default_file(arena, command, input);
        args_add(arena, flags, "-MF");
        args_add(arena, flags, file);
    }
    if (!command->names_deps_target) {
        args_add(arena, flags, "-MQ");
        args_add(arena, flags, default_target(arena, command, input));
    }
    return file;
}
