/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/clang_unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "front/front.h"
#include "front/shims.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "text/diag.h"
#include "text/source.h"

#define TEXT_FILE "/tamer-input.c"

struct arguments VEC(const char *);

/* The final compiler says what is wrong with the text; here only what cannot be parsed matters, and
 * what the text that it gets hides. */
static const char *const own_flags[] = {
    "-x",
    "c",
    "-undef",
    "-Wno-everything",
    "-Wreturn-type",
    "-ferror-limit=0",
    "-fbracket-depth=20000",
};

static bool is_needed(const char *flag)
{
    return strncmp(flag, "-std=", 5) == 0 || strncmp(flag, "--target=", 9) == 0 ||
           strcmp(flag, "-ansi") == 0 || strcmp(flag, "-m32") == 0 || strcmp(flag, "-m64") == 0 ||
           strcmp(flag, "-mx32") == 0;
}

static bool is_wanted(const struct shim *shim, const struct source *source)
{
    return !shim->word ||
           memmem(source->text, source->size, shim->word, strlen(shim->word)) != NULL;
}

/* Compilers differ in what they take a file for that is of no -std. */
static bool is_c23(const struct source *source)
{
    static const char mark[] = "struct tamer_dialect_202"; /* as <tamer/syntax.h> spells it */
    return memmem(source->text, source->size, mark, sizeof mark - 1) != NULL;
}

static struct arguments arguments_make(struct arena *arena, const struct source *source,
                                       const struct front_options *options, bool needed_only)
{
    struct arguments list = {0};
    for (size_t i = 0; i < sizeof own_flags / sizeof *own_flags; i++)
        vec_push(arena, &list, own_flags[i]);
    if (is_c23(source))
        vec_push(arena, &list, "-std=gnu2x");
    for (size_t i = 0; i < options->flag_count; i++)
        if (strncmp(options->flags[i], "-W", 2) != 0 &&
            (!needed_only || is_needed(options->flags[i])))
            vec_push(arena, &list, options->flags[i]);
    for (size_t i = 0; options->gnu && i < SHIM_COUNT; i++) {
        if (!is_wanted(&shims[i], source))
            continue;
        vec_push(arena, &list, "-include");
        vec_push(arena, &list, shims[i].file);
    }
    return list;
}

/* libclang takes arguments of this attribute for an error, and warns of nothing where there is one.
 * glibc has them where gcc reads it. Returns the text with blanks in their place. */
static const char *without_arguments(struct arena *arena, const struct source *source)
{
    char *text = NULL;
    for (uint32_t i = 0; i + 1 < source->token_count; i++) {
        if (source->tokens[i].kind != TOKEN_IDENT || !source_token_is(source, i, "__malloc__") ||
            !source_token_is(source, i + 1, "("))
            continue;
        if (!text)
            text = arena_strndup(arena, source->text, source->size);
        for (i++; source->tokens[i].kind != TOKEN_END; i++) {
            const struct token *token = &source->tokens[i];
            bool is_last = source_token_is(source, i, ")");
            memset(text + token->start, ' ', token->end - token->start);
            if (is_last)
                break;
        }
    }
    return text ? text : source->text;
}

static CXTranslationUnit parse(CXIndex index, const struct arguments *arguments,
                               const struct source *source, const char *text)
{
    struct CXUnsavedFile files[SHIM_COUNT + 1] = {
        {TEXT_FILE, text, (unsigned long)source->size},
    };
    for (size_t i = 0; i < SHIM_COUNT; i++)
        files[i + 1] = (struct CXUnsavedFile){shims[i].file, shims[i].text,
                                              (unsigned long)strlen(shims[i].text)};
    CXTranslationUnit unit = NULL;
    enum CXErrorCode error =
        clang_parseTranslationUnit2(index, TEXT_FILE, arguments->at, (int)arguments->count, files,
                                    SHIM_COUNT + 1, CXTranslationUnit_None, &unit);
    return error == CXError_Success ? unit : NULL;
}

bool clang_unit_open(struct clang_unit *unit, struct arena *arena, const struct source *source,
                     const struct front_options *options)
{
    /* On this thread, whose stack is deep enough, not on one of libclang's. */
    setenv("LIBCLANG_NOTHREADS", "1", 1);
    *unit = (struct clang_unit){.source = source, .index = clang_createIndex(0, 0)};
    const char *text = options->gnu ? without_arguments(arena, source) : source->text;
    for (int needed_only = 0; needed_only < 2 && !unit->unit; needed_only++) {
        struct arguments arguments = arguments_make(arena, source, options, needed_only);
        unit->unit = parse(unit->index, &arguments, source, text);
    }
    unsetenv("LIBCLANG_NOTHREADS");
    if (unit->unit) {
        unit->file = clang_getFile(unit->unit, TEXT_FILE);
        unit->diagnostics = clang_getDiagnosticSetFromTU(unit->unit);
    }
    return unit->unit != NULL;
}

void clang_unit_close(struct clang_unit *unit)
{
    if (unit->unit)
        clang_disposeTranslationUnit(unit->unit);
    clang_disposeIndex(unit->index);
    *unit = (struct clang_unit){0};
}

uint32_t clang_unit_pointer_size(const struct clang_unit *unit)
{
    CXTargetInfo target = clang_getTranslationUnitTargetInfo(unit->unit);
    int bits = clang_TargetInfo_getPointerWidth(target);
    clang_TargetInfo_dispose(target);
    return bits > 0 ? (uint32_t)bits / 8 : 0;
}

static bool offset_of(const struct clang_unit *unit, CXSourceLocation location,
                      uint32_t *ret_offset)
{
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    *ret_offset = offset;
    /* clang_File_isEqual takes all files that are handed over from memory for one. */
    return file && file == unit->file;
}

bool clang_unit_extent(const struct clang_unit *unit, CXCursor cursor, uint32_t *ret_start,
                       uint32_t *ret_end)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    return offset_of(unit, clang_getRangeStart(range), ret_start) &&
           offset_of(unit, clang_getRangeEnd(range), ret_end);
}

bool clang_unit_place(const struct clang_unit *unit, CXCursor cursor, uint32_t *ret_offset)
{
    return offset_of(unit, clang_getCursorLocation(cursor), ret_offset);
}

bool clang_unit_is_keyword(const struct clang_unit *unit, uint32_t offset)
{
    CXToken *token =
        clang_getToken(unit->unit, clang_getLocationForOffset(unit->unit, unit->file, offset));
    bool is_keyword = token && clang_getTokenKind(*token) == CXToken_Keyword;
    if (token)
        clang_disposeTokens(unit->unit, token, 1);
    return is_keyword;
}

static bool is_error(CXDiagnostic diagnostic)
{
    return clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
}

/* What leads to a declaration of tamerc's own would lead the user nowhere. */
static void report_notes(const struct clang_unit *unit, struct diag *diag, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        CXString text = clang_getDiagnosticSpelling(note);
        uint32_t offset = 0;
        if (offset_of(unit, clang_getDiagnosticLocation(note), &offset) &&
            !mark_is_inserted(unit->source, source_token_at(unit->source, offset)))
            diag_note(diag, offset, offset, "%s", clang_getCString(text));
        clang_disposeString(text);
        clang_disposeDiagnostic(note);
    }
}

static void report(const struct clang_unit *unit, struct diag *diag, CXDiagnostic diagnostic,
                   uint32_t offset)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    diag_error(diag, offset, offset, NULL, "%s", clang_getCString(text));
    clang_disposeString(text);
    report_notes(unit, diag, diagnostic);
}

static bool closes_scope(const struct source *source, uint32_t token)
{
    for (uint32_t i = 0; i < IR_OPENER_COUNT; i++)
        if (source_token_is(source, token, ir_openers[i].close))
            return true;
    return false;
}

/* Is it the variable of a TAMER_SCOPE or its kin that is declared there? */
static bool opens_scope(const struct source *source, uint32_t offset)
{
    uint32_t name = source_token_at(source, offset);
    for (uint32_t i = name; i < name + 8 && source->tokens[i].kind != TOKEN_END; i++)
        if (closes_scope(source, i))
            return source_token_is(source, name + 1, "__attribute__");
    return false;
}

/* A jump past the variable of a scope: pass/check refuses that itself, and knows the way out. The
 * tree is complete all the same. */
static bool is_left_to_check(const struct clang_unit *unit, CXDiagnostic diagnostic)
{
    static const char jump[] = "cannot jump from";
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    bool is_left = strncmp(clang_getCString(text), jump, sizeof jump - 1) == 0;
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    clang_disposeString(text);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        uint32_t offset = 0;
        CXString reason = clang_getDiagnosticSpelling(note);
        bool is_scope = offset_of(unit, clang_getDiagnosticLocation(note), &offset) &&
                        opens_scope(unit->source, offset);
        bool is_target = strncmp(clang_getCString(reason), "possible target", 15) == 0;
        is_left &= is_scope || is_target;
        clang_disposeString(reason);
        clang_disposeDiagnostic(note);
    }
    return is_left;
}

static bool is_missing_return(CXDiagnostic diagnostic)
{
    CXString option = clang_getDiagnosticOption(diagnostic, NULL);
    bool is_it = clang_getDiagnosticSeverity(diagnostic) == CXDiagnostic_Warning &&
                 strcmp(clang_getCString(option), "-Wreturn-type") == 0;
    clang_disposeString(option);
    return is_it;
}

void clang_unit_warn(const struct clang_unit *unit, struct diag *diag, uint32_t start, uint32_t end)
{
    unsigned count = clang_getNumDiagnosticsInSet(unit->diagnostics);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnosticInSet(unit->diagnostics, i);
        uint32_t offset = 0;
        if (is_missing_return(diagnostic) &&
            offset_of(unit, clang_getDiagnosticLocation(diagnostic), &offset) && offset >= start &&
            offset < end)
            diag_warning(diag, offset, offset, "return-type",
                         "control reaches end of non-void function");
        clang_disposeDiagnostic(diagnostic);
    }
}

size_t clang_unit_report(const struct clang_unit *unit, struct diag *diag, uint32_t start,
                         uint32_t end)
{
    size_t reported = 0;
    unsigned count = clang_getNumDiagnosticsInSet(unit->diagnostics);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnosticInSet(unit->diagnostics, i);
        uint32_t offset = 0;
        bool in_text = offset_of(unit, clang_getDiagnosticLocation(diagnostic), &offset);
        if (is_error(diagnostic) && in_text && offset >= start && offset < end &&
            !is_left_to_check(unit, diagnostic)) {
            report(unit, diag, diagnostic, offset);
            reported++;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return reported;
}

void clang_unit_report_jumps(const struct clang_unit *unit, struct diag *diag, uint32_t start,
                             uint32_t end)
{
    unsigned count = clang_getNumDiagnosticsInSet(unit->diagnostics);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnosticInSet(unit->diagnostics, i);
        uint32_t offset = 0;
        if (is_error(diagnostic) && is_left_to_check(unit, diagnostic) &&
            offset_of(unit, clang_getDiagnosticLocation(diagnostic), &offset) && offset >= start &&
            offset < end)
            diag_error(diag, offset, offset, "tamer-jump",
                       "jumps into a scope, which would not be open; jump in front of it");
        clang_disposeDiagnostic(diagnostic);
    }
}

bool clang_unit_complete(const struct clang_unit *unit, struct diag *diag)
{
    bool complete = true;
    unsigned count = clang_getNumDiagnosticsInSet(unit->diagnostics);
    for (unsigned i = 0; i < count && complete; i++) {
        CXDiagnostic diagnostic = clang_getDiagnosticInSet(unit->diagnostics, i);
        uint32_t offset = 0;
        complete = clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Fatal;
        if (!complete && offset_of(unit, clang_getDiagnosticLocation(diagnostic), &offset))
            report(unit, diag, diagnostic, offset);
        else if (!complete)
            report(unit, diag, diagnostic, 0);
        clang_disposeDiagnostic(diagnostic);
    }
    return complete;
}
