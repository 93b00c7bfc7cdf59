/* golden */
int plain(int, int, int);

int order(int a);
typedef int order__type;
typedef struct order_delayed { tamer_delayed base; order__type value; } order_delayed;
struct order_delayed *order__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct order_delayed *tamer_slot, int a);
struct order_delayed *order_scoped(tamer_scope *tamer_in, int a);
struct order_delayed *order_scoped_into(tamer_scope *tamer_in, struct order_delayed *tamer_slot, int a);
order__type order_get(struct order_delayed *tamer_handle);
const order__type *order_value(const struct order_delayed *tamer_handle);
tamer_step order__async(int a);

struct order__frame {
    tamer_frame tamer_base;
    int a;
    int tamer_t1;
    int tamer_t2;
};

static tamer_step order__resume1(tamer_frame *, tamer_u64);
static tamer_step order__resume2(tamer_frame *, tamer_u64);
static const tamer_point order__await1 = { order__resume1, tamer_frame_unwind, "order", "order.c", 11, 1, sizeof(struct order__frame) };
static const tamer_point order__await2 = { order__resume2, tamer_frame_unwind, "order", "order.c", 11, 2, sizeof(struct order__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
order__body(struct order__frame *tamer_self, int tamer_at, int a, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    int tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    int tamer_t3 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2: goto tamer_await_2;
    case 3:
        a = tamer_self->a; break;
    default:
        break;
    }
{
    tamer_t1 = a++;
    tamer_q = get__async(a);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&order__await1, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &order__await1;
        tamer_self->a = a; tamer_self->tamer_t1 = tamer_t1; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_1: a = tamer_self->a; tamer_t1 = tamer_self->tamer_t1; tamer_q.value = tamer_in;
    }
    tamer_t2 = (int)tamer_q.value;
    tamer_q = get__async(3);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&order__await2, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &order__await2;
        tamer_self->a = a; tamer_self->tamer_t1 = tamer_t1; tamer_self->tamer_t2 = tamer_t2; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_2: a = tamer_self->a; tamer_t1 = tamer_self->tamer_t1; tamer_t2 = tamer_self->tamer_t2; tamer_q.value = tamer_in;
    }
    tamer_t3 = (int)tamer_q.value;
    { order__type tamer_result = plain(tamer_t1, tamer_t2, plain(1, 2, tamer_t3)) + a; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step order__async(int a)
{
    return order__body(0, 0, a, 0);
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
static tamer_step order__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct order__frame *tamer_self = (struct order__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, order__body(tamer_self, 1, (int){0}, tamer_in));
}

static tamer_step order__resume2(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct order__frame *tamer_self = (struct order__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, order__body(tamer_self, 2, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step order__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct order__frame *tamer_self = (struct order__frame *)tamer_this_frame;
    tamer_step tamer_s = order__async(tamer_self->a);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point order__call = { 0, 0, "order", "order.c", 9, 0, 0 };
