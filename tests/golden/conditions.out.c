/* golden */
int conditions(int a, int b);
typedef int conditions__type;
typedef struct conditions_delayed { tamer_delayed base; conditions__type value; } conditions_delayed;
struct conditions_delayed *conditions__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct conditions_delayed *tamer_slot, int a, int b);
struct conditions_delayed *conditions_scoped(tamer_scope *tamer_in, int a, int b);
struct conditions_delayed *conditions_scoped_into(tamer_scope *tamer_in, struct conditions_delayed *tamer_slot, int a, int b);
conditions__type conditions_get(struct conditions_delayed *tamer_handle);
const conditions__type *conditions_value(const struct conditions_delayed *tamer_handle);
tamer_step conditions__async(int a, int b);

struct conditions__frame {
    tamer_frame tamer_base;
    int a;
    int b;
    int r;
};

static tamer_step conditions__resume(tamer_frame *, tamer_u64);
static const tamer_point conditions__await1 = { conditions__resume, tamer_frame_unwind, "conditions", "conditions.c", 9, 1, sizeof(struct conditions__frame) };
static const tamer_point conditions__await2 = { conditions__resume, tamer_frame_unwind, "conditions", "conditions.c", 11, 2, sizeof(struct conditions__frame) };
static const tamer_point conditions__await3 = { conditions__resume, tamer_frame_unwind, "conditions", "conditions.c", 12, 3, sizeof(struct conditions__frame) };
static const tamer_point conditions__await4 = { conditions__resume, tamer_frame_unwind, "conditions", "conditions.c", 13, 4, sizeof(struct conditions__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
conditions__body(struct conditions__frame *tamer_self, int tamer_at, int a, int b, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    int tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    int tamer_t3 __attribute__((__unused__));
    int tamer_t4 __attribute__((__unused__));
    int tamer_t5 __attribute__((__unused__));
    int tamer_t6 __attribute__((__unused__));
    int tamer_t7 __attribute__((__unused__));
    int tamer_t8 __attribute__((__unused__));
    int tamer_t9 __attribute__((__unused__));
    int tamer_t10 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2: goto tamer_await_2;
    case 3: goto tamer_await_3;
    case 4: goto tamer_await_4;
    case 5:
        a = tamer_self->a; b = tamer_self->b; break;
    default:
        break;
    }
{
    tamer_t1 = !!(a);
    if (tamer_t1) {
        tamer_q = get__async(b);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&conditions__await1, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &conditions__await1;
            tamer_self->a = a; tamer_self->b = b; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_1: a = tamer_self->a; b = tamer_self->b; tamer_q.value = tamer_in;
        }
        tamer_t2 = (int)tamer_q.value;
        tamer_t1 = !!(tamer_t2);
    }
    int r = tamer_t1;

    tamer_t3 = !!(a);
    if (!tamer_t3) {
        tamer_t4 = !!(b);
        if (tamer_t4) {
            tamer_q = get__async(a);
            if (__builtin_expect(tamer_q.frame != 0, 0)) {
                if (tamer_failed(tamer_q)) { return tamer_unwind(&conditions__await2, tamer_q); }
                if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
                else { tamer_q.frame->parent = &tamer_self->tamer_base; }
                tamer_self->tamer_base.point = &conditions__await2;
                tamer_self->a = a; tamer_self->b = b; tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
                tamer_await_2: a = tamer_self->a; b = tamer_self->b; r = tamer_self->r; tamer_q.value = tamer_in;
            }
            tamer_t5 = (int)tamer_q.value;
            tamer_t4 = !!(tamer_t5);
        }
        tamer_t3 = !!((tamer_t4));
    }
    r += tamer_t3;
    tamer_t6 = !!(a);
    if (tamer_t6) {
        tamer_q = get__async(1);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&conditions__await3, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &conditions__await3;
            tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_3: r = tamer_self->r; tamer_q.value = tamer_in;
        }
        tamer_t8 = (int)tamer_q.value;
        tamer_t7 = tamer_t8;
    } else {
        tamer_t7 = b;
    }
    r += tamer_t7;
    for (;;) {
    tamer_t9 = !!(r < 10);
    if (tamer_t9) {
        tamer_q = get__async(r);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&conditions__await4, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &conditions__await4;
            tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_4: r = tamer_self->r; tamer_q.value = tamer_in;
        }
        tamer_t10 = (int)tamer_q.value;
        tamer_t9 = !!(tamer_t10);
    }
    if (!(tamer_t9)) { break; }
        r++;}
    { conditions__type tamer_result = r; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step conditions__async(int a, int b)
{
    return conditions__body(0, 0, a, b, 0);
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
static tamer_step conditions__resume(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct conditions__frame *tamer_self = (struct conditions__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, conditions__body(tamer_self, (int)tamer_this_frame->point->index, (int){0}, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step conditions__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct conditions__frame *tamer_self = (struct conditions__frame *)tamer_this_frame;
    tamer_step tamer_s = conditions__async(tamer_self->a, tamer_self->b);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point conditions__call = { 0, 0, "conditions", "conditions.c", 7, 0, 0 };
