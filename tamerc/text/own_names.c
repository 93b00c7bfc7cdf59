/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/own_names.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "text/source.h"

static const char lead[] = "tamer";
enum { LEAD = sizeof lead - 1 };

/* What is made in functions, without "tamer_": as it stands, and with a number behind it. */
static const char *const made_names[] = {
    "at",           "base",       "c",          "e",   "end", "f",      "found",
    "handle",       "in",         "kept",       "out", "q",   "result", "s",
    "self",         "slot",       "this_frame", "u",   "v",   "value",  "file_enter",
    "file_entries", "file_leave", "file_table", NULL};
static const char *const numbered_names[] = {
    "await_", "behind_", "caught_", "continue_", "error", "exit",  "failed_",  "jump",
    "leave_", "literal", "p",       "t",         "tag",   "type_", "unwound_", NULL};
static const char made_tag[] = "tag_";

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_one_of(const char *const *names, const char *word, size_t size)
{
    for (; *names; names++)
        if (strlen(*names) == size && memcmp(word, *names, size) == 0)
            return true;
    return false;
}

/* Is the word one that may be made? */
static bool is_made(const char *word, size_t size)
{
    if (size < LEAD + 2 || memcmp(word, lead, LEAD) != 0 || word[LEAD] != '_')
        return false;
    word += LEAD + 1;
    size -= LEAD + 1;
    if (size > strlen(made_tag) && memcmp(word, made_tag, strlen(made_tag)) == 0)
        return true;
    size_t stem = size;
    while (stem > 0 && isdigit((unsigned char)word[stem - 1]))
        stem--;
    return is_one_of(stem < size ? numbered_names : made_names, word, stem);
}

/* A byte with which no name in the text goes on behind "tamer", from `*from` on. */
static char free_byte(const struct source *source, const char **from)
{
    char word[LEAD + 1];
    memcpy(word, lead, LEAD);
    for (; **from; ++*from) {
        word[LEAD] = **from;
        if (!memmem(source->text, source->size, word, sizeof word))
            return *(*from)++;
    }
    return '\0';
}

const char *own_names_replace(struct arena *arena, const struct source *source,
                              struct own_names *ret)
{
    const char *bytes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char *text = NULL;
    for (uint32_t i = 0; i < source->token_count; i++) {
        const struct token *token = &source->tokens[i];
        if (token->kind != TOKEN_IDENT ||
            !is_made(source->text + token->start, token->end - token->start))
            continue;
        if (!text) {
            *ret = (struct own_names){free_byte(source, &bytes), free_byte(source, &bytes)};
            if (ret->prefix == '\0')
                return NULL;
            text = arena_strndup(arena, source->text, source->size);
        }
        text[token->start + LEAD] = ret->stand_in;
    }
    return text;
}

static void show(const struct own_names *own, char *text, size_t size)
{
    for (char *at = text; (at = memmem(at, size - (size_t)(at - text), lead, LEAD)) != NULL;
         at += LEAD)
        if (at[LEAD] == own->stand_in)
            at[LEAD] = '_';
}

void own_names_show(const struct own_names *own, char *message)
{
    show(own, message, strlen(message));
}

/* Behind the literal or the comment that begins there; `at`: none does. */
static size_t skip_text(const char *text, size_t at)
{
    const char *end = NULL;
    if (text[at] == '"' || text[at] == '\'') {
        char quote = text[at++];
        while (text[at] && text[at] != quote && text[at] != '\n')
            at += text[at] == '\\' && text[at + 1] ? 2 : 1;
        return at + (text[at] == quote);
    }
    if (text[at] == '/' && text[at + 1] == '*')
        end = strstr(text + at + 2, "*/");
    else if (text[at] == '/' && text[at + 1] == '/')
        return at + strcspn(text + at, "\n");
    return end ? (size_t)(end - text) + 2 : at;
}

void own_names_restore(const struct own_names *own, struct strbuf *made, size_t start)
{
    char *text = made->text;
    for (size_t at = start, end; at < made->size; at = end) {
        bool in_number = at > start && isdigit((unsigned char)text[at - 1]) && text[at] == '\'';
        end = in_number ? at : skip_text(text, at);
        if (end > at)
            continue;
        while (end < made->size && is_word_byte(text[end]))
            end++;
        if (is_made(text + at, end - at))
            text[at + LEAD] = own->prefix;
        end += end == at;
    }
    show(own, text + start, made->size - start);
}

bool own_names_is_runtimes(const struct source *source, const char *name)
{
    if (strncmp(name, "tamer_", LEAD + 1) != 0)
        return false;
    for (uint32_t i = 0; i < source->token_count; i++)
        if (source_token_is(source, i, name) &&
            strstr(source->files[source->tokens[i].file], "tamer/abi"))
            return true;
    return false;
}
