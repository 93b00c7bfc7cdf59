/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Runs every small program of grammar.c under every order of what may happen from outside, in the
 * runtime and in the model, and compares what is seen.
 *
 * An order ends when every gate has been opened or has failed. Between two happenings either
 * everything runs that can, or nothing. No order is left out but those in which more than so many
 * things are cancelled or time out, and, being the same as others, those in which something
 * happens that cannot: cancelling what is over, a moment before the one before it.
 */
#include "orders.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <tamer/tamer.h>

static struct {
    unsigned disturbances; /* at most so many of an order cancel something or are moments */
    bool all;              /* the programs of --long, too */
    bool progress;
    unsigned long programs, orders, happenings;
} run = {.disturbances = 1};

static const struct happening all_happenings[] = {
    {ACT_OPEN, 0, false},   {ACT_OPEN, 1, false}, {ACT_OPEN, 2, false},   {ACT_FAIL, 0, false},
    {ACT_FAIL, 1, false},   {ACT_FAIL, 2, false}, {ACT_CANCEL, 0, false}, {ACT_CANCEL, 1, false},
    {ACT_CANCEL, 2, false}, {ACT_STOP, 0, false}, {ACT_STOP, 1, false},   {ACT_STOP, 2, false},
    {ACT_STOP, 3, false},   {ACT_STOP, 4, false}, {ACT_TIME, 1, false},   {ACT_TIME, 2, false},
};

enum { ALL_HAPPENINGS = sizeof all_happenings / sizeof all_happenings[0] };

static void expect(struct expected *expected, const struct model *model)
{
    unsigned at = expected->order.count;

    if (model->broken) {
        printf("the model has no transition for this: %s\n", model->broken);
        program_print(model->program, stdout);
        order_print(&expected->order, stdout);
        putchar('\n');
        exit(2);
    }
    expected->settled[at] = true;
    expected->seen[at] = model->trace.count;
    model_state(model, &expected->state[at]);
}

static bool gates_are_done(const struct model *model)
{
    for (unsigned i = 0; i < GATES; i++)
        if ((model->program->gates >> i & 1) && model->gate[i] == 0)
            return false;
    return true;
}

static void explore(const struct model *model, struct expected *expected, bool settled,
                    unsigned disturbances);

/* It happens; then others run, or not yet. */
static void go_on_with(const struct model *model, struct expected *expected,
                       struct happening happening, unsigned disturbances)
{
    struct model next = *model;
    bool time_last = happening.act == ACT_TIME && (happening.at_once || model->program->plain);

    expected->order.happenings[expected->order.count++] = happening;
    model_happen(&next, &happening);
    if (!time_last)
        explore(&next, expected, false, disturbances);
    model_settle(&next);
    explore(&next, expected, true, disturbances);
    expected->order.count--;
}

static void explore(const struct model *model, struct expected *expected, bool settled,
                    unsigned disturbances)
{
    expected->settled[expected->order.count] = settled;
    if (settled)
        expect(expected, model);
    if (settled && gates_are_done(model)) {
        if (!model_is_over(model)) {
            printf("the model comes to no end\n");
            program_print(model->program, stdout);
            order_print(&expected->order, stdout);
            putchar(0x0a);
            exit(2);
        }
        run.orders++;
        run.happenings += expected->order.count;
        check_order(model, expected, false);
    }
    for (unsigned i = 0; i < ALL_HAPPENINGS; i++) {
        struct happening happening = all_happenings[i];
        bool disturbs = happening.act > ACT_FAIL;

        happening.at_once = !settled;
        if (model_may(model, &happening) && (!disturbs || disturbances > 0))
            go_on_with(model, expected, happening, disturbances - disturbs);
    }
}

static void explore_program(unsigned number)
{
    struct program program;
    struct expected expected = {0};
    struct model model;
    bool quick = program_make(number, &program);

    if (!quick && !run.all)
        return;
    run.programs++;
    if (run.progress && run.programs % 16 == 0)
        fprintf(stderr, "\r%lu programs, %lu orders", run.programs, run.orders);
    model_begin(&model, &program);
    explore(&model, &expected, false, run.disturbances);
    model_settle(&model);
    explore(&model, &expected, true, run.disturbances);
}

static int explore_all(void)
{
    unsigned untaken;

    for (unsigned i = 0; i < program_count(); i++)
        explore_program(i);
    if (run.progress)
        fputc('\r', stderr);
    untaken = tables_untaken(stdout);
    printf("%lu programs of %u, %lu orders, %lu happenings in them, at most %u of an order "
           "cancelling or timing out; %u of %u transitions taken; 0 violations\n",
           run.programs, program_count(), run.orders, run.happenings, run.disturbances,
           tables_rows() - untaken, tables_rows());
    return untaken > 0;
}

static int replay(unsigned number, const struct order *order)
{
    struct program program;
    struct expected expected = {0};
    struct model model;

    program_make(number, &program);
    model_begin(&model, &program);
    for (unsigned i = 0; i <= order->count; i++) {
        if (i == order->count || !order->happenings[i].at_once) {
            model_settle(&model);
            expect(&expected, &model);
        }
        if (i == order->count)
            break;
        if (!model_may(&model, &order->happenings[i])) {
            printf("happening %u of the order cannot happen there\n", i + 1);
            return 2;
        }
        model_happen(&model, &order->happenings[i]);
        expected.order.happenings[expected.order.count++] = order->happenings[i];
    }
    check_order(&model, &expected, true);
    return 0;
}

static int usage(void)
{
    fputs("usage: explore [--long] [--disturb N]\n"
          "       explore --program N [--order ORDER]\n"
          "       explore --tables\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    struct order order;
    const char *text = NULL;
    long number = -1;

    for (int i = 1; i < argc; i++) {
        bool more = i + 1 < argc;

        if (strcmp(argv[i], "--tables") == 0) {
            tables_print(stdout);
            return 0;
        }
        if (strcmp(argv[i], "--long") == 0)
            run.all = true;
        else if (strcmp(argv[i], "--disturb") == 0 && more)
            run.disturbances = (unsigned)atoi(argv[++i]);
        else if (strcmp(argv[i], "--program") == 0 && more)
            number = atol(argv[++i]);
        else if (strcmp(argv[i], "--order") == 0 && more)
            text = argv[++i];
        else
            return usage();
    }
    if (number >= (long)program_count() || (text && (number < 0 || !order_read(text, &order))))
        return usage();
    tamer_clock_virtual(0);
    catch_crashes();
    run.progress = isatty(STDERR_FILENO);
    if (text)
        return replay((unsigned)number, &order);
    if (number < 0)
        return explore_all();
    run.all = true;
    explore_program((unsigned)number);
    printf("%lu orders, 0 violations\n", run.orders);
    return 0;
}
