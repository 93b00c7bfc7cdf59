/* golden */
void done(int n);
typedef void done__type;
tamer_step done__async(int n);

int defers(int n);
typedef int defers__type;
typedef struct defers_delayed { tamer_delayed base; defers__type value; } defers_delayed;
struct defers_delayed *defers__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct defers_delayed *tamer_slot, int n);
struct defers_delayed *defers_scoped(tamer_scope *tamer_in, int n);
struct defers_delayed *defers_scoped_into(tamer_scope *tamer_in, struct defers_delayed *tamer_slot, int n);
defers__type defers_get(struct defers_delayed *tamer_handle);
const defers__type *defers_value(const struct defers_delayed *tamer_handle);
tamer_step defers__async(int n);

struct defers__frame {
    tamer_frame tamer_base;
    __extension__ union {
        tamer_u64 tamer_error1;
        __extension__ struct {
            int n;
            int i;
        };
    };
    int tamer_exit1;
    int tamer_kept;
};

static tamer_step defers__resume1(tamer_frame *, tamer_u64);
static tamer_step defers__resume3(tamer_frame *, tamer_u64);
static tamer_step defers__unwind(tamer_frame *, tamer_u64);
static const tamer_point defers__await1 = { defers__resume1, defers__unwind, "defers", "defers.c", 12, 1, sizeof(struct defers__frame) };
static const tamer_point defers__await2 = { 0, 0, "defers", "defers.c", 16, 2, sizeof(struct defers__frame) };
static const tamer_point defers__await3 = { defers__resume3, defers__unwind, "defers", "defers.c", 18, 3, sizeof(struct defers__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
defers__body(struct defers__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    tamer_u64 tamer_error1 __attribute__((__unused__));
    int tamer_exit1 __attribute__((__unused__));
    tamer_u64 tamer_error2 __attribute__((__unused__));
    int tamer_exit2 __attribute__((__unused__));
    int tamer_t1 __attribute__((__unused__));
    int tamer_kept __attribute__((__unused__)) = {0};
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case -1: goto tamer_unwound_1;
    case 3: goto tamer_await_3;
    case -3: goto tamer_unwound_3;
    case 4:
        n = tamer_self->n; break;
    default:
        break;
    }
{
    for (int i = 0; i < n; i++) {
        tamer_q = get__async(i);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { goto tamer_failed_3; }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &defers__await3;
            tamer_self->n = n; tamer_self->i = i; tamer_self->tamer_kept = tamer_kept; return tamer_pending(&tamer_self->tamer_base);
            tamer_unwound_3: n = tamer_self->n; i = tamer_self->i; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
            tamer_failed_3: tamer_q = tamer_unwind(&defers__await3, tamer_q);
            tamer_error2 = tamer_q.value; tamer_exit2 = -1; goto tamer_leave_2;
            tamer_await_3: n = tamer_self->n; i = tamer_self->i; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
        }
        tamer_t1 = (int)tamer_q.value;
        if (tamer_t1)
            { tamer_kept = i;
            { tamer_exit2 = 1; tamer_error2 = 0; goto tamer_leave_2; } }

    tamer_exit2 = 0; tamer_error2 = 0;
    tamer_leave_2: ;
    { {
            { tamer_catcher tamer_c = {0}; tamer_error *tamer_e = 0; tamer_catch_open_(&tamer_c);
            (void)((done(i)));
            if (tamer_catch_close_(&tamer_e)) {
            tamer_q = tamer_unwind(&defers__await2, tamer_left(-1, (tamer_u64)(tamer_uptr)tamer_e));
            tamer_error2 = tamer_error_join(tamer_exit2 == -1 ? tamer_error2 : 0, tamer_q.value);
            tamer_exit2 = -1; goto tamer_behind_2;
            } }
        } }
        tamer_behind_2: ;
        if (tamer_exit2 == -1) { tamer_q = tamer_left(-1, tamer_error2);
        tamer_error1 = tamer_q.value; tamer_exit1 = -1; goto tamer_leave_1;
        }
        if (tamer_exit2 == 1) { tamer_exit1 = 1; tamer_error1 = 0; goto tamer_leave_1; }
    }
    tamer_kept = n;
    { tamer_exit1 = 1; tamer_error1 = 0; goto tamer_leave_1; }

tamer_exit1 = 0; tamer_error1 = 0;
tamer_leave_1: ;
tamer_shield_enter();
{ {
        tamer_q = done__async(n);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { goto tamer_failed_1; }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &defers__await1;
            tamer_self->tamer_error1 = tamer_error1; tamer_self->tamer_exit1 = tamer_exit1; tamer_self->tamer_kept = tamer_kept; return tamer_pending(&tamer_self->tamer_base);
            tamer_unwound_1: tamer_error1 = tamer_self->tamer_error1; tamer_exit1 = tamer_self->tamer_exit1; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
            tamer_failed_1: tamer_q = tamer_unwind(&defers__await1, tamer_q);
            tamer_error1 = tamer_error_join(tamer_exit1 == -1 ? tamer_error1 : 0, tamer_q.value);
            tamer_exit1 = -1; goto tamer_behind_1;
            tamer_await_1: tamer_error1 = tamer_self->tamer_error1; tamer_exit1 = tamer_self->tamer_exit1; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
        }
    } }
    tamer_behind_1: ;
    tamer_shield_leave();
    if (tamer_exit1 == -1) { tamer_q = tamer_left(-1, tamer_error1);
    return tamer_q;
    }
    { return tamer_done((tamer_u64)(tamer_u32)tamer_kept);}
}
    return tamer_done(0);
}

tamer_step defers__async(int n)
{
    return defers__body(0, 0, n, 0);
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
static tamer_step defers__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct defers__frame *tamer_self = (struct defers__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, defers__body(tamer_self, 1, (int){0}, tamer_in));
}

static tamer_step defers__resume3(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct defers__frame *tamer_self = (struct defers__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, defers__body(tamer_self, 3, (int){0}, tamer_in));
}

static tamer_step defers__unwind(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct defers__frame *tamer_self = (struct defers__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, defers__body(tamer_self, -(int)tamer_this_frame->point->index, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step defers__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct defers__frame *tamer_self = (struct defers__frame *)tamer_this_frame;
    tamer_step tamer_s = defers__async(tamer_self->n);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point defers__call = { 0, 0, "defers", "defers.c", 9, 0, 0 };
