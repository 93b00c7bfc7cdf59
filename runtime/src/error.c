/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * An error of several causes holds the causes, and the part of the way that they went together;
 * each cause holds its own part, and knows the error that it has become part of. Printing a cause
 * prints both parts.
 */
#include "error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "count.h"
#include "loop.h"
#include "misuse.h"
#include "point.h"
#include "text.h"

enum {
    TRACE_MOST = 256, /* lines kept of a trace; of longer ones the first, and the last */
    KIND_MASK = 3     /* enum tmr_trace, in the low bits of a point's address */
};

struct tamer_error {
    char *message;            /* owned */
    uintptr_t *trace;         /* owned; points, tagged with their kind */
    tamer_error **causes;     /* owned, each with one reference; NULL if it is a cause itself */
    const tamer_error *whole; /* the error of which it is a cause, or NULL */
    struct tmr_task *task;    /* see tmr_error_task */
    size_t trace_count, trace_room, trace_left_out;
    size_t cause_count, cause_room;
    size_t references;
    int code;
    bool is_static; /* never changed nor freed */
};

_Static_assert(_Alignof(tamer_point) > KIND_MASK, "the low bits are free");

/* Written by nobody: every function that changes errors asks is_static first. */
static tamer_error nomem_error = {
    .message = (char[]){"out of memory"}, .code = ENOMEM, .references = 1, .is_static = true};

tamer_error *tmr_error_nomem(void)
{
    return &nomem_error;
}

/* Takes the message. */
static tamer_error *error_make(int code, char *message)
{
    tamer_error *error = message ? tmr_alloc(sizeof *error) : NULL;

    if (!error) {
        free(message);
        return &nomem_error;
    }
    *error = (tamer_error){.message = message, .references = 1, .code = code};
    if (tmr_counting)
        tmr_count_error(1);
    return error;
}

__attribute__((format(printf, 2, 0))) static tamer_error *error_vnew(int code, const char *format,
                                                                     va_list arguments)
{
    struct tmr_text text = {0};

    tmr_text_vadd(&text, format, arguments);
    return error_make(code, text.text);
}

tamer_error *tmr_error_new(int code, const char *format, ...)
{
    va_list arguments;
    tamer_error *error;

    va_start(arguments, format);
    error = error_vnew(code, format, arguments);
    va_end(arguments);
    return error;
}

tamer_error *tmr_error_ref(tamer_error *error)
{
    if (!error->is_static)
        error->references++;
    return error;
}

void tmr_error_unref(tamer_error *error)
{
    size_t i;

    if (error->is_static || --error->references > 0)
        return;
    for (i = 0; i < error->cause_count; i++) {
        if (!error->causes[i]->is_static)
            error->causes[i]->whole = NULL;
        tmr_error_unref(error->causes[i]);
    }
    free(error->causes);
    free(error->trace);
    free(error->message);
    free(error);
    if (tmr_counting)
        tmr_count_error(-1);
}

struct tmr_task *tmr_error_task(const tamer_error *error)
{
    return error->task;
}

void tmr_error_set_task(tamer_error *error, struct tmr_task *task)
{
    if (!error->is_static)
        error->task = task;
}

/* ---- the way an error went ---- */

static bool trace_grow(tamer_error *error)
{
    size_t room = error->trace_room ? 2 * error->trace_room : 8;
    uintptr_t *trace = tmr_realloc(error->trace, room * sizeof *trace);

    if (!trace)
        return false;
    error->trace = trace;
    error->trace_room = room;
    return true;
}

void tmr_error_trace(tamer_error *error, enum tmr_trace kind, const tamer_point *at)
{
    uintptr_t line = (uintptr_t)at | kind;

    if (error->is_static || !at || (at->line && tmr_point_is_own(at)))
        return;
    if (error->trace_count == TRACE_MOST) {
        error->trace[TRACE_MOST - 1] = line;
        error->trace_left_out++;
        return;
    }
    if (error->trace_count == error->trace_room && !trace_grow(error))
        return;
    error->trace[error->trace_count++] = line;
}

/* ---- copies and joins ---- */

static bool copy_trace(tamer_error *copy, const tamer_error *error)
{
    if (error->trace_count == 0)
        return true;
    copy->trace = tmr_alloc(error->trace_room * sizeof *copy->trace);
    if (!copy->trace)
        return false;
    memcpy(copy->trace, error->trace, error->trace_count * sizeof *copy->trace);
    copy->trace_count = error->trace_count;
    copy->trace_room = error->trace_room;
    copy->trace_left_out = error->trace_left_out;
    return true;
}

/* An error of one cause; without memory, the static error, or a copy with a part of its trace. */
static tamer_error *copy_cause(const tamer_error *error)
{
    struct tmr_text text = {0};
    tamer_error *copy;

    if (error->is_static)
        return &nomem_error;
    tmr_text_add(&text, "%s", error->message);
    copy = error_make(error->code, text.text);
    if (!copy->is_static)
        copy_trace(copy, error);
    return copy;
}

/* Appends `cause` (taken) to the causes of `whole`. */
static void add_cause(tamer_error *whole, tamer_error *cause)
{
    if (whole->cause_count == whole->cause_room) {
        size_t room = whole->cause_room ? 2 * whole->cause_room : 4;
        tamer_error **causes = tmr_realloc(whole->causes, room * sizeof *causes);

        if (!causes) { /* the first ones are kept, and an ENOMEM is worth telling in place of the
                          last */
            tmr_error_unref(cause);
            if (whole->cause_count > 0) {
                tmr_error_unref(whole->causes[whole->cause_count - 1]);
                whole->causes[whole->cause_count - 1] = &nomem_error;
            }
            return;
        }
        whole->causes = causes;
        whole->cause_room = room;
    }
    if (!cause->is_static)
        cause->whole = whole;
    whole->causes[whole->cause_count++] = cause;
}

static void set_message(tamer_error *whole)
{
    struct tmr_text text = {0};

    tmr_text_add(&text, "%s (and %zu more)", whole->causes[0]->message, whole->cause_count - 1);
    if (!text.text)
        return;
    free(whole->message);
    whole->message = text.text;
}

tamer_error *tmr_error_own(tamer_error *error)
{
    tamer_error *copy;
    size_t i;

    if (error->is_static || error->references == 1)
        return error;
    copy = copy_cause(error);
    for (i = 0; i < error->cause_count && !copy->is_static; i++)
        add_cause(copy, copy_cause(error->causes[i]));
    tmr_error_unref(error);
    return copy;
}

/* Its causes, each with the whole of its way, move to `whole`; `error` is taken. */
static void move_causes(tamer_error *whole, tamer_error *error)
{
    size_t i, line;

    if (!error->causes) {
        add_cause(whole, error);
        return;
    }
    for (i = 0; i < error->cause_count; i++) {
        tamer_error *cause = error->causes[i];

        for (line = 0; line < error->trace_count; line++)
            tmr_error_trace(cause, error->trace[line] & KIND_MASK,
                            (const tamer_point *)(error->trace[line] & ~(uintptr_t)KIND_MASK));
        add_cause(whole, cause);
    }
    error->cause_count = 0;
    tmr_error_unref(error);
}

/* An error that may take more causes: `first` itself if it has several, and nothing that it alone
 * went through. */
static tamer_error *whole_of(tamer_error *first)
{
    struct tmr_text text = {0};
    tamer_error *whole;

    if (first->causes && first->trace_count == 0)
        return first;
    tmr_text_add(&text, "%s", first->message);
    whole = error_make(first->code, text.text);
    if (whole->is_static)
        return NULL;
    move_causes(whole, first);
    return whole;
}

tamer_error *tmr_error_join(tamer_error *first, tamer_error *second)
{
    tamer_error *whole;

    if (!first || !second)
        return first ? first : second;
    whole = whole_of(first);
    if (!whole) {
        tmr_error_unref(second);
        return first;
    }
    move_causes(whole, second);
    if (whole->cause_count == 0) { /* no memory for even one */
        tmr_error_unref(whole);
        return &nomem_error;
    }
    set_message(whole);
    return whole;
}

uint64_t tamer_error_join(uint64_t first, uint64_t second)
{
    return tmr_error_value(tmr_error_join(tmr_error_of(first), tmr_error_of(second)));
}

/* ---- what generated code calls ---- */

tamer_step tamer_raise_at(const tamer_point *at, int code, const char *format, ...)
{
    va_list arguments;
    tamer_error *error;

    if (code <= 0)
        tmr_misuse_at("tamer_raise", at, "the code is %d; it has to be a positive errno value",
                      code);
    va_start(arguments, format);
    error = error_vnew(code, format, arguments);
    va_end(arguments);
    tmr_error_trace(error, TMR_TRACE_RAISED, at);
    return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
}

tamer_step tamer_check_failed(const tamer_point *at, int64_t value, const char *text)
{
    int code = value < -INT32_MAX ? EOVERFLOW : (int)-value;

    return tamer_raise_at(at, code, "%s: %s", text, strerror(code));
}

tamer_step tamer_unwind_slow(const tamer_point *at, tamer_step ended)
{
    if (ended.value)
        tmr_error_trace(tmr_error_of(ended.value), TMR_TRACE_AWAITED, at);
    return (tamer_step){TAMER_UNWIND, ended.value};
}

tamer_step tamer_frame_unwind(tamer_frame *frame, uint64_t error)
{
    tamer_step next = {(tamer_frame *)((uintptr_t)frame->parent | (uintptr_t)TAMER_UNWIND), error};

    if (error && frame->point->line)
        tmr_error_trace(tmr_error_of(error), TMR_TRACE_AWAITED, frame->point);
    tamer_frame_free(frame, frame->point->frame_size);
    return next;
}

bool tamer_catch_take(tamer_error **ret_error, uint64_t value)
{
    tamer_error *error = tmr_error_of(value);

    if (!error)
        return false;
    if (!ret_error) {
        tmr_error_unref(error);
        return true;
    }
    tamer_error_clear(ret_error);
    *ret_error = error;
    return true;
}

/* ---- what users call ---- */

int tamer_error_code(const tamer_error *error)
{
    return error ? error->code : 0;
}

const char *tamer_error_message(const tamer_error *error)
{
    return error ? error->message : "";
}

size_t tamer_error_count(const tamer_error *error)
{
    if (!error)
        return 0;
    return error->causes ? error->cause_count : 1;
}

const tamer_error *tamer_error_at(const tamer_error *error, size_t index)
{
    if (index >= tamer_error_count(error))
        return NULL;
    return error->causes ? error->causes[index] : error;
}

void tamer_error_clear(tamer_error **error)
{
    if (!error || !*error)
        return;
    tmr_error_unref(*error);
    *error = NULL;
}

static void print_trace(const tamer_error *error, FILE *stream, const char *indent)
{
    static const char *const kinds[] = {[TMR_TRACE_RAISED] = "raised",
                                        [TMR_TRACE_AWAITED] = "awaited",
                                        [TMR_TRACE_SCHEDULED] = "scheduled"};
    size_t i;

    for (i = 0; i < error->trace_count; i++) {
        uintptr_t line = error->trace[i];
        const tamer_point *at = (const tamer_point *)(line & ~(uintptr_t)KIND_MASK);

        if (i == TRACE_MOST - 1 && error->trace_left_out)
            fprintf(stream, "%s  ... %zu more ...\n", indent, error->trace_left_out);
        fprintf(stream, "%s  %s in %s (%s", indent, kinds[line & KIND_MASK], at->function,
                at->file);
        if (at->line)
            fprintf(stream, ":%u", (unsigned)at->line);
        fputs(")\n", stream);
    }
}

static void print_cause(const tamer_error *error, FILE *stream, const char *indent)
{
    const char *name = strerrorname_np(error->code);

    fprintf(stream, "%serror ", indent);
    if (name)
        fprintf(stream, "%s (%d): %s\n", name, error->code, error->message);
    else
        fprintf(stream, "%d: %s\n", error->code, error->message);
    print_trace(error, stream, indent);
    if (error->whole)
        print_trace(error->whole, stream, indent);
}

void tamer_error_print(const tamer_error *error, FILE *stream)
{
    size_t i;

    if (!error)
        return;
    if (!error->causes) {
        print_cause(error, stream, "");
        return;
    }
    fprintf(stream, "%zu errors:\n", error->cause_count);
    for (i = 0; i < error->cause_count; i++)
        print_cause(error->causes[i], stream, "  ");
}

void tmr_error_uncaught(tamer_error *error)
{
    fflush(stdout);
    fputs("tamer: uncaught error in a call from plain code:\n", stderr);
    tamer_error_print(error, stderr);
    abort();
}
