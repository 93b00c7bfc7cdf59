/* golden */
int switches(int n);
typedef int switches__type;
typedef struct switches_delayed { tamer_delayed base; switches__type value; } switches_delayed;
struct switches_delayed *switches__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct switches_delayed *tamer_slot, int n);
struct switches_delayed *switches_scoped(tamer_scope *tamer_in, int n);
struct switches_delayed *switches_scoped_into(tamer_scope *tamer_in, struct switches_delayed *tamer_slot, int n);
switches__type switches_get(struct switches_delayed *tamer_handle);
const switches__type *switches_value(const struct switches_delayed *tamer_handle);
tamer_step switches__async(int n);

struct switches__frame {
    tamer_frame tamer_base;
    int n;
    int r;
};

static tamer_step switches__resume(tamer_frame *, tamer_u64);
static const tamer_point switches__await1 = { switches__resume, tamer_frame_unwind, "switches", "switches.c", 11, 1, sizeof(struct switches__frame) };
static const tamer_point switches__await2 = { switches__resume, tamer_frame_unwind, "switches", "switches.c", 16, 2, sizeof(struct switches__frame) };
static const tamer_point switches__await3 = { switches__resume, tamer_frame_unwind, "switches", "switches.c", 19, 3, sizeof(struct switches__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
switches__body(struct switches__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    int tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    int tamer_t3 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2: goto tamer_await_2;
    case 3: goto tamer_await_3;
    case 4:
        n = tamer_self->n; break;
    default:
        break;
    }
{
    int r = 0;

    tamer_q = get__async(n);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&switches__await1, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &switches__await1;
        tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_1: r = tamer_self->r; tamer_q.value = tamer_in;
    }
    tamer_t1 = (int)tamer_q.value;
    switch (tamer_t1) {
    case 0:
        r = 1;
        /* fall through */
    case 1:
        tamer_q = get__async(r);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&switches__await2, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &switches__await2;
            tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_2: r = tamer_self->r; tamer_q.value = tamer_in;
        }
        tamer_t2 = (int)tamer_q.value;
        r += tamer_t2;
        break;
    default:
        tamer_q = get__async(r);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&switches__await3, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &switches__await3;
            return tamer_pending(&tamer_self->tamer_base);
            tamer_await_3: tamer_q.value = tamer_in;
        }
        tamer_t3 = (int)tamer_q.value;
        { switches__type tamer_result = tamer_t3; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
    }
    { switches__type tamer_result = r; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step switches__async(int n)
{
    return switches__body(0, 0, n, 0);
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
static tamer_step switches__resume(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct switches__frame *tamer_self = (struct switches__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, switches__body(tamer_self, (int)tamer_this_frame->point->index, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step switches__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct switches__frame *tamer_self = (struct switches__frame *)tamer_this_frame;
    tamer_step tamer_s = switches__async(tamer_self->n);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point switches__call = { 0, 0, "switches", "switches.c", 7, 0, 0 };
