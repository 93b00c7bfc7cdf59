/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/save.h"

#include "base/arena.h"
#include "driver/command.h"
#include "driver/files.h"

/* gcc: by the output where there is one for each input, else the program's name in front of the
 * input's. */
static const char *name_by_gcc(struct arena *arena, const struct command *command,
                               const struct command_arg *input)
{
    const char *name = files_with_suffix(arena, files_base(input->text), ".i");
    const char *output = command->output ? files_base(command->output) : NULL;
    if (command->goal != GOAL_LINK)
        return output ? files_with_suffix(arena, output, ".i") : name;
    if (!output)
        return arena_printf(arena, "a-%s", name);
    return arena_printf(arena, "%s-%s", files_with_suffix(arena, output, ""), name);
}

const char *save_path(struct arena *arena, const struct command *command,
                      const struct command_arg *input, bool is_gnu)
{
    if (command->save == SAVE_NOTHING)
        return NULL;
    /* Without =cwd or =obj, gcc goes by the output and clang stays in the current directory. */
    bool beside = command->save == SAVE_OBJ || (command->save == SAVE_DEFAULT && is_gnu);
    const char *directory =
        beside && command->output ? files_directory(arena, command->output) : "";
    const char *name = is_gnu ? name_by_gcc(arena, command, input)
                              : files_with_suffix(arena, files_base(input->text), ".i");
    return arena_printf(arena, "%s%s", directory, name);
}
