/* SPDX-License-Identifier: BSD-3-Clause */
#include "ir/outline.h"

#include <string.h>

#include "base/arena.h"
#include "text/lexer.h"

struct outline *outline_new(struct arena *arena)
{
    struct outline *outline = arena_new(arena, struct outline);
    outline->arena = arena;
    outline->file_names.arena = outline->entity_names.arena = outline->decl_names.arena = arena;
    return outline;
}

/* The tables hold index + 1, so that no entry is NULL. `name` must live as long as the table. */
static uint32_t add_name(struct names *names, const char *name, size_t next, bool *ret_added)
{
    uintptr_t found =
        (uintptr_t)names_add(names, name, strlen(name), (void *)(uintptr_t)(next + 1));
    *ret_added = found == next + 1;
    return (uint32_t)(found - 1);
}

uint32_t outline_add_file(struct outline *outline, const char *path, const char *text, size_t size,
                          bool is_system)
{
    bool added;
    const char *own = arena_strdup(outline->arena, path);
    uint32_t index = add_name(&outline->file_names, own, outline->files.count, &added);
    if (added) {
        struct outline_file file = {.path = own,
                                    .text = arena_strndup(outline->arena, text, size),
                                    .size = size,
                                    .is_system = is_system};
        vec_push(outline->arena, &outline->files, file);
    }
    return index;
}

uint32_t outline_add_entity(struct outline *outline, const char *key, const char *name,
                            enum outline_kind kind)
{
    bool added;
    const char *own = arena_strdup(outline->arena, key);
    uint32_t index = add_name(&outline->entity_names, own, outline->entities.count, &added);
    if (added) {
        struct outline_entity entity = {.key = own,
                                        .name = arena_strdup(outline->arena, name),
                                        .kind = kind,
                                        .variadic = {.file = OUTLINE_NONE},
                                        .owner = OUTLINE_NONE,
                                        .type = OUTLINE_NONE};
        vec_push(outline->arena, &outline->entities, entity);
    }
    return index;
}

void outline_add_decl(struct outline *outline, const struct outline_decl *decl)
{
    const struct outline_place *name = &decl->name;
    bool added;
    const char *key = arena_printf(outline->arena, "%u:%u:%u:%u:%u", (unsigned)decl->entity,
                                   (unsigned)name->spelled.file, (unsigned)name->spelled.offset,
                                   (unsigned)name->written.file, (unsigned)name->written.offset);
    add_name(&outline->decl_names, key, outline->decls.count, &added);
    if (added)
        vec_push(outline->arena, &outline->decls, *decl);
}

const struct token *outline_tokens(struct outline *outline, uint32_t index)
{
    struct outline_file *file = &outline->files.at[index];
    if (file->tokens)
        return file->tokens;
    struct token_list tokens = {0};
    struct name_list names = {0};
    vec_push(outline->arena, &names, file->path);
    lexer_run(outline->arena, LEXER_ORIGINAL, file->text, file->size, &tokens, &names);
    file->tokens = tokens.at;
    file->token_count = (uint32_t)tokens.count;
    return file->tokens;
}

uint32_t outline_token_at(struct outline *outline, struct outline_spot spot)
{
    const struct token *tokens = outline_tokens(outline, spot.file);
    uint32_t low = 0, high = outline->files.at[spot.file].token_count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tokens[middle].end > spot.offset)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

bool outline_token_is(struct outline *outline, uint32_t file, uint32_t token, const char *text)
{
    const struct token *at = &outline_tokens(outline, file)[token];
    size_t size = strlen(text);
    return at->end - at->start == size &&
           memcmp(outline->files.at[file].text + at->start, text, size) == 0;
}
