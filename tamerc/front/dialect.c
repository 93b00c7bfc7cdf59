/* SPDX-License-Identifier: BSD-3-Clause */
/* libclang knows the dialect: it is asked once for each word, at the place where the word is first
 * met. */
#include "front/dialect.h"

#include <string.h>

#include "front/clang_unit.h"
#include "text/source.h"

static const char *const later_words[] = {
    "alignas", "alignof",  "asm",           "bool",         "constexpr", "false",  "inline",
    "nullptr", "restrict", "static_assert", "thread_local", "true",      "typeof", "typeof_unqual",
};

enum { LATER_WORDS = sizeof later_words / sizeof *later_words };

static uint32_t bit_of(const char *text, uint32_t size)
{
    for (uint32_t i = 0; i < LATER_WORDS; i++)
        if (strlen(later_words[i]) == size && memcmp(later_words[i], text, size) == 0)
            return UINT32_C(1) << i;
    return 0;
}

enum word dialect_word(struct dialect *dialect, uint32_t start, uint32_t end)
{
    const char *text = dialect->clang->source->text + start;
    enum word word = word_find(text, end - start);
    uint32_t bit = word == WORD_NONE ? 0 : bit_of(text, end - start);
    if (bit == 0)
        return word;
    if (!(dialect->asked & bit) && !clang_unit_is_keyword(dialect->clang, start))
        dialect->names |= bit;
    dialect->asked |= bit;
    return dialect->names & bit ? WORD_NONE : word;
}
