/* golden */
static __attribute__((__unused__)) int fib(int n);
typedef int fib__type;
static __attribute__((__unused__)) tamer_step fib__async(int n);

struct fib__frame {
    tamer_frame tamer_base;
    int n;
    int tamer_t3;
};

static tamer_step fib__resume1(tamer_frame *, tamer_u64);
static tamer_step fib__resume2(tamer_frame *, tamer_u64);
static const tamer_point fib__await1 = { fib__resume1, tamer_frame_unwind, "fib", "recursion.c", 9, 1, sizeof(struct fib__frame) };
static const tamer_point fib__await2 = { fib__resume2, tamer_frame_unwind, "fib", "recursion.c", 9, 2, sizeof(struct fib__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
fib__body(struct fib__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    int tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    int tamer_t3 __attribute__((__unused__));
    int tamer_t4 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2: goto tamer_await_2;
    default:
        break;
    }
{
    tamer_t1 = !!(n < 2);
    if (tamer_t1) {
        tamer_t2 = n;
    } else {
        tamer_q = fib__async(n - 1);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&fib__await1, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &fib__await1;
            tamer_self->n = n; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_1: n = tamer_self->n; tamer_q.value = tamer_in;
        }
        tamer_t3 = (int)tamer_q.value;
        tamer_q = fib__async(n - 2);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&fib__await2, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &fib__await2;
            tamer_self->tamer_t3 = tamer_t3; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_2: tamer_t3 = tamer_self->tamer_t3; tamer_q.value = tamer_in;
        }
        tamer_t4 = (int)tamer_q.value;
        tamer_t2 = tamer_t3 + tamer_t4;
    }
    { fib__type tamer_result = tamer_t2; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

static tamer_step fib__async(int n)
{
    return fib__body(0, 0, n, 0);
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
static tamer_step fib__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct fib__frame *tamer_self = (struct fib__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, fib__body(tamer_self, 1, (int){0}, tamer_in));
}

static tamer_step fib__resume2(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct fib__frame *tamer_self = (struct fib__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, fib__body(tamer_self, 2, (int){0}, tamer_in));
}

#pragma GCC diagnostic pop

static const tamer_point fib__call = { 0, 0, "fib", "recursion.c", 7, 0, 0 };
