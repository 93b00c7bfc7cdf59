/* SPDX-License-Identifier: BSD-3-Clause */
/* Which of a compiler's flags matter to the parser of preprocessed text. */
#include <string.h>

#include "base/arena.h"
#include "driver/command.h"
#include "driver/target.h"

struct flag_row {
    const char *flag;
    bool prefix;
    const char *instead; /* how libclang spells it; NULL: the same */
};

static const struct flag_row rows[] = {
    {"-std=", true, NULL},
    {"-ansi", false, NULL},
    {"--target=", true, NULL},
    {"-m16", false, NULL},
    {"-m32", false, NULL},
    {"-m64", false, NULL},
    {"-mx32", false, NULL},
    {"-mlong-double-", true, NULL},
    {"-malign-double", false, NULL},
    {"-mms-bitfields", false, NULL},
    {"-mno-ms-bitfields", false, NULL},
    {"-mabi=", true, NULL},
    {"-mfloat-abi=", true, NULL},
    {"-funsigned-char", false, NULL},
    {"-fno-unsigned-char", false, NULL},
    {"-fsigned-char", false, NULL},
    {"-fno-signed-char", false, NULL},
    {"-fshort-enums", false, NULL},
    {"-fno-short-enums", false, NULL},
    {"-fshort-wchar", false, NULL},
    {"-fno-short-wchar", false, NULL},
    {"-fpack-struct", true, NULL},
    {"-fms-extensions", false, NULL},
    {"-fplan9-extensions", false, "-fms-extensions"},
    {"-fgnu89-inline", false, NULL},
    {"-fno-gnu89-inline", false, NULL},
    {"-fno-asm", false, NULL},
    {"-fasm", false, NULL},
    {"-ffreestanding", false, NULL},
    {"-fhosted", false, NULL},
    {"-fno-hosted", false, NULL},
    {"-fno-builtin", true, NULL},
    {"-fdollars-in-identifiers", false, NULL},
    {"-fno-dollars-in-identifiers", false, NULL},
    {"-fblocks", false, NULL},
    {"-fmacro-prefix-map=", true, NULL},
    {"-ffile-prefix-map=", true, NULL},
    {"-w", false, NULL},
    {"-Werror", false, NULL},
    {"-Wno-error", false, NULL},
    {"-Wall", false, NULL},
    {"-Wreturn-type", false, NULL},
    {"-Wno-return-type", false, NULL},
    {"-Werror=return-type", false, NULL},
    {"-Wno-error=return-type", false, NULL},
};

static const char *spelling_for_parser(const char *flag)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size = strlen(rows[i].flag);
        if (strncmp(flag, rows[i].flag, size) == 0 && (rows[i].prefix || flag[size] == '\0'))
            return rows[i].instead ? rows[i].instead : flag;
    }
    return NULL;
}

void command_parser_flags(struct arena *arena, const struct command *command, struct args *flags)
{
    const char *target = target_named(arena, command->compiler);
    if (target)
        args_add(arena, flags, arena_printf(arena, "--target=%s", target));
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        const char *flag = spelling_for_parser(arg->text);
        if (arg->class == ARG_INPUT)
            continue;
        if (arg->class == ARG_OURS ||
            (flag && (arg->class == ARG_BOTH || arg->class == ARG_PREPROCESS)))
            args_add(arena, flags, flag ? flag : arg->text);
        else if (arg->value &&
                 (strcmp(arg->text, "-target") == 0 || strcmp(arg->text, "--target") == 0))
            args_add(arena, flags, arena_printf(arena, "--target=%s", arg->value));
    }
}
