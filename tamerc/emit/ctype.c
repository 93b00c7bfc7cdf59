/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/ctype.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"

/* Words, then stars: a type whose name may be followed by a declared one. */
static bool is_plain(const char *spelling, size_t size)
{
    bool stars = false;

    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)spelling[i];

        if (c == '*')
            stars = true;
        else if (!isspace(c) && (stars || (!isalnum(c) && c != '_')))
            return false;
    }
    return size > 0;
}

static const char *after_name(const char *spelling, size_t size)
{
    return size > 0 && spelling[size - 1] == '*' ? "" : " ";
}

const char *ctype_declare(struct arena *arena, const struct ir_type *type, const char *name)
{
    const char *spelling = type->spelling;
    const char *bracket = strchr(spelling, '[');
    size_t head = bracket != NULL ? (size_t)(bracket - spelling) : strlen(spelling);

    while (head > 0 && spelling[head - 1] == ' ')
        head--;
    if (!is_plain(spelling, head) || (bracket != NULL && strpbrk(bracket, "(*") != NULL))
        return arena_printf(arena, "__typeof__(%s) %s", spelling, name);
    return arena_printf(arena, "%.*s%s%s%s", (int)head, spelling, after_name(spelling, head), name,
                        bracket != NULL ? bracket : "");
}

const char *ctype_atomic(struct arena *arena, const struct ir_type *type, const char *name)
{
    const char *bracket = type->kind == IR_TYPE_ARRAY ? strchr(type->spelling, '[') : NULL;
    size_t head = bracket != NULL ? (size_t)(bracket - type->spelling) : strlen(type->spelling);

    return arena_printf(arena, "_Atomic(__typeof__(%.*s)) %s%s", (int)head, type->spelling, name,
                        bracket != NULL ? bracket : "");
}

const char *ctype_name(struct arena *arena, const struct ir_type *type)
{
    if (is_plain(type->spelling, strlen(type->spelling)))
        return type->spelling;
    return arena_printf(arena, "__typeof__(%s)", type->spelling);
}

const char *ctype_volatile(struct arena *arena, const struct ir_type *type, const char *name)
{
    if (strchr(type->spelling, '*') != NULL)
        return arena_printf(arena, "volatile __typeof__(%s) %s", type->spelling, name);
    return arena_printf(arena, "volatile %s", ctype_declare(arena, type, name));
}

/* Those of a pointer stand behind it. */
const char *ctype_qualified(struct arena *arena, const struct ir_type *type, const char *text)
{
    const char *qualifiers = type->is_volatile ? "volatile" : "const";

    if (!type->is_const && !type->is_volatile)
        return text;
    if (type->is_const && type->is_volatile)
        qualifiers = "const volatile";
    if (text[strlen(text) - 1] == '*')
        return arena_printf(arena, "%s%s", text, qualifiers);
    return arena_printf(arena, "%s %s", qualifiers, text);
}

const char *ctype_var(const struct ir_var *var)
{
    return var->renamed != NULL ? var->renamed : var->name;
}

const char *ctype_place(struct arena *arena, const struct ir_field *field, const char *frame)
{
    if (field->over > 0)
        return arena_printf(arena, "tamer_aligned(%s->%s, %u)", frame, field->name, field->over);
    return arena_printf(arena, "&%s->%s", frame, field->name);
}

const char *ctype_string(struct arena *arena, const char *text)
{
    char *copy = arena_alloc(arena, strlen(text) * 2 + 3), *to = copy;

    *to++ = '"';
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            *to++ = '\\';
        *to++ = *text == '\n' ? ' ' : *text;
    }
    *to = '"';
    return copy;
}
