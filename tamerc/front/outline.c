/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "front/outline_walk.h"
#include "front/shims.h"

#define MACROS_FILE "/tamer-macros.h"

struct arguments VEC(const char *);

static const char *const own_flags[] = {
    "-x",
    "c",
    "-undef",
    "-nostdinc",
    "-w",
    "-Wno-everything",
    "-ferror-limit=0",
    "-fbracket-depth=20000",
    "-fmacro-backtrace-limit=0",
    "-D__TAMERC__=1",
    "-include",
    MACROS_FILE,
};

/* ---- the walk ---- */

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data);

static void walk_children(struct walk *walk, CXCursor cursor)
{
    clang_visitChildren(cursor, visit, walk);
}

static void walk_function(struct walk *walk, CXCursor cursor)
{
    uint32_t outer = walk->function;
    walk_declaration(walk, cursor);
    walk->function = walk_entity(walk, cursor);
    walk_children(walk, cursor);
    walk->function = outer;
}

static bool is_static(CXCursor variable)
{
    return clang_Cursor_hasVarDeclGlobalStorage(variable) > 0;
}

static void walk_variable(struct walk *walk, CXCursor cursor)
{
    enum outline_context outer = walk->context;
    CXCursor initialiser = clang_Cursor_getVarDeclInitializer(cursor);
    walk_declaration(walk, cursor);
    if (!clang_Cursor_isNull(initialiser))
        walk_initialiser(walk, walk_entity(walk, cursor), initialiser);
    if (is_static(cursor))
        walk->context = OUTLINE_STATIC;
    walk_children(walk, cursor);
    walk->context = outer;
}

/* Comparing addresses, and asking whether there is one, leads nowhere. */
static bool only_asks(CXCursor cursor)
{
    enum CXBinaryOperatorKind binary = clang_getCursorBinaryOperatorKind(cursor);
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_BinaryOperator:
        return (binary >= CXBinaryOperator_LT && binary <= CXBinaryOperator_NE) ||
               binary == CXBinaryOperator_LAnd || binary == CXBinaryOperator_LOr;
    case CXCursor_UnaryOperator:
        return clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_LNot;
    default:
        return clang_getCursorType(cursor).kind == CXType_Void;
    }
}

static void walk_operator(struct walk *walk, CXCursor cursor)
{
    if (only_asks(cursor))
        walk_account_for_operands(walk, cursor);
    else if (clang_getCursorKind(cursor) == CXCursor_BinaryOperator)
        walk_assignment(walk, cursor);
}

static void walk_unevaluated(struct walk *walk, CXCursor cursor)
{
    enum outline_context outer = walk->context;
    walk->context = OUTLINE_UNEVALUATED;
    walk_children(walk, cursor);
    walk->context = outer;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct walk *walk = data;
    if (walk_is_type_operand(cursor, parent))
        return CXChildVisit_Continue;
    if (walk->statements && walk->function != OUTLINE_NONE)
        walk_statement(walk, cursor, parent);
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_FunctionDecl:
        walk_function(walk, cursor);
        return CXChildVisit_Continue;
    case CXCursor_VarDecl:
        walk_variable(walk, cursor);
        return CXChildVisit_Continue;
    case CXCursor_UnaryExpr:
        walk_unevaluated(walk, cursor);
        return CXChildVisit_Continue;
    case CXCursor_ParmDecl:
    case CXCursor_FieldDecl:
    case CXCursor_TypedefDecl:
        walk_declaration(walk, cursor);
        break;
    case CXCursor_CallExpr:
        walk_call(walk, cursor);
        break;
    case CXCursor_BinaryOperator:
    case CXCursor_UnaryOperator:
    case CXCursor_CStyleCastExpr:
        walk_operator(walk, cursor);
        break;
    case CXCursor_IfStmt:
    case CXCursor_WhileStmt:
    case CXCursor_DoStmt:
    case CXCursor_ForStmt:
        walk_account_for_operands(walk, cursor);
        break;
    case CXCursor_ConditionalOperator:
        walk_account_for(walk, walk_first_child(cursor));
        break;
    case CXCursor_ReturnStmt:
        walk_return(walk, cursor);
        break;
    case CXCursor_DeclRefExpr:
        walk_mention(walk, cursor);
        break;
    case CXCursor_InitListExpr:
        walk_list(walk, cursor);
        break;
    default:
        break;
    }
    walk_children(walk, cursor);
    return CXChildVisit_Continue;
}

/* Nothing in the headers of the system can be edited, and nothing there calls what can. */
static enum CXChildVisitResult visit_top(CXCursor cursor, CXCursor parent, CXClientData data)
{
    if (!walk_is_foreign(data, cursor))
        return visit(cursor, parent, data);
    if (clang_getCursorKind(cursor) == CXCursor_FunctionDecl)
        walk_foreign(data, cursor);
    return CXChildVisit_Continue;
}

/* ---- parsing ---- */

static struct arguments arguments_make(struct arena *arena,
                                       const struct front_outline_options *options)
{
    struct arguments list = {0};
    for (size_t i = 0; i < sizeof own_flags / sizeof *own_flags; i++)
        vec_push(arena, &list, own_flags[i]);
    for (size_t i = 0; i < SHIM_COUNT; i++) {
        vec_push(arena, &list, "-include");
        vec_push(arena, &list, shims[i].file);
    }
    for (size_t i = 0; i < options->flag_count; i++)
        vec_push(arena, &list, options->flags[i]);
    return list;
}

/* The headers of a system are for its own compiler. */
static bool is_users(CXDiagnostic diagnostic)
{
    return !clang_Location_isInSystemHeader(clang_getDiagnosticLocation(diagnostic));
}

/* The first error, or the one that ended the parsing. Returns its severity. */
static enum CXDiagnosticSeverity report_error(CXTranslationUnit unit, struct strbuf *error)
{
    enum CXDiagnosticSeverity worst = CXDiagnostic_Ignored;
    unsigned count = clang_getNumDiagnostics(unit);
    for (unsigned i = 0; i < count && worst < CXDiagnostic_Fatal; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit, i);
        enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(diagnostic);
        if (severity > worst && (severity == CXDiagnostic_Fatal ||
                                 (severity == CXDiagnostic_Error && is_users(diagnostic)))) {
            CXString text = clang_formatDiagnostic(diagnostic, CXDiagnostic_DisplaySourceLocation |
                                                                   CXDiagnostic_DisplayColumn);
            strbuf_clear(error);
            strbuf_puts(error, clang_getCString(text));
            clang_disposeString(text);
            worst = severity;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return worst;
}

struct unit {
    struct walk *walk;
    CXIndex index;
    const char *path;
    struct arguments arguments;
};

static bool parse(struct unit *unit, const char *macros, size_t macros_size)
{
    struct CXUnsavedFile files[SHIM_COUNT + 1] = {
        {MACROS_FILE, macros, (unsigned long)macros_size},
    };
    for (size_t i = 0; i < SHIM_COUNT; i++)
        files[i + 1] = (struct CXUnsavedFile){shims[i].file, shims[i].text,
                                              (unsigned long)strlen(shims[i].text)};
    return clang_parseTranslationUnit2(
               unit->index, unit->path, unit->arguments.at, (int)unit->arguments.count, files,
               SHIM_COUNT + 1, CXTranslationUnit_None, &unit->walk->unit) == CXError_Success;
}

/* Parses the unit again where names in it are pasted together. */
static bool find_pasted(struct unit *unit, const struct front_outline_options *options)
{
    struct strbuf macros = {0};
    strbuf_add(&macros, options->macros, options->macros_size);
    size_t size = macros.size;
    bool fine = true;
    walk_poison_pasted(unit->walk, &macros);
    if (macros.size > size) {
        clang_disposeTranslationUnit(unit->walk->unit);
        unit->walk->unit = NULL;
        unit->walk->files = (struct file_entry_list){0};
        fine = parse(unit, macros.text, macros.size);
        if (fine)
            walk_read_pasted(unit->walk);
    }
    strbuf_free(&macros);
    return fine;
}

static bool read_unit(struct unit *unit, const struct front_outline_options *options,
                      struct strbuf *error)
{
    if (!parse(unit, options->macros, options->macros_size)) {
        strbuf_addf(error, "%s: the parser gave up", unit->path);
        return false;
    }
    if (report_error(unit->walk->unit, error) == CXDiagnostic_Fatal || !find_pasted(unit, options))
        return false;
    clang_visitChildren(clang_getTranslationUnitCursor(unit->walk->unit), visit_top, unit->walk);
    return true;
}

bool front_outline(struct outline *outline, const char *path,
                   const struct front_outline_options *options, struct strbuf *error)
{
    struct walk walk = {.outline = outline,
                        .unit_index = options->unit,
                        .statements = options->statements,
                        .function = OUTLINE_NONE};
    setenv("LIBCLANG_NOTHREADS", "1", 1);
    struct unit unit = {&walk, clang_createIndex(0, 0), path,
                        arguments_make(outline->arena, options)};
    bool fine = read_unit(&unit, options, error);
    unsetenv("LIBCLANG_NOTHREADS");
    if (walk.unit)
        clang_disposeTranslationUnit(walk.unit);
    clang_disposeIndex(unit.index);
    return fine;
}
