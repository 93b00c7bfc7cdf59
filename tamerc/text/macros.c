/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/macros.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "text/written.h"

/* One #define or #undef, in the order of the text. */
struct change {
    const char *line;
    uint32_t line_size;
    const char *name;
    uint32_t name_size;
    bool is_defined;
    struct macro macro;
    uint32_t earlier; /* index + 1 of the one before it of the same name; 0: none */
};

struct change_list VEC(struct change);

struct macros {
    const char *text; /* that it was read from */
    size_t size;
    const struct written *written;
    struct change_list changes;
    uint32_t *latest;     /* open hash by name: index + 1 of its last change; 0: free */
    uint32_t place_count; /* a power of two */
    uint32_t *times;      /* of each segment: so many changes came before it */
};

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80 ||
           c == '\\';
}

/* ---- names ---- */

static uint32_t hash(const char *name, size_t size)
{
    uint32_t value = 2166136261U;
    for (size_t i = 0; i < size; i++)
        value = (value ^ (unsigned char)name[i]) * 16777619U;
    return value;
}

static uint32_t *place_of(const struct macros *macros, const char *name, size_t size)
{
    uint32_t at = hash(name, size) & (macros->place_count - 1);
    for (;; at = (at + 1) & (macros->place_count - 1)) {
        if (!macros->latest[at])
            return &macros->latest[at];
        const struct change *change = &macros->changes.at[macros->latest[at] - 1];
        if (change->name_size == size && memcmp(change->name, name, size) == 0)
            return &macros->latest[at];
    }
}

static void index_names(struct arena *arena, struct macros *macros)
{
    macros->place_count = 64;
    while (macros->place_count < 2 * macros->changes.count)
        macros->place_count *= 2;
    macros->latest = arena_array(arena, macros->place_count, sizeof *macros->latest);
    for (uint32_t i = 0; i < macros->changes.count; i++) {
        struct change *change = &macros->changes.at[i];
        uint32_t *place = place_of(macros, change->name, change->name_size);
        change->earlier = *place;
        *place = i + 1;
    }
}

/* ---- reading ---- */

/* The line is "#define NAME…" or "#undef NAME". */
static void add_change(struct arena *arena, struct macros *macros, const char *line,
                       const char *end, bool is_defined)
{
    const char *name = line + strlen(is_defined ? "#define " : "#undef "), *at = name;
    struct change change = {
        .line = line, .line_size = (uint32_t)(end - line), .name = name, .is_defined = is_defined};
    while (at < end && is_name(*at))
        at++;
    change.name_size = (uint32_t)(at - name);
    if (at < end && *at == '(') {
        change.macro.is_function = true;
        at = memchr(at, ')', (size_t)(end - at));
        at = at ? at + 1 : end;
    }
    while (at < end && *at == ' ')
        at++;
    change.macro.body = at;
    change.macro.body_size = (uint32_t)(end - at);
    vec_push(arena, &macros->changes, change);
}

/* The mark, if a macro has not moved it elsewhere, is the first word of its line. */
static void reach(struct macros *macros, struct written *written, const char *line)
{
    char *behind;
    unsigned long segment = strtoul(line + strlen(WRITTEN_SEGMENT), &behind, 10);
    if (*behind != '_' || segment > written->directives.count || written->reached[segment])
        return;
    written->reached[segment] = true;
    macros->times[segment] = (uint32_t)macros->changes.count;
}

static bool begins(const char *line, const char *end, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(end - line) > size && memcmp(line, word, size) == 0;
}

struct macros *macros_read(struct arena *arena, struct written *written, const char *text,
                           size_t size)
{
    struct macros *macros = arena_new(arena, struct macros);
    const char *end = text + size;
    macros->text = text;
    macros->size = size;
    macros->written = written;
    macros->times = arena_array(arena, written->directives.count + 1, sizeof *macros->times);
    for (const char *line = text; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        const char *stop = newline ? newline : end;
        while (line < stop && *line == ' ')
            line++;
        if (begins(line, stop, "#define "))
            add_change(arena, macros, line, stop, true);
        else if (begins(line, stop, "#undef "))
            add_change(arena, macros, line, stop, false);
        else if (begins(line, stop, WRITTEN_SEGMENT))
            reach(macros, written, line);
        line = stop + 1;
    }
    index_names(arena, macros);
    return macros;
}

/* ---- questions ---- */

const struct macro *macros_find(const struct macros *macros, uint32_t segment, const char *name,
                                size_t size)
{
    uint32_t at = macros->changes.count ? *place_of(macros, name, size) : 0;
    while (at > macros->times[segment])
        at = macros->changes.at[at - 1].earlier;
    if (!at || !macros->changes.at[at - 1].is_defined)
        return NULL;
    return &macros->changes.at[at - 1].macro;
}

bool macros_mention(const struct macros *macros, const char *word)
{
    size_t size = strlen(word);
    return memmem(macros->text, macros->size, word, size) ||
           memmem(macros->written->text, macros->written->size, word, size);
}

void macros_changes(const struct macros *macros, uint32_t from, uint32_t to, struct strbuf *out)
{
    for (uint32_t i = macros->times[from]; i < macros->times[to]; i++) {
        strbuf_add(out, macros->changes.at[i].line, macros->changes.at[i].line_size);
        strbuf_putc(out, '\n');
    }
}
