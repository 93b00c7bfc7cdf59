/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/frames.h"
#include "emit/frames_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"

/* A table whose columns are as wide as what stands in them; `right`: letters of the columns that
 * are numbers. */
struct table {
    struct arena *arena;
    const char *const *heads;
    uint32_t columns, rows, capacity;
    const char **cells;
    unsigned right; /* bit set of columns */
};

static void table_add(struct table *table, const char *const *cells)
{
    if (table->rows == table->capacity) {
        uint32_t capacity = table->capacity ? 2 * table->capacity : 16;
        const char **larger =
            arena_array(table->arena, (size_t)capacity * table->columns, sizeof(const char *));
        if (table->rows > 0)
            memcpy(larger, table->cells,
                   (size_t)table->rows * table->columns * sizeof(const char *));
        table->cells = larger;
        table->capacity = capacity;
    }
    memcpy(table->cells + (size_t)table->rows * table->columns, cells,
           table->columns * sizeof(const char *));
    table->rows++;
}

static int width_of(const struct table *table, uint32_t column)
{
    size_t width = strlen(table->heads[column]);
    for (uint32_t i = 0; i < table->rows; i++) {
        size_t size = strlen(table->cells[(size_t)i * table->columns + column]);
        width = size > width ? size : width;
    }
    return (int)width;
}

static void print_cells(struct strbuf *out, const struct table *table, const char *const *cells,
                        const int *widths)
{
    strbuf_puts(out, "   ");
    for (uint32_t i = 0; i < table->columns; i++) {
        bool right = table->right >> i & 1, last = i + 1 == table->columns;
        if (right)
            strbuf_addf(out, " %*s", widths[i], cells[i]);
        else
            strbuf_addf(out, " %-*s", last ? 0 : widths[i], cells[i]);
        if (!last)
            strbuf_putc(out, ' ');
    }
    while (out->text[out->size - 1] == ' ')
        out->size--;
    strbuf_putc(out, '\n');
}

static void table_print(struct strbuf *out, const struct table *table)
{
    int widths[8] = {0};
    for (uint32_t i = 0; i < table->columns; i++)
        widths[i] = width_of(table, i);
    print_cells(out, table, table->heads, widths);
    for (uint32_t i = 0; i < table->rows; i++)
        print_cells(out, table, table->cells + (size_t)i * table->columns, widths);
}

/* ---- variables ---- */

/* In words; `at line N` where that says more than the declaration. */
static const char *why(const struct ir_unit *unit, const struct ir_var *var)
{
    static const char *const reasons[] = {[IR_PIN_NONE] = "",
                                          [IR_PIN_ADDRESS] = "its address is taken at line %u",
                                          [IR_PIN_LITERAL] = "its address is used",
                                          [IR_PIN_ITSELF] = "its initialiser names it",
                                          [IR_PIN_ARRAY] = "an array",
                                          [IR_PIN_VOLATILE] = "volatile",
                                          [IR_PIN_CONSTANT] = "a constant that cannot be assigned",
                                          [IR_PIN_LARGE] = "too large to copy",
                                          [IR_PIN_REGISTER] =
                                              "copied by its bytes, but in a register",
                                          [IR_PIN_JUMPED] = "jumped over by the await at line %u",
                                          [IR_PIN_HIDDEN] = "hidden by another name"};
    bool has_line = var->pin == IR_PIN_ADDRESS || var->pin == IR_PIN_JUMPED;
    if (!has_line)
        return reasons[var->pin];
    return arena_printf(unit->arena,
                        var->pin == IR_PIN_ADDRESS ? "its address is taken at line %u"
                                                   : "jumped over by the await at line %u",
                        (unsigned)frames_line_at(unit, var->pin_place));
}

static const char *kept_text(const struct ir_unit *unit, const struct ir_func *func,
                             const struct ir_field *field)
{
    static const char *const kinds[] = {[FRAMES_PINNED] = "pinned: ",
                                        [FRAMES_SAVED] = "saved",
                                        [FRAMES_RESULT] = "place of a result",
                                        [FRAMES_ARGUMENT] = "argument, until the function begins"};
    struct strbuf text = {0};
    const char *lead = "; shares with ", *copy;
    strbuf_addf(&text, "%s%s", kinds[frames_kept(field->var)], why(unit, field->var));
    for (uint32_t i = 0; i < func->field_count; i++)
        if (frames_share(field, &func->fields[i])) {
            strbuf_addf(&text, "%s%s", lead, func->fields[i].var->name);
            lead = ", ";
        }
    copy = arena_strndup(unit->arena, text.text, text.size);
    strbuf_free(&text);
    return copy;
}

static int compare_fields(const void *a, const void *b)
{
    const struct ir_field *x = *(const struct ir_field *const *)a;
    const struct ir_field *y = *(const struct ir_field *const *)b;
    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return (x->var->index > y->var->index) - (x->var->index < y->var->index);
}

static const char *number(const struct ir_unit *unit, uint32_t value)
{
    return value ? arena_printf(unit->arena, "%u", (unsigned)value) : "";
}

static void print_variables(struct strbuf *out, const struct ir_unit *unit,
                            const struct ir_func *func)
{
    static const char *const heads[] = {"bytes", "variable", "type", "line", "kept"};
    struct table table = {
        .arena = unit->arena, .heads = heads, .columns = 5, .right = 1U << 0 | 1U << 3};
    const struct ir_field **fields =
        arena_array(unit->arena, func->field_count, sizeof(const struct ir_field *));
    for (uint32_t i = 0; i < func->field_count; i++)
        fields[i] = &func->fields[i];
    if (func->field_count > 1)
        qsort(fields, func->field_count, sizeof *fields, compare_fields);
    for (uint32_t i = 0; i < func->field_count; i++) {
        const struct ir_var *var = fields[i]->var;
        const char *cells[] = {number(unit, fields[i]->size), var->name, frames_type(var),
                               number(unit, frames_line(unit, func, var)),
                               kept_text(unit, func, fields[i])};
        table_add(&table, cells);
    }
    if (table.rows > 0)
        table_print(out, &table);
}

/* ---- awaits ---- */

static const char *names_of(const struct ir_unit *unit, const struct ir_var **vars, uint32_t count)
{
    struct strbuf text = {0};
    const char *copy;
    for (uint32_t i = 0; i < count; i++)
        strbuf_addf(&text, "%s%s", i > 0 ? ", " : "", vars[i]->name);
    if (count == 0)
        strbuf_puts(&text, "nothing");
    copy = arena_strndup(unit->arena, text.text, text.size);
    strbuf_free(&text);
    return copy;
}

static void print_awaits(struct strbuf *out, const struct ir_unit *unit, const struct ir_func *func)
{
    static const char *const heads[] = {"line", "await", "bytes", "across it"};
    struct table table = {
        .arena = unit->arena, .heads = heads, .columns = 4, .right = 1U << 0 | 1U << 2};
    uint32_t wait_count;
    const struct ir_point **waits = frames_waits(unit, func, &wait_count);
    for (uint32_t i = 0; i < wait_count; i++) {
        const struct ir_point *point = waits[i];
        uint32_t count, bytes;
        const struct ir_var **across = frames_across(unit, func, point, &count, &bytes);
        const char *cells[] = {number(unit, frames_line_at(unit, point->offset)),
                               frames_awaited(unit, point), arena_printf(unit->arena, "%u", bytes),
                               names_of(unit, across, count)};
        table_add(&table, cells);
    }
    if (table.rows > 0)
        table_print(out, &table);
}

/* ---- functions ---- */

static void print_total(struct strbuf *out, const struct frames_row *row)
{
    if (row->chain_count > 0) {
        strbuf_addf(out, "    %llu bytes with what it waits for:", (unsigned long long)row->total);
        for (uint32_t i = 0; i < row->chain_count; i++)
            strbuf_addf(out, "%s %s %u", i > 0 ? "," : "", row->chain[i]->signature->name,
                        (unsigned)row->chain[i]->frame_size);
        strbuf_putc(out, '\n');
    }
    if (row->is_recursive)
        strbuf_puts(out, "    recursive: each round adds as much\n");
    if (row->unknown)
        strbuf_addf(out, "    and the frame of %s, which is not defined here\n", row->unknown);
}

static void print_row(struct strbuf *out, const struct ir_unit *unit, const struct frames_row *row)
{
    const struct ir_func *func = row->func;
    strbuf_addf(out, "%s:%u: %s: ", row->place.file, row->place.line, func->signature->name);
    if (!row->waits) {
        strbuf_puts(out, "never waits, has no frame");
        if (func->field_count > 0)
            strbuf_addf(out, " (scheduled, its arguments take %u bytes until it begins)",
                        (unsigned)func->frame_size);
        strbuf_puts(out, "\n\n");
        return;
    }
    strbuf_addf(out, "%u bytes, taken when it %s", (unsigned)func->frame_size,
                func->needs_frame_at_start ? "is called" : "first waits");
    if (func->frame_size < func->unshared_size)
        strbuf_addf(out, "; sharing saves %u", (unsigned)(func->unshared_size - func->frame_size));
    strbuf_putc(out, '\n');
    print_total(out, row);
    print_variables(out, unit, func);
    print_awaits(out, unit, func);
    strbuf_putc(out, '\n');
}

void frames_text(struct strbuf *out, const struct ir_unit *unit, const char *only)
{
    struct frames frames = frames_collect(unit, only);
    for (uint32_t i = 0; i < frames.count; i++)
        print_row(out, unit, &frames.rows[i]);
}
