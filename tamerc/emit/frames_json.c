/* SPDX-License-Identifier: BSD-3-Clause */
/* The schema is documented in tamerc(1). Members are only added to it. */
#include "emit/frames.h"
#include "emit/frames_parts.h"

#include "base/strbuf.h"

static void add_string(struct strbuf *out, const char *text)
{
    strbuf_putc(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            strbuf_addf(out, "\\%c", c);
        else if (c < 0x20)
            strbuf_addf(out, "\\u%04x", c);
        else
            strbuf_putc(out, *text);
    }
    strbuf_putc(out, '"');
}

static void add_member(struct strbuf *out, const char *lead, const char *name, const char *value)
{
    strbuf_addf(out, "%s\"%s\": ", lead, name);
    if (value)
        add_string(out, value);
    else
        strbuf_puts(out, "null");
}

static void add_number(struct strbuf *out, const char *name, uint64_t value)
{
    strbuf_addf(out, ", \"%s\": %llu", name, (unsigned long long)value);
}

static void add_line(struct strbuf *out, const char *name, uint32_t line)
{
    if (line)
        add_number(out, name, line);
    else
        strbuf_addf(out, ", \"%s\": null", name);
}

static void add_shared(struct strbuf *out, const struct ir_func *func, const struct ir_field *field)
{
    const char *lead = "";
    strbuf_puts(out, ", \"shares\": [");
    for (uint32_t i = 0; i < func->field_count; i++)
        if (frames_share(field, &func->fields[i])) {
            strbuf_puts(out, lead);
            add_string(out, func->fields[i].var->name);
            lead = ", ";
        }
    strbuf_puts(out, "]}");
}

static void add_variable(struct strbuf *out, const struct ir_unit *unit, const struct ir_func *func,
                         const struct ir_field *field)
{
    static const char *const kinds[] = {
        [IR_VAR_PARAM] = "parameter", [IR_VAR_LOCAL] = "local", [IR_VAR_TEMP] = "temporary"};
    static const char *const kept[] = {[FRAMES_PINNED] = "pinned",
                                       [FRAMES_SAVED] = "saved",
                                       [FRAMES_RESULT] = "result",
                                       [FRAMES_ARGUMENT] = "argument"};
    const struct ir_var *var = field->var;
    bool has_place = var->pin_place && var->pin != IR_PIN_LITERAL;
    add_member(out, "{", "name", var->name);
    add_member(out, ", ", "type", var->type->spelling);
    add_number(out, "bytes", field->size);
    add_number(out, "offset", field->offset);
    add_line(out, "line", frames_line(unit, func, var));
    add_member(out, ", ", "kind", var->kind <= IR_VAR_TEMP ? kinds[var->kind] : "temporary");
    add_member(out, ", ", "kept", kept[frames_kept(var)]);
    add_member(out, ", ", "why", var->pinned ? frames_reason(var) : NULL);
    add_line(out, "why_line", has_place ? frames_line_at(unit, var->pin_place) : 0);
    add_shared(out, func, field);
}

static void add_await(struct strbuf *out, const struct ir_unit *unit, const struct ir_func *func,
                      const struct ir_point *point)
{
    uint32_t count, bytes;
    const struct ir_var **across = frames_across(unit, func, point, &count, &bytes);
    struct place place = source_place(unit->source, point->offset);
    strbuf_addf(out, "{\"line\": %u, \"column\": %u", place.line, place.column);
    add_member(out, ", ", "awaits", frames_awaited(unit, point));
    add_number(out, "bytes", bytes);
    strbuf_puts(out, ", \"across\": [");
    for (uint32_t i = 0; i < count; i++) {
        strbuf_puts(out, i > 0 ? ", " : "");
        add_string(out, across[i]->name);
    }
    strbuf_puts(out, "]}");
}

static void add_chain(struct strbuf *out, const struct frames_row *row)
{
    add_number(out, "total", row->waits ? row->total : 0);
    strbuf_puts(out, ", \"chain\": [");
    for (uint32_t i = 0; i < row->chain_count; i++) {
        strbuf_puts(out, i > 0 ? ", " : "");
        add_string(out, row->chain[i]->signature->name);
    }
    strbuf_addf(out, "], \"recursive\": %s", row->is_recursive ? "true" : "false");
    add_member(out, ", ", "unknown", row->unknown);
}

static void add_row(struct strbuf *out, const struct ir_unit *unit, const struct frames_row *row)
{
    const struct ir_func *func = row->func;
    const char *lead = "\n      ";
    uint32_t wait_count;
    const struct ir_point **waits = frames_waits(unit, func, &wait_count);
    add_member(out, "{", "name", func->signature->name);
    add_member(out, ", ", "file", row->place.file);
    strbuf_addf(out, ", \"line\": %u, \"column\": %u", row->place.line, row->place.column);
    add_member(out, ", ", "allocates",
               !row->waits                  ? "never"
               : func->needs_frame_at_start ? "call"
                                            : "wait");
    add_number(out, "frame", func->frame_size);
    add_number(out, "unshared", func->unshared_size);
    add_chain(out, row);
    strbuf_puts(out, ",\n     \"variables\": [");
    for (uint32_t i = 0; i < func->field_count; i++) {
        strbuf_puts(out, i > 0 ? ",\n      " : lead);
        add_variable(out, unit, func, &func->fields[i]);
    }
    strbuf_puts(out, "],\n     \"awaits\": [");
    for (uint32_t i = 0; i < wait_count; i++) {
        strbuf_puts(out, i > 0 ? ",\n      " : lead);
        add_await(out, unit, func, waits[i]);
    }
    strbuf_puts(out, "]}");
}

void frames_json(struct strbuf *out, const struct ir_unit *unit, const char *only)
{
    struct frames frames = frames_collect(unit, only);
    for (uint32_t i = 0; i < frames.count; i++) {
        strbuf_puts(out, i > 0 ? ",\n    " : "");
        add_row(out, unit, &frames.rows[i]);
    }
}
