/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/command.h"

#include <string.h>

#include "base/arena.h"
#include "driver/files.h"
#include "driver/launcher.h"

enum form {
    EXACT,
    PREFIX,   /* the rest of the word belongs to it */
    SEPARATE, /* the next word belongs to it */
    EITHER    /* the rest of the word, or the next word where there is no rest */
};

/* What an option says beyond its class. */
enum effect {
    NOTHING,
    INFORM,
    STOP_PREPROCESS,
    STOP_ASSEMBLE,
    STOP_OBJECT,
    OUTPUT,
    DEPS,
    DEPS_FILE,
    DEPS_TARGET,
    SAVE,
    SAVE_IN_CWD,
    SAVE_BY_OBJECT,
    COLOURED,
    PLAIN,
    VERBOSE
};

struct option {
    const char *name;
    enum form form;
    enum arg_class class;
    enum effect effect;
};

/* The first row that fits decides; what fits none is an option without a value, for both steps. */
static const struct option options[] = {
    {"--version", EXACT, ARG_BOTH, INFORM},
    {"--help", PREFIX, ARG_BOTH, INFORM},
    {"-help", EXACT, ARG_BOTH, INFORM},
    {"--target-help", EXACT, ARG_BOTH, INFORM},
    {"-dumpversion", EXACT, ARG_BOTH, INFORM},
    {"-dumpfullversion", EXACT, ARG_BOTH, INFORM},
    {"-dumpmachine", EXACT, ARG_BOTH, INFORM},
    {"-dumpspecs", EXACT, ARG_BOTH, INFORM},
    {"-print-", PREFIX, ARG_BOTH, INFORM},
    {"--print-", PREFIX, ARG_BOTH, INFORM},
    {"-###", EXACT, ARG_BOTH, INFORM},
    {"-E", EXACT, ARG_COMPILE, STOP_PREPROCESS},
    {"-M", EXACT, ARG_COMPILE, STOP_PREPROCESS},
    {"-MM", EXACT, ARG_COMPILE, STOP_PREPROCESS},
    {"-S", EXACT, ARG_COMPILE, STOP_ASSEMBLE},
    {"-fsyntax-only", EXACT, ARG_COMPILE, STOP_ASSEMBLE},
    {"-c", EXACT, ARG_COMPILE, STOP_OBJECT},
    {"--preprocess", EXACT, ARG_COMPILE, STOP_PREPROCESS},
    {"--dependencies", EXACT, ARG_COMPILE, STOP_PREPROCESS},
    {"--user-dependencies", EXACT, ARG_COMPILE, STOP_PREPROCESS},
    {"--assemble", EXACT, ARG_COMPILE, STOP_ASSEMBLE},
    {"--compile", EXACT, ARG_COMPILE, STOP_OBJECT},
    {"--write-dependencies", EXACT, ARG_DEPEND, DEPS},
    {"--write-user-dependencies", EXACT, ARG_DEPEND, DEPS},
    {"-MD", EXACT, ARG_DEPEND, DEPS},
    {"-MMD", EXACT, ARG_DEPEND, DEPS},
    {"-MF", EITHER, ARG_DEPEND, DEPS_FILE},
    {"-MT", EITHER, ARG_DEPEND, DEPS_TARGET},
    {"-MQ", EITHER, ARG_DEPEND, DEPS_TARGET},
    {"-MP", EXACT, ARG_DEPEND, NOTHING},
    {"-MG", EXACT, ARG_DEPEND, NOTHING},
    {"-MV", EXACT, ARG_DEPEND, NOTHING},
    {"-MJ", SEPARATE, ARG_COMPILE, NOTHING},
    {"-x", EITHER, ARG_LANGUAGE, NOTHING},
    {"--language", SEPARATE, ARG_LANGUAGE, NOTHING},
    {"-save-temps", EXACT, ARG_COMPILE, SAVE},
    {"--save-temps", EXACT, ARG_COMPILE, SAVE},
    {"-save-temps=cwd", EXACT, ARG_COMPILE, SAVE_IN_CWD},
    {"-save-temps=obj", EXACT, ARG_COMPILE, SAVE_BY_OBJECT},
    {"-fdiagnostics-color=never", EXACT, ARG_BOTH, PLAIN},
    {"-fno-diagnostics-color", EXACT, ARG_BOTH, PLAIN},
    {"-fno-color-diagnostics", EXACT, ARG_BOTH, PLAIN},
    {"-fdiagnostics-color=always", EXACT, ARG_BOTH, COLOURED},
    {"-fdiagnostics-color", EXACT, ARG_BOTH, COLOURED},
    {"-fcolor-diagnostics", EXACT, ARG_BOTH, COLOURED},
    /* the preprocessor's */
    {"-D", EITHER, ARG_PREPROCESS, NOTHING},
    {"-U", EITHER, ARG_PREPROCESS, NOTHING},
    {"-I", EITHER, ARG_PREPROCESS, NOTHING},
    {"-A", EITHER, ARG_PREPROCESS, NOTHING},
    {"-include-pch", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"-include", EITHER, ARG_PREPROCESS, NOTHING},
    {"--include", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"-imacros", EITHER, ARG_PREPROCESS, NOTHING},
    {"--imacros", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"--define-macro", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"--undefine-macro", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"--include-directory", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"--include-directory-after", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"-imultiarch", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"-ivfsoverlay", SEPARATE, ARG_PREPROCESS, NOTHING},
    {"-iframework", EITHER, ARG_PREPROCESS, NOTHING},
    {"-iwithsysroot", EITHER, ARG_PREPROCESS, NOTHING},
    {"-idirafter", EITHER, ARG_PREPROCESS, NOTHING},
    {"-iprefix", EITHER, ARG_PREPROCESS, NOTHING},
    {"-iwithprefixbefore", EITHER, ARG_PREPROCESS, NOTHING},
    {"-iwithprefix", EITHER, ARG_PREPROCESS, NOTHING},
    {"-isystem", EITHER, ARG_PREPROCESS, NOTHING},
    {"-iquote", EITHER, ARG_PREPROCESS, NOTHING},
    {"-isysroot", EITHER, ARG_BOTH, NOTHING},
    {"-imultilib", EITHER, ARG_PREPROCESS, NOTHING},
    {"-nostdinc", EXACT, ARG_PREPROCESS, NOTHING},
    {"-nostdlibinc", EXACT, ARG_PREPROCESS, NOTHING},
    {"-undef", EXACT, ARG_PREPROCESS, NOTHING},
    {"-traditional", PREFIX, ARG_PREPROCESS, NOTHING},
    {"-remap", EXACT, ARG_PREPROCESS, NOTHING},
    {"-fmacro-prefix-map=", PREFIX, ARG_PREPROCESS, NOTHING},
    {"-H", EXACT, ARG_PREPROCESS, NOTHING},
    {"-Wp,", PREFIX, ARG_PREPROCESS, NOTHING},
    {"-Xpreprocessor", SEPARATE, ARG_PREPROCESS, NOTHING},
    /* of no use without -E, and harmful to the text */
    {"-P", EXACT, ARG_COMPILE, NOTHING},
    {"-C", EXACT, ARG_COMPILE, NOTHING},
    {"-CC", EXACT, ARG_COMPILE, NOTHING},
    {"-fdirectives-only", EXACT, ARG_COMPILE, NOTHING},
    {"-fworking-directory", EXACT, ARG_COMPILE, NOTHING},
    /* the compiler's, assembler's and linker's */
    {"-o", EITHER, ARG_COMPILE, OUTPUT},
    {"--output=", PREFIX, ARG_COMPILE, OUTPUT},
    {"--output", SEPARATE, ARG_COMPILE, OUTPUT},
    {"-gcc-toolchain", SEPARATE, ARG_BOTH, NOTHING},
    {"-g", PREFIX, ARG_COMPILE, NOTHING},
    {"-dumpbase-ext", SEPARATE, ARG_COMPILE, NOTHING},
    {"-dumpbase", SEPARATE, ARG_COMPILE, NOTHING},
    {"-dumpdir", SEPARATE, ARG_COMPILE, NOTHING},
    {"-d", PREFIX, ARG_COMPILE, NOTHING},
    {"-aux-info", SEPARATE, ARG_COMPILE, NOTHING},
    {"--param", SEPARATE, ARG_COMPILE, NOTHING},
    {"-mllvm", SEPARATE, ARG_COMPILE, NOTHING},
    {"-serialize-diagnostics", SEPARATE, ARG_COMPILE, NOTHING},
    {"--serialize-diagnostics", SEPARATE, ARG_COMPILE, NOTHING},
    {"--library-directory", SEPARATE, ARG_COMPILE, NOTHING},
    {"--for-assembler", SEPARATE, ARG_COMPILE, NOTHING},
    {"--for-linker", SEPARATE, ARG_COMPILE, NOTHING},
    {"-rpath", SEPARATE, ARG_COMPILE, NOTHING},
    {"-wrapper", SEPARATE, ARG_COMPILE, NOTHING},
    {"-emit-llvm", EXACT, ARG_COMPILE, NOTHING},
    {"-fdump-", PREFIX, ARG_COMPILE, NOTHING},
    {"-ftime-", PREFIX, ARG_COMPILE, NOTHING},
    {"-fuse-ld=", PREFIX, ARG_COMPILE, NOTHING},
    {"-v", EXACT, ARG_COMPILE, VERBOSE},
    {"-Wa,", PREFIX, ARG_COMPILE, NOTHING},
    {"-Wl,", PREFIX, ARG_COMPILE, NOTHING},
    {"-Xassembler", SEPARATE, ARG_COMPILE, NOTHING},
    {"-Xlinker", SEPARATE, ARG_COMPILE, NOTHING},
    {"-l", EITHER, ARG_COMPILE, NOTHING},
    {"-L", EITHER, ARG_COMPILE, NOTHING},
    {"-T", EITHER, ARG_COMPILE, NOTHING},
    {"-u", EITHER, ARG_COMPILE, NOTHING},
    {"-z", EITHER, ARG_COMPILE, NOTHING},
    {"-e", EITHER, ARG_COMPILE, NOTHING},
    {"-R", EITHER, ARG_COMPILE, NOTHING},
    {"-s", EXACT, ARG_COMPILE, NOTHING},
    {"-r", EXACT, ARG_COMPILE, NOTHING},
    {"-rdynamic", EXACT, ARG_COMPILE, NOTHING},
    {"-shared", PREFIX, ARG_COMPILE, NOTHING},
    {"-static", PREFIX, ARG_COMPILE, NOTHING},
    {"-symbolic", EXACT, ARG_COMPILE, NOTHING},
    {"-pie", EXACT, ARG_COMPILE, NOTHING},
    {"-no-pie", EXACT, ARG_COMPILE, NOTHING},
    {"-nopie", EXACT, ARG_COMPILE, NOTHING},
    {"-nostdlib", EXACT, ARG_COMPILE, NOTHING},
    {"-nodefaultlibs", EXACT, ARG_COMPILE, NOTHING},
    {"-nostartfiles", EXACT, ARG_COMPILE, NOTHING},
    {"-framework", SEPARATE, ARG_COMPILE, NOTHING},
    /* both steps', with a value */
    {"-B", EITHER, ARG_BOTH, NOTHING},
    {"-F", EITHER, ARG_BOTH, NOTHING},
    {"--std", SEPARATE, ARG_BOTH, NOTHING},
    {"--config", SEPARATE, ARG_BOTH, NOTHING},
    {"-resource-dir", SEPARATE, ARG_BOTH, NOTHING},
    {"-mthread-model", SEPARATE, ARG_BOTH, NOTHING},
    {"-Xclang", SEPARATE, ARG_BOTH, NOTHING},
    {"-target", SEPARATE, ARG_BOTH, NOTHING},
    {"--target", SEPARATE, ARG_BOTH, NOTHING},
    {"-arch", SEPARATE, ARG_BOTH, NOTHING},
    {"--sysroot", SEPARATE, ARG_BOTH, NOTHING},
    {"-specs", SEPARATE, ARG_BOTH, NOTHING},
    {"-working-directory", SEPARATE, ARG_BOTH, NOTHING},
    /* ours */
    {"-Wtamer-", PREFIX, ARG_OURS, NOTHING},
    {"-Wno-tamer-", PREFIX, ARG_OURS, NOTHING},
    {"-Werror=tamer-", PREFIX, ARG_OURS, NOTHING},
    {"-Wno-error=tamer-", PREFIX, ARG_OURS, NOTHING},
    {"-Wframe-size", EXACT, ARG_OURS, NOTHING},
    {"-Wframe-size=", PREFIX, ARG_OURS, NOTHING},
    {"-Wno-frame-size", EXACT, ARG_OURS, NOTHING},
    {"-Werror=frame-size", EXACT, ARG_OURS, NOTHING},
    {"-Werror=frame-size=", PREFIX, ARG_OURS, NOTHING},
    {"-Wno-error=frame-size", EXACT, ARG_OURS, NOTHING},
};

static bool begins(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool fits(const struct option *option, const char *word)
{
    if (option->form == EXACT || option->form == SEPARATE)
        return strcmp(word, option->name) == 0;
    return begins(word, option->name);
}

static const struct option *find_option(const char *word)
{
    static const struct option unknown = {"", PREFIX, ARG_BOTH, NOTHING};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (fits(&options[i], word))
            return &options[i];
    return &unknown;
}

bool command_is_optimised(const struct command *command)
{
    bool is_optimised = false;
    for (size_t i = 0; i < command->args.count; i++)
        if (strncmp(command->args.at[i].text, "-O", 2) == 0)
            is_optimised = strcmp(command->args.at[i].text, "-O0") != 0;
    return is_optimised;
}

bool command_is_ours(const char *word)
{
    return find_option(word)->class == ARG_OURS;
}

/* ---- the compiler and what stands in front of it ---- */

/* Returns how many words were taken. Another tamerc in front of the compiler would only do the same
 * again. */
static size_t take_compiler(struct arena *arena, const char *const *words, size_t count,
                            struct command *command)
{
    size_t at = 0;
    for (size_t size; (size = launcher_words(words + at, count - at)) > 0; at += size)
        for (size_t i = strcmp(files_base(words[at]), "tamerc") == 0; i < size; i++)
            args_add(arena, &command->launchers, words[at + i]);
    if (at < count)
        command->compiler = words[at++];
    return at;
}

/* ---- arguments ---- */

static void limit_goal(struct command *command, enum command_goal goal)
{
    if (goal < command->goal)
        command->goal = goal;
}

static void apply_effect(struct command *command, enum effect effect, const char *value)
{
    switch (effect) {
    case NOTHING:
        break;
    case INFORM:
        limit_goal(command, GOAL_INFORM);
        break;
    case STOP_PREPROCESS:
        limit_goal(command, GOAL_PREPROCESS);
        break;
    case STOP_ASSEMBLE:
        limit_goal(command, GOAL_ASSEMBLE);
        break;
    case STOP_OBJECT:
        limit_goal(command, GOAL_OBJECT);
        break;
    case OUTPUT:
        command->output = value;
        break;
    case DEPS:
        command->writes_deps = true;
        break;
    case DEPS_FILE:
        command->deps_file = value;
        break;
    case DEPS_TARGET:
        command->names_deps_target = true;
        break;
    case SAVE:
        command->save = SAVE_DEFAULT;
        break;
    case SAVE_IN_CWD:
        command->save = SAVE_CWD;
        break;
    case SAVE_BY_OBJECT:
        command->save = SAVE_OBJ;
        break;
    case COLOURED:
        command->colour = COLOUR_ALWAYS;
        break;
    case PLAIN:
        command->colour = COLOUR_NEVER;
        break;
    case VERBOSE:
        command->verbose = true;
        break;
    }
}

struct language_row {
    const char *key;
    enum command_language language;
};

static const struct language_row by_suffix[] = {
    {".c", LANGUAGE_C},        {".i", LANGUAGE_PREPROCESSED}, {".S", LANGUAGE_SOURCE},
    {".sx", LANGUAGE_SOURCE},  {".h", LANGUAGE_SOURCE},       {".cc", LANGUAGE_SOURCE},
    {".cp", LANGUAGE_SOURCE},  {".cxx", LANGUAGE_SOURCE},     {".cpp", LANGUAGE_SOURCE},
    {".c++", LANGUAGE_SOURCE}, {".C", LANGUAGE_SOURCE},       {".CPP", LANGUAGE_SOURCE},
    {".hh", LANGUAGE_SOURCE},  {".m", LANGUAGE_SOURCE},       {".mm", LANGUAGE_SOURCE},
    {".M", LANGUAGE_SOURCE},   {".F", LANGUAGE_SOURCE},       {".F90", LANGUAGE_SOURCE},
    {NULL, LANGUAGE_OTHER}};

/* Any name of -x that is not here is taken for a language with a preprocessor. */
static const struct language_row by_name[] = {{"c", LANGUAGE_C},
                                              {"cpp-output", LANGUAGE_PREPROCESSED},
                                              {"assembler", LANGUAGE_OTHER},
                                              {"c++-cpp-output", LANGUAGE_OTHER},
                                              {"ir", LANGUAGE_OTHER},
                                              {"lto", LANGUAGE_OTHER},
                                              {NULL, LANGUAGE_SOURCE}};

static enum command_language language_of(const char *path, const char *named)
{
    const char *key = named ? named : files_suffix(path);
    const struct language_row *row = named ? by_name : by_suffix;
    while (row->key && strcmp(row->key, key) != 0)
        row++;
    return row->language;
}

struct reader {
    struct arena *arena;
    struct command *command;
    const char *language; /* -x in force; NULL: none */
    bool only_inputs;     /* behind -- */
};

static void take_input(struct reader *reader, const char *word)
{
    struct command_arg arg = {.text = word,
                              .class = ARG_INPUT,
                              .language = language_of(word, reader->language),
                              .explicit_language = reader->language};
    vec_push(reader->arena, &reader->command->args, arg);
}

/* Takes the word, and `next` where it is its value (NULL: there is none). Returns how many it took.
 */
static size_t take_option(struct reader *reader, const char *word, const char *next)
{
    const struct option *option = find_option(word);
    size_t name_size = strlen(option->name);
    bool separate = option->form == SEPARATE || (option->form == EITHER && word[name_size] == '\0');
    struct command_arg arg = {.text = word, .class = option->class};
    if (separate)
        arg.value = next;
    const char *value = separate ? next : word + name_size;
    apply_effect(reader->command, option->effect, value);
    if (option->class == ARG_LANGUAGE && value)
        reader->language = strcmp(value, "none") == 0 ? NULL : value;
    vec_push(reader->arena, &reader->command->args, arg);
    return arg.value ? 2 : 1;
}

static void read_args(struct reader *reader, const struct args *words)
{
    for (size_t i = 0; i < words->count;) {
        const char *word = words->at[i], *next = i + 1 < words->count ? words->at[i + 1] : NULL;
        if (!reader->only_inputs && strcmp(word, "--") == 0) {
            reader->only_inputs = true;
            i++;
        } else if (reader->only_inputs || word[0] != '-' || word[1] == '\0') {
            take_input(reader, word);
            i++;
        } else {
            i += take_option(reader, word, next);
        }
    }
}

bool command_parse(struct arena *arena, const char *const *words, size_t count, struct command *ret)
{
    struct args expanded = {0};
    *ret = (struct command){.goal = GOAL_LINK};
    ret->first_arg = take_compiler(arena, words, count, ret);
    for (size_t i = ret->first_arg; i < count; i++)
        args_expand(arena, &expanded, words[i]);
    if (!ret->compiler)
        return false;
    ret->is_clang = strstr(files_base(ret->compiler), "clang") != NULL;
    struct reader reader = {.arena = arena, .command = ret};
    read_args(&reader, &expanded);
    return true;
}

void command_arg_add(struct arena *arena, struct args *args, const struct command_arg *arg)
{
    args_add(arena, args, arg->text);
    if (arg->value)
        args_add(arena, args, arg->value);
}
