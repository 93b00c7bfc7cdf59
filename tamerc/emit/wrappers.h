/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a tamed function is called through: the blocking function of its own name, the ones that
 * schedule it in a scope, and the getters of their results. Everything keeps to <tamer/abi.h>.
 */
#ifndef TAMERC_WRAPPERS_H
#define TAMERC_WRAPPERS_H

struct cwriter;
struct ir_func;
struct ir_task_site;
struct ir_unit;

/* Everything but the asynchronous entry, behind which it stands: the frame type and NAME__start are
 * declared by then. Nothing for a function without wrappers. Requires IR_FRAMED. */
void wrappers_emit(struct cwriter *writer, const struct ir_unit *unit, const struct ir_func *func);

/* Generated text, laid out by its lines and braces. */
void wrappers_print(struct cwriter *writer, const char *text);

/* The constant FUNCTION__taskN that tells where the task was scheduled. */
void wrappers_site(struct cwriter *writer, const struct ir_task_site *site);

/* At the end of the file: hands the functions whose address can be taken to the runtime, for the
 * life of the module. */
void wrappers_register(struct cwriter *writer, const struct ir_unit *unit);

#endif
