/* SPDX-License-Identifier: BSD-3-Clause */
/* Programs and traces, as text. */
#include "trace.h"

static const char *const exit_names[] = {"WAIT", "CANCEL", "RAISE"};
static const char *const error_names[] = {"CANCEL", "CONTINUE", "IGNORE", "handler"};
static const char *const clean_names[] = {"", " and yields", " and waits for gate 1",
                                          " and raises"};

/* `text` with its first # replaced by `first`, the second by `second`. */
static void print_with(const char *text, unsigned first, unsigned second, FILE *stream)
{
    for (; *text; text++) {
        if (*text != '#') {
            putc(*text, stream);
            continue;
        }
        fprintf(stream, "%u", first);
        first = second;
    }
}

static void options_print(const struct options *options, FILE *stream)
{
    if (options->exit != EXIT_WAIT)
        fprintf(stream, ", .exit = %s", exit_names[options->exit]);
    if (options->on_error != ERROR_CANCEL)
        fprintf(stream, ", .on_error = %s", error_names[options->on_error]);
    if (options->on_timeout != TIME_NONE)
        fprintf(stream, ", deadline at moment %u%s", options->time,
                options->on_timeout == TIME_MOVE_ON ? ", moves on" : "");
    fprintf(stream, "%s%s%s", options->eager ? ", .start = EAGER" : "",
            options->shield ? ", .shield" : "", options->stores ? ", .error" : "");
}

static void step_print(const struct program *program, const struct step *step, FILE *stream)
{
    static const char *const texts[] = {[OP_END] = "return",
                                        [OP_WAIT] = "wait for gate #",
                                        [OP_TRY] = "catch(wait for gate #)",
                                        [OP_GET] = "get task #",
                                        [OP_CATCH] = "catch(get task #)",
                                        [OP_SETTLE] = "settle task #",
                                        [OP_FINISH] = "cancel and settle task #",
                                        [OP_YIELD] = "yield",
                                        [OP_RAISE] = "raise",
                                        [OP_SPAWN] = "schedule task #",
                                        [OP_CANCEL] = "cancel s#",
                                        [OP_STOP] = "cancel task #",
                                        [OP_DEFER] = "defer { log",
                                        [OP_OPEN] = "SCOPE(s#",
                                        [OP_CLOSE] = "}",
                                        [OP_SHUT] = "close s#",
                                        [OP_KILL] = "shut down s#",
                                        [OP_GROUP] = "group s#"};

    print_with(texts[step->op], step->arg, step->arg, stream);
    if (step->op == OP_SPAWN && (program->dropped >> step->arg & 1))
        fputs(" and forget it,", stream);
    if (step->op == OP_DEFER)
        fprintf(stream, "%s }", clean_names[step->arg]);
    if (step->op == OP_SPAWN || step->op == OP_GROUP)
        fprintf(stream, " in s%u", (unsigned)step->scope);
    if (step->op == OP_OPEN || step->op == OP_GROUP)
        options_print(&program->options[step->arg], stream);
    if (step->op == OP_OPEN)
        fputs(") {", stream);
}

void program_print(const struct program *program, FILE *stream)
{
    fprintf(stream, "program %u (%s)\n", program->number, program->family);
    for (unsigned t = 0; t < program->tasks; t++) {
        const struct step *step = program->script[t];

        fprintf(stream, "  task %u%s:", t, t == 0 && program->plain ? ", plain" : "");
        for (; step->op != OP_END; step++) {
            putc(' ', stream);
            step_print(program, step, stream);
            if (step->op != OP_OPEN)
                putc(';', stream);
        }
        putc('\n', stream);
    }
}

static void cause_print(unsigned cause, FILE *stream)
{
    if (cause == CAUSE_CANCELLED)
        fputs("ECANCELED", stream);
    else if (cause == CAUSE_OTHER)
        fputs("another error", stream);
    else if (cause >= CAUSE_UNWAITED)
        fprintf(stream, "ECHILD for %u", cause - CAUSE_UNWAITED);
    else if (cause >= CAUSE_TIMEOUT)
        fprintf(stream, "ETIMEDOUT of s%u", cause - CAUSE_TIMEOUT);
    else if (cause >= CAUSE_CLEANUP)
        fprintf(stream, "clean-up of task %u", cause - CAUSE_CLEANUP);
    else if (cause >= CAUSE_RAISE)
        fprintf(stream, "task %u", cause - CAUSE_RAISE);
    else
        fprintf(stream, "gate %u", cause - CAUSE_GATE);
}

void causes_print(const struct causes *causes, FILE *stream)
{
    for (unsigned i = 0; i < causes->count; i++) {
        fputs(i == 0 ? " (" : ", ", stream);
        cause_print(causes->at[i], stream);
    }
    if (causes->count > 0)
        putc(')', stream);
}

void record_print(tracerecord record, FILE *stream)
{
    static const char *const texts[] = {[SEEN_NOTHING] = "nothing",
                                        [SEEN_START] = "task # begins",
                                        [SEEN_RETURN] = "task # returns",
                                        [SEEN_GONE] = "task # is gone",
                                        [SEEN_PASSED] = "task # passes gate #",
                                        [SEEN_CAUGHT] = "task # catches what gate # raises",
                                        [SEEN_GOT] = "task # has the value of task #",
                                        [SEEN_REFUSED] = "task # catches the error of task #",
                                        [SEEN_SETTLED] = "task # has seen the end of task #",
                                        [SEEN_SWITCHED] = "task # goes on",
                                        [SEEN_SPAWNED] = "task # schedules task #",
                                        [SEEN_CLEANING] = "task # cleans up, kind #",
                                        [SEEN_CLEANED] = "task # has cleaned up, kind #",
                                        [SEEN_LEFT] = "s# has been left",
                                        [SEEN_WENT_ON] = "task # goes on behind s#",
                                        [SEEN_TIMED_OUT] = "s# has timed out",
                                        [SEEN_SHUT] = "task # has closed s#",
                                        [SEEN_HANDLED] = "s#'s handler"};
    struct causes causes = {0};

    for (unsigned i = 0; i < CAUSES; i++)
        if (record >> (8 * i) & 0xff)
            causes_add(&causes, record >> (8 * i) & 0xff);
    print_with(texts[record_kind(record)], record_who(record), record >> 40 & 0xff, stream);
    causes_print(&causes, stream);
    for (unsigned s = 0; s < SCOPES; s++)
        if (record_cancelled(record) >> s & 1)
            fprintf(stream, " [s%u cancelled]", s);
}
