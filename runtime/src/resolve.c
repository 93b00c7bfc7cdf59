/* SPDX-License-Identifier: BSD-3-Clause */
/* Looking up names. getaddrinfo blocks, so it runs on a worker; except for numeric addresses, which
 * it only converts. */
#include "resolve.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#include "io_engine.h"
#include "mem.h"
#include "offload.h"

/* A look-up in progress; holds copies of all arguments, since its task may be gone before it ends.
 */
struct lookup {
    struct tmr_job job;
    struct addrinfo hints;
    struct addrinfo *list; /* owned; the result */
    int result;            /* 0 or -errno */
    const char *host;      /* in `text`, or NULL */
    const char *service;   /* in `text`, or NULL */
    char text[];
};

struct resolve_frame {
    tamer_frame frame;
    struct lookup *lookup; /* owned until its task is cancelled */
    struct addrinfo **ret_list;
};

int tmr_resolve_error(int result)
{
    switch (result) {
    case 0:
        return 0;
    case EAI_NONAME:
    case EAI_SERVICE:
#ifdef EAI_NODATA
    case EAI_NODATA:
    case EAI_ADDRFAMILY:
#endif
        return -ENOENT;
    case EAI_AGAIN:
        return -EAGAIN;
    case EAI_MEMORY:
        return -ENOMEM;
    case EAI_BADFLAGS:
    case EAI_FAMILY:
    case EAI_SOCKTYPE:
        return -EINVAL;
    case EAI_SYSTEM:
        return errno ? -errno : -EIO;
    default:
        return -EIO;
    }
}

static void lookup_run(struct tmr_job *job)
{
    struct lookup *lookup = (struct lookup *)job;

    lookup->result = tmr_resolve_error(
        getaddrinfo(lookup->host, lookup->service, &lookup->hints, &lookup->list));
}

static void lookup_discard(struct tmr_job *job)
{
    struct lookup *lookup = (struct lookup *)job;

    if (lookup->list)
        freeaddrinfo(lookup->list);
    free(lookup);
}

static struct lookup *lookup_new(const char *host, const char *service,
                                 const struct addrinfo *hints)
{
    size_t host_size = host ? strlen(host) + 1 : 0,
           service_size = service ? strlen(service) + 1 : 0;
    struct lookup *lookup = tmr_alloc(sizeof(*lookup) + host_size + service_size);

    if (!lookup)
        return NULL;
    *lookup = (struct lookup){
        .job = {.run = lookup_run, .discard = lookup_discard},
        .hints = *hints,
        .host = host ? memcpy(lookup->text, host, host_size) : NULL,
        .service = service ? memcpy(lookup->text + host_size, service, service_size) : NULL,
    };
    return lookup;
}

static tamer_step resolve_resume(tamer_frame *frame, uint64_t value)
{
    struct resolve_frame *self = (struct resolve_frame *)frame;
    struct lookup *lookup = self->lookup;
    int result = lookup->result;

    (void)value;
    if (!result) {
        *self->ret_list = lookup->list;
        lookup->list = NULL;
    }
    tmr_job_finish(&lookup->job);
    lookup_discard(&lookup->job);
    return tamer_frame_next(frame, sizeof(*self), (tamer_step){NULL, (uint64_t)result});
}

static tamer_step resolve_unwind(tamer_frame *frame, uint64_t error)
{
    tmr_job_abandon(&((struct resolve_frame *)frame)->lookup->job);
    return tamer_frame_unwind(frame, error);
}

static const tamer_point resolve_frame_point =
    TMR_IO_POINT("tamer_resolve", resolve_resume, resolve_unwind, sizeof(struct resolve_frame));

/* Starts the look-up on a worker. {NULL, -errno} or pending. */
static tamer_step resolve_offload(const char *host, const char *service,
                                  const struct addrinfo *hints, struct addrinfo **ret_list)
{
    struct lookup *lookup = lookup_new(host, service, hints);
    struct resolve_frame *self;
    int error;

    if (!lookup)
        return (tamer_step){NULL, (uint64_t)-ENOMEM};
    self = tamer_frame_new(sizeof(*self));
    self->frame.point = &resolve_frame_point;
    self->lookup = lookup;
    self->ret_list = ret_list;
    error = tmr_job_start(tmr_workers_for_names(), &lookup->job, &self->frame);
    if (!error)
        return (tamer_step){&self->frame, 0};
    tamer_frame_free(self, sizeof(*self));
    lookup_discard(&lookup->job);
    return (tamer_step){NULL, (uint64_t)error};
}

/* Without hints getaddrinfo assumes these. */
static const struct addrinfo no_hints = {.ai_flags = AI_V4MAPPED | AI_ADDRCONFIG};

tamer_step tamer_resolve__async(const char *host, const char *service, const struct addrinfo *hints,
                                struct addrinfo **ret_list)
{
    struct addrinfo numeric, *list = NULL;
    int result;

    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    if (!hints)
        hints = &no_hints;
    numeric = (struct addrinfo){
        .ai_flags = hints->ai_flags | AI_NUMERICHOST | AI_NUMERICSERV,
        .ai_family = hints->ai_family,
        .ai_socktype = hints->ai_socktype,
        .ai_protocol = hints->ai_protocol,
    };
    result = getaddrinfo(host, service, &numeric, &list);
    if (result == EAI_NONAME && (host || service))
        return resolve_offload(host, service, hints, ret_list);
    if (!result)
        *ret_list = list;
    return (tamer_step){NULL, (uint64_t)tmr_resolve_error(result)};
}
