/* golden */
void fill(char *, int);

int pinned(int size);
typedef int pinned__type;
typedef struct pinned_delayed { tamer_delayed base; pinned__type value; } pinned_delayed;
struct pinned_delayed *pinned__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct pinned_delayed *tamer_slot, int size);
struct pinned_delayed *pinned_scoped(tamer_scope *tamer_in, int size);
struct pinned_delayed *pinned_scoped_into(tamer_scope *tamer_in, struct pinned_delayed *tamer_slot, int size);
pinned__type pinned_get(struct pinned_delayed *tamer_handle);
const pinned__type *pinned_value(const struct pinned_delayed *tamer_handle);
tamer_step pinned__async(int size);

struct pinned__frame {
    tamer_frame tamer_base;
    int size;
    int count;
    char text[16];
};

static tamer_step pinned__resume1(tamer_frame *, tamer_u64);
static const tamer_point pinned__await1 = { pinned__resume1, tamer_frame_unwind, "pinned", "pinned.c", 15, 1, sizeof(struct pinned__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
pinned__body(struct pinned__frame *tamer_self, int tamer_at, int size, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2:
        size = tamer_self->size; break;
    default:
        break;
    }
{
    
    tamer_self->count = size; int *address = &tamer_self->count; int local; 

    fill(tamer_self->text, size);
    tamer_q = get__async(*address);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&pinned__await1, tamer_q); }
        { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &pinned__await1;
        return tamer_pending(&tamer_self->tamer_base);
        tamer_await_1: tamer_q.value = tamer_in;
    }
    local = tamer_self->text[0];
    { pinned__type tamer_result = local + tamer_self->count; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step pinned__async(int size)
{
    struct pinned__frame *tamer_self = tamer_frame_new(sizeof *tamer_self);
    tamer_step tamer_end = pinned__body(tamer_self, 0, size, 0);
    if (tamer_end.frame != (tamer_frame *)tamer_self) { tamer_frame_free(tamer_self, sizeof *tamer_self); }
    return tamer_end;
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
static tamer_step pinned__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct pinned__frame *tamer_self = (struct pinned__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, pinned__body(tamer_self, 1, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step pinned__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct pinned__frame *tamer_self = (struct pinned__frame *)tamer_this_frame;
    tamer_step tamer_s = pinned__async(tamer_self->size);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point pinned__call = { 0, 0, "pinned", "pinned.c", 9, 0, 0 };
