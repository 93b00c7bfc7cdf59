/* SPDX-License-Identifier: BSD-3-Clause */
#include "actor.h"

#include "scope.h"

struct act_frame {
    tamer_frame frame;
    struct actor *actor;
};

size_t act_frames;

static tamer_step act_resume(tamer_frame *frame, uint64_t value);
static tamer_step act_unwind(tamer_frame *frame, uint64_t error);

static const tamer_point act_point = {.resume = act_resume,
                                      .unwind = act_unwind,
                                      .function = "act",
                                      .file = "actor.c",
                                      .line = 1,
                                      .index = 1,
                                      .frame_size = sizeof(struct act_frame)};

static const tamer_point act_plain_site = {.resume = tamer_task_deliver,
                                           .unwind = tamer_task_failed,
                                           .function = "plain code",
                                           .file = "actor",
                                           .index = offsetof(act_delayed, value),
                                           .frame_size = sizeof(uint64_t)};

static struct act_frame *frame_new(struct actor *actor)
{
    struct act_frame *frame = tamer_frame_new(sizeof *frame);

    frame->frame.point = &act_point;
    frame->actor = actor;
    act_frames++;
    return frame;
}

static tamer_step run(struct act_frame *frame, struct actor *actor, tamer_step last)
{
    for (;;) {
        struct act_next next = actor->script(actor, last);

        if (next.ends)
            return next.step;
        last = next.step;
        if (last.frame == NULL || last.frame == TAMER_UNWIND)
            continue;
        if (!frame)
            frame = frame_new(actor);
        last.frame->parent = &frame->frame;
        return (tamer_step){&frame->frame, 0};
    }
}

tamer_step act__async(struct actor *actor)
{
    return run(NULL, actor, (tamer_step){NULL, 0});
}

static tamer_step act_next_step(tamer_frame *frame, tamer_step ended)
{
    if (ended.frame != frame)
        act_frames--;
    return tamer_frame_next(frame, sizeof(struct act_frame), ended);
}

static tamer_step act_resume(tamer_frame *frame, uint64_t value)
{
    struct act_frame *self = (struct act_frame *)frame;

    return act_next_step(frame, run(self, self->actor, (tamer_step){NULL, value}));
}

static tamer_step act_unwind(tamer_frame *frame, uint64_t error)
{
    struct act_frame *self = (struct act_frame *)frame;

    return act_next_step(frame, run(self, self->actor, (tamer_step){TAMER_UNWIND, error}));
}

uint64_t act(struct actor *actor)
{
    tamer_call call;
    tamer_step step;

    if (!tamer_call_enter(&call))
        return 0;
    step = act__async(actor);
    if (step.frame)
        return tamer_call_finish(&call, step, &act_point);
    tamer_call_leave(&call);
    return step.value;
}

static tamer_step start_resume(tamer_frame *frame, uint64_t value)
{
    struct act_frame *self = (struct act_frame *)frame;
    struct actor *actor = self->actor;
    tamer_frame *parent = frame->parent;
    tamer_step step;

    (void)value;
    tamer_frame_free(self, sizeof *self);
    act_frames--;
    step = act__async(actor);
    if (step.frame == NULL || step.frame == TAMER_UNWIND)
        return (tamer_step){(tamer_frame *)((uintptr_t)parent | (uintptr_t)step.frame), step.value};
    step.frame->parent = parent;
    return (tamer_step){NULL, 0};
}

static tamer_step start_unwind(tamer_frame *frame, uint64_t error)
{
    act_frames--;
    return tamer_frame_unwind(frame, error);
}

static const tamer_spawnable act_start = {.point = {.resume = start_resume,
                                                    .unwind = start_unwind,
                                                    .function = "act",
                                                    .file = "actor.c",
                                                    .index = 1,
                                                    .frame_size = sizeof(struct act_frame)},
                                          .slot_size = sizeof(act_delayed),
                                          .offset = offsetof(act_delayed, value),
                                          .size = sizeof(uint64_t)};

act_delayed *act__spawn_into(const tamer_point *site, tamer_scope *scope, act_delayed *slot,
                             struct actor *actor)
{
    struct act_frame *frame = tamer_frame_new(sizeof *frame);

    frame->actor = actor;
    act_frames += !scope->cancelled; /* else there will be no task */
    return tamer_spawn(&frame->frame, site ? site : &act_plain_site, scope, slot, &act_start);
}

act_delayed *act__spawn(const tamer_point *site, tamer_scope *scope, struct actor *actor)
{
    return act__spawn_into(site, scope, TAMER_NEW_SLOT, actor);
}

tamer_step act_get__async(act_delayed *delayed)
{
    tamer_step step = tamer_delayed_wait__async(&delayed->base);

    if (step.frame == NULL)
        step.value = delayed->value;
    return step;
}

uint64_t act_get(act_delayed *delayed)
{
    tamer_call call;
    tamer_step step;

    if (!tamer_call_enter(&call))
        return 0;
    step = act_get__async(delayed);
    if (step.frame)
        return tamer_call_finish(&call, step, &act_point);
    tamer_call_leave(&call);
    return step.value;
}
