/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The data model. One tree for each tamed function with a body, in the order and with the extents
 * of the preprocessed text, so that whatever no pass has changed is printed as it was written:
 * print(node) = text between the children + print(children). The front end builds it, passes
 * annotate it in place, the emitter prints it. Everything lives in the unit's arena.
 *
 * Stages (ir_verify checks what each promises):
 *
 * - HARVESTED, built by front/: kinds up to IR_DEFER, children in source order inside the parent's
 *   extent, variables resolved
 * - CHECKED, pass/check.c: nothing left that is refused
 * - LOWERED, pass/lower_*.c: every await is an IR_AWAIT_POINT in some node's `pre`; expressions
 *   that were moved there have `temp` set
 * - FLOWED, pass/cfg.c: ir_func.cfg
 * - LIVE, pass/live.c: var.pinned, point.live
 * - FRAMED, pass/frame.c: ir_func.fields, var.renamed
 */
#ifndef TAMERC_IR_H
#define TAMERC_IR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/vec.h"
#include "ir/ir_type.h"

struct arena;
struct source;
struct ir_cfg;

/* ---- variables ---- */

/* __attribute__((cleanup(NAME))). Where the function may be suspended while the variable is in
 * scope, lowering calls NAME(&variable) itself, on every way out. */
struct ir_cleanup {
    const char *name;    /* NULL: the variable has no such attribute */
    uint32_t start, end; /* what of the text is left out then */
};

enum ir_var_kind {
    IR_VAR_PARAM,
    IR_VAR_LOCAL,  /* automatic */
    IR_VAR_STATIC, /* static, extern or thread-local declared in the function: never saved, never
                      pinned */
    IR_VAR_TEMP,   /* made by lowering; declared at the top of the body */
    IR_VAR_TYPE /* no variable: a typedef of a variably modified type; never saved, never pinned */
};

/* Why a variable has one place in the frame for all its life. `pin_place` says where that shows, in
 * bytes of the text; 0 where the declaration does. */
enum ir_pin {
    IR_PIN_NONE,
    IR_PIN_ADDRESS,  /* at pin_place its address is taken; may be used while the function waits */
    IR_PIN_LITERAL,  /* a compound literal, or an array in a value, that is pointed to */
    IR_PIN_ITSELF,   /* its initialiser, which waits, names it */
    IR_PIN_ARRAY,    /* cannot be assigned to: needed behind an await */
    IR_PIN_VOLATILE, /* likewise: every access counts */
    IR_PIN_CONSTANT, /* likewise: a constant record */
    IR_PIN_LARGE,    /* likewise: a record that is too large to copy at every await */
    IR_PIN_REGISTER, /* likewise: would have to be copied by its bytes, and C denies its address */
    IR_PIN_JUMPED,   /* needed behind the await at pin_place, which stands outside its scope */
    IR_PIN_HIDDEN    /* behind an await it cannot be named: something else has its name there */
};

struct ir_var {
    enum ir_var_kind kind;
    const char *name;    /* the user's; of a temp: tamer_t1 … */
    const char *renamed; /* frame.c: printed instead where not NULL (shadowing) */
    const struct ir_type *type;
    uint32_t index;             /* in ir_func.vars */
    struct ir_node *declarator; /* IR_DECLARATOR; NULL for parameters and temps */
    struct ir_node *block; /* the node whose end ends its life: IR_BLOCK, IR_FOR, IR_SCOPE; NULL:
                              the function */
    struct ir_cleanup cleanup;
    bool is_register;
    bool is_constexpr;  /* automatic and constexpr: IR_VAR_STATIC, and printed so, which makes no
                           difference and keeps it a constant */
    uint32_t alignment; /* what _Alignas and attributes ask for, or more; 0: they do not */
    bool is_cleanup; /* has the attribute, and keeps it: until lowering every one with a cleanup */
    bool is_unnamed; /* a parameter without a name: `name` was made up (tamer_p1 …) */
    bool
        is_tamed; /* the declaration itself is marked TAMED async (a pointer to a tamed function) */
    enum ir_pin pin; /* NONE: not pinned */
    uint32_t pin_place;
    struct ir_field *field;       /* frame.c; NULL: not in the frame */
    struct ir_var *next_in_block; /* cfg.c: in block->declared, by falling index */
    bool pinned;   /* ir_var_pin: lives in the frame for good; printed as tamer_self->NAME */
    bool saved;    /* live.c: copied to the frame at some point */
    bool half_set; /* starts at zero. live.c: saved at some point although it may have no value yet
                    */
    struct ir_var *storage; /* variable_types.c: of an array whose `type` has a shape: the
                               IR_VAR_TEMP that points to it */
};

/* ---- nodes ---- */

/*
 * `kids` below: children in source order; NULL where an optional one is missing. E expression, S
 * statement.
 */
enum ir_kind {
    /* expressions */
    IR_LITERAL, /* number, character, string, nullptr, __func__, enum constant, label address: kids
                   none. `name`: of a label address, the label */
    IR_REF,     /* a variable: `var` set where it is one of the function's; else (global, function)
                   `name` */
    IR_PAREN,   /* (E) */
    IR_UNARY,   /* - + ~ ! __real__ __imag__ __extension__ E, and any operator with one operand not
                   listed here */
    IR_ADDRESS, /* &E */
    IR_DEREF,   /* *E */
    IR_INCDEC,  /* ++E --E E++ E-- */
    IR_BINARY,  /* E op E, but for the next five */
    IR_ASSIGN,  /* E = E */
    IR_ASSIGN_OP, /* E op= E */
    IR_AND,       /* E && E */
    IR_OR,        /* E || E */
    IR_COMMA, /* E , E; lowered with one kid: the left operand was evaluated earlier, print and walk
                 that kid alone */
    IR_COND,  /* E ? E : E; kids[1] NULL: E ?: E */
    IR_CAST,  /* (type) E; kids may also hold IR_UNEVALUATED from the type, before E; E is the last
               */
    IR_MEMBER, /* E.name */
    IR_ARROW,  /* E->name */
    IR_INDEX,  /* E[E] */
    IR_CALL,   /* kids[0] callee, then the arguments. `callee`: what kids[0] names, where it is a
                  function */
    IR_COMPOUND_LITERAL, /* (type){…}: kids: IR_INIT_LIST last */
    IR_INIT_LIST,        /* {E, …}: kids initialisers and designator expressions, as written */
    IR_UNEVALUATED, /* sizeof, _Alignof, typeof, _Generic's controlling operand …: kids: IR_REFs
                       inside it, only to be renamed */
    IR_GENERIC,     /* _Generic, __builtin_choose_expr, va_arg, offsetof …: printed as text; kids:
                       everything inside */
    IR_STMT_EXPR,   /* ({ … }): kids[0] the IR_BLOCK */
    /* expressions of tamed C */
    IR_AWAIT,    /* await E: kids[0] the IR_CALL behind any parentheses, extent includes the mark */
    IR_CHECK,    /* tamer_check(E): kids[0] E; `name`: the user's text of E, a string literal */
    IR_BLOCKING, /* tamer_blocking(E): kids[0] */
    IR_RAISE,    /* tamer_raise(E, …): kids: the arguments */
    IR_CATCH, /* tamer_catch(E, E): kids[0] the place for the error, kids[1] the expression; extent
                 is the whole (…, …, …) */
    /* statements; the extent includes the final ';' where the statement has one */
    IR_BLOCK, /* { S … } */
    IR_DECL,  /* one declaration: kids: IR_DECLARATORs (and IR_UNEVALUATED / expressions inside the
                 specifiers) */
    IR_DECLARATOR, /* kids: expressions inside the declarator (array bounds), then the initialiser
                      if `has_init`, which is then the last. `var`; NULL for a typedef, a local
                      function declaration. Extent: from the declarator's first token ('*', '(' or
                      name; specifiers excluded) to before ',' or ';', attributes included.
                      `name_start`: where the name stands */
    IR_EXPR,       /* E ;    lowered without a kid: all of it was done in `pre` */
    IR_NULL,       /* ; also a lone attribute statement (fallthrough), static_assert, type-only
                      declaration, local label declaration. Made by lowering, with a `name`: the
                      definition of a type that stands in an expression there; its tag */
    IR_IF,         /* kids: E, S, S|NULL */
    IR_WHILE,      /* kids: E, S */
    IR_DO,         /* kids: S, E */
    IR_FOR,        /* kids: S|NULL (IR_DECL or IR_EXPR), E|NULL, E|NULL, S */
    IR_SWITCH,     /* kids: E, S */
    IR_CASE,       /* kids: E, E|NULL (range), S|NULL; the constants are never lowered */
    IR_DEFAULT,    /* kids: S|NULL */
    IR_LABEL,      /* `name`; kids: S|NULL */
    IR_GOTO,       /* `name` */
    IR_GOTO_COMPUTED, /* kids: E */
    IR_BREAK,
    IR_CONTINUE,
    IR_RETURN, /* kids: E|NULL; lowered with `exit`: no kid, the result was put into
                  ir_func.result_var in `pre` */
    IR_ASM,   /* kids: operand expressions; `is_asm_goto`: then IR_LITERALs, the labels by `name` */
    IR_SCOPE, /* TAMER_SCOPE and its kin: `opener`, `var` the variable; kids: E (initialiser list of
                 the options, or a size), S. `name`: text of its name */
    IR_DEFER, /* tamer_defer: kids: S. Covers the rest of the enclosing block */
    /* made by lowering; no extent of their own, `start` is the place they come from */
    IR_AWAIT_POINT, /* evaluates kids[0] (the IR_CALL), waits, puts the result into `var` (NULL:
                       dropped). `point` */
    IR_SET,  /* var = kids[0]; with `negate_twice`: var = !!(kids[0]); kids[0] NULL: var = `number`.
                With `point`: an error of a sync call beneath it is raised there */
    IR_EVAL, /* (void)(kids[0]); `point` likewise */
    IR_WHEN, /* if (var) { list }, `negated`: if (!var); `other`: else list. var is a temp */
    IR_CATCH_REGION, /* runs `list`, then var = 0; an error inside: taken into kids[0], var = 1.
                        `region` */
    IR_THROW, /* IR_RAISE with operands evaluated, or a failed IR_CHECK: kids as there; never falls
                 through. `point` */
    IR_CLEANUP,    /* the cleanup of var */
    IR_CHECK_TEST, /* if (var < 0) throw a failed check; `name` the text. `point` */
    IR_ALLOC,      /* var->storage = room for the array var */
    IR_FREE,       /* gives it back */
};

struct ir_list {
    struct ir_node **items;
    uint32_t count, capacity;
};

/* What opens a block that is left through one door: by a loop that runs once, and whose variable
 * has a cleanup attribute. */
struct ir_opener {
    const char *macro;
    const char *type;          /* of the variable, without the '*' */
    const char *open, *close;  /* in the text: what the variable begins with, and its cleanup */
    const char *enter, *leave; /* in tamed functions */
    bool has_options;          /* TAMER_SCOPE; else what it is opened with is a size */
};

struct ir_node {
    enum ir_kind kind;
    uint32_t start, end; /* bytes of source->text */
    struct ir_node **kids;
    uint32_t kid_count;
    struct ir_node *parent; /* NULL: the body */
    const struct ir_type
        *type; /* of expressions, after no conversion; IR_DECLARATOR: the variable's */
    struct ir_var *var;
    const char *name;
    const struct ir_opener *opener; /* IR_SCOPE */
    uint32_t name_start;            /* IR_DECLARATOR; IR_REF: where the identifier stands */
    uint32_t op_start; /* IR_BINARY, IR_ASSIGN_OP …: where the operator stands; IR_COND: the '?' */

    /* front */
    struct ir_signature *callee; /* IR_CALL: the tamed function called by name; IR_AWAIT: the same,
                                    NULL for a pointer */
    bool is_unknown; /* IR_REF to a function of the compiler's that libclang does not know: nobody
                        knows what type it returns */
    bool is_lvalue;
    bool is_bitfield;
    bool has_init;          /* IR_DECLARATOR */
    bool is_deduced;        /* IR_DECLARATOR whose type is that of its initialiser */
    bool is_asm_goto;       /* IR_ASM */
    bool is_pointer_call;   /* IR_CALL through an expression that is not a function's name */
    bool is_marked_pointer; /* … whose declaration is marked TAMED async */
    const struct ir_type *
        *param_types; /* IR_CALL with is_marked_pointer: of the pointed-to function's parameters, */
    uint32_t param_count; /* … arrays and functions adjusted to pointers; spelling never NULL, of a
                             variably modified one for a prototype alone */
    bool is_global;       /* IR_REF to something declared outside the function */
    bool is_constant;  /* an expression that the compiler can evaluate: no effect, no memory read */
    bool is_evaluated; /* IR_UNEVALUATED: its variables are read all the same: it is variably
                          modified, or a builtin tells what their values are */
    const struct ir_derivation
        *derivation; /* IR_DECLARATOR, IR_CAST, IR_COMPOUND_LITERAL and the type
                        name in a typeof, of variably modified type; else NULL */

    /* lower */
    bool has_await; /* an IR_AWAIT, IR_SCOPE, IR_DEFER, IR_CATCH, IR_CHECK or IR_RAISE inside, or is
                       one */
    struct ir_list
        pre; /* statements to run before this one. Statements, and IR_WHILE/IR_DO/IR_FOR use: */
    struct ir_list pre_cond,
        pre_step;        /* … before the condition, before the step, each time round */
    struct ir_var *temp; /* expressions: evaluated earlier, print this instead */
    struct ir_var
        *literal; /* IR_COMPOUND_LITERAL that must outlive a suspension: the pinned variable that
                    holds it; IR_MEMBER, an array in a value that must: of that value */
    struct ir_list list;     /* IR_WHEN, IR_CATCH_REGION */
    struct ir_list other;    /* IR_WHEN */
    struct ir_var *declared; /* cfg.c: the variables whose `block` this is */
    struct ir_point *point;
    struct ir_region *region; /* IR_SCOPE, IR_DEFER, IR_CATCH_REGION: the one it opens; exits: the
                                 innermost one around */
    struct ir_exit *exit; /* IR_BREAK, IR_CONTINUE, IR_GOTO, IR_RETURN that leave a region: through
                             `region`; else NULL */
    struct ir_node *target; /* IR_BREAK: the loop, switch or scope it leaves; IR_CONTINUE: the loop
                               or scope; IR_LABEL: the block whose __label__ declares it. NULL in
                               the rest */
    uint32_t loop_id; /* loops whose `continue` must become a goto: the label's number; else 0 */
    int number;       /* IR_SET; IR_LABEL: its index in ir_func.labels */
    bool negated, negate_twice;
    bool is_guarded; /* IR_CALL: the errors of sync calls beneath are this function's */
    uint32_t doors;  /* cfg.c: the number of the list of variables that die where a door of this
                        block is reached by an error; 0: there is no such door */
    struct ir_node *whole; /* IR_DECL that is a part of the one that was written: that one */
    bool is_made; /* IR_BLOCK that the text has no braces for; IR_FOR whose first part stands in
                     front of it now */
    bool declared_first; /* IR_DECLARATOR whose initialiser names it: declared in front of `pre`,
                            set behind */
};

/* ---- suspension points and regions, made by lowering ---- */

struct ir_point {
    uint32_t index;       /* from 1 */
    struct ir_node *node; /* IR_AWAIT_POINT, IR_SCOPE (entering and leaving it), IR_DEFER, IR_THROW,
                             IR_CHECK_TEST */
    uint32_t offset;      /* the await's place in the text */
    struct ir_region *region; /* where an error goes; NULL: up */
    bool in_door; /* inside the deferred block of `region`: an error there goes on behind that block
                   */
    bool suspends;        /* false: only a place an error is raised at, or a scope is entered at */
    struct ir_var **live; /* live.c: saved here, in order of index */
    uint32_t live_count;
    struct ir_var **blank; /* live.c: read behind the point on a way not taken so far: has no value
                              yet, gets zero */
    uint32_t blank_count;
};

enum ir_region_kind { IR_REGION_SCOPE, IR_REGION_DEFER, IR_REGION_CATCH };

/* Code that is left through one door: the scope's end, the deferred block, the handler. `exit_var`
 * says where to go on then: 0 falls through, -1 an error or cancellation goes up (error_var), n the
 * exit with that number. */
struct ir_region {
    enum ir_region_kind kind;
    uint32_t index; /* from 1 */
    struct ir_region *parent;
    bool in_door; /* opened inside the deferred block of `parent`: what goes up from here goes on
                     behind that block */
    struct ir_node *node; /* IR_SCOPE, IR_DEFER, IR_CATCH_REGION */
    struct ir_var *exit_var, *error_var;
    struct ir_point *enter, *leave; /* SCOPE: where it was opened, where it waits */
    struct ir_exit *exits;
    bool can_fail;       /* something inside can raise */
    bool raises_inside;  /* cfg.c: an error may go to the door */
    bool raises_in_door; /* cfg.c: … from inside the deferred block, on behind it */
    bool awaits;         /* DEFER: the deferred block has a suspension point: shield it */
};

struct ir_exit {
    struct ir_exit *next;     /* in ir_region.exits */
    int number;               /* from 1 in each region */
    struct ir_node *node;     /* IR_BREAK, IR_CONTINUE, IR_GOTO, IR_RETURN */
    struct ir_region *region; /* the one it leaves */
    struct ir_exit
        *outer; /* the exit to go on with in region->parent…; NULL: the last region, do it */
};

/* ---- frames ---- */

enum { IR_FRAME_ALIGN = 16 }; /* what the frame pools give */

/* Where a variable is kept. */
struct ir_field {
    struct ir_var *var;
    bool is_raw;                  /* the type has no name at file scope: bytes and memcpy */
    const char *name;             /* of the member */
    uint32_t size, align, offset; /* bytes; the offset is that in the frame */
    uint32_t over; /* more than IR_FRAME_ALIGN: bytes with room to align in, the place is found at
                      run time; else 0 */
    struct ir_field *twin; /* one with the same declaration at the same place, which stands for
                              both; else NULL */
    bool changes_type; /* pinned where another pinned one of another type may have been: compilers
                          take the two for different memory */
};

/* Fields in a row. */
struct ir_arm {
    struct ir_field **fields;
    uint32_t count, size;
};

/* A part of the frame: arms that share it, because no two are needed at the same time. */
struct ir_slot {
    struct ir_arm *arms;
    uint32_t arm_count;
    uint32_t offset, size, align;
};

/* ---- functions ---- */

enum ir_result { /* how the result travels */
                 IR_RESULT_VOID,
                 IR_RESULT_INTEGER, /* cast to uint64_t */
                 IR_RESULT_POINTER, /* cast by uintptr_t */
                 IR_RESULT_BITS,    /* at most 8 bytes, copied */
                 IR_RESULT_OUT      /* through tamer_out */
};

struct ir_param {
    const char *name;    /* made up (tamer_p1 …) where the declaration has none */
    const char *text;    /* the parameter's declaration with that name, as written, marks removed */
    uint32_t start, end; /* in the source; of the first declaration */
    struct ir_node *declarator; /* of a definition: an IR_DECLARATOR that is not in the tree, where
                                   it has bounds that are evaluated on entry; else NULL */
    bool is_rewritten;          /* `text` has no bounds, where to evaluate them twice would show */
};

/* A tamed function as its declarations show it: by tokens alone, before libclang sees the text. */
struct ir_signature {
    struct ir_signature *next; /* in ir_unit.signatures, in source order */
    const char *name;
    const char *stem; /* TAMED_AS(stem), else the name */
    bool has_sync;    /* TAMED; false: `async` alone, no wrappers */
    bool has_tasks;   /* has_sync, and some text may schedule it: NAME_scoped and its kin are made.
                         Always where other files see the definition; else where they are named */
    bool is_static, is_inline;
    bool is_mentioned; /* its address may be taken (set by the emitter); a getter: is named */
    bool is_synthetic; /* NAME_get of another one: its declarations are printed with that one's */
    struct ir_signature *getter; /* NAME_get, where there are wrappers */
    const char *specifiers;      /* of the result type, marks, storage class and function specifiers
                                    removed; for a type that the declaration itself defines: the name of
                                    the typedef that replaces it */
    const char *before, *after;  /* declarator around `name(params)`: "*" and "" for `char *f(int)`;
                                    `(*` and `)(int)` for a returned function pointer */
    struct ir_param *params;
    uint32_t param_count;
    bool is_open; /* `()` or an old-style definition: calls are not checked, arguments are promoted
                   */
    bool is_called_first; /* before its first declaration, as C89 allows: declared_at is that call's
                             function */
    struct ir_param *old_params; /* param_count of them, of an old-style definition; else NULL */
    enum ir_result result;       /* set by the front end */
    const struct ir_type *result_type; /* set by the front end */
    uint32_t declared_at;              /* start of the first declaration */
    uint32_t name_at;                  /* the name in the first declaration */
    uint32_t body_start;               /* the '{' of its definition in the text; 0: there is none */
    bool is_defined_first; /* the first declaration is the definition: declare the wrappers before
                              it */
    uint32_t
        declare_at; /* where their declarations go: behind the first declaration, or before it */
    uint32_t type_start, type_end; /* the type that the specifiers define; else both 0 */
    const char *type_name;         /* the name that the typedef of such a type gets; else NULL */
    const char *attributes;        /* visibility and weak, for everything generated: "" or
                                      "__attribute__((…)) " */
    const char
        *code_attributes; /* section, target …, for the body and the ways into it: likewise */
    const char *entry_attributes;  /* noinline …, for the asynchronous entry: likewise */
    const char *alias;             /* the function that this one is another name of; NULL */
    struct ir_signature *alias_of; /* its signature */
    uint32_t async_at; /* set by declare_insert: where the prototypes of the asynchronous entries
                          go; 0: nowhere */
    bool wanted; /* some name of its wrappers, or the function itself, is used in the text: declare
                    them */
    struct ir_func *func; /* its definition in this text, or NULL */
};

/* A type at file scope whose name the function hides. */
struct ir_alias {
    struct ir_alias *next; /* in ir_func.aliases */
    const char *name, *spelling;
};

struct ir_func {
    struct ir_func *next;
    struct ir_signature *signature;
    const struct ir_type *result_type; /* as spelled inside; NULL: as the signature has it */
    struct ir_alias *aliases;          /* by number */
    uint32_t start, end;               /* the whole definition */
    uint32_t place;                    /* the first of it that the user wrote */
    uint32_t body_start;               /* its '{' */
    struct ir_node *body;              /* IR_BLOCK */
    struct ir_param *params;           /* as the definition spells them; names set */
    bool has_rewritten_param;
    struct ir_list entry; /* lower: what is evaluated before the body, once */
    struct ir_var **vars; /* parameters first, in order */
    uint32_t var_count, var_capacity;
    struct ir_point **points;
    uint32_t point_count, point_capacity;
    struct ir_region **regions;
    uint32_t region_count, region_capacity;
    uint32_t temp_count, loop_count;
    struct ir_var *result_var;    /* lower: keeps the result while regions are left (tamer_result);
                                     NULL if none does */
    struct ir_list labels;        /* IR_LABELs, in order; ir_label_add */
    struct ir_node **label_index; /* an open hash of them by name, of `label_places` places */
    uint32_t label_places;        /* a power of two, or 0 */
    struct ir_list cleanups;      /* IR_CLEANUPs */
    struct ir_list moved_types;   /* IR_NULLs of lowering: in the expression the tag is enough */
    struct ir_list
        labels_taken;      /* IR_LITERALs: labels whose address is taken. Where there are any,
                              or a computed goto, the body is compiled once (has_computed_goto):
                              they mean the same in every call, and behind every suspension */
    bool is_never_inlined; /* calls what gcc copies into no other function: compiled once, too */
    bool has_computed_goto;
    struct ir_cfg *cfg;
    struct ir_field *fields; /* by rising index of their variables */
    uint32_t field_count;
    struct ir_slot *slots; /* all fields, by their places */
    uint32_t slot_count;
    uint32_t frame_size, unshared_size; /* bytes; and what they were if nothing were shared */
    bool needs_frame_at_start;          /* something is pinned */
    struct ir_task_site *sites;         /* calls of NAME_scoped in it */
};

/* A call of NAME_scoped or NAME_scoped_into in the text, in a tamed or a plain function. */
struct ir_task_site {
    struct ir_task_site *next;      /* in ir_unit.sites, in source order */
    struct ir_signature *signature; /* what is scheduled */
    const char *function;           /* the user's function around it */
    uint32_t name_start, name_end;  /* the identifier to replace */
    uint32_t paren;                 /* its '(' */
    uint32_t outer_start; /* start of the external declaration around it: the site's constant goes
                             before it */
    uint32_t index;       /* from 1 in the unit */
    bool is_into;
    bool is_dropped; /* the handle is thrown away: schedule without a slot */
};

/* What declare_insert replaces besides: as long as what it stands for. */
struct ir_edit {
    uint32_t start, end;
    const char *text;
};
struct ir_edits VEC(struct ir_edit);

struct ir_unit {
    struct arena *arena;
    struct ir_edit *edits; /* in source order */
    uint32_t edit_count;
    bool has_parameter_types; /* signatures_collect: some tamed function has parameters for
                                 parameter_types_move */
    bool gnu;                 /* the final compiler is gcc */
    bool optimised;           /* it is asked to optimise, or may be: nobody knows yet */
    uint32_t pointer_size;    /* bytes, on the target; 0: not known */
    struct source *source;
    struct ir_signature *signatures;
    struct ir_signature **by_name,
        **by_stem;       /* ir_signatures_index: open hashes of `index_size` places; NULL before */
    uint32_t index_size; /* a power of two */
    struct ir_func *funcs; /* definitions of tamed functions, in source order */
    struct ir_func *plain; /* others that open scopes or schedule tasks: for checks alone */
    struct ir_task_site *sites;
    struct ir_edits insertions; /* text put into plain functions; `end` is `start` */
};

enum ir_stage { IR_HARVESTED, IR_CHECKED, IR_LOWERED, IR_FLOWED, IR_LIVE, IR_FRAMED };

/* ---- ir.c ---- */

struct ir_node *ir_node_new(struct arena *arena, enum ir_kind kind, uint32_t start, uint32_t end);
void ir_list_add(struct arena *arena, struct ir_list *list, struct ir_node *node);
/* A variable of the function; index set. */
struct ir_var *ir_var_add(struct ir_unit *unit, struct ir_func *func, enum ir_var_kind kind,
                          const char *name, const struct ir_type *type);
/* The first reason counts. place: see enum ir_pin. */
void ir_var_pin(struct ir_var *var, enum ir_pin why, uint32_t place);
/* To be called when unit->signatures has changed, before anybody looks one up. */
void ir_signatures_index(struct ir_unit *unit);
struct ir_signature *ir_signature_find(const struct ir_unit *unit, const char *name);
/* The one with wrappers named STEM_scoped and so on. */
struct ir_signature *ir_signature_of_stem(const struct ir_unit *unit, const char *stem,
                                          size_t size);
const char *ir_kind_name(enum ir_kind kind);
enum { IR_OPENER_COUNT = 3 };
extern const struct ir_opener ir_openers[IR_OPENER_COUNT];
/* The lists of statements that lowering hangs on a node, by number. */
enum { IR_LIST_COUNT = 5 };
const struct ir_list *ir_list_of(const struct ir_node *node, uint32_t number);
/* How a value of the type travels. */
enum ir_result ir_result_of(const struct ir_type *type);
/* The statement whose value a statement expression with this block has; NULL: it has none. */
struct ir_node *ir_block_value(const struct ir_node *block);
/* Whether the member of the frame is an array of bytes, whatever the variable is. */
bool ir_field_is_bytes(const struct ir_field *field);
/* Whether any node of the kind stands in the tree, `pre` lists excluded. */
bool ir_contains(const struct ir_node *node, enum ir_kind kind);
/* Whether the node is `around`, or stands inside of it. */
bool ir_stands_in(const struct ir_node *node, const struct ir_node *around);
void ir_label_add(struct arena *arena, struct ir_func *func, struct ir_node *label);
/* The IR_LABEL that an IR_GOTO or a label's address means; NULL: none, which is an error of the
 * program. */
struct ir_node *ir_label_of(const struct ir_func *func, const struct ir_node *jump);

/* Aborts with a message unless the function keeps what `stage` promises: a bug of tamerc's. */
void ir_verify(const struct ir_unit *unit, const struct ir_func *func, enum ir_stage stage);

/* The tree as it stands, one node a line, for --dump and the golden tests. */
void ir_dump(FILE *stream, const struct ir_unit *unit, const struct ir_func *func,
             enum ir_stage stage);

#endif
