/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The harvest of one function. Structure comes from the tokens by recursive descent; what a name
 * means, from the scopes kept here; types and conversions, from libclang's facts. An expression
 * that libclang did not see exactly so is an error, so that both readings must agree.
 *
 * After the first error `failed` is set and the position is at the end: every loop ends there, and
 * the nodes that are still made are never used.
 */
#ifndef TAMERC_PARSER_H
#define TAMERC_PARSER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "base/vec.h"
#include "front/dialect.h"
#include "front/facts.h"
#include "front/words.h"
#include "ir/ir.h"

struct arena;
struct diag;
struct source;
struct type_names;

enum name_kind { NAME_VARIABLE, NAME_TYPE, NAME_CONSTANT, NAME_FUNCTION, NAME_LABEL };

/* A name declared in the function, in the scope that is open. */
struct name {
    struct name *outer;  /* declared before it */
    struct name *hidden; /* of the same spelling, declared before it */
    struct name **home;  /* where the innermost of its spelling is found */
    enum name_kind kind;
    uint32_t start, end;   /* where it was declared */
    struct ir_var *var;    /* NAME_VARIABLE; NAME_TYPE: an IR_VAR_TYPE, or NULL */
    struct ir_node *block; /* NAME_LABEL: whose __label__ declares it */
};

struct node_list VEC(struct ir_node *);

struct parser {
    struct ir_unit *unit;
    struct arena *arena;
    const struct source *source;
    struct diag *diag;
    struct ir_func *func;
    struct facts *facts;
    struct dialect *dialect;        /* the unit's */
    const struct type_names *types; /* typedefs at file scope */
    struct name *names;             /* innermost first */
    struct names spellings;         /* to the innermost name of each, a struct name ** */
    struct ir_node *block;          /* whose end ends the life of what is declared now */
    uint32_t at, limit;             /* tokens */
    uint32_t depth;                 /* of nesting */
    uint32_t lenient; /* > 0: in constants and operands that are not evaluated, of which libclang
                         need not know */
    bool opens_scope; /* in the declaration of a TAMER_SCOPE */
    bool failed;
};

/* ---- tokens.c ---- */

/* Behind the limit there is only TOKEN_END. */
const struct token *parser_token(const struct parser *parser, uint32_t index);
bool parser_is_at(const struct parser *parser, uint32_t index, const char *spelling);
bool parser_is(const struct parser *parser, const char *spelling);
bool parser_is_ident(const struct parser *parser, uint32_t index);
enum word parser_word(const struct parser *parser, uint32_t index);
bool parser_accept(struct parser *parser, const char *spelling);
void parser_expect(struct parser *parser, const char *spelling);
/* The position is never at a #pragma: those stay text between the nodes, wherever they stand. */
void parser_go(struct parser *parser, uint32_t index);
void parser_advance(struct parser *parser);
uint32_t parser_here(const struct parser *parser);   /* start of the token at the position */
uint32_t parser_behind(const struct parser *parser); /* end of the one before it */
/* Index behind the bracket that closes the one at `index`. */
uint32_t parser_balanced(const struct parser *parser, uint32_t index);
/* Index behind the attributes at `index`, marks included. */
uint32_t parser_attributes(const struct parser *parser, uint32_t index);
bool parser_mentions(const struct parser *parser, uint32_t first, uint32_t end,
                     const char *spelling);
char *parser_text(const struct parser *parser, uint32_t index);
void parser_fail(struct parser *parser, uint32_t start, uint32_t end, const char *message);
/* An await among the tokens, which are evaluated although they are text to tamerc, is an error. */
void parser_refuse_await(struct parser *parser, uint32_t first, uint32_t end);
/* Goes one level deeper; false: too deep, and that is an error. */
bool parser_enter(struct parser *parser);
void parser_leave(struct parser *parser);

/* ---- nodes.c ---- */

struct ir_node *parser_node(struct parser *parser, enum ir_kind kind, uint32_t start, uint32_t end);
/* Kids are copied; NULLs stay. */
void parser_kids(struct parser *parser, struct ir_node *node, struct ir_node *const *kids,
                 size_t count);
/* Fills in what libclang knows about the expression, and what follows from its kids. */
struct ir_node *parser_finish(struct parser *parser, struct ir_node *node);
const struct fact *parser_fact(const struct parser *parser, const struct ir_node *node);
struct ir_node *parser_strip(struct ir_node *node); /* parentheses */

/* ---- known.c ---- */

struct name *known_find(const struct parser *parser, uint32_t index);
/* The block that declares the label by __label__; NULL: it is the function's. */
struct ir_node *known_label(const struct parser *parser, uint32_t index);
void known_add(struct parser *parser, enum name_kind kind, uint32_t index, struct ir_var *var);
void known_add_label(struct parser *parser, uint32_t index);
/* The scope in which `outermost` was the last name ends. */
void known_forget(struct parser *parser, struct name *outermost);
/* Does a type name, or a declaration, begin at the token? */
bool known_type_begins(const struct parser *parser, uint32_t index);
/* Enumerators that are declared in the tokens. */
void known_enumerators(struct parser *parser, uint32_t first, uint32_t end);
/* IR_UNEVALUATED over the tokens with the variables named in it; NULL: none are. Members and
 * parameters that are declared there are told from variables by what libclang knows. */
struct ir_node *known_unevaluated(struct parser *parser, uint32_t first, uint32_t end);
/* The same of a constant that libclang need not know, in which nothing is declared. */
struct ir_node *known_constant(struct parser *parser, uint32_t first, uint32_t end);

/* ---- expressions.c, primary.c, builtins.c, literals.c ---- */

struct ir_node *parse_expression(struct parser *parser);
struct ir_node *parse_assignment(struct parser *parser);
struct ir_node *parse_conditional(struct parser *parser);
struct ir_node *parse_cast(struct parser *parser);
struct ir_node *parse_postfix(struct parser *parser);
struct ir_node *parse_literal_list(struct parser *parser);
struct ir_node *parse_initialiser(struct parser *parser);
/* (type){…}, at its '('; what follows a type in parentheses. */
struct ir_node *parse_compound_literal(struct parser *parser);
/* IR_CAST, IR_COMPOUND_LITERAL with its type in the parenthesis at `open`: of a variably modified
 * type, the bounds become operands. The same node. */
struct ir_node *parse_variable_type(struct parser *parser, struct ir_node *node, uint32_t open);
/* What a compiler's own function with a grammar of its own looks like; NULL: no such one here. */
struct ir_node *parse_builtin(struct parser *parser);
/* The same node, or what a mark of <tamer/syntax.h> made of it. */
struct ir_node *parse_marked_paren(struct parser *parser, struct ir_node *paren);
struct ir_node *parse_marked_call(struct parser *parser, struct ir_node *call);

/* ---- alignment.c ---- */

/* The largest alignment that _Alignas and attributes among the tokens ask for; 0: none does. */
uint32_t parse_alignment(struct parser *parser, uint32_t first, uint32_t end);
/* The variables that aligned attributes name. */
void parse_alignment_names(struct parser *parser, uint32_t first, uint32_t end,
                           struct node_list *kids);

/* ---- declarations.c, statements.c, loops.c ---- */

bool parse_declaration_begins(const struct parser *parser);
struct ir_node *parse_declaration(struct parser *parser);
/* How the type name at [first, end) derives its type, which is variably modified; its parts, in
 * order, are added to `kids`. The position stays. */
const struct ir_derivation *parse_type_name(struct parser *parser, uint32_t first, uint32_t end,
                                            struct node_list *kids);
/* The parameter at [first, end), its name at `name`, or at `end` where it has none; NULL: it has no
 * bounds to be evaluated. varies: its type does; is_array: it is declared as one. The position
 * stays. */
struct ir_node *parse_parameter(struct parser *parser, uint32_t first, uint32_t end, uint32_t name,
                                bool varies, bool is_array);
struct ir_node *parse_block(struct parser *parser);
struct ir_node *parse_statement(struct parser *parser);
struct ir_node *parse_expression_statement(struct parser *parser);
struct ir_node *parse_for(struct parser *parser);

/* ---- parameters.c ---- */

/* func->params and their variables, from the definition. */
bool parameters_read(struct parser *parser, CXCursor function);

#endif
