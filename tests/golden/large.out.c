/* golden */
struct totals {
    long sum, product, count;
};

struct totals add_up(const int *values, int count, int limit);
typedef struct totals add_up__type;
typedef struct add_up_delayed { tamer_delayed base; add_up__type value; } add_up_delayed;
struct add_up_delayed *add_up__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct add_up_delayed *tamer_slot, const int *values, int count, int limit);
struct add_up_delayed *add_up_scoped(tamer_scope *tamer_in, const int *values, int count, int limit);
struct add_up_delayed *add_up_scoped_into(tamer_scope *tamer_in, struct add_up_delayed *tamer_slot, const int *values, int count, int limit);
add_up__type add_up_get(struct add_up_delayed *tamer_handle);
const add_up__type *add_up_value(const struct add_up_delayed *tamer_handle);
tamer_step add_up__async(const int *values, int count, int limit, add_up__type *tamer_out);

struct add_up__frame {
    tamer_frame_out tamer_base;
    const int *values;
    struct totals totals;
    int count;
    int limit;
    int i;
};

static tamer_step add_up__resume(tamer_frame *, tamer_u64);
static tamer_step add_up__unwind(tamer_frame *, tamer_u64);
static const tamer_point add_up__await1 = { add_up__resume, add_up__unwind, "add_up", "large.c", 20, 1, sizeof(struct add_up__frame) };
static const tamer_point add_up__await2 = { add_up__resume, add_up__unwind, "add_up", "large.c", 23, 2, sizeof(struct add_up__frame) };
static const tamer_point add_up__await3 = { add_up__resume, add_up__unwind, "add_up", "large.c", 33, 3, sizeof(struct add_up__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
add_up__body(struct add_up__frame *tamer_self, int tamer_at, const int *values, int count, int limit, add_up__type *tamer_out, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    tamer_u64 tamer_error1 __attribute__((__unused__));
    int tamer_exit1 __attribute__((__unused__));
    int tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    int tamer_t3 __attribute__((__unused__));
    int tamer_t4 __attribute__((__unused__));
    struct totals tamer_kept __attribute__((__unused__)) = {0};
    (void)tamer_in; (void)tamer_self; (void)tamer_at; (void)tamer_out;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case -1: goto tamer_unwound_1;
    case 2: goto tamer_await_2;
    case -2: goto tamer_unwound_2;
    case 3: goto tamer_await_3;
    case -3: goto tamer_unwound_3;
    default:
        break;
    }
{
    struct totals totals = {0, 1, 0};

    for (int i = 0; i < count; i++) {
        tamer_t1 = !!(values[i] < 0);
        if (tamer_t1) {
            tamer_q = get__async(values[i]);
            if (__builtin_expect(tamer_q.frame != 0, 0)) {
                if (tamer_failed(tamer_q)) { goto tamer_failed_1; }
                if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
                else { tamer_q.frame->parent = &tamer_self->tamer_base.frame; }
                tamer_self->tamer_base.frame.point = &add_up__await1;
                tamer_self->values = values; tamer_self->count = count; tamer_self->limit = limit; tamer_self->totals = totals; tamer_self->i = i; return tamer_pending(&tamer_self->tamer_base.frame);
                tamer_unwound_1: tamer_out = tamer_self->tamer_base.out; values = tamer_self->values; count = tamer_self->count; limit = tamer_self->limit; totals = tamer_self->totals; i = tamer_self->i; __builtin_memset((void *)&tamer_kept, 0, sizeof tamer_kept); tamer_q.value = tamer_in;
                tamer_failed_1: tamer_q = tamer_unwind(&add_up__await1, tamer_q);
                tamer_error1 = tamer_q.value; tamer_exit1 = -1; goto tamer_leave_1;
                tamer_await_1: tamer_out = tamer_self->tamer_base.out; values = tamer_self->values; count = tamer_self->count; limit = tamer_self->limit; totals = tamer_self->totals; i = tamer_self->i; __builtin_memset((void *)&tamer_kept, 0, sizeof tamer_kept); tamer_q.value = tamer_in;
            }
            tamer_t2 = (int)tamer_q.value;
            tamer_t1 = !!(tamer_t2 < 0);
        }
        if (tamer_t1)
            continue;
        if (values[i] > limit && limit > 0) {
            tamer_q = get__async(values[i] - limit);
            if (__builtin_expect(tamer_q.frame != 0, 0)) {
                if (tamer_failed(tamer_q)) { goto tamer_failed_2; }
                if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
                else { tamer_q.frame->parent = &tamer_self->tamer_base.frame; }
                tamer_self->tamer_base.frame.point = &add_up__await2;
                tamer_self->values = values; tamer_self->count = count; tamer_self->limit = limit; tamer_self->totals = totals; tamer_self->i = i; return tamer_pending(&tamer_self->tamer_base.frame);
                tamer_unwound_2: tamer_out = tamer_self->tamer_base.out; values = tamer_self->values; count = tamer_self->count; limit = tamer_self->limit; totals = tamer_self->totals; i = tamer_self->i; __builtin_memset((void *)&tamer_kept, 0, sizeof tamer_kept); tamer_q.value = tamer_in;
                tamer_failed_2: tamer_q = tamer_unwind(&add_up__await2, tamer_q);
                tamer_error1 = tamer_q.value; tamer_exit1 = -1; goto tamer_leave_1;
                tamer_await_2: tamer_out = tamer_self->tamer_base.out; values = tamer_self->values; count = tamer_self->count; limit = tamer_self->limit; totals = tamer_self->totals; i = tamer_self->i; __builtin_memset((void *)&tamer_kept, 0, sizeof tamer_kept); tamer_q.value = tamer_in;
            }
            tamer_t3 = (int)tamer_q.value;
            int over = tamer_t3;
            if (over > 0)
                totals.sum -= over;
            else if (over < 0)
                totals.sum += over;
            else
                break;
        }
        switch (values[i] % 4) {
        case 0:
            tamer_q = get__async(values[i]);
            if (__builtin_expect(tamer_q.frame != 0, 0)) {
                if (tamer_failed(tamer_q)) { goto tamer_failed_3; }
                if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
                else { tamer_q.frame->parent = &tamer_self->tamer_base.frame; }
                tamer_self->tamer_base.frame.point = &add_up__await3;
                tamer_self->values = values; tamer_self->count = count; tamer_self->limit = limit; tamer_self->totals = totals; tamer_self->i = i; return tamer_pending(&tamer_self->tamer_base.frame);
                tamer_unwound_3: tamer_out = tamer_self->tamer_base.out; values = tamer_self->values; count = tamer_self->count; limit = tamer_self->limit; totals = tamer_self->totals; i = tamer_self->i; __builtin_memset((void *)&tamer_kept, 0, sizeof tamer_kept); tamer_q.value = tamer_in;
                tamer_failed_3: tamer_q = tamer_unwind(&add_up__await3, tamer_q);
                tamer_error1 = tamer_q.value; tamer_exit1 = -1; goto tamer_leave_1;
                tamer_await_3: tamer_out = tamer_self->tamer_base.out; values = tamer_self->values; count = tamer_self->count; limit = tamer_self->limit; totals = tamer_self->totals; i = tamer_self->i; __builtin_memset((void *)&tamer_kept, 0, sizeof tamer_kept); tamer_q.value = tamer_in;
            }
            tamer_t4 = (int)tamer_q.value;
            totals.sum += tamer_t4;
            break;
        case 1:
            totals.product *= values[i] + 1;
            break;
        case 2:
            totals.product += totals.sum * 2 - values[i] / 3;
            break;
        default:
            totals.sum = totals.sum > totals.product ? totals.product : totals.sum;
            break;
        }
        totals.count += totals.sum > 0 && totals.product > 0 && (totals.sum ^ totals.product) > 0;
        for (int k = 0; k < limit && k < values[i]; k++)
            totals.product = totals.product % 1000 + k * totals.sum;
    }
    if (totals.sum > 1000 || totals.product > 1000)
        totals.sum = totals.product = 1000;
    tamer_kept = totals;
    { tamer_exit1 = 1; tamer_error1 = 0; goto tamer_leave_1; }

tamer_exit1 = 0; tamer_error1 = 0;
tamer_leave_1: ;
{ {
        totals.count = 0;
    } }
    if (tamer_exit1 == -1) { tamer_q = tamer_left(-1, tamer_error1);
    return tamer_q;
    }
    { __builtin_memcpy((void *)tamer_out, &tamer_kept, sizeof tamer_kept); return tamer_done(0);}
}
    return tamer_done(0);
}

tamer_step add_up__async(const int *values, int count, int limit, add_up__type *tamer_out)
{
    return add_up__body(0, 0, values, count, limit, tamer_out, 0);
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
__attribute__((noinline)) static tamer_step add_up__step(tamer_frame *tamer_this_frame, int tamer_at, tamer_u64 tamer_in)
{
    struct add_up__frame *tamer_self = (struct add_up__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, add_up__body(tamer_self, tamer_at, tamer_self->values, (int){0}, (int){0}, 0, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step add_up__resume(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    return add_up__step(tamer_this_frame, (int)tamer_this_frame->point->index, tamer_in);
}

__attribute__((__no_profile_instrument_function__)) static tamer_step add_up__unwind(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    return add_up__step(tamer_this_frame, -(int)tamer_this_frame->point->index, tamer_in);
}

__attribute__((__no_profile_instrument_function__)) static tamer_step add_up__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct add_up__frame *tamer_self = (struct add_up__frame *)tamer_this_frame;
    tamer_step tamer_s = add_up__async(tamer_self->values, tamer_self->count, tamer_self->limit, tamer_self->tamer_base.out);
    (void)tamer_in;
    if ((tamer_uptr)tamer_s.frame > 1) { ((tamer_frame_out *)tamer_s.frame)->out = tamer_self->tamer_base.out; }
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point add_up__call = { 0, 0, "add_up", "large.c", 12, 0, 0 };
