/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Looking up names. The linker sends the library's getaddrinfo here (see CMakeLists.txt): names
 * under ".slow.test" take until the test opens the gate, whatever the machine's name server says.
 */
#include <faces.h>

#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool gate_open;
static int entered, answered; /* slow look-ups begun, and done */

int __real_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **ret_list);
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **ret_list);

int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **ret_list)
{
    int result;

    if (!host || !strstr(host, ".slow.test") || (hints->ai_flags & AI_NUMERICHOST))
        return __real_getaddrinfo(host, service, hints, ret_list);
    pthread_mutex_lock(&lock);
    entered++;
    pthread_cond_broadcast(&changed);
    while (!gate_open)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    result = __real_getaddrinfo("127.0.0.7", service, hints, ret_list);
    pthread_mutex_lock(&lock);
    answered++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return result;
}

static void gate(bool open)
{
    pthread_mutex_lock(&lock);
    gate_open = open;
    if (!open)
        entered = answered = 0;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void wait_count(const int *count, int at_least)
{
    pthread_mutex_lock(&lock);
    while (*count < at_least)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static const struct addrinfo stream = {.ai_socktype = SOCK_STREAM};

static void check_address(const struct addrinfo *list, const char *address, const char *port)
{
    char host[64], service[16];

    assert_non_null(list);
    assert_int_equal(getnameinfo(list->ai_addr, list->ai_addrlen, host, sizeof(host), service,
                                 sizeof(service), NI_NUMERICHOST | NI_NUMERICSERV),
                     0);
    assert_string_equal(host, address);
    assert_string_equal(service, port);
}

static void test_numeric(void **state)
{
    struct addrinfo *list = NULL;

    (void)state;
    assert_int_equal(tamer_resolve("127.0.0.1", "80", &stream, &list), 0);
    check_address(list, "127.0.0.1", "80");
    freeaddrinfo(list);
    assert_int_equal(tamer_resolve("::1", "443", &stream, &list), 0);
    check_address(list, "::1", "443");
    freeaddrinfo(list);
    assert_int_equal(tamer_resolve("127.0.0.1", NULL, NULL, &list), 0);
    freeaddrinfo(list);
}

static void test_names(void **state)
{
    struct addrinfo *list = NULL;

    (void)state;
    assert_int_equal(tamer_resolve("localhost", "80", &stream, &list), 0);
    assert_non_null(list);
    freeaddrinfo(list);
    list = NULL;
    assert_true(tamer_resolve("no-such-name.invalid", "80", &stream, &list) < 0);
    assert_null(list);
    assert_int_equal(tamer_resolve("127.0.0.1", "no-such-service", &stream, &list), -ENOENT);
    assert_int_equal(tamer_resolve(NULL, NULL, NULL, &list), -ENOENT);
    assert_int_equal(tamer_resolve("localhost", "80", &(struct addrinfo){.ai_family = 9999}, &list),
                     -EINVAL);
    assert_null(list);
    assert_true(tamer_tcp_connect("no-such-name.invalid", "80") < 0);
}

/* More look-ups than workers: the loop goes on meanwhile, and each gets its answer. */
static void test_many_at_once(void **state)
{
    enum { COUNT = 9 };
    tamer_resolve_delayed got[COUNT] = {0};
    struct addrinfo *lists[COUNT] = {0};

    (void)state;
    gate(false);
    TAMER_SCOPE(scope) {
        for (int i = 0; i < COUNT; i++)
            tamer_resolve_scoped_into(scope, &got[i], "a.slow.test", "7", &stream, &lists[i]);
        tamer_sleep(0.01);
        assert_int_equal(tamer_scope_pending(scope), COUNT);
        gate(true);
    }
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(got[i].value, 0);
        check_address(lists[i], "127.0.0.7", "7");
        freeaddrinfo(lists[i]);
    }
}

/* Cancelled ones unwind at once: queued, running, and done but not yet seen. Arguments may be gone
 * before the worker is. */
static void test_cancel(void **state)
{
    enum { COUNT = 6 };
    struct addrinfo *lists[COUNT] = {0};
    double begin = seconds_now();

    (void)state;
    gate(false);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        char host[] = "b.slow.test";
        for (int i = 0; i < COUNT; i++)
            tamer_resolve_scoped(scope, host, "7", &stream, &lists[i]);
        tamer_tcp_connect_scoped(scope, "c.slow.test", "7");
        tamer_sleep(0.01);
        wait_count(&entered, 4);
        assert_int_equal(tamer_scope_pending(scope), COUNT + 1);
    }
    assert_true(seconds_now() - begin < 20); /* the gate is still shut */
    gate(true);
    wait_count(&answered, 4);
    gate(false);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        tamer_resolve_scoped(scope, "d.slow.test", "7", &stream, &lists[0]);
        tamer_sleep(0.01);
        gate(true);
        wait_count(&answered, 1);
        usleep(2000); /* the answer has most likely come back by now */
    }
    for (int i = 0; i < COUNT; i++)
        assert_null(lists[i]);
}

/* A thread that ends leaves nothing of its look-ups behind. */
static void *thread_with_lookup(void *argument)
{
    struct addrinfo *list = NULL;

    (void)argument;
    assert_int_equal(tamer_resolve("e.slow.test", "7", &stream, &list), 0);
    freeaddrinfo(list);
    return NULL;
}

static void test_threads(void **state)
{
    pthread_t threads[3];

    (void)state;
    gate(false);
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, thread_with_lookup, NULL), 0);
    wait_count(&entered, 3);
    gate(true);
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numeric),      cmocka_unit_test(test_names),
        cmocka_unit_test(test_many_at_once), cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_threads),
    };

    setenv("TAMER_CLOCK", "real", 1); /* sleeps here give other threads time */
    setenv("RES_OPTIONS", "timeout:1 attempts:1", 1);
    alarm(60);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
