/* SPDX-License-Identifier: BSD-3-Clause */
#include "orders.h"

#include <ctype.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* ---- as text ---- */

static void happening_print(const struct happening *happening, FILE *stream)
{
    static const char letters[] = {[ACT_CANCEL] = 'x', [ACT_STOP] = 'k', [ACT_TIME] = 't'};

    if (happening->act == ACT_OPEN || happening->act == ACT_FAIL)
        putc((happening->act == ACT_OPEN ? 'a' : 'A') + happening->on, stream);
    else
        fprintf(stream, "%c%u", letters[happening->act], (unsigned)happening->on);
}

void order_print(const struct order *order, FILE *stream)
{
    for (unsigned i = 0; i < order->count; i++) {
        if (i > 0 || order->happenings[i].at_once)
            putc(order->happenings[i].at_once ? '+' : ',', stream);
        happening_print(&order->happenings[i], stream);
    }
    if (order->count == 0)
        putc('-', stream);
}

static bool read_happening(const char **text, struct happening *ret)
{
    static const char letters[] = "xkt";
    static const uint8_t acts[] = {ACT_CANCEL, ACT_STOP, ACT_TIME};
    char c = *(*text)++;
    const char *letter = strchr(letters, c);

    if (c >= 'a' && c < 'a' + GATES) {
        *ret = (struct happening){ACT_OPEN, (uint8_t)(c - 'a'), false};
    } else if (c >= 'A' && c < 'A' + GATES) {
        *ret = (struct happening){ACT_FAIL, (uint8_t)(c - 'A'), false};
    } else if (c && letter && isdigit((unsigned char)**text)) {
        *ret = (struct happening){acts[letter - letters], (uint8_t)(**text - '0'), false};
        ++*text;
    } else {
        return false;
    }
    return true;
}

bool order_read(const char *text, struct order *ret_order)
{
    *ret_order = (struct order){0};
    if (strcmp(text, "-") == 0)
        return true;
    while (*text && ret_order->count < HAPPENINGS) {
        bool at_once = *text == '+';

        if (at_once || *text == ',')
            text++;
        if (!read_happening(&text, &ret_order->happenings[ret_order->count]))
            return false;
        ret_order->happenings[ret_order->count++].at_once = at_once;
    }
    return *text == '\0' && ret_order->count > 0;
}

/* ---- comparing ---- */

struct check {
    const struct model *model; /* at the end */
    const struct expected *expected;
    bool shows;
};

/* The rule by which scope `s` should be cancelled, or should not. */
static unsigned rule_of_scope(const struct model *model, unsigned s, bool wanted)
{
    const struct options *options = &model->program->options[s];

    if (wanted)
        return model->scope[s].reason;
    return options->shield || options->on_error != ERROR_CANCEL ? RULE_OPTIONS : 9;
}

/* Of a task that runs where it should not: because its scope was not cancelled, or all the same. */
static unsigned rule_of_task(const struct model *model, tracerecord seen, unsigned otherwise)
{
    unsigned scope = model->task[record_who(seen)].scope;

    if (scope != NOBODY && model->scope[scope].was_cancelled &&
        !(record_cancelled(seen) >> scope & 1))
        return model->scope[scope].reason;
    return otherwise;
}

static unsigned rule_of_start(const struct model *model, tracerecord seen)
{
    const struct model_task *task = &model->task[record_who(seen)];

    if (task->result != RESULT_CANCELLED)
        return 1;
    return task->state == TASK_NONE ? 7 : rule_of_task(model, seen, 5);
}

/* The rule that an unexpected record offends against; what should have been seen is `wanted`. */
static unsigned rule_of(const struct model *model, tracerecord wanted, tracerecord seen)
{
    enum seen want = record_kind(wanted), kind = record_kind(seen);
    unsigned differ = record_cancelled(wanted) ^ record_cancelled(seen);
    const struct model_task *task = &model->task[record_who(seen)];

    if (wanted && seen && differ && want != SEEN_LEFT && kind != SEEN_LEFT)
        return rule_of_scope(model, (unsigned)__builtin_ctz(differ),
                             record_cancelled(wanted) & differ & -differ);
    if (kind == SEEN_CLEANED || want == SEEN_CLEANED)
        return RULE_CLEANUP;
    switch (kind) {
    case SEEN_START:
        return rule_of_start(model, seen);
    case SEEN_LEFT:
        return want == SEEN_LEFT ? 3 : want == SEEN_TIMED_OUT ? RULE_OPTIONS : 2;
    case SEEN_WENT_ON:
        return task->result == RESULT_FAILED ? 3 : 6;
    case SEEN_PASSED:
    case SEEN_CAUGHT:
    case SEEN_SWITCHED:
        return rule_of_task(model, seen, model_is_plain(model, record_who(seen)) ? 9 : 5);
    case SEEN_GOT:
    case SEEN_REFUSED:
    case SEEN_SETTLED:
        return 8;
    case SEEN_TIMED_OUT:
    case SEEN_HANDLED:
        return RULE_OPTIONS;
    default:
        if (want == SEEN_WENT_ON)
            return model->scope[wanted >> 40 & 0xff].timed_out ? RULE_OPTIONS : 3;
        return want == SEEN_START ? 1 : 9;
    }
}

static void print_traces(const struct trace *wanted, unsigned count, const struct trace *seen)
{
    for (unsigned i = 0; i < count || i < seen->count; i++) {
        bool same = i < count && i < seen->count && wanted->records[i] == seen->records[i];

        printf("  %s ", same ? " " : "!");
        record_print(i < count ? wanted->records[i] : 0, stdout);
        if (!same) {
            printf("    -- seen: ");
            record_print(i < seen->count ? seen->records[i] : 0, stdout);
        }
        putchar('\n');
    }
}

static void print_states(const struct program *program, const struct state *state)
{
    static const char *const results[] = {"-", "pending", "done", "failed", "cancelled"};
    static const char *const scopes[] = {"-", "open", "cancelled"};

    for (unsigned t = 0; t < program->tasks; t++) {
        printf(" task %u %s", t, results[state->result[t]]);
        causes_print(&state->error[t], stdout);
    }
    for (unsigned s = 0; s < program->scopes; s++)
        printf(" s%u %s %u", s, scopes[state->scope[s]], (unsigned)state->pending[s]);
    putchar('\n');
}

static void print_case(const struct check *check, unsigned at, const struct trace *trace,
                       const struct state *state)
{
    program_print(check->model->program, stdout);
    fputs("order ", stdout);
    order_print(&check->expected->order, stdout);
    printf(", behind %u of them; expected:\n", at);
    print_traces(&check->model->trace, check->expected->seen[at], trace);
    fputs("expected:", stdout);
    print_states(check->model->program, &check->expected->state[at]);
    if (!state)
        return;
    fputs("seen:    ", stdout);
    print_states(check->model->program, state);
}

static void print_again(const struct check *check)
{
    printf("again: explore --program %u --order ", check->model->program->number);
    order_print(&check->expected->order, stdout);
    putchar('\n');
    fflush(stdout);
}

static _Noreturn void violated(const struct check *check, unsigned rule, const char *what,
                               unsigned at, const struct trace *trace, const struct state *state)
{
    fputs("violation of ", stdout);
    if (rule < RULE_CLEANUP)
        printf("rule %u", rule);
    else
        fputs(rule == RULE_CLEANUP ? "clean-ups" : "options", stdout);
    printf(": %s\n", what);
    print_case(check, at, trace, state);
    print_again(check);
    _exit(1);
}

static unsigned first_difference(const struct trace *wanted, unsigned count,
                                 const struct trace *seen)
{
    unsigned i = 0;

    while (i < count && i < seen->count && wanted->records[i] == seen->records[i])
        i++;
    return i;
}

static unsigned rule_of_state(const struct model *model, const struct state *wanted,
                              const struct state *seen)
{
    for (unsigned s = 0; s < model->program->scopes; s++)
        if (wanted->scope[s] && seen->scope[s] && wanted->scope[s] != seen->scope[s])
            return rule_of_scope(model, s, wanted->scope[s] == 2);
    for (unsigned t = 0; t < model->program->tasks; t++) {
        if (wanted->result[t] != seen->result[t])
            return seen->result[t] == RESULT_PENDING ? 2 : 8;
        if (memcmp(&wanted->error[t], &seen->error[t], sizeof wanted->error[t]) != 0)
            return 3;
    }
    return 9;
}

static void look(void *data, unsigned at, const struct trace *trace, const struct state *state,
                 const struct complaint *complaint)
{
    const struct check *check = data;
    const struct trace *wanted = &check->model->trace;
    struct state expected;
    unsigned count, first;

    while (!check->expected->settled[at])
        at++;
    expected = check->expected->state[at];
    if (check->model->program->plain && at < check->expected->order.count)
        expected.error[0] = (struct causes){0}; /* it is seen at the end */
    count = check->expected->seen[at];
    first = first_difference(wanted, count, trace);

    if (check->shows)
        print_case(check, at, trace, state);
    if (complaint && (complaint->rule != 5 || first == trace->count))
        violated(check, complaint->rule, complaint->what, at, trace, state);
    if (first < count || first < trace->count)
        violated(check,
                 rule_of(check->model, first < count ? wanted->records[first] : 0,
                         first < trace->count ? trace->records[first] : 0),
                 "not what the model does", at, trace, state);
    if (memcmp(&expected, state, sizeof *state) != 0)
        violated(check, rule_of_state(check->model, &expected, state),
                 "not the states of the model", at, trace, state);
}

static const struct check *running; /* for a crash to be told of */

/* Not what a signal handler should do; but this one does not return, and the runtime prints
 * nothing. */
static void crash(int number)
{
    printf("violation: signal %d\n", number);
    if (running) {
        program_print(running->model->program, stdout);
        print_again(running);
    }
    _exit(1);
}

void catch_crashes(void)
{
    signal(SIGSEGV, crash);
    signal(SIGBUS, crash);
    signal(SIGABRT, crash);
}

void check_order(const struct model *model, const struct expected *expected, bool shows)
{
    struct check check = {model, expected, shows};

    running = &check;
    real_run(model->program, expected->order.happenings, expected->order.count, look, &check);
    running = NULL;
}
