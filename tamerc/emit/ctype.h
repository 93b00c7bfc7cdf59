/* SPDX-License-Identifier: BSD-3-Clause */
/* Declarations from what the data model knows of a type. */
#ifndef TAMERC_CTYPE_H
#define TAMERC_CTYPE_H

struct arena;
struct ir_field;
struct ir_type;
struct ir_var;

/* "int *name", "char name[16]" or "__typeof__(…) name"; unqualified. The type has a spelling. */
const char *ctype_declare(struct arena *arena, const struct ir_type *type, const char *name);

/* The same of an atomic object, or an array of them; its spelling says nothing of that. */
const char *ctype_atomic(struct arena *arena, const struct ir_type *type, const char *name);

/* Likewise, volatile: the pointer itself, not what it points to. */
const char *ctype_volatile(struct arena *arena, const struct ir_type *type, const char *name);

/* Something that may stand in a cast. */
const char *ctype_name(struct arena *arena, const struct ir_type *type);

/* `text`, which names the type, with its qualifiers const and volatile. */
const char *ctype_qualified(struct arena *arena, const struct ir_type *type, const char *text);

/* A string literal, quotes included, that holds the text. */
const char *ctype_string(struct arena *arena, const char *text);

/* The address of what is kept in the field, `frame` being the pointer to the frame. */
const char *ctype_place(struct arena *arena, const struct ir_field *field, const char *frame);

/* The variable's name as printed. */
const char *ctype_var(const struct ir_var *var);

#endif
