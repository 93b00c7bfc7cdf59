/* SPDX-License-Identifier: BSD-3-Clause */
#include "rt.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "loop.h"

static uint64_t clock_ns;
static char log_text[65536];
static size_t log_length;
static size_t fail_at, fail_count;
static int fail_later;

static uint64_t test_now(void *context)
{
    (void)context;
    return clock_ns;
}

static void test_sleep(void *context, int64_t timeout_ns)
{
    (void)context;
    assert_true(timeout_ns >= 0); /* nothing would ever end the wait */
    clock_ns += (uint64_t)timeout_ns;
}

void rt_begin(void)
{
    struct tmr_loop *loop = tmr_loop();

    clock_ns = (uint64_t)RT_START * 1000000000;
    loop->clock = (struct tmr_clock){.now = test_now, .sleep = test_sleep, .is_virtual = true};
    loop->now = clock_ns;
    tmr_timers_init(&loop->timers, clock_ns);
    rt_log_clear();
    rt_fail_allocation(0, 0);
    act_frames = 0;
}

void rt_end(void)
{
    struct tmr_loop *loop = tmr_loop();

    rt_fail_allocation(0, 0);
    assert_int_equal(act_frames, 0);
    assert_int_equal(tmr_ready_count(&loop->ready), 0);
    assert_true(tmr_timers_next(&loop->timers) == UINT64_MAX);
    assert_null(loop->root_scope.child);
    assert_ptr_equal(tamer_this.current, &loop->root.head);
    assert_ptr_equal(tamer_this.call, &loop->bottom);
    assert_null(loop->bottom.catchers);
    assert_null(loop->bottom.scopes);
    assert_false(loop->bottom.skip);
    assert_int_equal(loop->root.head.mark, 0);
}

double rt_elapsed(void)
{
    return (double)clock_ns / 1e9 - RT_START;
}

void rt_log(const char *format, ...)
{
    va_list arguments;

    if (log_length > 0)
        log_text[log_length++] = ' ';
    va_start(arguments, format);
    log_length +=
        (size_t)vsnprintf(log_text + log_length, sizeof log_text - log_length, format, arguments);
    va_end(arguments);
    assert_true(log_length < sizeof log_text);
}

const char *rt_logged(void)
{
    return log_text;
}

void rt_log_clear(void)
{
    log_length = 0;
    log_text[0] = '\0';
}

static bool must_fail(void)
{
    fail_count++;
    return fail_count == fail_at || (fail_later && fail_count > fail_at);
}

void rt_fail_allocation(size_t n, int and_later)
{
    fail_at = n;
    fail_later = and_later;
    fail_count = 0;
    tmr_mem_hooks.fail = n ? must_fail : NULL;
}

int rt_allocation_failed(void)
{
    return fail_at && fail_count >= fail_at;
}

char *rt_print(const tamer_error *error)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);

    tamer_error_print(error, stream);
    fclose(stream);
    return text;
}

/* ---- scripts ---- */

static struct act_next unwound(struct actor *actor, tamer_step last)
{
    rt_log(last.value ? "x%d" : "c%d", actor->id);
    return act_end(last);
}

struct act_next rt_sleeper(struct actor *actor, tamer_step last)
{
    if (last.frame == TAMER_UNWIND)
        return unwound(actor, last);
    if (actor->at++ == 0) {
        rt_log("%d", actor->id);
        return act_await(tamer_sleep__async(actor->seconds));
    }
    rt_log("e%d", actor->id);
    return act_done(actor->value);
}

struct act_next rt_failer(struct actor *actor, tamer_step last)
{
    ACT_POINT(at, "failer", 7);

    if (last.frame == TAMER_UNWIND)
        return unwound(actor, last);
    if (actor->at++ == 0) {
        rt_log("%d", actor->id);
        return act_await(tamer_sleep__async(actor->seconds));
    }
    rt_log("f%d", actor->id);
    return act_end(tamer_raise_at(&at, EPROTO, "failed %d", actor->id));
}

struct act_next rt_yielder(struct actor *actor, tamer_step last)
{
    if (last.frame == TAMER_UNWIND)
        return unwound(actor, last);
    if (actor->at == 0)
        rt_log("%d", actor->id);
    if ((uint64_t)actor->at++ < actor->value)
        return act_await(tamer_yield__async());
    rt_log("e%d", actor->id);
    return act_done(0);
}

struct act_next rt_getter(struct actor *actor, tamer_step last)
{
    if (last.frame == TAMER_UNWIND)
        return unwound(actor, last);
    if (actor->at++ == 0) {
        rt_log("%d", actor->id);
        return act_await(act_get__async(actor->data));
    }
    rt_log("e%d", actor->id);
    return act_done(last.value);
}
