/* SPDX-License-Identifier: BSD-3-Clause */
/* The cases of managers.c, for plain and for tamed functions: KIND, WAIT and CASE(name) say which.
 */

KIND int CASE(whole)(void)
{
    int sum = 0;

    TAMER_WITH(a, held, 1) {
        WAIT pause_here();
        sum += a;
        TAMER_WITH(b, held, 20) {
            sum += b;
            if (sum > 100)
                sum = 0;
        }
    }
    for (int i = 1; i < 5; i++) {
        TAMER_WITH(a, held, 100 * i) {
            if (i == 2)
                break; /* leaves the block */
            WAIT pause_here();
            if (i == 3)
                continue; /* likewise */
            if (i == 4)
                goto out;
            sum += a;
        }
        sum += 1000;
    }
out:
    return sum;
}

KIND int CASE(returned)(void)
{
    TAMER_WITH(a, held, 1)
        TAMER_WITH(b, held, 2)
            return a * 10 + b;
    return -1;
}

/* How the manager takes an error of the block. */
KIND int CASE(fails)(enum taking taking)
{
    TAMER_WITH(a, takes, taking) {
        WAIT pause_here();
        WAIT failing(a, 0);
        WAIT pause_here();
    }
    puts("  behind the block");
    return 1;
}

KIND int CASE(badly_managed)(enum mistake mistake)
{
    TAMER_WITH(a, mistaken, mistake)
        printf("  body with %d\n", a);
    puts("  behind the block");
    return 1;
}

/* A task of the manager's runs beside the block, and cancels it if it fails. */
KIND int CASE(accompanied)(int fails_after)
{
    int beats = 0;

    TAMER_WITH(count, heart, fails_after) {
        WAIT turns(4);
        beats = *count;
    }
    return beats > 2;
}

/* The manager's own time for the block. */
KIND int CASE(limited)(int count)
{
    bool out_of_time = false;
    int reached = 0;

    TAMER_WITH(limit, time_limit, &out_of_time) {
        (void)limit;
        WAIT tamer_sleep(count);
        reached = count;
    }
    return out_of_time * 100 + reached;
}

KIND int CASE(lock_released)(void)
{
    OWNED tamer_error *error = NULL;
    bool locked;

    if (tamer_catch(&error, WAIT CASE(with_lock)()))
        tamer_error_clear(&error);
    locked = !tamer_mutex_try_lock(&mutex);
    if (!locked)
        tamer_mutex_unlock(&mutex);
    return locked;
}

/* Ten at once; the one with the number `enter` fails before it lends, `leave` behind it. */
KIND int CASE(together)(int enter, int leave)
{
    member_manager members[MEMBERS];
    member_delayed results[MEMBERS];
    int sum = 0, ended = 0;

    TAMER_SCOPE(scope, .on_error = TAMER_IGNORE) {
        for (int i = 0; i < MEMBERS; i++)
            member_scoped_into(tamer_manager_in(scope, &members[i].base), &results[i], &members[i],
                               i, enter == i, leave == i);
        for (int i = 0; i < MEMBERS; i++)
            if (WAIT tamer_manager_entered(&members[i].base))
                sum += members[i].value;
            else
                printf("  member %d: %s\n", i,
                       tamer_error_message(tamer_delayed_error(&results[i].base)));
        printf("  %d held, at most %d at work\n", members_held, most_at_work);
        most_at_work = 0;
    }
    for (int i = 0; i < MEMBERS; i++) {
        if (tamer_delayed_state(&results[i].base) == TAMER_FAILED)
            printf("  result %d: %s\n", i,
                   tamer_error_message(tamer_delayed_error(&results[i].base)));
        else
            ended++;
        tamer_delayed_clear(&results[i].base);
    }
    printf("  %d held, at most %d at work\n", members_held, most_at_work);
    most_at_work = 0;
    return sum * 100 + ended;
}
