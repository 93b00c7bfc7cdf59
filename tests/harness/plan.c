/* SPDX-License-Identifier: BSD-3-Clause */
#include "plan.h"

ACT_SITE_AT(site_1, 101);
ACT_SITE_AT(site_2, 102);
ACT_SITE_AT(site_3, 103);
ACT_POINT(scope_point, "body", 50);

static struct act_next leave(struct actor *actor, struct plan *plan, tamer_step body)
{
    actor->at = 3;
    return act_await(tamer_scope_leave__async(plan->scope, body));
}

struct act_next plan_body(struct actor *actor, tamer_step last)
{
    static const tamer_point *const sites[] = {&site_1, &site_2, &site_3};
    struct plan *plan = actor->data;
    int i;

    if (last.frame == TAMER_UNWIND && actor->at < 3)
        return leave(actor, plan, last);
    switch (actor->at++) {
    case 0:
        plan->scope = tamer_scope_enter(&scope_point, "s", &plan->options);
        for (i = 0; plan->children[i]; i++)
            plan->results[i] = act__spawn(sites[i % 3], plan->scope, plan->children[i]);
        if (plan->get)
            return act_await(act_get__async(plan->results[plan->get - 1]));
        if (plan->seconds > 0)
            return act_await(tamer_sleep__async(plan->seconds));
        return leave(actor, plan, (tamer_step){NULL, 0});
    case 1:
        rt_log("body");
        return leave(actor, plan, (tamer_step){NULL, 0});
    default:
        rt_log(last.frame ? last.value ? "raised" : "cancelled" : "behind");
        return act_end(last);
    }
}

tamer_error *plan_run(struct plan *plan)
{
    struct actor body = {.script = plan_body, .data = plan};
    tamer_error *error = NULL;

    tamer_catch(&error, act(&body));
    return error;
}

struct actor plan_sleeper(int id, double seconds)
{
    return (struct actor){.script = rt_sleeper, .id = id, .seconds = seconds};
}

struct actor plan_failer(int id, double seconds)
{
    return (struct actor){.script = rt_failer, .id = id, .seconds = seconds};
}
