/* SPDX-License-Identifier: BSD-3-Clause */
/* What the parts of the outline's reader share. */
#ifndef TAMERC_OUTLINE_WALK_H
#define TAMERC_OUTLINE_WALK_H

#include <clang-c/Index.h>

#include "base/vec.h"
#include "ir/outline.h"

struct strbuf;

struct file_entry {
    CXFile file;
    uint32_t index;
};

struct file_entry_list VEC(struct file_entry);

/* A token that ## made: where, and through which macros. */
struct pasted {
    CXSourceLocation location;
    unsigned offset; /* of what it spells, where the parser keeps such text */
    const struct outline_path *path;
};

struct pasted_list VEC(struct pasted);

/* Text that the parser reads in front of a place of a file. */
struct insertion {
    struct outline_spot at;
    uint32_t start, size; /* where it stands in the text with all insertions */
    const char *text;
};

struct insertion_list VEC(struct insertion);

struct walk {
    struct outline *outline;
    CXTranslationUnit unit;
    uint32_t unit_index;
    bool statements;
    struct file_entry_list files;     /* those met so far */
    size_t last_file;                 /* in it: the one met last */
    struct pasted_list pasted;        /* by offset */
    struct insertion_list insertions; /* of the unit as it was parsed, by file and offset */
    uint32_t function;                /* the one whose body is read; OUTLINE_NONE: none */
    enum outline_context context;
    struct names accounted; /* names of functions in expressions, by a hash */
};

/* ---- places ---- */

struct outline_place walk_place(struct walk *walk, CXSourceLocation location);
struct outline_place walk_start(struct walk *walk, CXCursor cursor);
struct outline_place walk_end(struct walk *walk, CXCursor cursor);

/* Stands in a header that is not the user's. */
bool walk_is_foreign(struct walk *walk, CXCursor cursor);

/* ---- what tamerc makes of marked functions ---- */

/* Finds `insertions` with which a unit that was parsed without any knows it. false: there is none.
 */
bool walk_find_made(struct walk *walk);

/* Appends the file's text with its insertions. false: it has none. */
bool walk_insert(const struct walk *walk, uint32_t file, struct strbuf *out);

/* From a place of the text with insertions to that without. false: it stands in one. */
bool walk_original(const struct walk *walk, struct outline_spot *spot);

/* ---- tokens that ## makes ---- */

/* A pragma for each name that ## has made: the unit has to be parsed again behind these. */
void walk_poison_pasted(struct walk *walk, struct strbuf *out);

/* Of such a unit: learns where these names come from. */
void walk_read_pasted(struct walk *walk);

/* NULL: not known. */
const struct outline_path *walk_pasted_path(const struct walk *walk, CXSourceLocation location);

/* ---- entities ---- */

/* Pointers, arrays of pointers … to functions. */
bool walk_is_pointer(CXType type);

/* Of a function, variable, parameter, member or typedef; OUTLINE_NONE: of nothing that matters. */
uint32_t walk_entity(struct walk *walk, CXCursor declaration);

/* Notes a declaration, if it declares something that matters. */
void walk_declaration(struct walk *walk, CXCursor declaration);

/* A function that a header of the system declares. */
void walk_foreign(struct walk *walk, CXCursor function);

/* What a function returns, of a function that returns such a pointer. */
uint32_t walk_result(struct walk *walk, uint32_t function);

/* What a conditional operator comes to, whose value is called. */
uint32_t walk_choice(struct walk *walk, CXCursor conditional);

/* ---- expressions ---- */

void walk_call(struct walk *walk, CXCursor call);

/* ---- flows ---- */

/* Parentheses, &, *, [] and implicit casts. */
bool walk_is_transparent(CXCursor cursor);

/* What stands in these, and in casts if these are to be passed, too. */
CXCursor walk_core_of(CXCursor expression, bool casts);

/* The declaration that an expression's value is read from; OUTLINE_NONE. */
uint32_t walk_source_of(struct walk *walk, CXCursor expression);

/* The value is given to `to`, or to something without a declaration. */
void walk_flow(struct walk *walk, CXCursor from, uint32_t to);

void walk_assignment(struct walk *walk, CXCursor assignment);
void walk_initialiser(struct walk *walk, uint32_t to, CXCursor initialiser);
void walk_list(struct walk *walk, CXCursor list);
void walk_return(struct walk *walk, CXCursor statement);

/* A function whose name the expression is: nothing becomes of its address that matters, or it is
 * known. */
void walk_account_for(struct walk *walk, CXCursor expression);
void walk_account_for_operands(struct walk *walk, CXCursor cursor);

/* A function, as the operand of typeof in a declaration or a cast. */
bool walk_is_type_operand(CXCursor cursor, CXCursor parent);

/* The name of a function: if nothing accounts for it, its address goes where it cannot be followed.
 */
void walk_mention(struct walk *walk, CXCursor reference);

/* The first child; a null cursor: none. */
CXCursor walk_first_child(CXCursor cursor);

/* ---- statements ---- */

void walk_statement(struct walk *walk, CXCursor statement, CXCursor parent);

#endif
