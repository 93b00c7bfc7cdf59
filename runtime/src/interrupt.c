/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * SIGINT, for the loop that asks for it. The handler only leaves a note and wakes the loop, by a
 * descriptor that its poller knows; the next turn cancels all. The system resets the signal as it
 * is delivered, so that a second one ends the process.
 */
#include "interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <tamer/interrupt.h>

#include "loop.h"
#include "poller.h"

/* What one loop at a time has. */
struct tmr_interrupts {
    struct sigaction before; /* of SIGINT, to be restored */
    int event_fd;            /* owned; in the loop's poller */
    bool taken;              /* everything has been cancelled */
};

atomic_bool tmr_interrupt_noted;
static atomic_int wake_fd = -1; /* of the loop that has interrupts; -1: none has */

static void on_interrupt(int number)
{
    const uint64_t one = 1;
    int error = errno;
    ssize_t written;

    (void)number;
    atomic_store_explicit(&tmr_interrupt_noted, true, memory_order_release);
    written = write(atomic_load(&wake_fd), &one, sizeof one);
    (void)written; /* a full counter wakes as well */
    errno = error;
}

static void set_cancelled(struct tmr_loop *loop, bool cancelled)
{
    loop->interrupts->taken = cancelled;
    if (cancelled)
        tmr_scope_cancel(&loop->root_scope);
    loop->root_scope.cancelled = cancelled;
    tmr_task_update(&loop->root);
    tmr_call_update_skip(&loop->bottom);
}

void tmr_interrupt_take(struct tmr_loop *loop)
{
    if (loop->interrupts && atomic_exchange(&tmr_interrupt_noted, false))
        set_cancelled(loop, true);
}

/* ---- asking for it ---- */

static int handler_set(struct sigaction *ret_before)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = SA_RESETHAND | SA_RESTART};

    sigemptyset(&action.sa_mask);
    return sigaction(SIGINT, &action, ret_before) ? -errno : 0;
}

/* 0 or -errno; the descriptor is in the poller. */
static int event_fd_open(struct tmr_loop *loop, int *ret_fd)
{
    int error = -ENOMEM, fd;
    struct tmr_poller *poller = tmr_loop_poller(loop, &error);

    if (!poller)
        return error;
    fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0)
        return -errno;
    error = tmr_poller_add_wake(poller, fd);
    if (error)
        close(fd);
    else
        *ret_fd = fd;
    return error;
}

static int begin(struct tmr_loop *loop)
{
    struct tmr_interrupts *self;
    int fd = -1, nobody = -1, error = event_fd_open(loop, &fd);

    if (error)
        return error;
    self = tmr_alloc(sizeof *self);
    if (!self || !atomic_compare_exchange_strong(&wake_fd, &nobody, fd)) {
        error = self ? -EBUSY : -ENOMEM;
        free(self);
        close(fd);
        return error;
    }
    *self = (struct tmr_interrupts){.event_fd = fd};
    atomic_store(&tmr_interrupt_noted, false);
    loop->interrupts = self;
    return handler_set(&self->before);
}

/* The signal has had its way, or none came: from now on, as if none had come. */
static int again(struct tmr_loop *loop)
{
    struct sigaction unused;

    set_cancelled(loop, false);
    atomic_store(&tmr_interrupt_noted, false);
    return handler_set(&unused);
}

void tmr_interrupt_end(struct tmr_loop *loop)
{
    struct tmr_interrupts *self = loop->interrupts;

    if (!self)
        return;
    sigaction(SIGINT, &self->before, NULL);
    set_cancelled(loop, false);
    atomic_store(&wake_fd, -1);
    atomic_store(&tmr_interrupt_noted, false);
    loop->interrupts = NULL;
    close(self->event_fd);
    free(self);
}

int tamer_interrupts(tamer_bool on)
{
    struct tmr_loop *loop = tmr_loop();

    if (on)
        return loop->interrupts ? again(loop) : begin(loop);
    tmr_interrupt_end(loop);
    return 0;
}

tamer_bool tamer_interrupted(void)
{
    const struct tmr_loop *loop = tmr_loop();

    return loop->interrupts && loop->interrupts->taken;
}
