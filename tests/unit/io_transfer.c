/* SPDX-License-Identifier: BSD-3-Clause */
/* Reading and writing: sockets, pipes and files, blocking and not. */
#include <faces.h>

#include <signal.h>

static const size_t large = 10 * 1024 * 1024;

/* A read that has to wait, then is served. */
static void read_waits_on(int reader, int writer)
{
    char buffer[16] = {0};
    tamer_read_delayed got = {0};

    TAMER_SCOPE(scope) {
        tamer_read_scoped_into(scope, &got, reader, buffer, sizeof(buffer));
        tamer_sleep(0.02);
        assert_int_equal(got.base.state, TAMER_PENDING);
        assert_int_equal(tamer_write(writer, "hello", 5), 5);
    }
    assert_int_equal(got.base.state, TAMER_DONE);
    assert_int_equal(got.value, 5);
    assert_string_equal(buffer, "hello");
}

static void test_read_waits(void **state)
{
    int ends[2];

    (void)state;
    for (int flags = 0; flags <= SOCK_NONBLOCK; flags += SOCK_NONBLOCK) {
        local_pair(ends, flags);
        read_waits_on(ends[0], ends[1]);
        read_waits_on(ends[1], ends[0]);
        close_both(ends);
    }
    for (int flags = 0; flags <= O_NONBLOCK; flags += O_NONBLOCK) {
        assert_int_equal(pipe2(ends, flags | O_CLOEXEC), 0);
        read_waits_on(ends[0], ends[1]);
        assert_int_equal(fcntl(ends[0], F_GETFL) & O_NONBLOCK, flags);
        close_both(ends);
    }
    tcp_pair(ends);
    read_waits_on(ends[0], ends[1]);
    close_both(ends);
}

static void test_read_at_once(void **state)
{
    int ends[2];
    char buffer[4];

    (void)state;
    local_pair(ends, 0);
    assert_int_equal(write(ends[1], "ab", 2), 2);
    assert_int_equal(tamer_read(ends[0], buffer, sizeof(buffer)), 2);
    assert_int_equal(tamer_read(ends[0], buffer, 0), 0);
    close(ends[1]);
    assert_int_equal(tamer_read(ends[0], buffer, sizeof(buffer)), 0);
    close(ends[0]);
}

/* More than any buffer of the system's holds, in both directions of waiting. */
static void large_through(int reader, int writer)
{
    char *data = malloc(large), *copy = malloc(large);
    tamer_write_all_delayed put = {0};
    size_t done = 0;
    ssize_t got;

    assert_non_null(data);
    assert_non_null(copy);
    for (size_t i = 0; i < large; i++)
        data[i] = (char)(i * 2654435761u >> 24);
    TAMER_SCOPE(scope) {
        tamer_write_all_scoped_into(scope, &put, writer, data, large);
        while (done < large && (got = tamer_read(reader, copy + done, large - done)) > 0)
            done += (size_t)got;
    }
    assert_int_equal(done, large);
    assert_int_equal(put.value, large);
    assert_memory_equal(data, copy, large);
    free(data);
    free(copy);
}

static void test_large(void **state)
{
    int ends[2];

    (void)state;
    local_pair(ends, 0);
    large_through(ends[0], ends[1]);
    close_both(ends);
    tcp_pair(ends);
    large_through(ends[0], ends[1]);
    close_both(ends);
    for (int flags = 0; flags <= O_NONBLOCK; flags += O_NONBLOCK) {
        assert_int_equal(pipe2(ends, flags), 0);
        large_through(ends[0], ends[1]);
        close_both(ends);
    }
}

/* A blocking pipe that is full must not block the thread. */
static void test_full_pipe(void **state)
{
    static char block[1 << 20];
    int ends[2];
    tamer_write_delayed put = {0};
    char buffer[4096];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    while (poll(&(struct pollfd){ends[1], POLLOUT, 0}, 1, 0) == 1)
        assert_true(tamer_write(ends[1], block, sizeof(block)) > 0);
    TAMER_SCOPE(scope) {
        tamer_write_scoped_into(scope, &put, ends[1], block, sizeof(block));
        tamer_sleep(0.02);
        assert_int_equal(put.base.state, TAMER_PENDING);
        assert_int_equal(tamer_read(ends[0], buffer, sizeof(buffer)), sizeof(buffer));
    }
    assert_true(put.value > 0);
    close_both(ends);
}

static void test_regular_file(void **state)
{
    char path[] = "io_transfer.XXXXXX", back[16] = {0};
    int fd = mkstemp(path);
    char *data = calloc(1, large);

    (void)state;
    assert_true(fd >= 0);
    assert_non_null(data);
    unlink(path);
    assert_int_equal(tamer_write_all(fd, "regular", 7), 7);
    assert_int_equal(tamer_write_all(fd, data, large), large);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    assert_int_equal(tamer_read(fd, back, 7), 7);
    assert_string_equal(back, "regular");
    assert_int_equal(lseek(fd, 0, SEEK_END), (off_t)large + 7);
    assert_int_equal(tamer_read(fd, back, 7), 0);
    assert_int_equal(tamer_ready(fd, POLLIN), POLLIN);
    free(data);
    close(fd);
}

/* Neither a socket nor a pipe without readers kills the process, or leaves a signal pending. */
static void test_no_sigpipe(void **state)
{
    int ends[2];
    sigset_t pending;

    (void)state;
    signal(SIGPIPE, SIG_DFL);
    local_pair(ends, 0);
    close(ends[0]);
    assert_int_equal(tamer_write(ends[1], "x", 1), -EPIPE);
    assert_int_equal(tamer_write_all(ends[1], "x", 1), -EPIPE);
    assert_int_equal(tamer_send(ends[1], "x", 1, 0), -EPIPE);
    close(ends[1]);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_int_equal(tamer_write(ends[1], "x", 1), -EPIPE);
    close(ends[1]);
    sigpending(&pending);
    assert_int_equal(sigismember(&pending, SIGPIPE), 0);
}

static void test_bad_descriptors(void **state)
{
    char buffer[4] = {0};

    (void)state;
    for (int fd = -1; fd < 1000000; fd += 1000000) {
        assert_int_equal(tamer_read(fd, buffer, 4), -EBADF);
        assert_int_equal(tamer_read(fd, buffer, 0), -EBADF);
        assert_int_equal(tamer_write(fd, buffer, 4), -EBADF);
        assert_int_equal(tamer_write_all(fd, buffer, 0), -EBADF);
        assert_int_equal(tamer_recv(fd, buffer, 4, 0), -EBADF);
        assert_int_equal(tamer_send(fd, buffer, 4, 0), -EBADF);
        assert_int_equal(tamer_ready(fd, POLLIN), -EBADF);
        assert_int_equal(tamer_accept(fd, NULL, NULL), -EBADF);
        assert_int_equal(tamer_close(fd), -EBADF);
    }
}

static void test_half_close(void **state)
{
    int ends[2];
    char buffer[8];

    (void)state;
    tcp_pair(ends);
    assert_int_equal(tamer_write(ends[0], "bye", 3), 3);
    assert_int_equal(shutdown(ends[0], SHUT_WR), 0);
    assert_int_equal(tamer_read(ends[1], buffer, 8), 3);
    assert_int_equal(tamer_read(ends[1], buffer, 8), 0);
    assert_int_equal(tamer_read(ends[1], buffer, 8), 0);
    assert_int_equal(tamer_write(ends[1], "still", 5), 5);
    assert_int_equal(tamer_read(ends[0], buffer, 8), 5);
    close_both(ends);
}

/* The end comes after a read that took all there was, and while nobody looks. */
static void test_end_after_short_read(void **state)
{
    int ends[2];
    char buffer[8];
    tamer_read_delayed got = {0};

    (void)state;
    tcp_pair(ends);
    TAMER_SCOPE(scope) {
        tamer_read_scoped_into(scope, &got, ends[1], buffer, 8);
        tamer_sleep(0.001);
        assert_int_equal(write(ends[0], "1", 1), 1);
    }
    assert_int_equal(got.value, 1);
    close(ends[0]);
    assert_int_equal(tamer_read(ends[1], buffer, 8), 0);
    close(ends[1]);
}

static void test_reset(void **state)
{
    const struct linger abrupt = {.l_onoff = 1, .l_linger = 0};
    int ends[2];
    char buffer[8];
    tamer_read_delayed got = {0};

    (void)state;
    tcp_pair(ends);
    TAMER_SCOPE(scope) {
        tamer_read_scoped_into(scope, &got, ends[1], buffer, 8);
        tamer_sleep(0.001);
        setsockopt(ends[0], SOL_SOCKET, SO_LINGER, &abrupt, sizeof(abrupt));
        assert_int_equal(tamer_close(ends[0]), 0);
    }
    assert_int_equal(got.value, -ECONNRESET);
    close(ends[1]);
}

static void test_flags(void **state)
{
    int ends[2];
    char buffer[8] = {0};
    tamer_recv_delayed got = {0};

    (void)state;
    local_pair(ends, 0);
    assert_int_equal(tamer_recv(ends[0], buffer, 8, MSG_DONTWAIT), -EAGAIN);
    assert_int_equal(tamer_send(ends[1], "one", 3, 0), 3);
    assert_int_equal(tamer_recv(ends[0], buffer, 8, MSG_PEEK), 3);
    assert_int_equal(tamer_recv(ends[0], buffer, 8, MSG_DONTWAIT | MSG_WAITALL), 3);
    TAMER_SCOPE(scope) {
        tamer_recv_scoped_into(scope, &got, ends[0], buffer, 6, MSG_WAITALL);
        tamer_send(ends[1], "abc", 3, 0);
        tamer_sleep(0.005);
        assert_int_equal(got.base.state, TAMER_PENDING);
        tamer_send(ends[1], "def", 3, 0);
    }
    assert_int_equal(got.value, 6);
    assert_memory_equal(buffer, "abcdef", 6);
    assert_int_equal(tamer_send(ends[1], "xy", 2, 0), 2);
    close(ends[1]);
    assert_int_equal(tamer_recv(ends[0], buffer, 8, MSG_WAITALL), 2);
    assert_int_equal(tamer_recv(ends[0], buffer, 8, MSG_WAITALL), 0);
    close(ends[0]);
}

static void test_datagrams(void **state)
{
    int ends[2];
    char buffer[8];
    tamer_recv_delayed first = {0}, second = {0};

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends), 0);
    TAMER_SCOPE(scope) {
        tamer_recv_scoped_into(scope, &first, ends[0], buffer, 8, 0);
        tamer_recv_scoped_into(scope, &second, ends[0], buffer, 8, MSG_WAITALL);
        tamer_sleep(0.001);
        tamer_send(ends[1], "a", 1, 0);
        tamer_send(ends[1], "", 0, 0);
    }
    assert_int_equal(first.value, 1);
    assert_int_equal(second.value, 0);
    close_both(ends);
}

/* A source that never runs dry keeps neither a timeout nor another task from their turn. */
static void test_endless_source(void **state)
{
    static char block[65536];
    int fd = open("/dev/zero", O_RDONLY);
    tamer_error *error = NULL;
    double begin = seconds_now();

    (void)state;
    tamer_clock_real(); /* virtual time never passes here */
    TAMER_SCOPE(scope, .timeout = 0.02, .error = &error) {
        while (!tamer_scope_cancelled(scope) && seconds_now() - begin < 5)
            tamer_read(fd, block, sizeof(block));
    }
    assert_true(seconds_now() - begin < 5);
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    tamer_error_clear(&error);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_waits),
        cmocka_unit_test(test_read_at_once),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_full_pipe),
        cmocka_unit_test(test_regular_file),
        cmocka_unit_test(test_no_sigpipe),
        cmocka_unit_test(test_bad_descriptors),
        cmocka_unit_test(test_half_close),
        cmocka_unit_test(test_end_after_short_read),
        cmocka_unit_test(test_reset),
        cmocka_unit_test(test_flags),
        cmocka_unit_test(test_datagrams),
        cmocka_unit_test(test_endless_source),
    };

    alarm(60);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
