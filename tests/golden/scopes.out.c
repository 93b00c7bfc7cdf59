/* golden */
int scopes(int n);
typedef int scopes__type;
typedef struct scopes_delayed { tamer_delayed base; scopes__type value; } scopes_delayed;
struct scopes_delayed *scopes__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct scopes_delayed *tamer_slot, int n);
struct scopes_delayed *scopes_scoped(tamer_scope *tamer_in, int n);
struct scopes_delayed *scopes_scoped_into(tamer_scope *tamer_in, struct scopes_delayed *tamer_slot, int n);
scopes__type scopes_get(struct scopes_delayed *tamer_handle);
const scopes__type *scopes_value(const struct scopes_delayed *tamer_handle);
tamer_step scopes__async(int n);

static __attribute__((__unused__)) const tamer_point scopes__task1 = { tamer_task_deliver, tamer_task_failed, "scopes", "scopes.c", 12, __builtin_offsetof(struct get_delayed, value), sizeof(get__type) };

static __attribute__((__unused__)) const tamer_point scopes__task2 = { tamer_task_deliver, tamer_task_failed, "scopes", "scopes.c", 13, __builtin_offsetof(struct get_delayed, value), sizeof(get__type) };

struct scopes__frame {
    tamer_frame tamer_base;
    __extension__ union {
        tamer_scope *scope;
        __extension__ struct {
            int n;
            int tamer_exit1;
        };
    };
    int r;
    int tamer_kept;
};

static tamer_step scopes__resume2(tamer_frame *, tamer_u64);
static tamer_step scopes__resume3(tamer_frame *, tamer_u64);
static tamer_step scopes__unwind(tamer_frame *, tamer_u64);
static const tamer_point scopes__await1 = { 0, 0, "scopes", "scopes.c", 11, 1, sizeof(struct scopes__frame) };
static const tamer_point scopes__await2 = { scopes__resume2, tamer_frame_unwind, "scopes", "scopes.c", 17, 2, sizeof(struct scopes__frame) };
static const tamer_point scopes__await3 = { scopes__resume3, scopes__unwind, "scopes", "scopes.c", 16, 3, sizeof(struct scopes__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
scopes__body(struct scopes__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    tamer_u64 tamer_error1 __attribute__((__unused__));
    int tamer_exit1 __attribute__((__unused__));
    int tamer_kept __attribute__((__unused__)) = {0};
    get__type tamer_t1 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 2: goto tamer_await_2;
    case 3: goto tamer_await_3;
    case -3: goto tamer_unwound_3;
    case 4:
        n = tamer_self->n; break;
    default:
        break;
    }
{
    int r = 0;

    { tamer_scope *scope = tamer_scope_enter(&scopes__await1, "scope", &(tamer_scope_options){.timeout = 2, .reserved = 0});
    {
        get_delayed *a = get__spawn(&scopes__task1, scope, (void *)1, n);
        get__spawn(&scopes__task2, scope, 0, n + 1);
        if (n < 0)
            { tamer_kept = -1;
            { tamer_exit1 = 1; tamer_error1 = 0; goto tamer_leave_1; } }
        tamer_q = get_get__async(a);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { goto tamer_failed_3; }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &scopes__await3;
            tamer_self->r = r; tamer_self->scope = scope; return tamer_pending(&tamer_self->tamer_base);
            tamer_unwound_3: r = tamer_self->r; scope = tamer_self->scope; tamer_kept = 0; tamer_q.value = tamer_in;
            tamer_failed_3: tamer_q = tamer_unwind(&scopes__await3, tamer_q);
            tamer_error1 = tamer_q.value; tamer_exit1 = -1; goto tamer_leave_1;
            tamer_await_3: r = tamer_self->r; scope = tamer_self->scope; tamer_kept = 0; tamer_q.value = tamer_in;
        }
        tamer_t1 = (get__type)tamer_q.value;
        r = tamer_t1;
    }
    tamer_exit1 = 0; tamer_error1 = 0;
    tamer_leave_1: ;
    tamer_q = tamer_scope_leave__async(scope, tamer_left(tamer_exit1, tamer_error1));
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&scopes__await2, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &scopes__await2;
        tamer_self->r = r; tamer_self->tamer_exit1 = tamer_exit1; tamer_self->tamer_kept = tamer_kept; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_2: r = tamer_self->r; tamer_exit1 = tamer_self->tamer_exit1; tamer_kept = tamer_self->tamer_kept; tamer_q.value = tamer_in;
    }
    if (tamer_exit1 == 1) { return tamer_done((tamer_u64)(tamer_u32)tamer_kept);}
    }
    { scopes__type tamer_result = r; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step scopes__async(int n)
{
    return scopes__body(0, 0, n, 0);
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
static tamer_step scopes__resume2(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct scopes__frame *tamer_self = (struct scopes__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, scopes__body(tamer_self, 2, (int){0}, tamer_in));
}

static tamer_step scopes__resume3(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct scopes__frame *tamer_self = (struct scopes__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, scopes__body(tamer_self, 3, (int){0}, tamer_in));
}

static tamer_step scopes__unwind(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct scopes__frame *tamer_self = (struct scopes__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, scopes__body(tamer_self, -(int)tamer_this_frame->point->index, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step scopes__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct scopes__frame *tamer_self = (struct scopes__frame *)tamer_this_frame;
    tamer_step tamer_s = scopes__async(tamer_self->n);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point scopes__call = { 0, 0, "scopes", "scopes.c", 7, 0, 0 };
