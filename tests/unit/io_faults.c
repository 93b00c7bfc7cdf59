/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Every system call and every allocation of a round of all operations fails once, at the n-th call
 * for n = 1, 2, ... until a round goes through: each operation then ends with a value or an error
 * of its kind, nothing hangs, nothing leaks. The linker sends the
 * library's calls to the wrappers below (see CMakeLists.txt).
 */
#include <faces.h>

#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/uio.h>

static int countdown; /* calls until the one that fails; 0: none does */
static int fault;     /* its errno */
static pthread_t test_thread;

/* Whether this call fails. Those of workers and of the test itself (inactive countdown) never do;
 * nor are calls interrupted that a signal cannot interrupt, or that go on by themselves afterwards,
 * as connect(2). */
static bool fails(bool interruptible)
{
    if (countdown == 0 || !pthread_equal(pthread_self(), test_thread))
        return false;
    if ((fault == EINTR && !interruptible) || --countdown > 0)
        return false;
    errno = fault;
    return true;
}

#define WRAP_(T, name, interruptible, failed, parameters, ...)                                     \
    T __real_##name parameters;                                                                    \
    T __wrap_##name parameters;                                                                    \
    T __wrap_##name parameters                                                                     \
    {                                                                                              \
        return fails(interruptible) ? (failed) : __real_##name(__VA_ARGS__);                       \
    }
#define WRAP(T, name, failed, parameters, ...)                                                     \
    WRAP_(T, name, false, failed, parameters, __VA_ARGS__)
#define WRAP_SLOW(T, name, parameters, ...) WRAP_(T, name, true, -1, parameters, __VA_ARGS__)

WRAP(int, epoll_ctl, -1, (int epoll, int operation, int fd, struct epoll_event *event), epoll,
     operation, fd, event)
WRAP(int, epoll_create1, -1, (int flags), flags)
WRAP(int, eventfd, -1, (unsigned count, int flags), count, flags)
WRAP(int, connect, -1, (int fd, const struct sockaddr *name, socklen_t length), fd, name, length)
WRAP(int, getsockopt, -1, (int fd, int level, int option, void *value, socklen_t *length), fd,
     level, option, value, length)
WRAP(int, socket, -1, (int domain, int type, int protocol), domain, type, protocol)
WRAP(int, pthread_create, fault,
     (pthread_t * thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument),
     thread, attributes, run, argument)
WRAP(void *, malloc, NULL, (size_t size), size)
WRAP(void *, realloc, NULL, (void *block, size_t size), block, size)
WRAP_SLOW(int, epoll_wait, (int epoll, struct epoll_event *events, int count, int timeout), epoll,
          events, count, timeout)
WRAP_SLOW(int, poll, (struct pollfd * fds, nfds_t count, int timeout), fds, count, timeout)
WRAP_SLOW(int, accept4, (int fd, struct sockaddr *name, socklen_t *length, int flags), fd, name,
          length, flags)
WRAP_SLOW(ssize_t, recv, (int fd, void *buffer, size_t size, int flags), fd, buffer, size, flags)
WRAP_SLOW(ssize_t, send, (int fd, const void *data, size_t size, int flags), fd, data, size, flags)
WRAP_SLOW(ssize_t, read, (int fd, void *buffer, size_t size), fd, buffer, size)
WRAP_SLOW(ssize_t, write, (int fd, const void *data, size_t size), fd, data, size)
WRAP_SLOW(ssize_t, preadv2, (int fd, const struct iovec *parts, int count, off_t at, int flags), fd,
          parts, count, at, flags)
WRAP_SLOW(ssize_t, pwritev2, (int fd, const struct iovec *parts, int count, off_t at, int flags),
          fd, parts, count, at, flags)

int __real_fcntl(int fd, int command, int value);
int __wrap_fcntl(int fd, int command, ...);

int __wrap_fcntl(int fd, int command, ...)
{
    va_list arguments;
    int value;

    va_start(arguments, command);
    value = va_arg(arguments, int);
    va_end(arguments);
    return fails(false) ? -1 : __real_fcntl(fd, command, value);
}

/* A number of descriptors that are open now: the same before and after means none has leaked. */
static int descriptors(void)
{
    int count = 0;

    for (int fd = 0; fd < 256; fd++)
        count += __real_fcntl(fd, F_GETFD, 0) >= 0;
    return count;
}

/* A lookup that was given up goes on in its worker, and may have a file open for a while. */
static void assert_descriptors(int before)
{
    for (int left = 10000; descriptors() != before && left > 0; left--)
        usleep(1000);
    assert_int_equal(descriptors(), before);
}

struct round {
    int fault_at; /* which call fails */
    bool through; /* it never came to that call */
    int local[2];
    int pipe[2];
    int listener;
    char port[8];
    char bytes[2][4];
    struct addrinfo *list;
    tamer_read_delayed read[2];
    tamer_write_all_delayed write[2];
    tamer_accept_delayed accept;
    tamer_tcp_connect_delayed connect;
    tamer_resolve_delayed resolve;
};

static void round_begin(struct round *round, int fault_at)
{
    *round = (struct round){.fault_at = fault_at};
    local_pair(round->local, 0);
    assert_int_equal(pipe(round->pipe), 0);
    round->listener = listen_loopback(round->port);
}

static void round_end(struct round *round)
{
    close_both(round->local);
    close_both(round->pipe);
    close(round->listener);
    if (round->accept.base.state == TAMER_DONE && round->accept.value >= 0)
        close(round->accept.value);
    if (round->connect.base.state == TAMER_DONE && round->connect.value >= 0)
        close(round->connect.value);
    if (round->list)
        freeaddrinfo(round->list);
    tamer_delayed_clear(&round->read[0].base);
    tamer_delayed_clear(&round->read[1].base);
    tamer_delayed_clear(&round->write[0].base);
    tamer_delayed_clear(&round->write[1].base);
    tamer_delayed_clear(&round->accept.base);
    tamer_delayed_clear(&round->connect.base);
    tamer_delayed_clear(&round->resolve.base);
}

/* All operations at once, some of which wait. Gives up those that a failure leaves without a
 * partner. */
static void round_run(struct round *round)
{
    tamer_error *error = NULL;

    TAMER_SCOPE(scope, .exit = TAMER_CANCEL, .on_error = TAMER_CONTINUE, .error = &error) {
        tamer_read_scoped_into(scope, &round->read[0], round->local[0], round->bytes[0], 4);
        tamer_read_scoped_into(scope, &round->read[1], round->pipe[0], round->bytes[1], 4);
        tamer_accept_scoped_into(scope, &round->accept, round->listener, NULL, NULL);
        tamer_tcp_connect_scoped_into(scope, &round->connect, "127.0.0.1", round->port);
        tamer_resolve_scoped_into(scope, &round->resolve, "localhost", "80", NULL, &round->list);
        tamer_yield();
        tamer_write_all_scoped_into(scope, &round->write[0], round->local[1], "abc", 3);
        tamer_write_all_scoped_into(scope, &round->write[1], round->pipe[1], "def", 3);
        for (int turn = 0; turn < 20 && tamer_scope_pending(scope) > 0; turn++)
            tamer_sleep(0.001);
        for (int turn = 0; turn < 200 && countdown && tamer_scope_pending(scope) > 0; turn++)
            tamer_sleep(0.001);
    }
    tamer_error_clear(&error);
}

/* In a thread of its own, whose poller is made anew in every round. Without the memory for a loop
 * it would not start. */
static void *round_thread(void *argument)
{
    struct round *round = argument;

    tamer_yield();
    test_thread = pthread_self();
    countdown = round->fault_at;
    round_run(round);
    round->through = countdown > 0;
    countdown = 0;
    return NULL;
}

static void check_success(const struct round *round)
{
    assert_int_equal(round->read[0].value, 3);
    assert_int_equal(round->read[1].value, 3);
    assert_memory_equal(round->bytes[0], "abc", 3);
    assert_memory_equal(round->bytes[1], "def", 3);
    assert_int_equal(round->write[0].value, 3);
    assert_int_equal(round->write[1].value, 3);
    assert_true(round->accept.value > 0);
    assert_true(round->connect.value > 0);
    assert_int_equal(round->resolve.base.state, TAMER_DONE);
    assert_int_equal(round->resolve.value, 0);
    assert_non_null(round->list);
}

static bool round_with_fault(int at, int with)
{
    struct round round;
    pthread_t thread;
    int before = descriptors();

    round_begin(&round, at);
    fault = with;
    assert_int_equal(__real_pthread_create(&thread, NULL, round_thread, &round), 0);
    pthread_join(thread, NULL);
    if (round.through || with == EINTR)
        check_success(&round);
    round_end(&round);
    assert_descriptors(before);
    return round.through;
}

static void each_call_fails_with(int with)
{
    int at = 1;

    while (at < 1000 && !round_with_fault(at, with))
        at++;
    assert_in_range(at, 15, 999);
}

static void test_no_memory(void **state)
{
    (void)state;
    each_call_fails_with(ENOMEM);
}

static void test_no_descriptors(void **state)
{
    (void)state;
    each_call_fails_with(EMFILE);
}

/* An interrupted call is made again, so every operation succeeds all the same. */
static void test_interrupted(void **state)
{
    (void)state;
    each_call_fails_with(EINTR);
}

/* Without a descriptor for it, a connection stays in the queue. */
static void test_accept_later(void **state)
{
    char port[8];
    int listener = listen_loopback(port), client = tamer_tcp_connect("127.0.0.1", port), fd;

    (void)state;
    test_thread = pthread_self();
    fault = EMFILE;
    countdown = 2; /* fcntl, then accept4 */
    assert_int_equal(tamer_accept(listener, NULL, NULL), -EMFILE);
    assert_int_equal(countdown, 0);
    fd = tamer_accept(listener, NULL, NULL);
    assert_true(fd >= 0);
    close(fd);
    close(client);
    close(listener);
}

static void *ask_for_interrupts(void *argument)
{
    int *at = argument, result;

    tamer_yield();
    test_thread = pthread_self();
    countdown = *at;
    result = tamer_interrupts(true);
    *at = countdown > 0 ? 0 : *at + 1;
    countdown = 0;
    assert_int_equal(result, *at ? -fault : 0);
    if (!*at)
        assert_int_equal(tamer_interrupts(false), 0);
    return NULL;
}

/* Each call that interrupts need fails once; then the signal is as it was. */
static void test_interrupts(void **state)
{
    struct sigaction before, now;
    pthread_t thread;
    int at = 1, rounds = 0, fds = descriptors();

    (void)state;
    fault = ENOMEM;
    sigaction(SIGINT, NULL, &before);
    for (; at; rounds++) {
        assert_int_equal(__real_pthread_create(&thread, NULL, ask_for_interrupts, &at), 0);
        pthread_join(thread, NULL);
        sigaction(SIGINT, NULL, &now);
        assert_ptr_equal(now.sa_handler, before.sa_handler);
        assert_descriptors(fds);
    }
    assert_in_range(rounds, 4, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_memory),   cmocka_unit_test(test_no_descriptors),
        cmocka_unit_test(test_interrupted), cmocka_unit_test(test_accept_later),
        cmocka_unit_test(test_interrupts),
    };

    setenv("TAMER_CLOCK", "real", 1); /* sockets take their time */
    alarm(60);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
