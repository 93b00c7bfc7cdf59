/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The parts of the generator of programs. A program has no undefined behaviour, ends, and means the
 * same with every compiler, whatever it leaves open, but for two things that the oracle has as
 * well: without tamed-only features, effects of the operands of an expression come from left to
 * right, and the sizes of types are the target's.
 */
#ifndef TESTS_GENERATE_H
#define TESTS_GENERATE_H

#include <stdbool.h>
#include <stdint.h>

/* Features that a program may have. */
enum {
    TAMED_ONLY = 1, /* errors, defers, scopes: the oracle is plain.h */
    VLAS = 2,
    BLOCKS = 4, /* statement expressions */
    CLEANUPS = 8
};

/* ---- chance ---- */

unsigned roll(unsigned sides);
static inline bool chance(unsigned of)
{
    return roll(of) == 0;
}

/* ---- types ---- */

/* Every type is read as an unsigned number, and made from one. %s is the expression. */
struct type {
    const char *name; /* of its leaf */
    const char *spelling;
    const char *read;
    const char *make;
    const char *operators; /* assignment operators that are defined for all values: = always is */
};

extern const struct type types[];
enum { UINT = 0, INT = 1, BOOL = 10, DOUBLE = 13, S12 = 21, POINTER = 29, TEXT = 30, HANDLER = 31 };
extern const unsigned type_count;
const struct type *random_type(void);

/* ---- variables ---- */

enum {
    CONSTANT = 1,
    ALIASED = 2,  /* a pointer leads to it */
    REGISTER = 4, /* has no address */
    ARRAY = 8,    /* of 4 */
    STATIC = 16,  /* other calls change it */
    HIDDEN = 32,
    VOLATILE = 64,
    UNREADY = 128, /* its initialiser is being written */
    WRITABLE = 256 /* a pointer to a variable of the function's, or to pool otherwise */
};

struct variable {
    char name[24];
    const struct type *type;
    unsigned flags;
    int depth; /* of the block that declares it */
};

/* The newest name for a variable of this block, visible from here on. */
struct variable *declare(const struct type *type, unsigned flags);
/* One of the type (NULL: any) with all flags in `with` and none of those in `without`. NULL: none.
 */
struct variable *find_variable(const struct type *type, unsigned with, unsigned without);
int variables_mark(void);
void variables_release(int mark);

/* ---- the place ---- */

struct place {
    unsigned features;
    bool blocking; /* awaits are spelled AWAIT() */
    int function;  /* being written; -1: main */
    const struct type *result;
    int depth;    /* of blocks */
    int loops;    /* open ones: break and continue are allowed */
    int switches; /* open inside the innermost loop */
    int labels;   /* made so far in this function */
    int open[8];  /* forward labels that may be jumped to */
    int open_count;
    bool deferred;   /* in the body of a defer */
    bool expression; /* in a statement expression */
    bool loose;      /* what happens depends on turns, and is not looked at */
    struct {
        int number;
        bool tasks; /* some may not have finished: it must not be cancelled */
    } scopes[8];    /* open ones */
    int scope_count;
    int budget; /* statements that may still be written in this function */
};
extern struct place at;

enum { FUNCTIONS = 5 };
struct function {
    const struct type *result; /* NULL: void */
    const struct type *first, *second;
};
extern struct function functions[FUNCTIONS];

/* ---- printing ---- */

__attribute__((format(printf, 1, 2))) void line(const char *format, ...);
__attribute__((format(printf, 1, 2))) void begin(const char *format, ...);
void await_open(void);
void await_close(void);

/* ---- expressions ---- */

struct context {
    int depth;
    bool sequenced;     /* nothing else is evaluated unsequenced with it: it may change things */
    bool calls;         /* it may await */
    const char *target; /* being assigned to: not to be changed */
};

/* Prints an expression of type unsigned, or of another type. */
void expression(struct context context);
void typed(const struct type *type, struct context context);
/* The usual contexts. */
struct context full(int depth);
struct context operand(struct context context);
struct context without_calls(int depth);
/* before, an expression, after. */
void around(const char *before, struct context context, const char *after);

/* ---- statements ---- */

void statement(void);
void statements(int count);
/* The statements of a block between braces that the caller prints. */
void body(int count);
void declaration(void);
/* One of shapes.c. */
void shape(void);
void tamed_statement(void);
void loose_function(int number);
enum { LOOSE_FUNCTIONS = 2 };

#endif
