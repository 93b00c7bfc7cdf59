/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A pointer to a tamed function is one to its blocking wrapper; the runtime finds the asynchronous
 * entry behind it in the tables that the translated files hand over. A static function is in its
 * file's table only if the file uses it otherwise than calling it: else nobody can have its
 * address, and the compiler may drop what is unused.
 */
#include <string.h>

#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "emit/wrappers.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "text/source.h"

/* Does the text of the body and all else mention the name where no call or declarator is? */
static bool is_mentioned(const struct source *source, const char *name)
{
    size_t size = strlen(name);
    for (uint32_t i = 0; i + 1 < source->token_count; i++) {
        const struct token *token = &source->tokens[i];
        if (token->end - token->start == size && token->kind == TOKEN_IDENT &&
            memcmp(source->text + token->start, name, size) == 0 &&
            !source_token_is(source, i + 1, "(") && !mark_is_inserted(source, i))
            return true;
    }
    return false;
}

static bool has_address(const struct ir_unit *unit, const struct ir_signature *signature)
{
    return signature->has_sync &&
           (!signature->is_static || is_mentioned(unit->source, signature->name));
}

void wrappers_register(struct cwriter *writer, const struct ir_unit *unit)
{
    struct strbuf text = {0};
    uint32_t count = 0;
    strbuf_puts(&text, "static const tamer_entry tamer_file_table[] = {\n");
    for (const struct ir_func *func = unit->funcs; func; func = func->next) {
        const char *name = func->signature->name;
        if (!has_address(unit, func->signature))
            continue;
        strbuf_addf(&text, "{ (void (*)(void))%s, (void (*)(void))%s__async, \"%s\" },\n", name,
                    name, name);
        count++;
    }
    strbuf_addf(&text,
                "};\n"
                "static tamer_entries tamer_file_entries = { tamer_file_table, %u, 0 };\n"
                "static __attribute__((__constructor__)) void tamer_file_enter(void)\n"
                "{\ntamer_entries_add(&tamer_file_entries);\n}\n"
                "static __attribute__((__destructor__)) void tamer_file_leave(void)\n"
                "{\ntamer_entries_remove(&tamer_file_entries);\n}\n",
                (unsigned)count);
    if (count > 0) {
        cwriter_break(writer);
        cwriter_printf(writer, "%s", text.text);
    }
    strbuf_free(&text);
}
