/* SPDX-License-Identifier: BSD-3-Clause */
/* What the poller assumes of descriptors, and how wrong assumptions end: never in a wait for ever.
 */
#include <faces.h>

/* Counts the calls that the linker sends here (see CMakeLists.txt). */
static int epoll_controls, receives;

int __real_epoll_ctl(int epoll, int operation, int fd, void *event);
int __wrap_epoll_ctl(int epoll, int operation, int fd, void *event);
ssize_t __real_recv(int fd, void *buffer, size_t size, int flags);
ssize_t __wrap_recv(int fd, void *buffer, size_t size, int flags);

int __wrap_epoll_ctl(int epoll, int operation, int fd, void *event)
{
    epoll_controls++;
    return __real_epoll_ctl(epoll, operation, fd, event);
}

ssize_t __wrap_recv(int fd, void *buffer, size_t size, int flags)
{
    receives++;
    return __real_recv(fd, buffer, size, flags);
}

static void read_one(int reader, int writer)
{
    char byte = 0;
    tamer_read_delayed got = {0};

    TAMER_SCOPE(scope) {
        tamer_read_scoped_into(scope, &got, reader, &byte, 1);
        tamer_yield();
        tamer_yield();
        assert_int_equal(write(writer, "x", 1), 1);
    }
    assert_int_equal(got.value, 1);
    assert_int_equal(byte, 'x');
}

/* close() and a new descriptor of the same number behind the runtime's back. */
static void test_number_used_again(void **state)
{
    int ends[2], again[2];

    (void)state;
    local_pair(ends, 0);
    for (int round = 0; round < 5; round++) {
        read_one(ends[0], ends[1]);
        close_both(ends);
        if (round & 1)
            assert_int_equal(pipe(again), 0);
        else
            local_pair(again, 0);
        assert_int_equal(again[0], ends[0]);
        read_one(again[0], again[1]);
        close_both(again);
        local_pair(ends, 0);
    }
    close_both(ends);
}

/* The same for a TCP socket that was read dry, with input already there. */
static void test_number_of_dry_socket(void **state)
{
    int ends[2], again[2];
    char buffer[8];

    (void)state;
    tcp_pair(ends);
    for (int i = 0; i < 3; i++) {
        tamer_read_delayed got = {0};
        TAMER_SCOPE(scope) {
            tamer_read_scoped_into(scope, &got, ends[1], buffer, 8);
            tamer_sleep(0.001);
            assert_int_equal(write(ends[0], "abc", 3), 3);
        }
        assert_int_equal(got.value, 3);
    }
    local_pair(again, 0);
    assert_int_equal(write(again[1], "new", 3), 3);
    assert_int_equal(dup2(again[0], ends[1]), ends[1]);
    assert_int_equal(tamer_read(ends[1], buffer, 8), 3);
    close_both(again);
    close_both(ends);
}

/* The number of a descriptor that is gone, while another task keeps the loop busy. */
static void test_stale_wait_in_busy_loop(void **state)
{
    int ends[2];
    char byte;
    tamer_read_delayed got = {0};
    double begin;

    (void)state;
    local_pair(ends, 0);
    read_one(ends[0], ends[1]);
    close_both(ends);
    local_pair(ends, 0);
    begin = seconds_now();
    TAMER_SCOPE(scope) {
        tamer_read_scoped_into(scope, &got, ends[0], &byte, 1);
        tamer_yield();
        assert_int_equal(write(ends[1], "x", 1), 1);
        while (got.base.state == TAMER_PENDING && seconds_now() - begin < 20)
            tamer_sleep(0.001);
        assert_int_equal(got.base.state, TAMER_DONE);
    }
    assert_int_equal(got.value, 1);
    close_both(ends);
}

/* A descriptor closed under a waiter, against the rules: the wait ends all the same. */
static void test_closed_under_waiter(void **state)
{
    int ends[2];
    char byte;
    tamer_read_delayed got = {0};

    (void)state;
    local_pair(ends, 0);
    read_one(ends[0], ends[1]);
    TAMER_SCOPE(scope) {
        tamer_read_scoped_into(scope, &got, ends[0], &byte, 1);
        tamer_yield();
        close(ends[0]);
    }
    assert_int_equal(got.value, -EBADF);
    close(ends[1]);
}

/* One epoll_ctl for a connection however often it waits, and no read that only says EAGAIN once it
 * is known to be TCP. */
static void test_calls_per_request(void **state)
{
    int ends[2];
    char buffer[64];

    (void)state;
    tcp_pair(ends);
    for (int i = 0; i < 50; i++) {
        tamer_read_delayed got = {0};
        if (i == 2)
            epoll_controls = receives = 0;
        TAMER_SCOPE(scope) {
            tamer_read_scoped_into(scope, &got, ends[1], buffer, sizeof(buffer));
            tamer_yield();
            assert_int_equal(write(ends[0], "ping", 4), 4);
        }
        assert_int_equal(got.value, 4);
    }
    /* A stall of the machine may bring a check, and with it a read or two. */
    assert_in_range(receives, 48, 60);
    assert_in_range(epoll_controls, 0, 10);
    close_both(ends);
}

static void test_many_waiters(void **state)
{
    enum { COUNT = 200 };
    static int ends[COUNT][2];
    static tamer_read_delayed got[COUNT];
    static char bytes[COUNT];

    (void)state;
    for (int i = 0; i < COUNT; i++)
        local_pair(ends[i], 0);
    for (int round = 0; round < 2; round++) {
        TAMER_SCOPE(scope) {
            for (int i = 0; i < COUNT; i++)
                tamer_read_scoped_into(scope, &got[i], ends[i][0], &bytes[i], 1);
            tamer_sleep(0.03); /* long enough for the loop to check what it assumes */
            for (int i = 0; i < COUNT; i++)
                assert_int_equal(write(ends[i][1], "x", 1), 1);
        }
        for (int i = 0; i < COUNT; i++)
            assert_int_equal(got[i].value, 1);
    }
    for (int i = 0; i < COUNT; i++)
        close_both(ends[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number_used_again),       cmocka_unit_test(test_number_of_dry_socket),
        cmocka_unit_test(test_stale_wait_in_busy_loop), cmocka_unit_test(test_closed_under_waiter),
        cmocka_unit_test(test_calls_per_request),       cmocka_unit_test(test_many_waiters),
    };

    alarm(60);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
