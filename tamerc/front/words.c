/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/words.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    const char *text;
    enum word word;
};

/* In the order of strcmp. */
static const struct entry entries[] = {
    {"_Accum", WORD_TYPE},
    {"_Alignas", WORD_ALIGNAS},
    {"_Alignof", WORD_ALIGNOF},
    {"_Atomic", WORD_QUALIFIER},
    {"_BitInt", WORD_TYPEOF},
    {"_Bool", WORD_TYPE},
    {"_Complex", WORD_TYPE},
    {"_Decimal128", WORD_TYPE},
    {"_Decimal32", WORD_TYPE},
    {"_Decimal64", WORD_TYPE},
    {"_Float128", WORD_TYPE},
    {"_Float16", WORD_TYPE},
    {"_Float32", WORD_TYPE},
    {"_Float32x", WORD_TYPE},
    {"_Float64", WORD_TYPE},
    {"_Float64x", WORD_TYPE},
    {"_Imaginary", WORD_TYPE},
    {"_Noreturn", WORD_STORAGE},
    {"_Static_assert", WORD_STATIC_ASSERT},
    {"_Thread_local", WORD_STORAGE},
    {"__FUNCTION__", WORD_FUNCTION_NAME},
    {"__PRETTY_FUNCTION__", WORD_FUNCTION_NAME},
    {"__alignof", WORD_ALIGNOF},
    {"__alignof__", WORD_ALIGNOF},
    {"__asm", WORD_ASM},
    {"__asm__", WORD_ASM},
    {"__attribute", WORD_ATTRIBUTE},
    {"__attribute__", WORD_ATTRIBUTE},
    {"__auto_type", WORD_TYPE},
    {"__bf16", WORD_TYPE},
    {"__builtin_ms_va_list", WORD_TYPE},
    {"__builtin_va_list", WORD_TYPE},
    {"__complex", WORD_TYPE},
    {"__complex__", WORD_TYPE},
    {"__const", WORD_QUALIFIER},
    {"__const__", WORD_QUALIFIER},
    {"__declspec", WORD_ATTRIBUTE},
    {"__extension__", WORD_EXTENSION},
    {"__float128", WORD_TYPE},
    {"__fp16", WORD_TYPE},
    {"__func__", WORD_FUNCTION_NAME},
    {"__ibm128", WORD_TYPE},
    {"__imag", WORD_PART},
    {"__imag__", WORD_PART},
    {"__inline", WORD_STORAGE},
    {"__inline__", WORD_STORAGE},
    {"__int128", WORD_TYPE},
    {"__int128_t", WORD_TYPE},
    {"__label__", WORD_LABEL},
    {"__real", WORD_PART},
    {"__real__", WORD_PART},
    {"__restrict", WORD_QUALIFIER},
    {"__restrict__", WORD_QUALIFIER},
    {"__signed", WORD_TYPE},
    {"__signed__", WORD_TYPE},
    {"__thread", WORD_STORAGE},
    {"__typeof", WORD_TYPEOF},
    {"__typeof__", WORD_TYPEOF},
    {"__typeof_unqual", WORD_TYPEOF},
    {"__typeof_unqual__", WORD_TYPEOF},
    {"__uint128_t", WORD_TYPE},
    {"__volatile", WORD_QUALIFIER},
    {"__volatile__", WORD_QUALIFIER},
    {"alignas", WORD_ALIGNAS},
    {"alignof", WORD_ALIGNOF},
    {"asm", WORD_ASM},
    {"auto", WORD_STORAGE},
    {"bool", WORD_TYPE},
    {"break", WORD_STATEMENT},
    {"case", WORD_STATEMENT},
    {"char", WORD_TYPE},
    {"const", WORD_QUALIFIER},
    {"constexpr", WORD_STORAGE},
    {"continue", WORD_STATEMENT},
    {"default", WORD_STATEMENT},
    {"do", WORD_STATEMENT},
    {"double", WORD_TYPE},
    {"else", WORD_STATEMENT},
    {"enum", WORD_TAG},
    {"extern", WORD_STORAGE},
    {"false", WORD_CONSTANT},
    {"float", WORD_TYPE},
    {"for", WORD_STATEMENT},
    {"goto", WORD_STATEMENT},
    {"if", WORD_STATEMENT},
    {"inline", WORD_STORAGE},
    {"int", WORD_TYPE},
    {"long", WORD_TYPE},
    {"nullptr", WORD_CONSTANT},
    {"register", WORD_REGISTER},
    {"restrict", WORD_QUALIFIER},
    {"return", WORD_STATEMENT},
    {"short", WORD_TYPE},
    {"signed", WORD_TYPE},
    {"sizeof", WORD_SIZEOF},
    {"static", WORD_STORAGE},
    {"static_assert", WORD_STATIC_ASSERT},
    {"struct", WORD_TAG},
    {"switch", WORD_STATEMENT},
    {"thread_local", WORD_STORAGE},
    {"true", WORD_CONSTANT},
    {"typedef", WORD_TYPEDEF},
    {"typeof", WORD_TYPEOF},
    {"typeof_unqual", WORD_TYPEOF},
    {"union", WORD_TAG},
    {"unsigned", WORD_TYPE},
    {"void", WORD_TYPE},
    {"volatile", WORD_QUALIFIER},
    {"while", WORD_STATEMENT},
};

struct key {
    const char *text;
    size_t size;
};

static int compare(const void *left, const void *right)
{
    const struct key *key = left;
    const struct entry *entry = right;
    int order = strncmp(key->text, entry->text, key->size);
    return order != 0 || entry->text[key->size] == '\0' ? order : -1;
}

enum word word_find(const char *text, size_t size)
{
    struct key key = {text, size};
    const struct entry *entry =
        bsearch(&key, entries, sizeof entries / sizeof *entries, sizeof *entries, compare);
    return entry ? entry->word : WORD_NONE;
}
