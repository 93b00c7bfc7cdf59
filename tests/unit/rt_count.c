/* SPDX-License-Identifier: BSD-3-Clause */
/* TAMER_COUNT: what is left when a process ends is found, and nothing else. Each case is a process
 * of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "count.h"
#include "error.h"
#include "loop.h"

enum { SMALL = 64, LARGE = 4000 };

static const tamer_point point = {
    .unwind = tamer_frame_unwind, .function = "somebody", .file = "file.c", .line = 7};

static tamer_frame *make_frame(size_t size)
{
    tamer_frame *frame = tamer_frame_new(size);

    frame->point = &point;
    return frame;
}

static void nothing(void)
{
}

static void freed(void)
{
    tamer_frame *frames[100];

    for (size_t i = 0; i < 100; i++)
        frames[i] = make_frame(i % 2 ? SMALL : LARGE);
    for (size_t i = 0; i < 100; i++)
        tamer_frame_free(frames[i], i % 2 ? SMALL : LARGE);
    tmr_error_unref(tmr_error_new(1, "freed"));
}

static void small_frame(void)
{
    make_frame(SMALL);
}

static void large_frame(void)
{
    make_frame(LARGE);
}

static void nameless_frame(void)
{
    memset(tamer_frame_new(SMALL), 0, SMALL);
}

/* What begins like a frame, but is an array of the user's. */
static void array_of_pointers(void)
{
    static const char *const words[] = {"one", "two", "three", "four", "five", "six"};
    const void **array = tamer_frame_new(SMALL);

    memset(array, 0, SMALL);
    array[0] = words;
}

static void error(void)
{
    tmr_loop();
    tmr_error_new(1, "left");
}

static void delayed(void)
{
    tamer_delayed *result = tamer_frame_new(SMALL);

    memset(result, 0, SMALL);
    result->size = SMALL / 16;
}

static void scope(void)
{
    tmr_loop();
    tmr_scope_new(&point, "scope", NULL);
}

static void task(void)
{
    struct tmr_task *left = tamer_frame_new(sizeof *left);
    static const tamer_point scheduled = {
        .function = "somebody", .file = "file.c", .line = 8, .unwind = tamer_task_failed};

    left->head.root.point = &scheduled;
}

/* Runs `leave` in a process that counts. What it prints is kept in `text`. */
static int run(void (*leave)(void), char *text, size_t room)
{
    int ends[2], status = -1;
    ssize_t size, sum = 0;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        setenv("TAMER_COUNT", "1", 1);
        tmr_loop();
        leave();
        exit(0);
    }
    close(ends[1]);
    while ((size = read(ends[0], text + sum, room - 1 - (size_t)sum)) > 0)
        sum += size;
    text[sum] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void expect_clean(void (*leave)(void))
{
    char text[4096];

    assert_int_equal(run(leave, text, sizeof text), 0);
    assert_string_equal(text, "");
}

static void expect(void (*leave)(void), const char *what)
{
    char text[4096];

    assert_int_equal(run(leave, text, sizeof text), TMR_COUNT_STATUS);
    if (!strstr(text, what))
        fail_msg("%s: no \"%s\"", text, what);
}

static void test_nothing_is_left(void **state)
{
    (void)state;
    expect_clean(nothing);
    expect_clean(freed);
}

static void test_what_is_left_is_counted(void **state)
{
    (void)state;
    expect(small_frame, " 1 frames, 0 tasks, 0 scopes, 0 delayed results, 0 errors");
    expect(large_frame, " 1 frames, 0 tasks, 0 scopes, 0 delayed results, 0 errors");
    expect(nameless_frame, " 1 frames, 0 tasks, 0 scopes, 0 delayed results, 0 errors");
    expect(task, " 0 frames, 1 tasks, 0 scopes, 0 delayed results, 0 errors");
    expect(scope, " 0 frames, 0 tasks, 1 scopes, 0 delayed results, 0 errors");
    expect(delayed, " 0 frames, 0 tasks, 0 scopes, 1 delayed results, 0 errors");
    expect(error, " 0 frames, 0 tasks, 0 scopes, 0 delayed results, 1 errors");
}

static void test_what_is_left_is_named(void **state)
{
    (void)state;
    expect(small_frame, "a frame of 64 bytes, somebody (file.c:7)");
    expect(task, ", somebody (file.c:8)");
    expect(array_of_pointers, "a frame of 64 bytes\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_left),
        cmocka_unit_test(test_what_is_left_is_counted),
        cmocka_unit_test(test_what_is_left_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
