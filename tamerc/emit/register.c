/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A pointer to a tamed function is one to its blocking wrapper; the runtime finds the asynchronous
 * entry behind it in the tables that the translated files hand over. A static function is in its
 * file's table only if the file uses it otherwise than calling it: else nobody can have its
 * address, and the compiler may drop what is unused.
 */
#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "emit/function.h"
#include "emit/wrappers.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "text/source.h"

/* Finds the functions that the text mentions where no call or declarator is. */
static void note_mentioned(const struct ir_unit *unit)
{
    const struct source *source = unit->source;
    struct strbuf name = {0};
    for (uint32_t i = 0; i + 1 < source->token_count; i++) {
        const struct token *token = &source->tokens[i];
        if (token->kind != TOKEN_IDENT || source_token_is(source, i + 1, "(") ||
            mark_is_inserted(source, i))
            continue;
        strbuf_clear(&name);
        strbuf_add(&name, source->text + token->start, token->end - token->start);
        struct ir_signature *signature = ir_signature_find(unit, name.text);
        if (signature)
            signature->is_mentioned = true;
    }
    strbuf_free(&name);
}

static bool has_address(const struct ir_signature *signature)
{
    return signature->has_sync && (!signature->is_static || signature->is_mentioned);
}

void wrappers_register(struct cwriter *writer, const struct ir_unit *unit)
{
    struct strbuf text = {0};
    uint32_t count = 0;
    note_mentioned(unit);
    strbuf_puts(&text, "static const tamer_entry tamer_file_table[] = {\n");
    for (const struct ir_func *func = unit->funcs; func; func = func->next) {
        const char *name = func->signature->name;
        if (!has_address(func->signature))
            continue;
        strbuf_addf(&text, "{ (void (*)(void))%s, (void (*)(void))%s__async, \"%s\" },\n", name,
                    name, name);
        count++;
    }
    strbuf_addf(&text,
                "};\n"
                "static tamer_entries tamer_file_entries = { tamer_file_table, %u, 0 "
                "};\n" FUNCTION_NOT_COUNTED
                "static __attribute__((__constructor__)) void tamer_file_enter(void)\n"
                "{\ntamer_entries_add(&tamer_file_entries);\n}\n" FUNCTION_NOT_COUNTED
                "static __attribute__((__destructor__)) void tamer_file_leave(void)\n"
                "{\ntamer_entries_remove(&tamer_file_entries);\n}\n",
                (unsigned)count);
    if (count > 0) {
        cwriter_break(writer);
        cwriter_margin(writer, (uint32_t)unit->source->size);
        wrappers_print(writer, text.text);
    }
    strbuf_free(&text);
}
