/* golden */
int errors(int n);
typedef int errors__type;
typedef struct errors_delayed { tamer_delayed base; errors__type value; } errors_delayed;
struct errors_delayed *errors__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct errors_delayed *tamer_slot, int n);
struct errors_delayed *errors_scoped(tamer_scope *tamer_in, int n);
struct errors_delayed *errors_scoped_into(tamer_scope *tamer_in, struct errors_delayed *tamer_slot, int n);
errors__type errors_get(struct errors_delayed *tamer_handle);
const errors__type *errors_value(const struct errors_delayed *tamer_handle);
tamer_step errors__async(int n);

struct errors__frame {
    tamer_frame tamer_base;
    tamer_error *error;
    int n;
    int r;
};

static tamer_step errors__resume1(tamer_frame *, tamer_u64);
static tamer_step errors__unwind(tamer_frame *, tamer_u64);
static const tamer_point errors__await1 = { errors__resume1, errors__unwind, "errors", "errors.c", 13, 1, sizeof(struct errors__frame) };
static const tamer_point errors__await2 = { 0, 0, "errors", "errors.c", 13, 2, sizeof(struct errors__frame) };
static const tamer_point errors__await4 = { 0, 0, "errors", "errors.c", 14, 4, sizeof(struct errors__frame) };
static const tamer_point errors__await5 = { 0, 0, "errors", "errors.c", 15, 5, sizeof(struct errors__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
errors__body(struct errors__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    tamer_u64 tamer_error1 __attribute__((__unused__));
    int tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    int tamer_t3 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case -1: goto tamer_unwound_1;
    case 6:
        n = tamer_self->n; break;
    default:
        break;
    }
{
    tamer_error *error = 
                        ((void *)0)
                            ;
    int r = 0;

    {
    tamer_q = get__async(n);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { goto tamer_failed_1; }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &errors__await1;
        tamer_self->n = n; tamer_self->error = error; tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
        tamer_unwound_1: n = tamer_self->n; error = tamer_self->error; r = tamer_self->r; tamer_q.value = tamer_in;
        tamer_failed_1: tamer_q = tamer_unwind(&errors__await1, tamer_q);
        tamer_error1 = tamer_q.value; goto tamer_leave_1;
        tamer_await_1: n = tamer_self->n; error = tamer_self->error; r = tamer_self->r; tamer_q.value = tamer_in;
    }
    tamer_t2 = (int)tamer_q.value;
    { tamer_catcher tamer_c = {0}; tamer_error *tamer_e = 0; tamer_catch_open_(&tamer_c);
    (void)(r = tamer_t2);
    if (tamer_catch_close_(&tamer_e)) {
    tamer_q = tamer_unwind(&errors__await2, tamer_left(-1, (tamer_u64)(tamer_uptr)tamer_e));
    tamer_error1 = tamer_q.value; goto tamer_leave_1;
    } }
    tamer_t1 = 0;
    goto tamer_caught_1;
    tamer_leave_1: tamer_t1 = tamer_catch_take(&error, tamer_error1);
    if (!tamer_t1) { tamer_q = tamer_left(-1, tamer_error1);
    return tamer_q;
    }
    tamer_caught_1: ;
    }
    if (tamer_t1)
        { { tamer_q = tamer_raise_at(&errors__await4, tamer_error_code(error), "no %d", n);
        return tamer_q;
        }
        }
    tamer_t3 = r;
    if ((tamer_i64)tamer_t3 < 0) {
    tamer_q = tamer_check_failed(&errors__await5, (tamer_i64)tamer_t3, "r");
    return tamer_q;
    }
    { errors__type tamer_result = tamer_t3; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step errors__async(int n)
{
    return errors__body(0, 0, n, 0);
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
static tamer_step errors__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct errors__frame *tamer_self = (struct errors__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, errors__body(tamer_self, 1, (int){0}, tamer_in));
}

static tamer_step errors__unwind(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct errors__frame *tamer_self = (struct errors__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, errors__body(tamer_self, -(int)tamer_this_frame->point->index, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step errors__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct errors__frame *tamer_self = (struct errors__frame *)tamer_this_frame;
    tamer_step tamer_s = errors__async(tamer_self->n);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point errors__call = { 0, 0, "errors", "errors.c", 8, 0, 0 };
