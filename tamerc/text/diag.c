/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/diag.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "text/diag_print.h"
#include "text/own_names.h"

struct name_set VEC(const char *);

struct named_number {
    const char *name;
    unsigned long value;
};

struct number_list VEC(struct named_number);
struct item_list VEC(struct diag_item *);

/* The compilers' warning that tamerc gives in their place: a tamed body returns at its end,
 * whatever the user's did. */
#define RETURN_TYPE "return-type"

struct diag {
    struct arena *arena;
    const struct source *source;
    FILE *stream;
    bool colour;
    bool quiet;                 /* -w */
    bool all_errors;            /* -Werror */
    struct name_set off;        /* -Wno-NAME */
    bool return_type_said;      /* by its name, after which -Wall says nothing of it */
    struct name_set errors;     /* -Werror=NAME */
    struct name_set not_errors; /* -Wno-error=NAME */
    struct number_list numbers; /* -WNAME=N; the last of a name counts */
    struct item_list items;     /* of this flush */
    size_t error_count, warning_count;
    bool muted; /* the last warning is switched off, and so are its notes */
};

struct diag *diag_new(struct arena *arena, const struct source *source, FILE *stream)
{
    struct diag *diag = arena_new(arena, struct diag);
    *diag = (struct diag){.arena = arena, .source = source, .stream = stream};
    return diag;
}

void diag_set_colour(struct diag *diag, bool colour)
{
    diag->colour = colour;
}

/* ---- options ---- */

static bool contains(const struct name_set *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->at[i], name) == 0)
            return true;
    return false;
}

static void insert(struct diag *diag, struct name_set *set, const char *name)
{
    if (!contains(set, name))
        vec_push(diag->arena, set, arena_strdup(diag->arena, name));
}

static void take_out(struct name_set *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->at[i], name) == 0)
            set->at[i] = set->at[--set->count];
}

/* All that errors and warnings are named by, and tamerc(1) describes. */
static bool is_known(const char *name)
{
    static const char *const names[] = {
        "tamer-alloca",      "tamer-attribute", "tamer-check",     "tamer-cleanup",
        "tamer-declaration", "tamer-defer",     "tamer-dropped",   "tamer-frame-address",
        "tamer-generator",   "tamer-give",      "tamer-gone",      "tamer-jump",
        "tamer-local-type",  "tamer-longjmp",   "tamer-marks",     "tamer-missing-await",
        "tamer-name",        "tamer-nesting",   "tamer-not-tamed", "tamer-operand",
        "tamer-option",      "tamer-outside",   "tamer-place",     "tamer-pointer",
        "tamer-raise",       "tamer-setjmp",    "tamer-slot",      "tamer-unknown",
        "tamer-va-list",     "tamer-vla",       "tamer-word"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return strncmp(name, "tamer-", 6) != 0;
}

/* A number belongs to a name only where the name is complete. */
static bool is_ours(const char *name)
{
    static const char numbered[] = "frame-size";
    size_t size = sizeof numbered - 1;
    if (strncmp(name, "tamer-", 6) == 0 || strcmp(name, RETURN_TYPE) == 0)
        return true;
    return strncmp(name, numbered, size) == 0 && (name[size] == '\0' || name[size] == '=');
}

/* `-WNAME=12`: notes the number; what is none is an error. Returns the name alone. */
static const char *take_number(struct diag *diag, const char *flag, const char *name)
{
    const char *equals = strchr(name, '=');
    char *end;
    if (!equals)
        return name;
    struct named_number number = {.name =
                                      arena_strndup(diag->arena, name, (size_t)(equals - name))};
    number.value = strtoul(equals + 1, &end, 10);
    if (!isdigit((unsigned char)equals[1]) || *end)
        diag_at_place(diag, DIAG_ERROR, (struct place){0}, NULL, "'%s' needs a number of bytes",
                      flag);
    vec_push(diag->arena, &diag->numbers, number);
    return number.name;
}

/* What follows `prefix` in `flag`, without a number, if that is a name of ours. */
static const char *our_name(struct diag *diag, const char *flag, const char *prefix)
{
    size_t size = strlen(prefix);
    if (strncmp(flag, prefix, size) != 0 || !is_ours(flag + size))
        return NULL;
    if (!is_known(flag + size) && strncmp(flag, "-Wno-", 5) != 0)
        diag_at_place(diag, DIAG_ERROR, (struct place){0}, NULL,
                      "there is no warning of this name: '%s'; tamerc(1) lists them", flag);
    return take_number(diag, flag, flag + size);
}

unsigned long diag_number(const struct diag *diag, const char *name, unsigned long otherwise)
{
    for (size_t i = diag->numbers.count; i > 0; i--)
        if (strcmp(diag->numbers.at[i - 1].name, name) == 0)
            return diag->numbers.at[i - 1].value;
    return otherwise;
}

static bool named_option(struct diag *diag, const char *flag)
{
    const char *name;
    if ((name = our_name(diag, flag, "-Wno-error=")) != NULL) {
        insert(diag, &diag->not_errors, name);
        take_out(&diag->errors, name);
    } else if ((name = our_name(diag, flag, "-Werror=")) != NULL) {
        insert(diag, &diag->errors, name);
        take_out(&diag->not_errors, name);
        take_out(&diag->off, name);
    } else if ((name = our_name(diag, flag, "-Wno-")) != NULL) {
        insert(diag, &diag->off, name);
    } else if ((name = our_name(diag, flag, "-W")) != NULL) {
        take_out(&diag->off, name);
    }
    if (name && strcmp(name, RETURN_TYPE) == 0)
        diag->return_type_said = true;
    return name && strcmp(name, RETURN_TYPE) != 0;
}

void diag_for_gcc(struct diag *diag)
{
    insert(diag, &diag->off, RETURN_TYPE);
}

bool diag_option(struct diag *diag, const char *flag)
{
    if (strcmp(flag, "-w") == 0)
        diag->quiet = true;
    else if (strcmp(flag, "-Werror") == 0)
        diag->all_errors = true;
    else if (strcmp(flag, "-Wno-error") == 0)
        diag->all_errors = false;
    else if (strcmp(flag, "-Wall") == 0 && !diag->return_type_said)
        take_out(&diag->off, RETURN_TYPE);
    else
        return named_option(diag, flag);
    return false;
}

/* ---- collecting ---- */

static bool is_promoted(const struct diag *diag, const char *name)
{
    if (!name || contains(&diag->not_errors, name))
        return !name && diag->all_errors;
    return diag->all_errors || contains(&diag->errors, name);
}

/* Counts it and settles its severity. false: it is switched off. */
static bool admit(struct diag *diag, struct diag_item *item)
{
    if (item->severity == DIAG_NOTE)
        return !diag->muted;
    diag->muted = false;
    if (item->severity == DIAG_WARNING) {
        diag->muted = diag->quiet || (item->name && contains(&diag->off, item->name));
        if (diag->muted)
            return false;
        item->promoted = is_promoted(diag, item->name);
    }
    if (item->severity == DIAG_ERROR || item->promoted)
        diag->error_count++;
    else
        diag->warning_count++;
    return true;
}

__attribute__((format(printf, 4, 0))) static struct diag_item *
add(struct diag *diag, enum diag_severity severity, const char *name, const char *format,
    va_list arguments)
{
    struct diag_item *item = arena_new(diag->arena, struct diag_item);
    item->severity = severity;
    item->name = name;
    if (!admit(diag, item))
        return NULL;
    char *message = arena_vprintf(diag->arena, format, arguments);
    if (diag->source && diag->source->own)
        own_names_show(diag->source->own, message);
    item->message = message;
    /* A note is printed behind the diagnostic it belongs to, wherever it points. */
    item->leader = severity == DIAG_NOTE && diag->items.count ? vec_last(&diag->items)->leader
                                                              : diag->items.count;
    vec_push(diag->arena, &diag->items, item);
    return item;
}

static void locate(const struct diag *diag, struct diag_item *item, uint32_t start, uint32_t end)
{
    if (!item)
        return;
    item->order = start;
    item->exact = source_range(diag->source, start, end, &item->start, &item->end);
}

void diag_error(struct diag *diag, uint32_t start, uint32_t end, const char *name,
                const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    locate(diag, add(diag, DIAG_ERROR, name, format, arguments), start, end);
    va_end(arguments);
}

void diag_warning(struct diag *diag, uint32_t start, uint32_t end, const char *name,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    locate(diag, add(diag, DIAG_WARNING, name, format, arguments), start, end);
    va_end(arguments);
}

void diag_note(struct diag *diag, uint32_t start, uint32_t end, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    locate(diag, add(diag, DIAG_NOTE, NULL, format, arguments), start, end);
    va_end(arguments);
}

/* Where in the text a place found by another parser stands, as far as its line. */
static uint32_t order_of(const struct source *source, struct place place)
{
    for (uint32_t i = 0; place.file && i < source->token_count; i++) {
        const struct token *token = &source->tokens[i];
        if (token->line == place.line && strcmp(source->files[token->file], place.file) == 0)
            return token->start;
    }
    return 0;
}

void diag_at_place(struct diag *diag, enum diag_severity severity, struct place place,
                   const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct diag_item *item = add(diag, severity, name, format, arguments);
    va_end(arguments);
    if (!item)
        return;
    item->start = item->end = place;
    item->end.column++;
    item->order = place.line ? order_of(diag->source, place) : 0;
}

/* ---- fix-its ---- */

static void attach(struct diag *diag, struct place start, struct place end, const char *text)
{
    struct diag_item *item = diag->items.count ? vec_last(&diag->items) : NULL;
    if (!item || diag->muted)
        return;
    struct diag_fixit fixit = {start, end, arena_strdup(diag->arena, text)};
    vec_push(diag->arena, &item->fixits, fixit);
}

void diag_fixit_insert(struct diag *diag, uint32_t offset, const char *text)
{
    const struct source *source = diag->source;
    uint32_t index = source_token_at(source, offset);
    struct place start, end;
    if (source_range(source, source->tokens[index].start, source->tokens[index].end, &start,
                     &end) &&
        source->tokens[index].start == offset) {
        attach(diag, start, start, text);
        return;
    }
    /* Behind the token that ends here. */
    if (index > 0 && source->tokens[index - 1].end == offset &&
        source_range(source, source->tokens[index - 1].start, offset, &start, &end))
        attach(diag, end, end, text);
}

void diag_fixit_replace(struct diag *diag, uint32_t start, uint32_t end, const char *text)
{
    struct place from, to;
    if (source_range(diag->source, start, end, &from, &to))
        attach(diag, from, to, text);
}

/* ---- printing ---- */

static int compare_items(const void *a, const void *b)
{
    const struct diag_item *x = *(const struct diag_item *const *)a;
    const struct diag_item *y = *(const struct diag_item *const *)b;
    if (x->leader_order != y->leader_order)
        return x->leader_order < y->leader_order ? -1 : 1;
    if (x->index != y->index)
        return x->index < y->index ? -1 : 1;
    return 0;
}

void diag_flush(struct diag *diag)
{
    struct item_list *items = &diag->items;
    for (size_t i = 0; i < items->count; i++) {
        items->at[i]->index = i;
        items->at[i]->leader_order = items->at[items->at[i]->leader]->order;
    }
    if (items->count)
        qsort(items->at, items->count, sizeof *items->at, compare_items);
    for (size_t i = 0; i < items->count; i++)
        diag_print_item(diag->stream, diag->source, diag->colour, items->at[i]);
    items->count = 0;
    fflush(diag->stream);
}

size_t diag_errors(const struct diag *diag)
{
    return diag->error_count;
}

size_t diag_warnings(const struct diag *diag)
{
    return diag->warning_count;
}

static void print_count(FILE *stream, size_t count, const char *noun)
{
    fprintf(stream, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void diag_summary(struct diag *diag)
{
    if (!diag->error_count && !diag->warning_count)
        return;
    if (diag->warning_count)
        print_count(diag->stream, diag->warning_count, "warning");
    if (diag->warning_count && diag->error_count)
        fputs(" and ", diag->stream);
    if (diag->error_count)
        print_count(diag->stream, diag->error_count, "error");
    fputs(" generated.\n", diag->stream);
    fflush(diag->stream);
}
