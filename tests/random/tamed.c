/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Errors, defers and scopes. Outside of loose functions what they do does not depend on when tasks
 * take their turns: a scope with tasks goes on after errors and is not cancelled; others may be
 * cancelled, by their own body. Loose functions do anything, and nobody looks at what comes out.
 */
#include <stdio.h>

#include "generate.h"

static int number; /* of names made here, each used once in a program */

/* Prints the statements of a deferred block. */
static void deferred(int count)
{
    struct place before = at;

    at.deferred = true;
    at.loops = at.switches = at.open_count = 0;
    body(count);
    before.budget = at.budget;
    before.labels = at.labels;
    at = before;
}

static void defer(void)
{
    line("run->open++;");
    line("tamer_defer {");
    line("    DEFER_BEGIN");
    deferred(1 + (int)roll(2));
    line("    run->open--;");
    line("    DEFER_END");
    line("}");
}

static void raise(void)
{
    around("if (((", full(2), ") & 15) == 3)");
    begin("    tamer_raise(1 + (int)((");
    expression(operand(full(2)));
    printf(") & 15), \"raised %%u\", ");
    expression(operand(full(2)));
    printf(");\n");
}

static void check(void)
{
    begin("note(run, (unsigned)tamer_check((int)((");
    expression(operand(full(2)));
    printf(") & 31 ^ 5) - 1));\n");
}

static const struct function *any_function(unsigned *ret_number)
{
    *ret_number = roll(FUNCTIONS);
    return &functions[*ret_number];
}

static void arguments(const struct function *function)
{
    typed(function->first, operand(full(2)));
    printf(", ");
    typed(function->second, operand(full(2)));
}

static void call(void)
{
    unsigned which;
    const struct function *function = any_function(&which);

    await_open();
    printf("f%u(run, ", which);
    arguments(function);
    printf(")");
    await_close();
}

static void catch (void)
{
    int error = number++;
    struct variable *variable = find_variable(&types[UINT], 0, CONSTANT | ARRAY | REGISTER);

    line("{");
    at.depth++;
    line("tamer_error *error%d = NULL;", error);
    line("tamer_defer { tamer_error_clear(&error%d); }", error);
    begin("if (tamer_catch(&error%d, ", error);
    if (variable && chance(2)) {
        printf("%s = ", variable->name);
        typed(variable->type, operand(full(2)));
        printf(", ");
    }
    call();
    printf(")) {\n");
    line("    note(run, error_sum(error%d));", error);
    body((int)roll(3));
    if (chance(3))
        line("    tamer_raise(tamer_error_code(error%d), \"raised again\");", error);
    line("}");
    body((int)roll(2));
    at.depth--;
    line("}");
}

/* ---- tasks ---- */

static int scope_for_tasks(void)
{
    for (int i = at.scope_count; i-- > 0;)
        if (at.scopes[i].tasks && (i == at.scope_count - 1 || chance(2)))
            return i;
    return -1;
}

static void schedule(int scope, const char *end)
{
    unsigned which;
    const struct function *function = any_function(&which);

    begin("f%u_scoped(scope%d, run_new(run%d), ", which, scope, scope);
    arguments(function);
    printf(")%s\n", end);
}

static void schedule_and_get(int scope)
{
    unsigned which;
    const struct function *function = any_function(&which);
    int task = number++;

    line("{");
    at.depth++;
    begin("f%u_delayed *task%d = f%u_scoped(scope%d, run_new(run%d), ", which, task, which, scope,
          scope);
    arguments(function);
    printf(");\n");
    body((int)roll(3));
    begin("(void)");
    await_open();
    printf("f%u_get(task%d)", which, task);
    await_close();
    printf(";\n");
    if (chance(2)) {
        begin("note(run, tamer_catch(NULL, ");
        await_open();
        printf("f%u_get(task%d)", which, task);
        await_close();
        printf("));\n");
    }
    line("note(run, (unsigned)tamer_delayed_state(&task%d->base));", task);
    at.depth--;
    line("}");
}

static void task(void)
{
    int place = scope_for_tasks();

    if (place < 0) {
        raise();
        return;
    }
    if (chance(2))
        schedule(at.scopes[place].number, ";");
    else
        schedule_and_get(at.scopes[place].number);
}

static void cancel(void)
{
    int place = at.scope_count - 1;

    if (place < 0 || (at.scopes[place].tasks && !at.loose)) {
        check();
        return;
    }
    if (chance(2) && place > 0 && !at.scopes[place - 1].tasks)
        place--;
    around("if ((", full(2), ") & 1)");
    line("    tamer_cancel(scope%d);", at.scopes[place].number);
}

/* ---- scopes ---- */

static void slot_before(int scope, unsigned which)
{
    line("f%u_delayed slot%d = {{0}};", which, scope);
    line("tamer_defer { tamer_delayed_clear(&slot%d.base); }", scope);
}

static void slot_inside(int scope, unsigned which)
{
    begin("f%u_scoped_into(scope%d, &slot%d, run_new(run%d), ", which, scope, scope, scope);
    arguments(&functions[which]);
    printf(");\n");
}

static void slot_behind(int scope, unsigned which)
{
    line("note(run, (unsigned)tamer_delayed_state(&slot%d.base));", scope);
    line("if (tamer_delayed_state(&slot%d.base) != TAMER_PENDING)", scope);
    begin("    note(run, tamer_catch(NULL, ");
    await_open();
    printf("f%u_get(&slot%d)", which, scope);
    await_close();
    printf("));\n");
}

static void options(bool tasks)
{
    static const char *const exits[] = {"", ", .exit = TAMER_CANCEL", ", .exit = TAMER_WAIT",
                                        ", .exit = TAMER_RAISE"};
    static const char *const times[] = {
        "", "", "", ", .timeout = 1000.0", ", .deadline = 1e9", ", .timeout = -1.0"};

    printf("%s", tasks && !at.loose ? "" : exits[roll(4)]);
    if ((tasks && !at.loose) || chance(3))
        printf(", .on_error = TAMER_CONTINUE");
    printf("%s", times[roll(tasks ? 5 : 6)]);
    if (at.loose && chance(2))
        printf(", .timeout = %g", 0.0002 * roll(4));
    if (chance(3))
        printf(", .start = TAMER_EAGER");
    if (chance(4))
        printf(", .shield = true");
    if (chance(4))
        printf(", .name = \"some name\"");
}

static void scope(void)
{
    int own = number++, deepest = (int)(sizeof at.scopes / sizeof *at.scopes);
    bool tasks = chance(2), stored = chance(3), slot = tasks && chance(3);
    unsigned which = roll(FUNCTIONS);

    if (at.scope_count == deepest)
        return;
    line("{");
    at.depth++;
    line("struct run *run%d = run_new(run);", own);
    line("tamer_error *stored%d = NULL;", own);
    line("tamer_defer { tamer_error_clear(&stored%d); }", own);
    if (slot)
        slot_before(own, which);
    begin("TAMER_SCOPE(scope%d", own);
    options(tasks);
    if (stored)
        printf(", .error = &stored%d", own);
    printf(") {\n");
    at.scopes[at.scope_count].number = own;
    at.scopes[at.scope_count++].tasks = tasks;
    if (slot)
        slot_inside(own, which);
    at.loops++; /* break and continue leave it */
    body(2 + (int)roll(3));
    at.loops--;
    at.scope_count--;
    line("}");
    line("note(run, error_sum(stored%d));", own);
    if (slot)
        slot_behind(own, which);
    line("run_join(run%d);", own);
    at.depth--;
    line("}");
}

void tamed_statement(void)
{
    switch (roll(10)) {
    case 0:
    case 1:
        defer();
        break;
    case 2:
        raise();
        break;
    case 3:
        check();
        break;
    case 4:
        catch ();
        break;
    case 5:
        cancel();
        break;
    case 6:
    case 7:
        task();
        break;
    case 8:
        if (!at.loose) {
            line("LOOSE(loose%u());", roll(LOOSE_FUNCTIONS));
            break;
        }
        line("await tamer_sleep(%g);", 0.0001 * roll(4));
        break;
    default:
        if (at.budget > 0)
            scope();
        else
            raise();
    }
}

/* ---- loose functions ---- */

void loose_function(int which)
{
    at.loose = true;
    at.budget = 25;
    at.function = -1;
    at.labels = 0;
    at.scope_count = 0;
    printf("static TAMED async void loose%d(void)\n{\n", which);
    line("struct run *run = run_new(NULL);");
    line("tamer_error *stored = NULL;");
    line("tamer_defer { run_drop(run); tamer_error_clear(&stored); }");
    printf("\n");
    line("run->fuel = 30;");
    line("run->loose = true;");
    line("await pause_maybe();");
    line("struct run *run%d = run_new(run);", number);
    begin("TAMER_SCOPE(scope%d, .error = &stored", number);
    options(true);
    printf(") {\n");
    at.scopes[0].number = number++;
    at.scopes[0].tasks = true;
    at.scope_count = 1;
    task();
    task();
    body(4);
    line("}");
    printf("}\n\n");
    at.loose = false;
    at.scope_count = 0;
}
