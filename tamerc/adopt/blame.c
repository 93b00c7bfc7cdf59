/* SPDX-License-Identifier: BSD-3-Clause */
/* Whose fault it is that the translator refuses what the edits make. */
#include <stdlib.h>
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

struct message {
    const char *file, *text;
    const char *kind; /* the NAME of -Wtamer-NAME; "refused" where there is none */
    unsigned line, column;
    struct outline_spot spot; /* in the text before the edits */
};

struct message_list VEC(struct message);

/* ---- messages ---- */

/* Cuts " [-Wtamer-NAME]" off. */
static void split_name(struct arena *arena, struct message *message)
{
    static const char lead[] = " [-Wtamer-";
    const char *name = strstr(message->text, lead);
    message->kind = "refused";
    if (!name)
        return;
    message->text = arena_strndup(arena, message->text, (size_t)(name - message->text));
    name += strlen(lead);
    message->kind = arena_strndup(arena, name, strcspn(name, "]"));
}

/* "FILE:LINE:COLUMN: error: TEXT [-WNAME]" */
static bool parse_message(struct arena *arena, const char *line, size_t size, struct message *ret)
{
    static const char word[] = ": error: ";
    const char *error = memmem(line, size, word, strlen(word));
    if (!error)
        return false;
    char *head = arena_strndup(arena, line, (size_t)(error - line));
    char *column = strrchr(head, ':');
    char *number = NULL;
    if (column) {
        *column = '\0';
        number = strrchr(head, ':');
    }
    *ret = (struct message){.file = head};
    ret->text =
        arena_strndup(arena, error + strlen(word), size - (size_t)(error - line) - strlen(word));
    split_name(arena, ret);
    if (!number)
        return true;
    *number = '\0';
    ret->line = (unsigned)strtoul(number + 1, NULL, 10);
    ret->column = (unsigned)strtoul(column + 1, NULL, 10);
    return true;
}

static uint32_t file_named(const struct adoption *adoption, const char *name)
{
    const char *path = adoption->host->original(adoption->host->context, name);
    const struct outline *outline = adoption->outline;
    for (size_t i = 0; i < outline->files.count; i++)
        if (strcmp(outline->files.at[i].path, path) == 0)
            return (uint32_t)i;
    return OUTLINE_NONE;
}

static uint32_t offset_of_line(const char *text, size_t size, unsigned line, unsigned column)
{
    size_t at = 0;
    for (; line > 1 && at < size; line--) {
        const char *newline = memchr(text + at, '\n', size - at);
        at = newline ? (size_t)(newline - text) + 1 : size;
    }
    at += column ? column - 1 : 0;
    return (uint32_t)(at < size ? at : size);
}

static struct outline_spot spot_of(struct adoption *adoption, const struct message *message)
{
    struct outline_spot spot = {file_named(adoption, message->file), 0};
    if (spot.file == OUTLINE_NONE)
        return spot;
    const struct outline_file *file = &adoption->outline->files.at[spot.file];
    size_t size = file->size;
    const char *edited = edits_apply(adoption, spot.file, &size);
    uint32_t offset =
        offset_of_line(edited ? edited : file->text, size, message->line, message->column);
    spot.offset = edited ? edits_origin(adoption, spot.file, offset) : offset;
    return spot;
}

static struct message_list read_messages(struct adoption *adoption, const char *text, size_t size)
{
    struct message_list messages = {0};
    for (size_t at = 0; at < size;) {
        const char *newline = memchr(text + at, '\n', size - at);
        size_t length = newline ? (size_t)(newline - text) - at : size - at;
        struct message message;
        if (parse_message(adoption->arena, text + at, length, &message)) {
            message.spot = spot_of(adoption, &message);
            vec_push(adoption->arena, &messages, message);
        }
        at += length + 1;
    }
    return messages;
}

/* ---- taking back ---- */

/* Was it made tamed by these edits? */
static bool is_ours(const struct adoption *adoption, uint32_t entity)
{
    return entity != OUTLINE_NONE && adoption->states[entity].is_tamed &&
           !adoption->states[entity].was_marked;
}

/* Two messages of a round may have the same cause. */
static bool take_back(struct adoption *adoption, uint32_t entity, const struct message *message)
{
    if (!is_ours(adoption, entity))
        return false;
    adoption_refuse(adoption, entity, message->spot, message->kind, message->text);
    return true;
}

/* The names that are made for the function are not free: it gets others, once. */
static bool rename_wrappers(struct adoption *adoption, uint32_t entity,
                            const struct message *message)
{
    struct state *state = &adoption->states[entity];
    if (state->stem && state->stem_round != adoption->round)
        return take_back(adoption, entity, message);
    if (!is_ours(adoption, entity))
        return false;
    state->stem =
        arena_printf(adoption->arena, "%s_tamed", adoption->outline->entities.at[entity].name);
    state->stem_round = adoption->round;
    return true;
}

/* The function of that name in the unit. */
static uint32_t function_named(const struct adoption *adoption, size_t unit, const char *name,
                               size_t size)
{
    const struct outline *outline = adoption->outline;
    for (size_t i = 0; i < outline->decls.count; i++) {
        const struct outline_decl *decl = &outline->decls.at[i];
        const struct outline_entity *entity = &outline->entities.at[decl->entity];
        if (entity->kind == OUTLINE_FUNCTION && strlen(entity->name) == size &&
            memcmp(entity->name, name, size) == 0 && is_ours(adoption, decl->entity) &&
            verify_reads(adoption, unit, decl->name.written.file))
            return decl->entity;
    }
    return OUTLINE_NONE;
}

/* The last function of ours that the message names; what it begins with only if there is no other:
 * "'X' would stand for both" is about the function that X is made for. */
static uint32_t function_in(const struct adoption *adoption, size_t unit, const char *text)
{
    uint32_t found = OUTLINE_NONE;
    size_t subject = text[0] == '\'' ? strcspn(text + 1, "'") : 0;
    for (const char *open = strchr(text, '\''); open;) {
        const char *close = strchr(open + 1, '\'');
        if (!close)
            break;
        size_t size = (size_t)(close - open) - 1;
        uint32_t named = function_named(adoption, unit, open + 1, size);
        bool is_subject = size == subject && memcmp(text + 1, open + 1, size) == 0;
        if (named != OUTLINE_NONE && (!is_subject || found == OUTLINE_NONE))
            found = named;
        open = strchr(close + 1, '\'');
    }
    return found;
}

static bool is_about_names(const struct message *message)
{
    return strcmp(message->kind, "name") == 0 || strstr(message->text, "would stand for both");
}

/* A message without a name of its own is about a declaration, or about the language. */
static uint32_t pointer_at(struct adoption *adoption, const struct message *message)
{
    const struct outline *outline = adoption->outline;
    if (strcmp(message->kind, "refused") != 0 && strcmp(message->kind, "marks") != 0)
        return OUTLINE_NONE;
    for (size_t i = 0; i < outline->decls.count; i++) {
        const struct outline_decl *decl = &outline->decls.at[i];
        struct outline_spot start = decl->start.written, name = decl->name.written;
        if (outline->entities.at[decl->entity].kind != OUTLINE_FUNCTION &&
            is_ours(adoption, decl->entity) && start.file == message->spot.file &&
            start.offset <= message->spot.offset && message->spot.offset <= name.offset)
            return decl->entity;
    }
    return OUTLINE_NONE;
}

static bool blame_one(struct adoption *adoption, size_t unit, const struct message *message)
{
    uint32_t named = function_in(adoption, unit, message->text);
    if (named != OUTLINE_NONE && is_about_names(message))
        return rename_wrappers(adoption, named, message);
    /* The place is the variable's, the fault the function's that the attribute names. */
    if (named != OUTLINE_NONE && strcmp(message->kind, "cleanup") == 0)
        return take_back(adoption, named, message);
    if (outline_is_nowhere(message->spot))
        return take_back(adoption, named, message);
    return take_back(adoption, pointer_at(adoption, message), message) ||
           take_back(adoption, places_function_at(adoption, message->spot), message) ||
           take_back(adoption, named, message);
}

/* Where nobody else is to blame, all functions of the unit are. */
static bool blame_unit(struct adoption *adoption, size_t unit, const struct message *message)
{
    bool blamed = false;
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *decl = &adoption->outline->decls.at[i];
        if (decl->is_definition && verify_reads(adoption, unit, decl->name.written.file))
            blamed |= take_back(adoption, decl->entity, message);
    }
    return blamed;
}

bool blame(struct adoption *adoption, size_t unit, const char *text, size_t size)
{
    struct message_list messages = read_messages(adoption, text, size);
    bool blamed = false;
    for (size_t i = 0; i < messages.count; i++)
        blamed |= blame_one(adoption, unit, &messages.at[i]);
    return blamed || (messages.count > 0 && blame_unit(adoption, unit, &messages.at[0]));
}
