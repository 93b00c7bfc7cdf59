/* SPDX-License-Identifier: BSD-3-Clause */
/* Accepting, connecting, readiness and closing. */
#include <faces.h>

#include <sys/resource.h>

static int listen_blocking(struct sockaddr_in *address)
{
    socklen_t length = sizeof(*address);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    *address = (struct sockaddr_in){.sin_family = AF_INET};
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(fd, (struct sockaddr *)address, length), 0);
    assert_int_equal(listen(fd, 8), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)address, &length), 0);
    return fd;
}

static void test_accept_blocking_listener(void **state)
{
    struct sockaddr_in address, peer = {0};
    socklen_t length = sizeof(peer);
    int listener = listen_blocking(&address);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    tamer_accept_delayed got = {0};

    (void)state;
    TAMER_SCOPE(scope) {
        tamer_accept_scoped_into(scope, &got, listener, (struct sockaddr *)&peer, &length);
        tamer_sleep(0.005);
        assert_int_equal(got.base.state, TAMER_PENDING);
        assert_int_equal(tamer_connect(client, (struct sockaddr *)&address, sizeof(address)), 0);
    }
    assert_true(got.value >= 0);
    assert_int_equal(peer.sin_family, AF_INET);
    assert_int_equal(fcntl(got.value, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
    assert_int_equal(fcntl(got.value, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    assert_int_equal(fcntl(client, F_GETFL) & O_NONBLOCK, 0);
    assert_int_equal(fcntl(listener, F_GETFL) & O_NONBLOCK, 0);
    close(got.value);
    close(client);
    close(listener);
}

static void test_two_accept(void **state)
{
    char port[8];
    int listener = listen_loopback(port), clients[2] = {-1, -1};
    tamer_accept_delayed got[2] = {0};

    (void)state;
    TAMER_SCOPE(scope) {
        for (int i = 0; i < 2; i++)
            tamer_accept_scoped_into(scope, &got[i], listener, NULL, NULL);
        tamer_sleep(0.001);
        clients[0] = tamer_tcp_connect("127.0.0.1", port);
        UNTIL(got[0].base.state == TAMER_DONE || got[1].base.state == TAMER_DONE);
        tamer_sleep(0.005);
        assert_int_equal((got[0].base.state == TAMER_DONE) + (got[1].base.state == TAMER_DONE), 1);
        clients[1] = tamer_tcp_connect("127.0.0.1", port);
    }
    assert_true(got[0].value >= 0 && got[1].value >= 0);
    assert_int_not_equal(got[0].value, got[1].value);
    close_both(clients);
    close(got[0].value);
    close(got[1].value);
    close(listener);
}

static void test_refused(void **state)
{
    char port[8];
    int listener = listen_loopback(port);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    (void)state;
    close(listener);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(tamer_tcp_connect("127.0.0.1", port), -ECONNREFUSED);
    assert_int_equal(tamer_connect(fd, (struct sockaddr *)&address, sizeof(address)),
                     -ECONNREFUSED);
    close(fd);
}

/* A local socket whose queue is full: connect(2) says EAGAIN, and no readiness ever tells. */
static void test_local_queue_full(void **state)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const socklen_t length = offsetof(struct sockaddr_un, sun_path) + 1 + 16;
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0), clients[3], accepted[3];
    tamer_connect_delayed got = {0};

    (void)state;
    snprintf(address.sun_path + 1, 17, "tamer-test%06u", (unsigned)getpid() % 1000000u);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(listener, 1), 0);
    for (int i = 0; i < 3; i++)
        clients[i] = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(tamer_connect(clients[0], (struct sockaddr *)&address, length), 0);
    assert_int_equal(tamer_connect(clients[1], (struct sockaddr *)&address, length), 0);
    TAMER_SCOPE(scope) {
        tamer_connect_scoped_into(scope, &got, clients[2], (struct sockaddr *)&address, length);
        tamer_sleep(0.01);
        assert_int_equal(got.base.state, TAMER_PENDING);
        accepted[0] = tamer_accept(listener, NULL, NULL);
    }
    assert_int_equal(got.base.state, TAMER_DONE);
    assert_int_equal(got.value, 0);
    for (int i = 1; i < 3; i++)
        accepted[i] = tamer_accept(listener, NULL, NULL);
    for (int i = 0; i < 3; i++) {
        assert_true(accepted[i] >= 0);
        close(accepted[i]);
        close(clients[i]);
    }
    close(listener);
}

static void test_ready(void **state)
{
    int ends[2];
    tamer_ready_delayed in = {0}, any = {0};

    (void)state;
    local_pair(ends, 0);
    assert_int_equal(tamer_ready(ends[0], POLLOUT), POLLOUT);
    assert_int_equal(tamer_ready(ends[0], POLLIN | POLLOUT), POLLOUT);
    TAMER_SCOPE(scope) {
        tamer_ready_scoped_into(scope, &in, ends[0], POLLIN);
        tamer_ready_scoped_into(scope, &any, ends[0], 0);
        tamer_sleep(0.005);
        assert_int_equal(in.base.state, TAMER_PENDING);
        assert_int_equal(tamer_write(ends[1], "x", 1), 1);
        UNTIL(in.base.state == TAMER_DONE);
        assert_int_equal(in.value, POLLIN);
        assert_int_equal(any.base.state, TAMER_PENDING);
        close(ends[1]);
    }
    assert_int_equal(any.value, POLLHUP);
    close(ends[0]);
}

static void test_close_ends_waits(void **state)
{
    int ends[2];
    char buffer[4];
    tamer_read_delayed first = {0}, second = {0};
    tamer_ready_delayed third = {0};

    (void)state;
    local_pair(ends, 0);
    TAMER_SCOPE(scope) {
        tamer_read_scoped_into(scope, &first, ends[0], buffer, 4);
        tamer_read_scoped_into(scope, &second, ends[0], buffer, 4);
        tamer_ready_scoped_into(scope, &third, ends[0], POLLPRI);
        tamer_sleep(0.001);
        assert_int_equal(tamer_close(ends[0]), 0);
    }
    assert_int_equal(first.value, -ECANCELED);
    assert_int_equal(second.value, -ECANCELED);
    assert_int_equal(third.value, -ECANCELED);
    close(ends[1]);
}

/* Who is cancelled leaves the others waiting, and takes nothing with it. */
static void test_cancel(void **state)
{
    char port[8], buffer[4];
    static char block[1 << 22];
    int listener = listen_loopback(port), ends[2];
    tamer_read_delayed other = {0};

    (void)state;
    local_pair(ends, 0);
    TAMER_SCOPE(outer) {
        tamer_read_scoped_into(outer, &other, ends[0], buffer, 4);
        TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
            tamer_read_scoped(scope, ends[0], buffer, 4);
            tamer_recv_scoped(scope, ends[0], buffer, 4, 0);
            tamer_ready_scoped(scope, ends[0], POLLIN);
            tamer_accept_scoped(scope, listener, NULL, NULL);
            tamer_write_all_scoped(scope, ends[0], block, sizeof(block));
            tamer_sleep(0.005);
            assert_int_equal(tamer_scope_pending(scope), 5);
        }
        assert_int_equal(other.base.state, TAMER_PENDING);
        assert_int_equal(tamer_write(ends[1], "ok", 2), 2);
    }
    assert_int_equal(other.value, 2);
    close_both(ends);
    close(listener);
}

static void test_cancelled_before(void **state)
{
    int ends[2];
    char buffer[4] = "xyz";

    (void)state;
    local_pair(ends, 0);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        assert_int_equal(tamer_read(ends[0], buffer, 4), 0);
    }
    assert_string_equal(buffer, "xyz");
    assert_int_equal(tamer_read(ends[0], buffer, 4), 3);
    close_both(ends);
}

/* A connect that nobody answers: the listener's queue is full. */
static void test_cancel_connect(void **state)
{
    struct sockaddr_in address;
    int listener = listen_blocking(&address), filler[16];
    char port[8];
    double begin;

    (void)state;
    assert_int_equal(listen(listener, 0), 0);
    for (int i = 0; i < 16; i++) {
        filler[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        (void)!connect(filler[i], (struct sockaddr *)&address, sizeof(address));
    }
    snprintf(port, sizeof(port), "%d", ntohs(address.sin_port));
    begin = seconds_now();
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        tamer_tcp_connect_scoped(scope, "127.0.0.1", port);
        tamer_sleep(0.01);
        assert_int_equal(tamer_scope_pending(scope), 1);
    }
    assert_true(seconds_now() - begin < 10); /* unanswered, it takes minutes */
    for (int i = 0; i < 16; i++)
        close(filler[i]);
    close(listener);
}

static void test_no_descriptors_left(void **state)
{
    struct rlimit before, none;
    char port[8];
    int listener = listen_loopback(port);

    (void)state;
    getrlimit(RLIMIT_NOFILE, &before);
    none = before;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_NOFILE, &none);
    assert_int_equal(tamer_tcp_connect("127.0.0.1", port), -EMFILE);
    assert_int_equal(tamer_tcp_listen("127.0.0.1", NULL, 1), -EMFILE);
    setrlimit(RLIMIT_NOFILE, &before);
    close(listener);
}

static void test_listen(void **state)
{
    int fd = tamer_tcp_listen("::1", "0", 4);

    (void)state;
    assert_true(fd >= 0 || fd == -EADDRNOTAVAIL || fd == -EAFNOSUPPORT);
    if (fd >= 0)
        close(fd);
    assert_int_equal(tamer_tcp_listen("no.such.number", "0", 4), -ENOENT);
    assert_int_equal(tamer_tcp_listen("192.0.2.1", "0", 4), -EADDRNOTAVAIL);
}

/* Each address in turn: the first one refuses. */
static void test_next_address(void **state)
{
    struct sockaddr_in address;
    int listener = listen_blocking(&address), client;
    char port[8];

    (void)state;
    snprintf(port, sizeof(port), "%d", ntohs(address.sin_port));
    client = tamer_tcp_connect("localhost", port);
    assert_true(client >= 0);
    close(client);
    close(listener);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accept_blocking_listener),
        cmocka_unit_test(test_two_accept),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_local_queue_full),
        cmocka_unit_test(test_ready),
        cmocka_unit_test(test_close_ends_waits),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_cancelled_before),
        cmocka_unit_test(test_cancel_connect),
        cmocka_unit_test(test_no_descriptors_left),
        cmocka_unit_test(test_listen),
        cmocka_unit_test(test_next_address),
    };

    alarm(60);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
