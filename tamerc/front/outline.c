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

/* Of an attribute that another compiler knows, or with other arguments: nothing depends on it. */
static bool is_of_attribute(CXDiagnostic diagnostic)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    bool is = strstr(clang_getCString(text), "' attribute ") != NULL;
    clang_disposeString(text);
    return is;
}

/* The headers of a system are for its own compiler. */
static bool is_users(CXDiagnostic diagnostic)
{
    return !clang_Location_isInSystemHeader(clang_getDiagnosticLocation(diagnostic)) &&
           !is_of_attribute(diagnostic);
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

/* Errors in the user's own files. */
static unsigned count_errors(CXTranslationUnit unit)
{
    unsigned count = clang_getNumDiagnostics(unit), errors = 0;
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit, i);
        errors +=
            clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && is_users(diagnostic);
        clang_disposeDiagnostic(diagnostic);
    }
    return errors;
}

struct unsaved_list VEC(struct CXUnsavedFile);

struct unit {
    struct walk *walk;
    CXIndex index;
    const char *path;
    struct arguments arguments;
    const char *macros; /* borrowed */
    size_t macros_size;
    struct unsaved_list inserted; /* files with insertions; the arena's */
};

/* Anew, if it has been parsed before: then places have to be asked for anew, too. */
static bool parse(struct unit *unit)
{
    struct arena *arena = unit->walk->outline->arena;
    struct unsaved_list files = {0};
    struct CXUnsavedFile macros = {MACROS_FILE, unit->macros, (unsigned long)unit->macros_size};
    vec_push(arena, &files, macros);
    for (size_t i = 0; i < SHIM_COUNT; i++) {
        struct CXUnsavedFile shim = {shims[i].file, shims[i].text,
                                     (unsigned long)strlen(shims[i].text)};
        vec_push(arena, &files, shim);
    }
    for (size_t i = 0; i < unit->inserted.count; i++)
        vec_push(arena, &files, unit->inserted.at[i]);
    if (unit->walk->unit)
        clang_disposeTranslationUnit(unit->walk->unit);
    unit->walk->unit = NULL;
    unit->walk->files = (struct file_entry_list){0};
    return clang_parseTranslationUnit2(
               unit->index, unit->path, unit->arguments.at, (int)unit->arguments.count, files.at,
               (unsigned)files.count, CXTranslationUnit_None, &unit->walk->unit) == CXError_Success;
}

/* Parses the unit again where names in it are pasted together. */
static bool find_pasted(struct unit *unit)
{
    struct strbuf macros = {0};
    bool fine = true;
    strbuf_add(&macros, unit->macros, unit->macros_size);
    walk_poison_pasted(unit->walk, &macros);
    if (macros.size > unit->macros_size) {
        unit->macros = macros.text;
        unit->macros_size = macros.size;
        fine = parse(unit);
        if (fine)
            walk_read_pasted(unit->walk);
    }
    strbuf_free(&macros);
    return fine;
}

static void insert_made(struct unit *unit)
{
    struct walk *walk = unit->walk;
    struct arena *arena = walk->outline->arena;
    for (size_t i = 0; i < walk->files.count; i++) {
        struct strbuf text = {0};
        if (walk_insert(walk, walk->files.at[i].index, &text)) {
            CXString name = clang_getFileName(walk->files.at[i].file);
            struct CXUnsavedFile file = {arena_strdup(arena, clang_getCString(name)),
                                         arena_strndup(arena, text.text, text.size),
                                         (unsigned long)text.size};
            vec_push(arena, &unit->inserted, file);
            clang_disposeString(name);
        }
        strbuf_free(&text);
    }
}

/* Parses the unit again where it may lack what tamerc makes, and that helps. */
static bool find_made(struct unit *unit)
{
    unsigned errors = count_errors(unit->walk->unit);
    if (errors == 0 || !walk_find_made(unit->walk))
        return true;
    insert_made(unit);
    if (!parse(unit))
        return false;
    if (count_errors(unit->walk->unit) < errors)
        return true;
    unit->walk->insertions = (struct insertion_list){0};
    unit->inserted = (struct unsaved_list){0};
    return parse(unit);
}

static bool read_unit(struct unit *unit, struct strbuf *error)
{
    if (!parse(unit)) {
        strbuf_addf(error, "%s: the parser gave up", unit->path);
        return false;
    }
    if (!find_made(unit) || report_error(unit->walk->unit, error) == CXDiagnostic_Fatal ||
        !find_pasted(unit))
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
    struct unit unit = {.walk = &walk,
                        .index = clang_createIndex(0, 0),
                        .path = path,
                        .arguments = arguments_make(outline->arena, options),
                        .macros = options->macros,
                        .macros_size = options->macros_size};
    bool fine = read_unit(&unit, error);
    unsetenv("LIBCLANG_NOTHREADS");
    if (walk.unit)
        clang_disposeTranslationUnit(walk.unit);
    clang_disposeIndex(unit.index);
    return fine;
}
