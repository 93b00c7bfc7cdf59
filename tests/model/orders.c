/* SPDX-License-Identifier: BSD-3-Clause */
#include "orders.h"

#include <ctype.h>
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

/* The rule that an unexpected record offends against; what should have been seen is `wanted`. */
static unsigned rule_of(const struct model *model, tracerecord wanted, tracerecord seen)
{
    enum seen want = (enum seen)(wanted >> 56), kind = (enum seen)(seen >> 56);
    unsigned who = seen >> 48 & 0xff;

    if (kind == SEEN_START)
        return model->task[who].result == RESULT_CANCELLED ? 5 : 1;
    if (kind == SEEN_LEFT && want == SEEN_LEFT)
        return 3;
    if (kind == SEEN_LEFT || kind == SEEN_WENT_ON)
        return 2;
    if (want == SEEN_START)
        return 1;
    if (kind == SEEN_PASSED || kind == SEEN_CAUGHT || kind == SEEN_SWITCHED)
        return 5;
    if (kind == SEEN_GOT || kind == SEEN_REFUSED || kind == SEEN_SETTLED)
        return 8;
    return want == SEEN_LEFT || want == SEEN_WENT_ON ? 6 : 9;
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
    fputs("seen:    ", stdout);
    print_states(check->model->program, state);
}

static _Noreturn void violated(const struct check *check, unsigned rule, const char *what,
                               unsigned at, const struct trace *trace, const struct state *state)
{
    printf("violation of rule %u: %s\n", rule, what);
    print_case(check, at, trace, state);
    printf("again: explore --program %u --order ", check->model->program->number);
    order_print(&check->expected->order, stdout);
    putchar('\n');
    fflush(stdout);
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

static unsigned rule_of_state(const struct program *program, const struct state *wanted,
                              const struct state *seen)
{
    for (unsigned t = 0; t < program->tasks; t++) {
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
    unsigned count = check->expected->seen[at];
    const struct state *expected = &check->expected->state[at];
    unsigned first = first_difference(wanted, count, trace);

    if (check->shows)
        print_case(check, at, trace, state);
    if (complaint->rule)
        violated(check, complaint->rule, complaint->what, at, trace, state);
    if (first < count || first < trace->count)
        violated(check,
                 rule_of(check->model, first < count ? wanted->records[first] : 0,
                         first < trace->count ? trace->records[first] : 0),
                 "not what the model does", at, trace, state);
    if (memcmp(expected, state, sizeof *state) != 0)
        violated(check, rule_of_state(check->model->program, expected, state),
                 "not the states of the model", at, trace, state);
}

void check_order(const struct model *model, const struct expected *expected, bool shows)
{
    struct check check = {model, expected, shows};

    real_run(model->program, expected->order.happenings, expected->order.count, look, &check);
}
