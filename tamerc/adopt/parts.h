/* SPDX-License-Identifier: BSD-3-Clause */
/* What the parts of adopt/ share. */
#ifndef TAMERC_ADOPT_PARTS_H
#define TAMERC_ADOPT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "adopt/adopt.h"
#include "base/names.h"
#include "base/vec.h"
#include "ir/outline.h"

struct arena;
struct mark_place;
struct site;

/* What is known of an entity of the outline; same index. */
struct state {
    bool was_marked;           /* by the user */
    bool is_tamed;             /* in this round */
    bool is_wanted;            /* would be, were it not for the reason */
    bool is_declared;          /* the outline has a declaration */
    const char *reason;        /* why it can never be tamed; NULL: it can */
    const char *kind;          /* of that reason, in a word */
    struct outline_spot place; /* of that reason, or nowhere */
    const char *stem;          /* of the names that are made for it; NULL: its own name */
    uint32_t stem_round;       /* when that was chosen */
};

enum edit_rank { EDIT_CLOSE, EDIT_INCLUDE, EDIT_YIELD, EDIT_MARK, EDIT_AWAIT };

/* An insertion. Those at one offset are ordered by rank; openings with the larger extent first,
 * closings last. */
struct edit {
    struct outline_spot at;
    uint32_t other; /* offset of the other end of what the edit is about */
    enum edit_rank rank;
    const char *text;
};

struct edit_list VEC(struct edit);

struct adoption {
    struct arena *arena;
    const struct adopt_options *options;
    const struct adopt_host *host;
    FILE *messages;
    struct outline *outline;
    struct state *states;
    uint32_t round;
    struct edit_list edits; /* of this round */
    bool no_keywords;
    struct names macros;            /* of the program: their definitions; no arena: not read yet */
    struct mark_place *mark_places; /* by declaration; NULL: not found yet */
    const struct site **sites;      /* by call; NULL: not found yet */
    struct adopt_file_list *verified; /* by unit: the texts with which it was fine; or empty */
};

/* Takes an entity back for good; kind: a word that stands for the reason. false: it was taken back
 * before. */
bool adoption_refuse(struct adoption *adoption, uint32_t entity, struct outline_spot place,
                     const char *kind, const char *reason);

/* ---- programs.c ---- */

/* Makes one entity of those that are one function; what was read refers to it only. */
void programs_join(struct outline *outline);

/* ---- closure.c ---- */

/* What can be told from the outline alone stays plain. */
void closure_refuse(struct adoption *adoption);

/* Sets is_tamed of every entity. */
void closure_compute(struct adoption *adoption);

/* Has to be tamed and, where it is no function's name, is known to the translator to be: what a
 * function returns only by the mark of its type. */
bool closure_can_await(const struct adoption *adoption, uint32_t callee);

/* The words as the file can spell them, with a blank behind: in C++ there are only the long ones.
 */
const char *edits_mark(const struct adoption *adoption, uint32_t file);
const char *edits_await(const struct adoption *adoption, uint32_t file);

/* ---- marks.c, calls.c, yields.c, include.c: the edits ---- */

void edits_add(struct adoption *adoption, struct outline_spot at, uint32_t other,
               enum edit_rank rank, const char *text);
void edits_sort(struct adoption *adoption);

/* The text of the file with its edits, or NULL where there are none. */
char *edits_apply(const struct adoption *adoption, uint32_t file, size_t *ret_size);

/* Where a byte of the new text stood in the old one; of an inserted byte, where it was inserted. */
uint32_t edits_origin(const struct adoption *adoption, uint32_t file, uint32_t offset);

/* Each returns false if it had to take something back: then the closure has to be computed anew. */
bool marks_add(struct adoption *adoption);
bool calls_add(struct adoption *adoption);
void yields_add(struct adoption *adoption);
void include_add(struct adoption *adoption);

/* ---- sites.c ---- */

enum site_kind {
    SITE_NONE, /* the call is not to be found */
    SITE_FINE, /* it has its await, or needs none */
    SITE_TEXT, /* outside of macros */
    SITE_MACRO /* in what a macro is replaced with */
};

/* Tokens of one file; last: the closing parenthesis. */
struct token_range {
    uint32_t file, first, last;
};

/* Where the await of a call goes. */
struct site {
    enum site_kind kind;
    struct token_range at;
    bool has_use;           /* of SITE_MACRO: the call is all that the macro stands for, and ... */
    bool is_used;           /* ... what stands for it outside of macros has an await already */
    struct token_range use; /* ... an await there serves as well */
    struct site *next;      /* the call may be made here, too */
};

/* As far as the text alone says it. Never NULL. */
const struct site *sites_find(struct adoption *adoption, const struct outline_call *call);

/* ---- parameters.c ---- */

struct run_list VEC(struct token_run);

/* Where macros may declare, or call, the function whose name they get as an argument: the tokens of
 * their parameters, in what they are replaced with. */
struct run_list parameters_follow(struct adoption *adoption, const struct outline_place *name,
                                  bool declarations);

/* ---- declared.c ---- */

/* Where the mark of a declaration may stand; each of them may be nowhere. */
struct mark_place {
    struct outline_spot text; /* outside of macros */
    struct outline_spot body; /* in what a macro is replaced with */
};

/* As far as the text alone says it. */
struct mark_place declared_place(struct adoption *adoption, const struct outline_decl *decl);

/* ---- describe.c ---- */

/* What became of functions and pointers, into the result. */
void describe(struct adoption *adoption, struct adopt_result *result);

/* ---- verify.c ---- */

enum verify_result { VERIFY_FINE, VERIFY_AGAIN, VERIFY_FAILED };

enum verify_result verify_round(struct adoption *adoption, const struct adopt_file_list *files);

/* Does the unit read the file? */
bool verify_reads(const struct adoption *adoption, size_t unit, uint32_t file);

/* ---- blame.c ---- */

/* Takes back what the messages of the translator are about. false: nothing is left to take back. */
bool blame(struct adoption *adoption, size_t unit, const char *text, size_t size);

/* ---- places.c ---- */

/* The function whose definition or declaration the spot stands in; OUTLINE_NONE. */
uint32_t places_function_at(struct adoption *adoption, struct outline_spot spot);

void places_line(const struct adoption *adoption, struct outline_spot spot, unsigned *ret_line,
                 unsigned *ret_column);

/* Where a declaration begins, with the attributes and macros in front of its specifiers. */
struct outline_spot places_declaration_start(struct adoption *adoption,
                                             const struct outline_decl *decl);

/* May the file be edited? */
bool places_is_owned(const struct adoption *adoption, struct outline_spot spot);

/* `token` is an opening bracket of the file: the one that closes it, or OUTLINE_NONE. In a macro's
 * replacement list not beyond its end. */
uint32_t places_closing(struct adoption *adoption, uint32_t file, uint32_t token);

/* Is the token part of a preprocessing directive? Then *ret_hash is that directive's first token.
 */
bool places_in_directive(struct adoption *adoption, uint32_t file, uint32_t token,
                         uint32_t *ret_hash);

/* The name in "#define NAME", and the tokens of what replaces it. */
struct macro {
    uint32_t name, first, end;
    bool has_parameters;
};

/* The definition in which the spot stands, if it stands in one. */
bool places_macro(struct adoption *adoption, struct outline_spot spot, struct macro *ret);

bool places_same_token(struct adoption *adoption, uint32_t file, uint32_t token,
                       uint32_t other_file, uint32_t other);

/* Behind the tokens that ## joins to the one at `token`. */
uint32_t places_pasted_end(struct adoption *adoption, uint32_t file, uint32_t token);

struct token_run {
    uint32_t file, first, end;
    struct macro macro; /* that they are all of; name 0: none */
};

/* The tokens that stand for a name that ## makes, as far out as they are all that a macro stands
 * for. */
bool places_pasted(struct adoption *adoption, const struct outline_path *path,
                   struct token_run *ret);

#endif
