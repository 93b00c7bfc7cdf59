/* golden */
int sum(int n);
typedef int sum__type;
typedef struct sum_delayed { tamer_delayed base; sum__type value; } sum_delayed;
struct sum_delayed *sum__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct sum_delayed *tamer_slot, int n);
struct sum_delayed *sum_scoped(tamer_scope *tamer_in, int n);
struct sum_delayed *sum_scoped_into(tamer_scope *tamer_in, struct sum_delayed *tamer_slot, int n);
sum__type sum_get(struct sum_delayed *tamer_handle);
const sum__type *sum_value(const struct sum_delayed *tamer_handle);
tamer_step sum__async(int n);

struct sum__frame {
    tamer_frame tamer_base;
    int n;
    int s;
    int i;
};

static tamer_step sum__resume1(tamer_frame *, tamer_u64);
static const tamer_point sum__await1 = { sum__resume1, tamer_frame_unwind, "sum", "loop.c", 12, 1, sizeof(struct sum__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
sum__body(struct sum__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    int tamer_t1 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2:
        n = tamer_self->n; break;
    default:
        break;
    }
{
    int s = 0;

    for (int i = 0; i < n; i++)
        { tamer_q = get__async(i);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&sum__await1, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &sum__await1;
            tamer_self->n = n; tamer_self->s = s; tamer_self->i = i; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_1: n = tamer_self->n; s = tamer_self->s; i = tamer_self->i; tamer_q.value = tamer_in;
        }
        tamer_t1 = (int)tamer_q.value;
        s += tamer_t1; }
    { sum__type tamer_result = s; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step sum__async(int n)
{
    return sum__body(0, 0, n, 0);
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
static tamer_step sum__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct sum__frame *tamer_self = (struct sum__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, sum__body(tamer_self, 1, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step sum__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct sum__frame *tamer_self = (struct sum__frame *)tamer_this_frame;
    tamer_step tamer_s = sum__async(tamer_self->n);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point sum__call = { 0, 0, "sum", "loop.c", 7, 0, 0 };
