/* golden */
int gotos(int n);
typedef int gotos__type;
typedef struct gotos_delayed { tamer_delayed base; gotos__type value; } gotos_delayed;
struct gotos_delayed *gotos__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct gotos_delayed *tamer_slot, int n);
struct gotos_delayed *gotos_scoped(tamer_scope *tamer_in, int n);
struct gotos_delayed *gotos_scoped_into(tamer_scope *tamer_in, struct gotos_delayed *tamer_slot, int n);
gotos__type gotos_get(struct gotos_delayed *tamer_handle);
const gotos__type *gotos_value(const struct gotos_delayed *tamer_handle);
tamer_step gotos__async(int n);

struct gotos__frame {
    tamer_frame tamer_base;
    int n;
    int r;
};

static tamer_step gotos__resume1(tamer_frame *, tamer_u64);
static tamer_step gotos__resume2(tamer_frame *, tamer_u64);
static const tamer_point gotos__await1 = { gotos__resume1, tamer_frame_unwind, "gotos", "gotos.c", 12, 1, sizeof(struct gotos__frame) };
static const tamer_point gotos__await2 = { gotos__resume2, tamer_frame_unwind, "gotos", "gotos.c", 16, 2, sizeof(struct gotos__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
gotos__body(struct gotos__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    int tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2: goto tamer_await_2;
    case 3:
        n = tamer_self->n; break;
    default:
        break;
    }
{
    int r = 0;

again:
    tamer_q = get__async(n);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&gotos__await1, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &gotos__await1;
        tamer_self->n = n; tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_1: n = tamer_self->n; r = tamer_self->r; tamer_q.value = tamer_in;
    }
    tamer_t1 = (int)tamer_q.value;
    r += tamer_t1;
    do {
    {
        if (r > 3)
            goto out;
    }tamer_q = get__async(r);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&gotos__await2, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &gotos__await2;
        tamer_self->n = n; tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_2: n = tamer_self->n; r = tamer_self->r; tamer_q.value = tamer_in;
    }
    tamer_t2 = (int)tamer_q.value;
    } while (tamer_t2 < 2);
    if (--n)
        goto again;
out:
    { gotos__type tamer_result = r; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
    return tamer_done(0);
}

tamer_step gotos__async(int n)
{
    return gotos__body(0, 0, n, 0);
}

#pragma GCC diagnostic push

#pragma GCC diagnostic ignored "-Wpragmas"

#pragma GCC diagnostic ignored "-Warray-bounds"

#pragma GCC diagnostic ignored "-Wdangling-pointer"

#pragma GCC diagnostic ignored "-Wformat-overflow"

#pragma GCC diagnostic ignored "-Wformat-truncation"

#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#pragma GCC diagnostic ignored "-Wnonnull"

#pragma GCC diagnostic ignored "-Wrestrict"

#pragma GCC diagnostic ignored "-Wstringop-overflow"

#pragma GCC diagnostic ignored "-Wstringop-overread"

#pragma GCC diagnostic ignored "-Wstringop-truncation"

#pragma GCC diagnostic ignored "-Wuse-after-free"
static tamer_step gotos__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct gotos__frame *tamer_self = (struct gotos__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, gotos__body(tamer_self, 1, (int){0}, tamer_in));
}

static tamer_step gotos__resume2(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct gotos__frame *tamer_self = (struct gotos__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, gotos__body(tamer_self, 2, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step gotos__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct gotos__frame *tamer_self = (struct gotos__frame *)tamer_this_frame;
    tamer_step tamer_s = gotos__async(tamer_self->n);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point gotos__call = { 0, 0, "gotos", "gotos.c", 7, 0, 0 };
