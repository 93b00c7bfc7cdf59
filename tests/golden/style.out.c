/* golden */
/* tamerc: in place of lines 7 to 38 */
typedef int get__type;
typedef struct get_delayed { tamer_delayed base; get__type value; } get_delayed;
struct get_delayed *get__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct get_delayed *tamer_slot, int n);
struct get_delayed *get_scoped(tamer_scope *tamer_in, int n);
struct get_delayed *get_scoped_into(tamer_scope *tamer_in, struct get_delayed *tamer_slot, int n);
get__type get_get(struct get_delayed *tamer_handle);
const get__type *get_value(const struct get_delayed *tamer_handle);
tamer_step get__async(int n);

/* golden */
int style(int n);
typedef int style__type;
typedef struct style_delayed { tamer_delayed base; style__type value; } style_delayed;
struct style_delayed *style__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct style_delayed *tamer_slot, int n);
struct style_delayed *style_scoped(tamer_scope *tamer_in, int n);
struct style_delayed *style_scoped_into(tamer_scope *tamer_in, struct style_delayed *tamer_slot, int n);
style__type style_get(struct style_delayed *tamer_handle);
const style__type *style_value(const struct style_delayed *tamer_handle);
tamer_step style__async(int n);

static __attribute__((__unused__)) const tamer_point style__task1 = { tamer_task_deliver, tamer_task_failed, "style", "style.c", 34, __builtin_offsetof(struct get_delayed, value), sizeof(get__type) };

struct style__frame {
  tamer_frame tamer_base;
  int n;
  int sum;
  int i;
  int tamer_exit1;
};

static tamer_step style__resume(tamer_frame *, tamer_u64);
static const tamer_point style__await1 = { style__resume, tamer_frame_unwind, "style", "style.c", 13, 1, sizeof(struct style__frame) };
static const tamer_point style__await2 = { style__resume, tamer_frame_unwind, "style", "style.c", 14, 2, sizeof(struct style__frame) };
static const tamer_point style__await3 = { style__resume, tamer_frame_unwind, "style", "style.c", 17, 3, sizeof(struct style__frame) };
static const tamer_point style__await4 = { style__resume, tamer_frame_unwind, "style", "style.c", 16, 4, sizeof(struct style__frame) };
static const tamer_point style__await5 = { style__resume, tamer_frame_unwind, "style", "style.c", 19, 5, sizeof(struct style__frame) };
static const tamer_point style__await6 = { style__resume, tamer_frame_unwind, "style", "style.c", 23, 6, sizeof(struct style__frame) };
static const tamer_point style__await7 = { style__resume, tamer_frame_unwind, "style", "style.c", 28, 7, sizeof(struct style__frame) };
static const tamer_point style__await8 = { 0, 0, "style", "style.c", 32, 8, sizeof(struct style__frame) };
static const tamer_point style__await9 = { style__resume, tamer_frame_unwind, "style", "style.c", 35, 9, sizeof(struct style__frame) };

static TAMER_BODY_ tamer_step
style__body(struct style__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
  tamer_step tamer_q;
  tamer_u64 tamer_error1 __attribute__((__unused__));
  int tamer_exit1 __attribute__((__unused__));
  int tamer_t1 __attribute__((__unused__));
  int tamer_t2 __attribute__((__unused__));
  int tamer_t3 __attribute__((__unused__));
  int tamer_t4 __attribute__((__unused__));
  int tamer_t5 __attribute__((__unused__));
  int tamer_t6 __attribute__((__unused__));
  (void)tamer_in; (void)tamer_self; (void)tamer_at;
  switch (tamer_at) {
  case 1: goto tamer_await_1;
  case 2: goto tamer_await_2;
  case 3: goto tamer_await_3;
  case 4: goto tamer_await_4;
  case 5: goto tamer_await_5;
  case 6: goto tamer_await_6;
  case 7: goto tamer_await_7;
  case 9: goto tamer_await_9;
  case 10:
    n = tamer_self->n; break;
  default:
    break;
  }
{
  int sum = 0;

  for (int i = 0; i < n; i++)
    {
      tamer_q = get__async(i);
      TAMER_QUIET_BEGIN_
      if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&style__await1, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &style__await1;
        tamer_self->n = n; tamer_self->sum = sum; tamer_self->i = i; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_1: n = tamer_self->n; sum = tamer_self->sum; i = tamer_self->i; tamer_q.value = tamer_in;
      }
      TAMER_QUIET_END_
      tamer_t1 = (int)tamer_q.value;
      if (tamer_t1 > 3)
        { tamer_q = get__async(i + 1);
        TAMER_QUIET_BEGIN_
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
          if (tamer_failed(tamer_q)) { return tamer_unwind(&style__await2, tamer_q); }
          if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
          else { tamer_q.frame->parent = &tamer_self->tamer_base; }
          tamer_self->tamer_base.point = &style__await2;
          tamer_self->n = n; tamer_self->sum = sum; tamer_self->i = i; return tamer_pending(&tamer_self->tamer_base);
          tamer_await_2: n = tamer_self->n; sum = tamer_self->sum; i = tamer_self->i; tamer_q.value = tamer_in;
        }
        TAMER_QUIET_END_
        tamer_t2 = (int)tamer_q.value;
        sum += tamer_t2; }
      else if (i)
        { tamer_q = get__async(0);
        TAMER_QUIET_BEGIN_
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
          if (tamer_failed(tamer_q)) { return tamer_unwind(&style__await3, tamer_q); }
          if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
          else { tamer_q.frame->parent = &tamer_self->tamer_base; }
          tamer_self->tamer_base.point = &style__await3;
          tamer_self->sum = sum; return tamer_pending(&tamer_self->tamer_base);
          tamer_await_3: sum = tamer_self->sum; tamer_q.value = tamer_in;
        }
        TAMER_QUIET_END_
        tamer_t3 = (int)tamer_q.value;
        tamer_q = get__async(sum +
                         tamer_t3);
        TAMER_QUIET_BEGIN_
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
          if (tamer_failed(tamer_q)) { return tamer_unwind(&style__await4, tamer_q); }
          if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
          else { tamer_q.frame->parent = &tamer_self->tamer_base; }
          tamer_self->tamer_base.point = &style__await4;
          return tamer_pending(&tamer_self->tamer_base);
          tamer_await_4: tamer_q.value = tamer_in;
        }
        TAMER_QUIET_END_
        tamer_t4 = (int)tamer_q.value;
        { style__type tamer_result = tamer_t4; return tamer_done((tamer_u64)(tamer_u32)tamer_result); } }
    }
  for (;;) {
  tamer_q = get__async(n);
  TAMER_QUIET_BEGIN_
  if (__builtin_expect(tamer_q.frame != 0, 0)) {
    if (tamer_failed(tamer_q)) { return tamer_unwind(&style__await5, tamer_q); }
    if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
    else { tamer_q.frame->parent = &tamer_self->tamer_base; }
    tamer_self->tamer_base.point = &style__await5;
    tamer_self->n = n; tamer_self->sum = sum; return tamer_pending(&tamer_self->tamer_base);
    tamer_await_5: n = tamer_self->n; sum = tamer_self->sum; tamer_q.value = tamer_in;
  }
  TAMER_QUIET_END_
  tamer_t5 = (int)tamer_q.value;
  if (!(tamer_t5)) { break; }
    n--;}
  do {
    sum++;tamer_q = get__async(n);
    TAMER_QUIET_BEGIN_
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
      if (tamer_failed(tamer_q)) { return tamer_unwind(&style__await6, tamer_q); }
      if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
      else { tamer_q.frame->parent = &tamer_self->tamer_base; }
      tamer_self->tamer_base.point = &style__await6;
      tamer_self->n = n; tamer_self->sum = sum; return tamer_pending(&tamer_self->tamer_base);
      tamer_await_6: n = tamer_self->n; sum = tamer_self->sum; tamer_q.value = tamer_in;
    }
    TAMER_QUIET_END_
    tamer_t6 = (int)tamer_q.value;
    } while (tamer_t6);
  switch (n)
    {
    case 1: { style__type tamer_result = 1; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
    case 2:
      tamer_q = get__async(2);
      TAMER_QUIET_BEGIN_
      if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&style__await7, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &style__await7;
        tamer_self->sum = sum; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_7: sum = tamer_self->sum; tamer_q.value = tamer_in;
      }
      TAMER_QUIET_END_
      break;
    }

  { tamer_scope *scope = tamer_scope_enter(&style__await8, "scope", &(tamer_scope_options){.reserved = 0});
    {
      get__spawn(&style__task1, scope, 0, 1);
    }
    tamer_exit1 = 0; tamer_error1 = 0;
    tamer_q = tamer_scope_leave__async(scope, tamer_left(tamer_exit1, tamer_error1));
    TAMER_QUIET_BEGIN_
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
      if (tamer_failed(tamer_q)) { return tamer_unwind(&style__await9, tamer_q); }
      if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
      else { tamer_q.frame->parent = &tamer_self->tamer_base; }
      tamer_self->tamer_base.point = &style__await9;
      tamer_self->sum = sum; tamer_self->tamer_exit1 = tamer_exit1; return tamer_pending(&tamer_self->tamer_base);
      tamer_await_9: sum = tamer_self->sum; tamer_exit1 = tamer_self->tamer_exit1; tamer_q.value = tamer_in;
    }
    TAMER_QUIET_END_
    }

  { style__type tamer_result = sum; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step style__async(int n)
{
  return style__body(0, 0, n, 0);
}

TAMER_QUIET_CLONES_
static tamer_step style__resume(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
  struct style__frame *tamer_self = (struct style__frame *)tamer_this_frame;
  return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, style__body(tamer_self, (int)tamer_this_frame->point->index, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step style__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
  struct style__frame *tamer_self = (struct style__frame *)tamer_this_frame;
  tamer_step tamer_s = style__async(tamer_self->n);
  (void)tamer_in;
  return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

TAMER_QUIET_END_

static const tamer_point style__call = { 0, 0, "style", "style.c", 7, 0, 0 };

__attribute__((__no_profile_instrument_function__)) int style(int n)
{
  tamer_call tamer_c;

  if (__builtin_expect(!tamer_call_enter(&tamer_c), 0))
    return (style__type)0;
  return (style__type)tamer_call_end(&tamer_c, style__async(n), &style__call);
}

static const tamer_spawnable style__start = { { style__begin, tamer_frame_unwind, "style", "style.c", 7, 10, sizeof(struct style__frame) }, sizeof(struct style_delayed), 0, __builtin_offsetof(struct style_delayed, value), sizeof(style__type), 0 };

__attribute__((__no_profile_instrument_function__)) __attribute__((__noinline__)) struct style_delayed *style__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct style_delayed *tamer_slot, int n)
{
  struct style__frame *tamer_f;

  tamer_f = (struct style__frame *)tamer_frame_new(sizeof *tamer_f);
  tamer_f->n = n;
  return (struct style_delayed *)tamer_spawn((tamer_frame *)tamer_f, tamer_at, tamer_in, tamer_slot, &style__start);
}

static const tamer_point style__plain = { tamer_task_deliver, tamer_task_failed, "plain code", "style", 0, __builtin_offsetof(struct style_delayed, value), sizeof(style__type) };

__attribute__((__no_profile_instrument_function__)) __attribute__((__cold__)) struct style_delayed *style_scoped(tamer_scope *tamer_in, int n)
{
  return style__spawn(&style__plain, tamer_in, (void *)1, n);
}

__attribute__((__no_profile_instrument_function__)) __attribute__((__cold__)) struct style_delayed *style_scoped_into(tamer_scope *tamer_in, struct style_delayed *tamer_slot, int n)
{
  return style__spawn(&style__plain, tamer_in, tamer_slot, n);
}

static __attribute__((__unused__)) const tamer_point style_get__call = { 0, 0, "style_get", "style", 0, __builtin_offsetof(struct style_delayed, value), sizeof(style__type) };

__attribute__((__no_profile_instrument_function__)) style__type style_get(struct style_delayed *tamer_handle)
{
  return (style__type)tamer_delayed_get(&tamer_handle->base, &style_get__call);
}

__attribute__((__no_profile_instrument_function__)) const style__type *style_value(const struct style_delayed *tamer_handle)
{
  return tamer_handle->base.state == TAMER_DONE ? &tamer_handle->value : 0;
}

/* tamerc: end */


/* tamerc: in place of lines 40 to 47 */
static __attribute__((__unused__)) void tabs(int n);
typedef void tabs__type;
static __attribute__((__unused__)) tamer_step tabs__async(int n);

struct tabs__frame {
  tamer_frame tamer_base;
  tamer_u64 tamer_error1;
  int n;
  int tamer_exit1;
};

static tamer_step tabs__resume(tamer_frame *, tamer_u64);
static tamer_step tabs__unwind(tamer_frame *, tamer_u64);
static const tamer_point tabs__await1 = { tabs__resume, tamer_frame_unwind, "tabs", "style.c", 43, 1, sizeof(struct tabs__frame) };
static const tamer_point tabs__await2 = { tabs__resume, tamer_frame_unwind, "tabs", "style.c", 44, 2, sizeof(struct tabs__frame) };
static const tamer_point tabs__await3 = { tabs__resume, tabs__unwind, "tabs", "style.c", 45, 3, sizeof(struct tabs__frame) };

static TAMER_BODY_ tamer_step
tabs__body(struct tabs__frame *tamer_self, int tamer_at, int n, tamer_u64 tamer_in)
{
  tamer_step tamer_q;
  tamer_u64 tamer_error1 __attribute__((__unused__));
  int tamer_exit1 __attribute__((__unused__));
  int tamer_t1 __attribute__((__unused__));
  (void)tamer_in; (void)tamer_self; (void)tamer_at;
  switch (tamer_at) {
  case 1: goto tamer_await_1;
  case 2: goto tamer_await_2;
  case 3: goto tamer_await_3;
  case -3: goto tamer_unwound_3;
  default:
    break;
  }
{
	if (n) {
		tamer_q = get__async(n);
		TAMER_QUIET_BEGIN_
		if (__builtin_expect(tamer_q.frame != 0, 0)) {
			if (tamer_failed(tamer_q)) { return tamer_unwind(&tabs__await1, tamer_q); }
			if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
			else { tamer_q.frame->parent = &tamer_self->tamer_base; }
			tamer_self->tamer_base.point = &tabs__await1;
			tamer_self->n = n; return tamer_pending(&tamer_self->tamer_base);
			tamer_await_1: n = tamer_self->n; tamer_q.value = tamer_in;
		}
		TAMER_QUIET_END_
		tamer_t1 = (int)tamer_q.value;
		if (tamer_t1)
			{ tamer_q = get__async(2 * n);
			TAMER_QUIET_BEGIN_
			if (__builtin_expect(tamer_q.frame != 0, 0)) {
				if (tamer_failed(tamer_q)) { return tamer_unwind(&tabs__await2, tamer_q); }
				if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
				else { tamer_q.frame->parent = &tamer_self->tamer_base; }
				tamer_self->tamer_base.point = &tabs__await2;
				return tamer_pending(&tamer_self->tamer_base);
				tamer_await_2: tamer_q.value = tamer_in;
			}
			TAMER_QUIET_END_
			}

	tamer_exit1 = 0; tamer_error1 = 0;
	tamer_shield_enter();
	{ { tamer_q = get__async(3);
	TAMER_QUIET_BEGIN_
	if (__builtin_expect(tamer_q.frame != 0, 0)) {
		if (tamer_failed(tamer_q)) { goto tamer_failed_3; }
		if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
		else { tamer_q.frame->parent = &tamer_self->tamer_base; }
		tamer_self->tamer_base.point = &tabs__await3;
		tamer_self->tamer_error1 = tamer_error1; tamer_self->tamer_exit1 = tamer_exit1; return tamer_pending(&tamer_self->tamer_base);
		tamer_unwound_3: tamer_error1 = tamer_self->tamer_error1; tamer_exit1 = tamer_self->tamer_exit1; tamer_q.value = tamer_in;
		tamer_failed_3: tamer_q = tamer_unwind(&tabs__await3, tamer_q);
		tamer_error1 = tamer_error_join(tamer_exit1 == -1 ? tamer_error1 : 0, tamer_q.value);
		tamer_exit1 = -1; goto tamer_behind_1;
		tamer_await_3: tamer_error1 = tamer_self->tamer_error1; tamer_exit1 = tamer_self->tamer_exit1; tamer_q.value = tamer_in;
	}
	TAMER_QUIET_END_
		} }
		tamer_behind_1: ;
		tamer_shield_leave();
		if (tamer_exit1 == -1) { tamer_q = tamer_left(-1, tamer_error1);
		return tamer_q;
		}
	}
}
  return tamer_done(0);
}

static tamer_step tabs__async(int n)
{
  return tabs__body(0, 0, n, 0);
}

TAMER_QUIET_CLONES_
__attribute__((noinline)) static tamer_step tabs__step(tamer_frame *tamer_this_frame, int tamer_at, tamer_u64 tamer_in)
{
  struct tabs__frame *tamer_self = (struct tabs__frame *)tamer_this_frame;
  return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, tabs__body(tamer_self, tamer_at, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step tabs__resume(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
  return tabs__step(tamer_this_frame, (int)tamer_this_frame->point->index, tamer_in);
}

__attribute__((__no_profile_instrument_function__)) static tamer_step tabs__unwind(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
  return tabs__step(tamer_this_frame, -(int)tamer_this_frame->point->index, tamer_in);
}

TAMER_QUIET_END_

static const tamer_point tabs__call = { 0, 0, "tabs", "style.c", 40, 0, 0 };

__attribute__((__no_profile_instrument_function__)) __attribute__((__unused__)) static void tabs(int n)
{
  tamer_call tamer_c;

  if (__builtin_expect(!tamer_call_enter(&tamer_c), 0))
    return;
  tamer_call_end(&tamer_c, tabs__async(n), &tabs__call);
}

/* tamerc: end */


int main(void)
{
  tabs(1);
  return 0;
}
/* tamerc: added */
static const tamer_entry tamer_file_table[] = {
  { (void (*)(void))style, (void (*)(void))style__async, "style" },
};
static tamer_entries tamer_file_entries = { tamer_file_table, 1, 0 };
__attribute__((__no_profile_instrument_function__)) static __attribute__((__constructor__)) void tamer_file_enter(void)
{
  tamer_entries_add(&tamer_file_entries);
}
__attribute__((__no_profile_instrument_function__)) static __attribute__((__destructor__)) void tamer_file_leave(void)
{
  tamer_entries_remove(&tamer_file_entries);
}

/* tamerc: end */
