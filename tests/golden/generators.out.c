/* golden */
long both(int n);
typedef long both__type;
typedef struct both_delayed { tamer_delayed base; both__type value; } both_delayed;
struct both_delayed *both__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct both_delayed *tamer_slot, int n);
struct both_delayed *both_scoped(tamer_scope *tamer_in, int n);
struct both_delayed *both_scoped_into(tamer_scope *tamer_in, struct both_delayed *tamer_slot, int n);
both__type both_get(struct both_delayed *tamer_handle);
const both__type *both_value(const struct both_delayed *tamer_handle);
tamer_step both__async(int n);

static __attribute__((__unused__)) const tamer_point both__task1 = { tamer_task_deliver, tamer_task_failed, "both", "generators.c", 15, 0, 0 };

static __attribute__((__unused__)) const tamer_point both__task2 = { tamer_task_deliver, tamer_task_failed, "both", "generators.c", 16, 0, 0 };

struct both__frame {
    tamer_frame tamer_base;
    __extension__ union {
        long sum;
        int n;
    };
    __extension__ union {
        tamer_manager *h__with;
        int tamer_exit1;
    };
    long h;
    __extension__ union {
        tamer_generator *x__each;
        int tamer_exit2;
    };
    long tamer_kept;
    int x;
};

static tamer_step both__resume(tamer_frame *, tamer_u64);
static tamer_step both__unwind(tamer_frame *, tamer_u64);
static const tamer_point both__await1 = { 0, 0, "both", "generators.c", 15, 1, sizeof(struct both__frame) };
static const tamer_point both__await2 = { both__resume, tamer_frame_unwind, "both", "generators.c", 21, 2, sizeof(struct both__frame) };
static const tamer_point both__await3 = { both__resume, both__unwind, "both", "generators.c", 15, 3, sizeof(struct both__frame) };
static const tamer_point both__await4 = { 0, 0, "both", "generators.c", 16, 4, sizeof(struct both__frame) };
static const tamer_point both__await5 = { both__resume, both__unwind, "both", "generators.c", 20, 5, sizeof(struct both__frame) };
static const tamer_point both__await6 = { both__resume, both__unwind, "both", "generators.c", 16, 6, sizeof(struct both__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
both__body(struct both__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    tamer_u64 tamer_error1 __attribute__((__unused__));
    int tamer_exit1 __attribute__((__unused__));
    tamer_u64 tamer_error2 __attribute__((__unused__));
    int tamer_exit2 __attribute__((__unused__));
    tamer_bool tamer_t1 __attribute__((__unused__));
    tamer_bool tamer_t2 __attribute__((__unused__));
    long tamer_kept __attribute__((__unused__)) = {0};
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 2: goto tamer_await_2;
    case 3: goto tamer_await_3;
    case -3: goto tamer_unwound_3;
    case 5: goto tamer_await_5;
    case -5: goto tamer_unwound_5;
    case 6: goto tamer_await_6;
    case -6: goto tamer_unwound_6;
    default:
        break;
    }
{
    long sum = 0;

    { tamer_manager *h__with = tamer_with_enter(&both__await1, (sizeof(held_manager) + 0 * sizeof(char[__alignof__(held_manager) <= 16 ? 1 : -1])));
    { __typeof__(((held_manager *)0)->value) h = {0}, *h__begun __attribute__((__unused__)) = ((void)held__spawn(&both__task1, (tamer_scope *)(void *)h__with, 0, (held_manager *)(void *)h__with , n), &((held_manager *)(void *)h__with)->value); for (; ; ) {
    tamer_q = tamer_with_begin___async(h__with);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { goto tamer_failed_3; }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &both__await3;
        tamer_self->sum = sum; tamer_self->h__with = h__with; tamer_self->h = h; tamer_self->tamer_kept = tamer_kept; return tamer_pending(&tamer_self->tamer_base);
        tamer_unwound_3: sum = tamer_self->sum; h__with = tamer_self->h__with; h = tamer_self->h; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
        tamer_failed_3: tamer_q = tamer_unwind(&both__await3, tamer_q);
        tamer_error1 = tamer_q.value; tamer_exit1 = -1; goto tamer_leave_1;
        tamer_await_3: sum = tamer_self->sum; h__with = tamer_self->h__with; h = tamer_self->h; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
    }
    tamer_t1 = (tamer_bool)tamer_q.value;
    if (!(tamer_t1 && (h = ((held_manager *)(void *)h__with)->value, (void)h, 1))) { break; }
    {
        { tamer_generator *x__each = tamer_each_enter(&both__await4, (sizeof(counted_generator) + 0 * sizeof(char[__alignof__(counted_generator) <= 16 ? 1 : -1])));
        { __typeof__(((counted_generator *)0)->value) x = {0}, *x__begun __attribute__((__unused__)) = ((void)counted__spawn(&both__task2, (tamer_scope *)(void *)x__each, 0, (counted_generator *)(void *)x__each , 3), &((counted_generator *)(void *)x__each)->value); for (; ; ) {
        tamer_q = tamer_each_next___async(x__each);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { goto tamer_failed_6; }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &both__await6;
            tamer_self->sum = sum; tamer_self->h__with = h__with; tamer_self->h = h; tamer_self->x__each = x__each; tamer_self->x = x; tamer_self->tamer_kept = tamer_kept; return tamer_pending(&tamer_self->tamer_base);
            tamer_unwound_6: sum = tamer_self->sum; h__with = tamer_self->h__with; h = tamer_self->h; x__each = tamer_self->x__each; x = tamer_self->x; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
            tamer_failed_6: tamer_q = tamer_unwind(&both__await6, tamer_q);
            tamer_error2 = tamer_q.value; tamer_exit2 = -1; goto tamer_leave_2;
            tamer_await_6: sum = tamer_self->sum; h__with = tamer_self->h__with; h = tamer_self->h; x__each = tamer_self->x__each; x = tamer_self->x; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
        }
        tamer_t2 = (tamer_bool)tamer_q.value;
        if (!(tamer_t2 && (x = ((counted_generator *)(void *)x__each)->value, (void)x, 1))) { break; }
        {
            if (x == 2)
                { tamer_kept = sum;
                { tamer_exit2 = 1; tamer_error2 = 0; goto tamer_leave_2; } }
            sum += h * x;
        }} }
        tamer_exit2 = 0; tamer_error2 = 0;
        tamer_leave_2: ;
        tamer_q = tamer_each_leave__async(x__each, tamer_left(tamer_exit2, tamer_error2));
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { goto tamer_failed_5; }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &both__await5;
            tamer_self->sum = sum; tamer_self->h__with = h__with; tamer_self->h = h; tamer_self->tamer_exit2 = tamer_exit2; tamer_self->tamer_kept = tamer_kept; return tamer_pending(&tamer_self->tamer_base);
            tamer_unwound_5: sum = tamer_self->sum; h__with = tamer_self->h__with; h = tamer_self->h; tamer_exit2 = tamer_self->tamer_exit2; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
            tamer_failed_5: tamer_q = tamer_unwind(&both__await5, tamer_q);
            tamer_error1 = tamer_q.value; tamer_exit1 = -1; goto tamer_leave_1;
            tamer_await_5: sum = tamer_self->sum; h__with = tamer_self->h__with; h = tamer_self->h; tamer_exit2 = tamer_self->tamer_exit2; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
        }
        if (tamer_exit2 == 1) { tamer_exit1 = 1; tamer_error1 = 0; goto tamer_leave_1; }
        }
    }} }
    tamer_exit1 = 0; tamer_error1 = 0;
    tamer_leave_1: ;
    tamer_q = tamer_with_leave__async(h__with, tamer_left(tamer_exit1, tamer_error1));
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&both__await2, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &both__await2;
        tamer_self->sum = sum; tamer_self->tamer_exit1 = tamer_exit1; tamer_self->tamer_kept = tamer_kept; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_2: sum = tamer_self->sum; tamer_exit1 = tamer_self->tamer_exit1; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
    }
    if (tamer_exit1 == 1) { return tamer_done((tamer_u64)tamer_kept);}
    }
    { both__type tamer_result = -sum; return tamer_done((tamer_u64)tamer_result); }
}
}

tamer_step both__async(int n)
{
    return both__body(0, 0, n, 0);
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
__attribute__((noinline)) static tamer_step both__step(tamer_frame *tamer_this_frame, int tamer_at, tamer_u64 tamer_in)
{
    struct both__frame *tamer_self = (struct both__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, both__body(tamer_self, tamer_at, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step both__resume(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    return both__step(tamer_this_frame, (int)tamer_this_frame->point->index, tamer_in);
}

__attribute__((__no_profile_instrument_function__)) static tamer_step both__unwind(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    return both__step(tamer_this_frame, -(int)tamer_this_frame->point->index, tamer_in);
}

__attribute__((__no_profile_instrument_function__)) static tamer_step both__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct both__frame *tamer_self = (struct both__frame *)tamer_this_frame;
    tamer_step tamer_s = both__async(tamer_self->n);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point both__call = { 0, 0, "both", "generators.c", 11, 0, 0 };
