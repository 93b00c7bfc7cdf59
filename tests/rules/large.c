/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions of which the compiler makes few copies: their tasks begin with a call, and errors and
 * cancellations enter where results do. */
#include "turns.h"

struct findings {
    int steps, cleaned;
    double share;
    const char *last;
};

static int cleaned;

static TAMED async int number(int n)
{
    await tamer_yield();
    return n;
}

static TAMED async struct findings survey(const char *name, int from, int to, int failing)
{
    struct findings found = {0, 0, 0.0, name};

    tamer_defer {
        cleaned++;
    }
    for (int i = from; i < to; i++) {
        tamer_defer {
            cleaned += 10;
        }
        if (i == failing)
            tamer_raise(EPROTO, "%s at %d", name, i);
        if (i % 5 == 4)
            continue;
        switch (i % 4) {
        case 0:
            await tamer_yield();
            found.steps++;
            break;
        case 1:
            found.steps += 2;
            await tamer_yield();
            break;
        case 2:
            found.steps += await number(3);
            /* fall through */
        default:
            found.share += i * 0.5;
            await tamer_sleep(0);
            break;
        }
        for (int k = 0; k < 3; k++)
            if (k == i % 3)
                found.share -= await number(k) * 0.25;
    }
    while (found.steps > 40 && await number(1) == 1)
        found.steps -= 10;
    found.cleaned = cleaned;
    if (found.share > 10.0 && found.steps % 2 == 0)
        found.last = "high and even";
    else if (found.share > 10.0)
        found.last = "high and odd";
    else if (found.steps % 2 == 0)
        found.last = "low and even";
    else
        found.last = "low and odd";
    return found;
}

static void print(struct findings found)
{
    printf("%d steps, %d cleaned, %.2f, %s\n", found.steps, found.cleaned, found.share, found.last);
}

static void scheduled(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .error = &error, .on_error = TAMER_CONTINUE) {
        survey_delayed *none = survey_scoped(scope, "none", 3, 3, -1);
        survey_delayed *some = survey_scoped(scope, "some", 0, 7, -1);
        survey_delayed *many = survey_scoped(scope, "many", 0, 30, -1);

        survey_scoped(scope, "failing", 0, 9, 6);
        survey_scoped(scope, "failing at once", 2, 9, 2);
        print(survey_get(none));
        print(survey_get(some));
        print(survey_get(many));
    }
    report(&error);
    printf("cleaned %d\n", cleaned);
}

static void cancelled(int turns)
{
    cleaned = 0;
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        survey_scoped(scope, "cancelled", 0, 30, -1);
        for (int i = 0; i < turns; i++)
            tamer_yield();
    }
    printf("%d turns: cleaned %d\n", turns, cleaned);
}

int main(void)
{
    print(survey("plain", 0, 12, -1));
    cleaned = 0;
    scheduled();
    for (int turns = 0; turns < 6; turns++)
        cancelled(turns);
    return 0;
}
