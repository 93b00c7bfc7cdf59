/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/splicer.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "driver/args.h"
#include "driver/command.h"
#include "driver/files.h"
#include "driver/preprocess.h"
#include "text/lexer.h"

/* ---- preprocessing a text in place of the file ---- */

static void add_line_directive(struct strbuf *text, const char *path)
{
    strbuf_puts(text, "#line 1 \"");
    for (; *path; path++)
        strbuf_addf(text, *path == '"' || *path == '\\' ? "\\%c" : "%c", *path);
    strbuf_puts(text, "\"\n");
}

/* The text stands in a directory where nothing else does, so that what the file includes is found
 * beside the file. */
static bool run(void *context, enum translate_pass pass, const char *text, size_t size,
                struct strbuf *out)
{
    struct splicer *splicer = context;
    struct arena *arena = splicer->arena;
    const char *directory = files_directory(arena, splicer->path);
    struct strbuf whole = {0};
    struct args first = {0};
    add_line_directive(&whole, splicer->path);
    strbuf_add(&whole, text, size);
    struct command_arg input = {.class = ARG_INPUT, .language = LANGUAGE_C};
    input.text =
        workdir_write(arena, &splicer->workdir, files_base(splicer->path), whole.text, whole.size);
    strbuf_free(&whole);
    args_add(arena, &first, "-iquote");
    args_add(arena, &first, *directory ? directory : ".");
    args_add(arena, &first, "-w");
    struct preprocess request = {.input = &input,
                                 .marks = pass != TRANSLATE_RESULT,
                                 .definitions = pass == TRANSLATE_DEFINITIONS,
                                 .include_dir = splicer->include_dir,
                                 .first = &first,
                                 .stdin_fd = -1};
    return input.text && preprocess_run(arena, splicer->command, &request, out) == 0;
}

/* ---- a result in another directory ---- */

static bool is_beside(void *context, const char *name, size_t size)
{
    const struct splicer *splicer = context;
    const char *directory = files_directory(splicer->arena, splicer->path);
    return files_is_regular(arena_printf(splicer->arena, "%s%.*s", directory, (int)size, name));
}

/* The directory's path without links, with a slash behind it; NULL: there is none. */
static const char *real_directory(struct arena *arena, const char *path)
{
    const char *directory = files_directory(arena, path);
    char *real = realpath(*directory ? directory : ".", NULL);
    const char *copy = real ? arena_printf(arena, "%s/", real[1] ? real : "") : NULL;
    free(real);
    return copy;
}

/* The way from the output's directory to the file's. */
static const char *way_back(struct arena *arena, const char *path, const char *output)
{
    const char *to = real_directory(arena, path), *from = real_directory(arena, output);
    const char *way = "";
    size_t same = 0;
    if (!to || !from)
        return "";
    for (size_t i = 0; to[i] && to[i] == from[i]; i++)
        if (to[i] == '/')
            same = i + 1;
    for (const char *rest = from + same; *rest; rest++)
        if (*rest == '/')
            way = arena_printf(arena, "../%s", way);
    return arena_printf(arena, "%s%s", way, to + same);
}

/* It may stand at the start of a file only, and something comes in front of this one. */
static void drop_byte_order_mark(struct strbuf *text)
{
    uint32_t size = lexer_byte_order_mark(text->text, text->size);
    memmove(text->text, text->text + size, text->size - size + 1);
    text->size -= size;
}

bool splicer_begin(struct splicer *splicer, struct arena *arena, const struct command *command,
                   const char *path, const char *output, const char *include_dir)
{
    bool elsewhere = output && strcmp(output, "-") != 0;
    *splicer = (struct splicer){
        .arena = arena, .command = command, .path = path, .include_dir = include_dir};
    strbuf_puts(&splicer->text, "");
    if (!files_read(path, &splicer->text)) {
        strbuf_free(&splicer->text);
        return false;
    }
    drop_byte_order_mark(&splicer->text);
    splicer->splice =
        (struct translate_splice){.text = splicer->text.text,
                                  .size = splicer->text.size,
                                  .include_prefix = elsewhere ? way_back(arena, path, output) : "",
                                  .is_beside = is_beside,
                                  .preprocess = run,
                                  .context = splicer};
    return true;
}

void splicer_end(struct splicer *splicer)
{
    strbuf_free(&splicer->text);
}

void splicer_copy(const struct splicer *splicer, bool line_markers, struct strbuf *out)
{
    if (line_markers)
        add_line_directive(out, splicer->path);
    strbuf_add(out, splicer->text.text, splicer->text.size);
}
