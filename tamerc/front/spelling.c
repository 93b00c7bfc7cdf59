/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/spelling.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"

/* Words that only the newest compilers know, or only with a header that the text may not include,
 * or that gcc does not take. A type that is spelled so in its canonical form is the language's own:
 * no typedef can be meant. */
static const struct word {
    const char *from, *to;
    enum CXTypeKind kind;
} words[] = {
    {"bool", "_Bool", CXType_Bool},
    {"std::nullptr_t", "__typeof__(nullptr)", CXType_NullPtr},
    {"nullptr_t", "__typeof__(nullptr)", CXType_NullPtr},
    {"_Complex __float128", "__typeof__(__builtin_complex((__float128)0, (__float128)0))",
     CXType_Float128},
};

enum { TYPE_DEPTH_MAX = 64 };

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

/* A bound that a prototype leaves open. Clang crashes on it in the operand of sizeof; any will do
 * that is not constant. */
static char *say_bounds(struct arena *arena, char *text)
{
    for (char *at; (at = strstr(text, "[*]")) != NULL;)
        text = arena_printf(arena, "%.*s[1 + !tamer_this.call]%s", (int)(at - text), text, at + 3);
    return text;
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

static bool holds(CXType type, enum CXTypeKind kind, uint32_t depth);

static bool parameters_hold(CXType function, enum CXTypeKind kind, uint32_t depth)
{
    for (int i = 0; i < clang_getNumArgTypes(function); i++)
        if (holds(clang_getArgType(function, (unsigned)i), kind, depth))
            return true;
    return false;
}

/* A user's own type may have the name bool where that is no keyword, as in most programs from
 * before C99, or nullptr_t. Of a canonical type; the depth bounds types that libclang does not take
 * apart. */
static bool holds(CXType type, enum CXTypeKind kind, uint32_t depth)
{
    if (type.kind == kind || depth == 0)
        return type.kind == kind;
    switch (type.kind) {
    case CXType_Pointer:
        return holds(clang_getPointeeType(type), kind, depth - 1);
    case CXType_Atomic:
        return holds(clang_Type_getValueType(type), kind, depth - 1);
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return holds(clang_getResultType(type), kind, depth - 1) ||
               parameters_hold(type, kind, depth - 1);
    default:
        type = clang_getElementType(type);
        return type.kind != CXType_Invalid && holds(type, kind, depth - 1);
    }
}

/* Where bool is no keyword libclang writes _Bool itself: a bool beside it is the user's. */
static bool applies(const struct word *word, CXType canonical, const char *spelled)
{
    return find_word(spelled, word->from) && !find_word(spelled, word->to) &&
           holds(canonical, word->kind, TYPE_DEPTH_MAX);
}

char *spelling_make(struct arena *arena, CXType type)
{
    CXString spelled = clang_getTypeSpelling(type);
    CXType bare = clang_getCanonicalType(type);
    CXString canonical = clang_getTypeSpelling(bare);
    char *text = arena_strdup(arena, clang_getCString(spelled));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (applies(&words[i], bare, clang_getCString(canonical)) && find_word(text, words[i].from))
            text = replace(arena, text, &words[i]);
    clang_disposeString(canonical);
    clang_disposeString(spelled);
    return say_bounds(arena, text);
}
