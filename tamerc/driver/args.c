/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/args.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/files.h"

enum { MAX_NESTING = 64 };

void args_add(struct arena *arena, struct args *args, const char *word)
{
    vec_push(arena, args, word);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Reads one word into *word, from behind the blanks to the next blank outside quotes. */
static const char *read_word(const char *text, struct strbuf *word)
{
    char quote = '\0';
    for (; *text && (quote || !is_space(*text)); text++) {
        if (*text == '\\' && text[1])
            strbuf_putc(word, *++text);
        else if (quote && *text == quote)
            quote = '\0';
        else if (!quote && (*text == '"' || *text == '\''))
            quote = *text;
        else
            strbuf_putc(word, *text);
    }
    return text;
}

void args_split(struct arena *arena, struct args *args, const char *text)
{
    for (;;) {
        struct strbuf word = {0};
        while (is_space(*text))
            text++;
        if (!*text)
            return;
        text = read_word(text, &word);
        args_add(arena, args, arena_strndup(arena, word.text, word.size));
        strbuf_free(&word);
    }
}

static void expand(struct arena *arena, struct args *args, const char *word, int depth)
{
    struct strbuf content = {0};
    if (word[0] != '@' || depth > MAX_NESTING || !files_read(word + 1, &content)) {
        args_add(arena, args, word);
        return;
    }
    struct args words = {0};
    args_split(arena, &words, content.text ? content.text : "");
    strbuf_free(&content);
    for (size_t i = 0; i < words.count; i++)
        expand(arena, args, words.at[i], depth + 1);
}

void args_expand(struct arena *arena, struct args *args, const char *word)
{
    expand(arena, args, word, 0);
}

char *const *args_vector(struct arena *arena, struct args *args)
{
    char **vector = arena_array(arena, args->count + 1, sizeof *vector);
    for (size_t i = 0; i < args->count; i++)
        vector[i] = arena_strdup(arena, args->at[i]);
    return vector;
}
