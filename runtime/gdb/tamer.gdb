# SPDX-License-Identifier: BSD-3-Clause
# Tasks and suspended functions, in gdb. Loaded by itself with the shared libtamer where gdb looks for such files; else
#     source <prefix>/share/tamer/tamer.gdb
# Needs a program compiled with -g. Where links and names are in the runtime's records, the library says in tmr_debug_layout.

define-prefix tamer
document tamer
Tasks of Tamer for C, and the variables of functions that are suspended.
  tamer tasks      scopes and tasks of this thread, and the lines they wait at
  tamer frame N    chooses the suspended function that `tamer tasks` gave that number
  tamer locals     its variables, as far as they are kept
end

# Sets $tamer_field to the pointer at a place of the layout in a record: RECORD INDEX.
define tamer-field
  set $tamer_field = *(char **)((char *)($arg0) + ((unsigned *)&tmr_debug_layout)[$arg1])
end
document tamer-field
For the commands of `tamer`: a pointer in a record of the runtime.
end

define tamer-indent
  set $tamer_blanks = $tamer_wanted < 0 ? $tamer_indent : 0
  while $tamer_blanks > 0
    printf "  "
    set $tamer_blanks = $tamer_blanks - 1
  end
end
document tamer-indent
For the commands of `tamer`: blanks.
end

define tamer-place
  if $tamer_wanted < 0
    if $tamer_at && $tamer_at->line
      printf ", %s in %s at %s:%d", $arg0, $tamer_at->function, $tamer_at->file, $tamer_at->line
    end
    printf "\n"
  end
end
document tamer-place
For the commands of `tamer`: the end of a line, with the place $tamer_at.
end

# The suspended functions of a task, from the innermost on: TASK.
define tamer-show-task
  set $tamer_task = (tamer_task *)($arg0)
  set $tamer_f = $tamer_task->root.parent
  tamer-indent
  if $tamer_task == tamer_this.current
    set $tamer_f = (tamer_frame *)0
  end
  if $tamer_wanted < 0
    printf "task %d%s", $tamer_tasks, $tamer_f ? "" : ", running"
  end
  set $tamer_at = $tamer_task->root.point
  tamer-place "scheduled"
  # Functions of the library that wait have frames as well, but no lines.
  while $tamer_f && $tamer_f != &$tamer_task->root && $tamer_f->point
    if $tamer_f->point->line
      tamer-indent
      if $tamer_wanted < 0
        printf "  #%d  %s () at %s:%d\n", $tamer_frames, $tamer_f->point->function, $tamer_f->point->file, $tamer_f->point->line
      end
      if $tamer_frames == $tamer_wanted
        set $tamer_frame = $tamer_f
      end
      set $tamer_frames = $tamer_frames + 1
    end
    set $tamer_f = $tamer_f->parent
  end
  set $tamer_tasks = $tamer_tasks + 1
end
document tamer-show-task
For the commands of `tamer`: one task.
end

# Every scope and task of this thread, each scope before those that were opened in it. Frames are counted; the one numbered
# $tamer_wanted becomes $tamer_frame.
define tamer-walk
  set $tamer_tasks = 0
  set $tamer_frames = 0
  set $tamer_indent = 0
  set $tamer_scope = (char *)0
  if ((unsigned *)&tmr_debug_layout)[0] != 1
    printf "This libtamer is not of the version that tamer.gdb knows.\n"
  else
    if !tamer_this.current
      printf "This thread has not used Tamer yet.\n"
    else
      set $tamer_scope = (char *)tamer_this.current->scope
    end
  end
  # Up to the thread's own scope, whose owner is its plain code.
  set $tamer_root = $tamer_scope
  while $tamer_scope
    set $tamer_root = $tamer_scope
    tamer-field $tamer_root 3
    set $tamer_scope = $tamer_field
  end
  if $tamer_root
    tamer-field $tamer_root 8
    set $tamer_now = $tamer_field
    tamer-show-task $tamer_now
    set $tamer_scope = $tamer_root
  end
  while $tamer_scope
    tamer-field $tamer_scope 2
    set $tamer_at = (tamer_point *)$tamer_field
    tamer-field $tamer_scope 1
    if $tamer_scope != $tamer_root
      tamer-indent
      if $tamer_wanted < 0
        printf "scope '%s'", $tamer_field
      end
      tamer-place "opened"
    end
    set $tamer_indent = $tamer_indent + 1
    tamer-field $tamer_scope 6
    set $tamer_next = $tamer_field
    while $tamer_next
      set $tamer_now = $tamer_next
      tamer-show-task $tamer_now
      tamer-field $tamer_now 7
      set $tamer_next = $tamer_field
    end
    # Down, else to the next one, else up until there is a next one.
    tamer-field $tamer_scope 4
    set $tamer_next = $tamer_field
    while $tamer_scope && !$tamer_next
      set $tamer_indent = $tamer_indent - 1
      if $tamer_scope == $tamer_root
        set $tamer_scope = (char *)0
      else
        tamer-field $tamer_scope 5
        set $tamer_next = $tamer_field
        if !$tamer_next
          tamer-field $tamer_scope 3
          set $tamer_scope = $tamer_field
        end
      end
    end
    if $tamer_scope
      set $tamer_scope = $tamer_next
    end
  end
end
document tamer-walk
For the commands of `tamer`: all scopes and tasks.
end

define tamer tasks
  set $tamer_wanted = -1
  tamer-walk
end
document tamer tasks
Scopes and tasks of this thread, in the order they were scheduled.
Under each task stand the functions that are suspended in it, the innermost first, with the lines they wait at.
Their numbers are for `tamer frame`; they change when the program runs on.
end

define tamer frame
  set $tamer_frame = (tamer_frame *)0
  set $tamer_wanted = $arg0
  tamer-walk
  if !$tamer_frame
    printf "No suspended function has that number.\n"
  else
    printf "chosen: #%d  %s () at %s:%d\n", $tamer_wanted, $tamer_frame->point->function, $tamer_frame->point->file, $tamer_frame->point->line
  end
end
document tamer frame
Chooses a suspended function by its number: tamer frame N.
It is then $tamer_frame, and its variables are what `tamer locals` shows.
end

define tamer locals
  if !$tamer_frame
    printf "None is chosen: tamer frame N.\n"
  else
    eval "set $tamer_locals = (struct %s__frame *)$tamer_frame", $tamer_frame->point->function
    print *$tamer_locals
  end
end
document tamer locals
The variables of the chosen suspended function that its frame keeps: those that are used behind the line it waits at,
and those whose address is taken. What is kept for another line only has no meaning here.
One by one: print $tamer_locals->NAME.
end

set $tamer_frame = (char *)0
