/* SPDX-License-Identifier: BSD-3-Clause */
/* The cases of generators.c, for plain and for tamed functions: KIND, WAIT and CASE(name) say
 * which. CLOSED_WHEN_CUT_SHORT(generator) is nothing in plain ones, which go on. */

KIND int CASE(whole)(void)
{
    int sum = 0;

    TAMER_EACH(x, counted, 1, 5) {
        if (x == 3)
            continue;
        sum = sum * 10 + x;
    }
    TAMER_EACH(x, nothing)
        sum = -1;
    TAMER_EACH(p, points, 2) {
        sum += p.x * 100000 + p.y * 1000000;
    }
    return sum;
}

KIND int CASE(broken)(void)
{
    int last = 0;

    TAMER_EACH(x, counted, 1, 1000) {
        last = x;
        if (x == 3)
            break;
    }
    return last;
}

KIND int CASE(gone)(void)
{
    for (int i = 0; i < 3; i++) {
        TAMER_EACH(x, counted, i, 1000) {
            TAMER_EACH(y, counted, 0, x + 1) {
                if (y == 4 && i < 2)
                    goto next;
                if (y == 5)
                    goto end;
            }
        }
    next:;
    }
    return -1;
end:
    return open_ones;
}

KIND int CASE(returned)(void)
{
    TAMER_EACH(x, counted, 0, 1000) {
        TAMER_EACH(y, counted, 0, 1000)
            if (x + y == 12)
                return x * 100 + y;
    }
    return -1;
}

KIND int CASE(ask_in_turn)(counted_generator *a, counted_generator *b)
{
    int sum = 0;

    while (WAIT tamer_generator_next(&a->base)) {
        sum = sum * 3 + a->value;
        WAIT pause_here();
        if (WAIT tamer_generator_next(&b->base))
            sum = sum * 3 + b->value;
    }
    return sum + WAIT tamer_generator_next(&a->base);
}

/* The bodies wait, too; and each generator goes on where it stood. */
KIND int CASE(in_turn)(void)
{
    OWNED tamer_error *error = NULL;
    counted_generator a, b;
    int sum = 0;

    counted_scoped(tamer_generator_open(&a.base), &a, 0, 4);
    CLOSED_WHEN_CUT_SHORT(a)
    counted_scoped(tamer_generator_open(&b.base), &b, 10, 3);
    CLOSED_WHEN_CUT_SHORT(b)
    if (tamer_catch(&error, sum = WAIT CASE(ask_in_turn)(&a, &b)))
        report(&error);
    WAIT tamer_generator_close(&a.base);
    WAIT tamer_generator_close(&b.base);
    WAIT tamer_generator_close(&b.base);
    return sum;
}

/* Closed before the first value was asked for: nothing of it has run. */
KIND int CASE(never_asked)(void)
{
    counted_generator a;
    int before = opened_ones;

    counted_scoped(tamer_generator_open(&a.base), &a, 0, 4);
    CLOSED_WHEN_CUT_SHORT(a)
    WAIT tamer_generator_close(&a.base);
    return opened_ones - before;
}

KIND int CASE(deep)(void)
{
    int sum = 0;

    TAMER_EACH(x, walked, 3)
        sum = sum * 2 + x % 2;
    return sum;
}

KIND int CASE(deepest)(int depth)
{
    int count = 0;

    TAMER_EACH(x, walked_down, depth)
        count += x;
    TAMER_EACH(x, nested_down, depth)
        count += x;
    return count;
}

/* Left at its first value: each level closes the next one. */
KIND int CASE(left_deep)(int depth)
{
    TAMER_EACH(x, nested_down, depth)
        return x;
    return -1;
}

KIND int CASE(collected)(void)
{
    OWNED tamer_error *error = NULL;
    counted_generator a;
    int *all = NULL, sum = 0;
    size_t count = 0;

    counted_scoped(tamer_generator_open(&a.base), &a, 0, 100);
    if (tamer_catch(&error, count = WAIT tamer_collect(&a, &all)))
        report(&error);
    for (size_t i = 0; i < count; i++)
        sum += all[i];
    free(all);
    all = NULL;
    counted_scoped(tamer_generator_open(&a.base), &a, 5, 5);
    count = WAIT tamer_collect(&a, &all);
    return sum * 10 + (int)count + (all != NULL);
}

/* What the generator raises is an error of the loop. */
KIND int CASE(fails)(void)
{
    int sum = 0;

    TAMER_EACH(x, fails_at, 3)
        sum += x;
    return sum;
}

KIND int CASE(fails_collected)(void)
{
    fails_at_generator a;
    int *all = NULL;

    fails_at_scoped(tamer_generator_open(&a.base), &a, 20);
    return (int)WAIT tamer_collect(&a, &all);
}

/* Errors go both ways: the generator takes the first, is left by the second. */
KIND int CASE(thrown)(void)
{
    patient_generator a;
    OWNED tamer_error *error = NULL;
    bool more = false;

    patient_scoped(tamer_generator_open(&a.base), &a);
    CLOSED_WHEN_CUT_SHORT(a)
    tamer_catch(&error, WAIT tamer_generator_next(&a.base));
    tamer_catch(&error, WAIT failing(1, 0));
    tamer_catch(&error, more = WAIT tamer_generator_throw(&a.base, &error));
    printf("  thrown: more %d, value %d, taken %d\n", more, a.value, error == NULL);
    tamer_catch(&error, WAIT failing(2, 0));
    if (tamer_catch(&error, more = WAIT tamer_generator_throw(&a.base, &error)))
        report(&error);
    WAIT tamer_generator_close(&a.base);
    return more;
}

/* An error as the loop is left by break is one of the loop. */
KIND int CASE(fails_to_close)(void)
{
    TAMER_EACH(x, sulky)
        if (x == 1)
            break;
    return 1;
}

KIND int CASE(not_begun)(void)
{
    counted_generator a;

    tamer_generator_open(&a.base);
    return WAIT tamer_generator_next(&a.base);
}

/* A give where its tasks or its shield would be those of whoever asks. */
KIND int CASE(in_scope)(enum wrong wrong)
{
    TAMER_EACH(x, gives_wrongly, wrong)
        printf("  the value %d\n", x);
    return 0;
}
