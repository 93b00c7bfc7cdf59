/* golden */
struct wide {
    long a, b, c;
};

struct wide make(long a);
typedef struct wide make__type;
tamer_step make__async(long a, make__type *tamer_out);

long wide(long a);
typedef long wide__type;
typedef struct wide_delayed { tamer_delayed base; wide__type value; } wide_delayed;
struct wide_delayed *wide__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct wide_delayed *tamer_slot, long a);
struct wide_delayed *wide_scoped(tamer_scope *tamer_in, long a);
struct wide_delayed *wide_scoped_into(tamer_scope *tamer_in, struct wide_delayed *tamer_slot, long a);
wide__type wide_get(struct wide_delayed *tamer_handle);
const wide__type *wide_value(const struct wide_delayed *tamer_handle);
tamer_step wide__async(long a);

struct wide__frame {
    tamer_frame tamer_base;
    __extension__ union {
        struct wide v;
        long a;
    };
    __extension__ union {
        struct wide w;
        struct wide tamer_t1;
    };
    struct wide tamer_t3;
};

static tamer_step wide__resume(tamer_frame *, tamer_u64);
static const tamer_point wide__await1 = { wide__resume, tamer_frame_unwind, "wide", "wide.c", 15, 1, sizeof(struct wide__frame) };
static const tamer_point wide__await2 = { wide__resume, tamer_frame_unwind, "wide", "wide.c", 15, 2, sizeof(struct wide__frame) };
static const tamer_point wide__await3 = { wide__resume, tamer_frame_unwind, "wide", "wide.c", 17, 3, sizeof(struct wide__frame) };

#pragma GCC diagnostic push

#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
static __inline__ __attribute__((always_inline)) tamer_step
wide__body(struct wide__frame *tamer_self, int tamer_at, long a, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    struct wide tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    struct wide tamer_t3 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2: goto tamer_await_2;
    case 3: goto tamer_await_3;
    case 4:
        a = tamer_self->a; break;
    default:
        break;
    }
{
    tamer_q = make__async(a, &tamer_t1);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&wide__await1, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &wide__await1;
        ((tamer_frame_out *)tamer_q.frame)->out = &tamer_self->tamer_t1;
        tamer_self->a = a; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_1: a = tamer_self->a; tamer_t1 = tamer_self->tamer_t1; tamer_q.value = tamer_in;
    }
    struct wide w = tamer_t1; tamer_q = get__async(2);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&wide__await2, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &wide__await2;
        tamer_self->a = a; tamer_self->w = w; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_2: a = tamer_self->a; w = tamer_self->w; tamer_q.value = tamer_in;
    }
    tamer_t2 = (int)tamer_q.value;
    struct wide v = {w.a, tamer_t2, a}; 

    tamer_q = make__async(1, &tamer_t3);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&wide__await3, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &wide__await3;
        ((tamer_frame_out *)tamer_q.frame)->out = &tamer_self->tamer_t3;
        tamer_self->w = w; tamer_self->v = v; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_3: w = tamer_self->w; v = tamer_self->v; tamer_t3 = tamer_self->tamer_t3; tamer_q.value = tamer_in;
    }
    { wide__type tamer_result = w.c + v.b + (tamer_t3).a; return tamer_done((tamer_u64)tamer_result); }
}
}

#pragma GCC diagnostic pop

tamer_step wide__async(long a)
{
    return wide__body(0, 0, a, 0);
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
static tamer_step wide__resume(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct wide__frame *tamer_self = (struct wide__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, wide__body(tamer_self, (int)tamer_this_frame->point->index, (long){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step wide__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct wide__frame *tamer_self = (struct wide__frame *)tamer_this_frame;
    tamer_step tamer_s = wide__async(tamer_self->a);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point wide__call = { 0, 0, "wide", "wide.c", 13, 0, 0 };
