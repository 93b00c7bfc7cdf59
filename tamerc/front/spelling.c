/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/spelling.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"

/* Words that only the newest compilers know, or only with a header that the text may not include. A
 * type that is spelled so in its canonical form is the language's own: no typedef can be meant. */
static const struct word {
    const char *from, *to;
} words[] = {
    {"bool", "_Bool"},
    {"std::nullptr_t", "__typeof__(nullptr)"},
    {"nullptr_t", "__typeof__(nullptr)"},
};

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || c == ':';
}

/* The next place of the word in the text; NULL: none. */
static const char *find_word(const char *text, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += size)
        if ((at == text || !is_word_byte(at[-1])) && !is_word_byte(at[size]))
            return at;
    return NULL;
}

static char *replace(struct arena *arena, const char *text, const struct word *word)
{
    struct strbuf out = {0};
    for (const char *at; (at = find_word(text, word->from)) != NULL;
         text = at + strlen(word->from)) {
        strbuf_add(&out, text, (size_t)(at - text));
        strbuf_puts(&out, word->to);
    }
    strbuf_puts(&out, text);
    char *copy = arena_strdup(arena, out.text);
    strbuf_free(&out);
    return copy;
}

char *spelling_make(struct arena *arena, CXType type)
{
    CXString spelled = clang_getTypeSpelling(type);
    CXString canonical = clang_getTypeSpelling(clang_getCanonicalType(type));
    char *text = arena_strdup(arena, clang_getCString(spelled));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (find_word(clang_getCString(canonical), words[i].from) && find_word(text, words[i].from))
            text = replace(arena, text, &words[i]);
    clang_disposeString(canonical);
    clang_disposeString(spelled);
    return text;
}
