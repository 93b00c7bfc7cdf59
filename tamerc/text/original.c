/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/original.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/vec.h"
#include "text/align.h"
#include "text/lexer.h"
#include "text/source.h"

enum { MAX_BYTES = 64 * 1024 * 1024 };

struct original_list VEC(struct original *);
struct offset_list VEC(uint32_t);

struct originals {
    struct arena *arena;
    struct original_list files;
    struct align_line line; /* the one aligned last */
};

struct originals *originals_new(struct arena *arena)
{
    struct originals *originals = arena_new(arena, struct originals);
    originals->arena = arena;
    return originals;
}

static bool read_file(struct arena *arena, struct original *original)
{
    struct stat status;
    FILE *file = fopen(original->name, "rb");
    if (!file)
        return false;
    bool fine =
        fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= MAX_BYTES;
    if (fine) {
        char *text = arena_alloc(arena, (size_t)status.st_size + 1);
        original->size = fread(text, 1, (size_t)status.st_size, file);
        original->text = text;
    }
    fclose(file);
    return fine;
}

static void index_lines(struct arena *arena, struct original *original)
{
    struct offset_list lines = {0};
    vec_push(arena, &lines, 0);
    for (uint32_t i = 0; i < original->size; i++)
        if (original->text[i] == '\n')
            vec_push(arena, &lines, i + 1);
    original->line_count = (uint32_t)lines.count;
    vec_push(arena, &lines, (uint32_t)original->size);
    original->lines = lines.at;
}

static void read_original(struct arena *arena, struct original *original)
{
    struct token_list tokens = {0};
    struct name_list files = {0};
    if (!read_file(arena, original))
        return;
    index_lines(arena, original);
    lexer_run(arena, LEXER_ORIGINAL, original->text, original->size, &tokens, &files);
    original->tokens = tokens.at;
    original->token_count = (uint32_t)tokens.count;
}

const struct original *originals_find(struct originals *originals, const char *name)
{
    for (size_t i = 0; i < originals->files.count; i++)
        if (strcmp(originals->files.at[i]->name, name) == 0)
            return originals->files.at[i];
    struct original *original = arena_new(originals->arena, struct original);
    original->name = name;
    read_original(originals->arena, original);
    vec_push(originals->arena, &originals->files, original);
    return original;
}

uint32_t original_first_token(const struct original *original, uint32_t line)
{
    uint32_t low = 0, high = original->token_count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (original->tokens[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t original_column(const struct original *original, uint32_t line, uint32_t offset)
{
    return offset - original->lines[line - 1] + 1;
}

bool original_align(struct originals *originals, const struct source *source, uint32_t index,
                    struct alignment *ret)
{
    const struct token *token = &source->tokens[index];
    const struct original *original = originals_find(originals, source->files[token->file]);
    if (!original->text || token->kind == TOKEN_END || token->line < 1 ||
        token->line > original->line_count)
        return false;
    if (!align_line_covers(&originals->line, index))
        align_line_compute(originals->arena, &originals->line, source, original, index);
    ret->original = original;
    return align_line_token(&originals->line, index, &ret->token, &ret->exact);
}
