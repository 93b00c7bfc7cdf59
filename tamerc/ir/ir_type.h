/* SPDX-License-Identifier: BSD-3-Clause */
/* The data model's types: what the passes need to know of them, nothing of libclang's. */
#ifndef TAMERC_IR_TYPE_H
#define TAMERC_IR_TYPE_H

#include <stdbool.h>
#include <stdint.h>

struct ir_node;
struct ir_var;

enum ir_type_kind {
    IR_TYPE_VOID,
    IR_TYPE_INTEGER, /* also bool, enum, char */
    IR_TYPE_FLOAT,   /* real floating */
    IR_TYPE_POINTER,
    IR_TYPE_ARRAY,
    IR_TYPE_RECORD, /* struct, union */
    IR_TYPE_FUNCTION,
    IR_TYPE_OTHER /* complex, vector, nullptr_t, unknown */
};

struct ir_type {
    enum ir_type_kind kind;
    uint32_t size, align; /* bytes; 0: incomplete, or not constant */
    /* Top-level qualifiers removed; valid in __typeof__(SPELLING) at file scope. NULL: local or
     * anonymous, has no name there. */
    const char *spelling;
    /* Where spelling is NULL: the same where the type is in scope; NULL: it has no name at all */
    const char *local;
    /* Where both are: of a temporary, an expression whose value it keeps. Of a statement
     * expression, what it declares and its value count; each time it is printed it is a type by
     * itself. */
    const struct ir_node *sample;
    bool is_const, is_volatile, is_atomic; /* top level; for an array: of its elements */
    bool is_variable;                      /* variably modified (a VLA, or a pointer to one …) */
    bool is_va_list;                       /* also what a parameter of that type is adjusted to */
    bool has_const_member;                 /* a record that cannot be assigned to */
    bool has_flexible; /* a record that ends in an array without a size: no member of another, which
                          compilers warn of */
    const struct ir_type *of; /* where is_variable, or where it has no name at all: of the element,
                                 of what is pointed to or returned; else NULL */
    uint64_t count; /* … of an array: its elements; 0: only the program knows, or there are none */
    const struct ir_type **params; /* … of a function: adjusted; NULL in it: not known */
    uint32_t param_count;
    bool is_open;                 /* … of an array: `[]`; of a function: without a prototype */
    bool is_variadic;             /* … of a function */
    bool is_foreign;              /* … of one that is called as on Windows */
    const struct ir_shape *shape; /* stands in for a variably modified type, in places where C
                                     forbids to declare one; NULL: is itself */
};

/* A variably modified type, spelled with bounds that were evaluated where it was declared. */
struct ir_shape {
    const struct ir_type *type; /* is_variable */
    struct ir_var **bounds;     /* of its arrays with a `count` of 0, from the outermost inwards:
                                   IR_VAR_TEMPs, or IR_VAR_STATICs that are not in ir_func.vars and
                                   whose name is a number */
    uint32_t bound_count;
    const char
        *leaf; /* the innermost type, where that has no spelling: as the function spells it */
    const struct ir_node *leaf_decl; /* where it cannot be said without variables: the IR_DECL whose
                                        specifiers say it; else NULL */
};

/* How a declarator, or a type name, derives a variably modified type. */
struct ir_derivation {
    struct ir_node *
        *bounds; /* of each array in it, from the name outwards; NULL: none is written */
    uint32_t bound_count;
    struct ir_node *base; /* what the specifiers say, where that is variably modified itself: IR_REF
                             to an IR_VAR_TYPE, the operand of a typeof or of a deduction, or the
                             IR_UNEVALUATED type name in a typeof, with a derivation; else NULL */
};

#endif
