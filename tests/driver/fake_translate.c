/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Stands in for the translator where only the driver is tested. What it does shows in the result:
 * annotations and `await` are dropped and `int fake_translated;` is added. A text with the word
 * FAIL_TRANSLATION is refused.
 */
#include "adopt/adopt.h"
#include "translate.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "text/source.h"

static bool is_header(const char *file)
{
    size_t size = strlen(file);
    return size > 2 && strcmp(file + size - 2, ".h") == 0;
}

/* In the user's own file, not in a header. */
static bool has_word(const struct source *source, const char *word)
{
    for (uint32_t i = 0; i < source->token_count; i++)
        if (source_token_is(source, i, word) && !is_header(source->files[source->tokens[i].file]))
            return true;
    return false;
}

/* Tokens of __attribute__((__annotate__("…"))) and of the two __extension__ at index; 0: neither.
 */
static uint32_t mark_size(const struct source *source, uint32_t index)
{
    if (source_token_is(source, index, "__extension__") &&
        source_token_is(source, index + 1, "__extension__"))
        return 2;
    if (source_token_is(source, index, "__attribute__") &&
        source_token_is(source, index + 3, "__annotate__"))
        return 9;
    return 0;
}

static void copy_without_marks(const struct source *source, struct strbuf *out)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < source->token_count;) {
        uint32_t count = mark_size(source, i);
        if (!count) {
            i++;
            continue;
        }
        strbuf_add(out, source->text + from, source->tokens[i].start - from);
        from = source->tokens[i + count - 1].end;
        i += count;
    }
    strbuf_add(out, source->text + from, source->size - from);
}

enum translate_result translate(const struct translate_options *options, const char *name,
                                const char *text, size_t size, struct strbuf *out, FILE *messages)
{
    struct arena arena = {0};
    struct source *source = source_new(&arena, name, text, size);
    enum translate_result result = TRANSLATE_NOTHING;
    if (has_word(source, "FAIL_TRANSLATION")) {
        fprintf(messages, "%s: error: refused\n1 error generated.\n", name);
        result = TRANSLATE_FAILED;
    } else if (has_word(source, "__annotate__")) {
        copy_without_marks(source, out);
        strbuf_addf(out, "\nint fake_translated = %d;\n", options->gnu ? 1 : 2);
        for (size_t i = 0; i < options->flag_count; i++)
            strbuf_addf(out, "/* flag %s */\n", options->flags[i]);
        result = TRANSLATE_DONE;
    }
    arena_free(&arena);
    return result;
}

/* Nothing to adopt. */
bool adopt(struct arena *arena, const struct adopt_options *options, const struct adopt_host *host,
           struct adopt_result *ret, FILE *messages)
{
    (void)arena, (void)options, (void)host, (void)messages;
    *ret = (struct adopt_result){0};
    return true;
}
