/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/declare.h"

#include <ctype.h>
#include <string.h>

#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "emit/function.h"
#include "emit/getter.h"
#include "emit/wrappers.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "text/source.h"

/* ---- parts of declarations ---- */

void declare_linkage(struct strbuf *out, const struct ir_signature *signature)
{
    if (signature->is_static)
        strbuf_puts(out, "static __attribute__((__unused__)) ");
    strbuf_puts(out, signature->attributes);
}

/* Of a declaration alone, of something made for the function under NAME or STEM and the ending. */
static void add_linkage(struct strbuf *out, const struct ir_signature *signature, bool by_stem,
                        const char *ending)
{
    const struct ir_signature *of = signature->alias_of;
    declare_linkage(out, signature);
    if (of)
        strbuf_addf(out, "__attribute__((alias(\"%s%s\"))) ", by_stem ? of->stem : of->name,
                    ending);
}

void declare_params(struct strbuf *out, const struct ir_param *params, uint32_t count,
                    const char *lead, const char *none)
{
    if (count == 0)
        strbuf_puts(out, none);
    for (uint32_t i = 0; i < count; i++) {
        strbuf_puts(out, i > 0 ? ", " : lead);
        strbuf_puts(out, params[i].text);
    }
}

/* What a call without a prototype passes for a parameter of that type; NULL: the same. */
static const char *promoted(const struct ir_type *type)
{
    if (type->kind == IR_TYPE_INTEGER && type->size < 4)
        return "int";
    return type->kind == IR_TYPE_FLOAT && type->size == 4 ? "double" : NULL;
}

void declare_entry_params(struct strbuf *out, const struct ir_signature *signature,
                          const struct ir_param *params, bool is_out)
{
    const struct ir_func *func =
        signature->is_open && signature->old_params ? signature->func : NULL;
    for (uint32_t i = 0; i < signature->param_count; i++) {
        const char *type = func ? promoted(func->vars[i]->type) : NULL;
        strbuf_puts(out, i > 0 ? ", " : "");
        if (type)
            strbuf_addf(out, "%s %s", type, params[i].name);
        else
            strbuf_puts(out, params[i].text);
    }
    if (is_out)
        strbuf_addf(out, "%s%s__type *tamer_out", signature->param_count ? ", " : "",
                    signature->name);
    else if (signature->param_count == 0)
        strbuf_puts(out, "void");
}

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_qualifier(const char *word, size_t size, char behind)
{
    static const char *const words[] = {"const",        "volatile",     "__const",  "__const__",
                                        "__volatile",   "__volatile__", "restrict", "__restrict",
                                        "__restrict__", "_Atomic"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == size && memcmp(words[i], word, size) == 0)
            return strcmp(words[i], "_Atomic") != 0 || behind != '(';
    return false;
}

/* Without qualifiers outside of parentheses and braces. */
static void add_unqualified(struct strbuf *out, const char *text)
{
    int depth = 0;
    while (*text) {
        size_t size = 1;
        if (is_word_byte(*text))
            while (is_word_byte(text[size]))
                size++;
        depth += *text == '(' || *text == '{' || *text == '[';
        depth -= *text == ')' || *text == '}' || *text == ']';
        if (depth > 0 || !is_qualifier(text, size, text[size]))
            strbuf_add(out, text, size);
        else if (text[size] == ' ')
            size++;
        text += size;
    }
}

/*
 * A function's result has no qualifiers of its own, whatever its declaration says; an object of
 * that type would. They stand behind the last '*' of the declarator, or among the specifiers where
 * there is none.
 */
static void add_type(struct strbuf *out, const struct ir_signature *signature)
{
    const char *star = strrchr(signature->before, '*');
    strbuf_puts(out, "typedef ");
    if (star) {
        strbuf_addf(out, "%s %.*s", signature->specifiers, (int)(star + 1 - signature->before),
                    signature->before);
        add_unqualified(out, star + 1);
    } else {
        add_unqualified(out, signature->specifiers);
        strbuf_addf(out, " %s", signature->before);
    }
    strbuf_addf(out, "%s__type%s;\n", signature->name, signature->after);
}

/* No result, so far as tokens tell. */
static bool returns_void(const struct ir_signature *signature)
{
    return strcmp(signature->specifiers, "void") == 0 && *signature->before == '\0';
}

/* Compilers warn of an empty list, the more in front of a prototype. */
static const char quiet_list[] = "#pragma GCC diagnostic push\n"
                                 "#pragma GCC diagnostic ignored \"-Wpragmas\"\n"
                                 "#pragma GCC diagnostic ignored \"-Wunknown-warning-option\"\n"
                                 "#pragma GCC diagnostic ignored \"-Wstrict-prototypes\"\n"
                                 "#pragma GCC diagnostic ignored \"-Wdeprecated-non-prototype\"\n";

static void add_forward(struct strbuf *out, const struct ir_signature *signature)
{
    bool has_list = !signature->is_open && !signature->is_called_first;

    if (!has_list)
        strbuf_puts(out, quiet_list);
    if (signature->is_static)
        strbuf_puts(out, "static __attribute__((__unused__)) ");
    strbuf_addf(out, "%s %s%s(", signature->specifiers, signature->before, signature->name);
    if (has_list)
        declare_params(out, signature->params, signature->param_count, "", "void");
    strbuf_addf(out, ")%s;\n", signature->after);
    if (!has_list)
        strbuf_puts(out, "#pragma GCC diagnostic pop\n");
}

static void add_delayed(struct strbuf *out, const struct ir_signature *signature)
{
    const char *stem = signature->stem;
    strbuf_addf(out, "typedef struct %s_delayed { tamer_delayed base;", stem);
    if (!returns_void(signature))
        strbuf_addf(out, " %s__type value;", signature->name);
    strbuf_addf(out, " } %s_delayed;\n", stem);
}

/* ending: "_scoped", "__spawn" …; first: its first parameters. */
static void add_scoped(struct strbuf *out, const struct ir_signature *signature, const char *ending,
                       const char *first, bool slot)
{
    const char *stem = signature->stem;
    add_linkage(out, signature, true, ending);
    strbuf_addf(out, "struct %s_delayed *%s%s(%stamer_scope *tamer_in", stem, stem, ending, first);
    if (slot)
        strbuf_addf(out, ", struct %s_delayed *tamer_slot", stem);
    declare_params(out, signature->params, signature->param_count, ", ", "");
    strbuf_puts(out, ");\n");
}

static void add_public(struct strbuf *out, const struct ir_signature *signature)
{
    const char *stem = signature->stem, *name = signature->name;
    add_scoped(out, signature, "_scoped", "", false);
    add_scoped(out, signature, "_scoped_into", "", true);
    add_linkage(out, signature, true, "_get");
    strbuf_addf(out, "%s__type %s_get(struct %s_delayed *tamer_handle);\n", name, stem, stem);
    if (returns_void(signature))
        return;
    add_linkage(out, signature, true, "_value");
    strbuf_addf(out, "const %s__type *%s_value(const struct %s_delayed *tamer_handle);\n", name,
                stem, stem);
}

static void add_hidden(struct strbuf *out, const struct ir_signature *signature)
{
    add_scoped(out, signature, "__spawn", "const tamer_point *tamer_at, ", true);
}

/* ---- inserting into the text ---- */

struct inserter {
    struct strbuf *out;
    const struct source *source;
    uint32_t done; /* the source is copied up to here */
    const struct ir_edit *edits, *last;
};

static void copy_to(struct inserter *inserter, uint32_t offset)
{
    for (; inserter->edits < inserter->last && inserter->edits->end <= offset; inserter->edits++) {
        strbuf_add(inserter->out, inserter->source->text + inserter->done,
                   inserter->edits->start - inserter->done);
        strbuf_puts(inserter->out, inserter->edits->text);
        inserter->done = inserter->edits->end;
    }
    strbuf_add(inserter->out, inserter->source->text + inserter->done, offset - inserter->done);
    inserter->done = offset;
}

static void start_line(struct strbuf *out)
{
    if (out->size && out->text[out->size - 1] != '\n')
        strbuf_putc(out, '\n');
}

static void begin_inserted(struct inserter *inserter)
{
    start_line(inserter->out);
    strbuf_puts(inserter->out, "# 1 \"" MARKS_INSERTED "\" 3\n");
}

/* What follows stands where `offset` does: on the line of `token`, at its own column. */
static void resume_at(struct inserter *inserter, const struct token *token, uint32_t offset)
{
    source_mark(inserter->out, inserter->source, token, offset);
}

static const struct token *token_at(const struct inserter *inserter, uint32_t offset)
{
    return &inserter->source->tokens[source_token_at(inserter->source, offset)];
}

static void insert_one(struct inserter *inserter, struct ir_signature *signature)
{
    struct strbuf *out = inserter->out;
    if (signature->is_defined_first)
        add_forward(out, signature);
    add_type(out, signature);
    if (signature->has_tasks) {
        add_delayed(out, signature);
        add_hidden(out, signature);
        add_public(out, signature);
    }
    /* In front of the newline, for what is printed there not to be taken for the user's. */
    signature->async_at = (uint32_t)out->size - 1;
}

/* [first, behind) are the functions of one declaration. */
static void insert_group(struct inserter *inserter, struct ir_signature *first,
                         const struct ir_signature *behind)
{
    begin_inserted(inserter);
    for (struct ir_signature *s = first; s != behind; s = s->next)
        if (s->wanted && !s->is_synthetic)
            insert_one(inserter, s);
}

/* The declaration defines a type: makes that a typedef in front of it, whose name the declaration
 * then uses. */
static void split_type(struct inserter *inserter, struct ir_signature *first,
                       const struct ir_signature *behind)
{
    uint32_t start = first->declared_at, type_start = first->type_start;
    struct inserter in_front = *inserter;
    begin_inserted(inserter);
    strbuf_puts(inserter->out, "typedef");
    while (inserter->edits < inserter->last && inserter->edits->end <= type_start)
        inserter->edits++;
    resume_at(inserter, token_at(inserter, type_start), type_start);
    inserter->done = type_start;
    copy_to(inserter, first->type_end);
    begin_inserted(inserter);
    strbuf_addf(inserter->out, "%s;\n", first->type_name);
    if (first->is_defined_first)
        insert_group(inserter, first, behind);
    resume_at(inserter, token_at(inserter, start), start);
    copy_to(&in_front, type_start);
    begin_inserted(inserter);
    strbuf_puts(inserter->out, first->type_name);
    resume_at(inserter, token_at(inserter, first->type_end - 1), first->type_end);
}

static bool is_any_wanted(const struct ir_signature *first, const struct ir_signature *behind)
{
    for (; first != behind; first = first->next)
        if (first->wanted)
            return true;
    return false;
}

static struct ir_signature *next_group(struct ir_signature *first)
{
    struct ir_signature *behind = first->next;
    while (behind && behind->declared_at == first->declared_at)
        behind = behind->next;
    return behind;
}

bool declare_insert(struct strbuf *out, const struct ir_unit *unit)
{
    struct inserter inserter = {
        .out = out, .source = unit->source, .edits = unit->edits, .last = unit->edits};
    if (unit->edit_count > 0)
        inserter.last += unit->edit_count;
    if (!is_any_wanted(unit->signatures, NULL))
        return false;
    for (struct ir_signature *first = unit->signatures, *behind; first; first = behind) {
        behind = next_group(first);
        if (!is_any_wanted(first, behind))
            continue;
        copy_to(&inserter, first->declared_at);
        if (first->type_end)
            split_type(&inserter, first, behind);
        if (first->is_defined_first && first->type_end)
            continue;
        copy_to(&inserter, first->declare_at);
        insert_group(&inserter, first, behind);
        uint32_t place = first->is_defined_first ? first->declare_at : first->declare_at - 1;
        resume_at(&inserter, token_at(&inserter, place), first->declare_at);
    }
    copy_to(&inserter, (uint32_t)unit->source->size);
    return true;
}

/* ---- asynchronous entries ---- */

/* The runtime's own headers may have defined its entry. */
static bool is_runtimes(const struct ir_signature *signature)
{
    return !signature->func && strncmp(signature->name, "tamer_", strlen("tamer_")) == 0;
}

/* Those that they define are not declared anew, which would move them. */
static bool is_entry_known(const struct source *source, const struct ir_signature *signature)
{
    size_t size = strlen(signature->name);
    if (!is_runtimes(signature))
        return false;
    for (uint32_t i = 0; i < source->token_count; i++) {
        const struct token *token = &source->tokens[i];
        if (token->end - token->start == size + strlen("__async") &&
            memcmp(source->text + token->start, signature->name, size) == 0 &&
            memcmp(source->text + token->start + size, "__async", strlen("__async")) == 0)
            return true;
    }
    return false;
}

static void add_entry(struct strbuf *out, const struct ir_signature *signature)
{
    bool is_out = signature->result == IR_RESULT_OUT;
    if (!is_runtimes(signature))
        add_linkage(out, signature, false, "__async");
    strbuf_addf(out, "tamer_step %s__async(", signature->name);
    if (!signature->is_open || signature->func || signature->param_count > 0)
        declare_entry_params(out, signature, signature->params, is_out);
    strbuf_puts(out, ");");
}

static void add_getter_entry(struct strbuf *out, const struct ir_signature *signature)
{
    const struct ir_signature *getter = signature->getter;
    add_linkage(out, signature, true, "_get__async");
    strbuf_addf(out, "tamer_step %s__async(%s", getter->name, getter->params[0].text);
    if (getter->result == IR_RESULT_OUT)
        strbuf_addf(out, ", %s__type *tamer_out", signature->name);
    strbuf_puts(out, ");");
}

void declare_async(struct cwriter *writer, const struct ir_signature *signature)
{
    struct strbuf text = {0};
    strbuf_putc(&text, '\n');
    if (!is_entry_known(writer->source, signature))
        add_entry(&text, signature);
    if (signature->func)
        cwriter_aside(writer, "/tamer/abi.h");
    if (signature->has_tasks && getter_is_exported(signature)) {
        strbuf_putc(&text, '\n');
        add_getter_entry(&text, signature);
    }
    cwriter_printf(writer, "%s", text.text);
    strbuf_clear(&text);
    if (getter_is_local(signature)) {
        cwriter_break(writer);
        getter_add_point(&text, signature);
        getter_add_entry(&text, signature,
                         FUNCTION_NOT_COUNTED "static __inline__ __attribute__((__unused__)) ");
        wrappers_print(writer, text.text);
    }
    if (signature->func)
        cwriter_aside(writer, NULL);
    strbuf_free(&text);
}

/* ---- headers ---- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add_guard(struct strbuf *out, const char *name)
{
    strbuf_puts(out, "TAMER_WRAPPERS_");
    for (; *name; name++)
        strbuf_putc(out, isalnum((unsigned char)*name) ? (char)toupper((unsigned char)*name) : '_');
    strbuf_putc(out, '\n');
}

void declare_header(struct strbuf *out, const struct ir_unit *unit)
{
    const struct source *source = unit->source;
    const char *name = base_name(source->name);
    strbuf_addf(out, "/* Made by tamerc from %s; do not edit. */\n#ifndef ", name);
    add_guard(out, name);
    strbuf_puts(out, "#define ");
    add_guard(out, name);
    strbuf_puts(out, "\n/* In files that tamerc translates, it declares all of this itself. */\n"
                     "#ifndef __TAMERC__\n\n#include <tamer/tamer.h>\n\n");
    strbuf_addf(out, "#include \"%s\"\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n", name);
    for (const struct ir_signature *s = unit->signatures; s; s = s->next) {
        const struct token *token = &source->tokens[source_token_at(source, s->name_at)];
        bool is_public = s->has_sync && !s->is_synthetic && !s->is_static;
        if (!is_public || strcmp(source->files[token->file], source->name) != 0)
            continue;
        add_type(out, s);
        add_delayed(out, s);
        add_public(out, s);
        strbuf_putc(out, '\n');
    }
    strbuf_puts(out, "#ifdef __cplusplus\n}\n#endif\n\n#endif\n#endif\n");
}
