#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# mistakes.sh SOURCES INCLUDE LIBRARY OBJECTS "COMPILER FLAGS": the explorer finds mistakes. Each is made in a copy of a file of the
# runtime, which is linked in place of the right one. What it names to see that again shows it again.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
sources=$1 include=$2 library=$3 objects=$4 compile=$5

# changed FILE COPY EXPRESSION: in one line, and one only.
changed() {
    sed -E "$3" "$1" >"$2" && [ "$(diff "$1" "$2" | grep -c '^[<>]')" = 2 ]
}

# mistake RULE WHAT FILE EXPRESSION [EXPRESSION]: the explorer says that it is against RULE.
mistake() {
    name="$2 ($1)" rule=$1 file=$3 copy=$scratch/$3
    shift 3
    cp "$sources/$file" "$scratch/before"
    for expression; do
        changed "$scratch/before" "$copy" "$expression" || {
            fail "$name: the pattern does not match exactly one line of $file"
            return
        }
        cp "$copy" "$scratch/before"
    done
    # shellcheck disable=SC2086
    if ! $compile -std=c11 -D_GNU_SOURCE -fvisibility=hidden -I "$include" -I "$sources" -o "$scratch/explore" "$copy" \
        $objects "$library" -lpthread >"$scratch/out" 2>&1; then
        fail "$name: does not compile" "$scratch/out"
        return
    fi
    timeout 300 "$scratch/explore" >"$scratch/out" 2>&1 </dev/null
    status=$?
    again=$(sed -n 's/^again: explore //p' "$scratch/out")
    # shellcheck disable=SC2086
    if [ $status = 1 ] && grep -q "^violation of $rule:" "$scratch/out" &&
        timeout 60 "$scratch/explore" $again </dev/null 2>/dev/null | grep -q "^violation of $rule:"; then
        pass "$name"
    else
        echo "status $status" >>"$scratch/out"
        fail "$name" "$scratch/out"
    fi
}

mistake "rule 1" "a queued task starts in the call" scope.c \
    's/(\.eager = options->start) == TAMER_EAGER/\1 != TAMER_EAGER/'
mistake "rule 2" "a cancelled scope does not wait for clean-ups" scope.c \
    's/^    if \(!tmr_scope_is_busy\(scope\)\)$/    if ((scope->cancelled \&\& scope->first \&\& scope->first->head.wait > TMR_WAIT_ACCEPTED) || !tmr_scope_is_busy(scope))/'
mistake "rule 3" "the second cause is dropped" scope.c \
    's/error = tmr_error_join\(error, tmr_error_own\(unreceived\)\);/error = error ? error : unreceived;/'
mistake "rule 3" "an error is received by a waiter that was cancelled before its turn" task.c \
    's/record_keep\(task, error\);/record_keep(task, delayed \&\& delayed->waiters ? NULL : error);/' \
    's/^    if \(mark & TMR_TASK_ERROR\)$/    if ((mark \& TMR_TASK_ERROR) \&\& !(mark \& TMR_TASK_ALERT))/'
mistake "rule 4" "an error for which somebody waits does not cancel the siblings" task.c \
    's/^    tmr_scope_task_failed\(scope\);$/    if (!(task->head.mark \& TMR_TASK_AWAITED)) tmr_scope_task_failed(scope);/'
mistake "rule 5" "a queued task does not see that it has been cancelled" task.c \
    's/(bool accepted = .*) == TMR_WAIT_ACCEPTED;/\1 <= TMR_WAIT_ACCEPTED \&\& !(mark \& (TMR_TASK_ERROR | TMR_TASK_SCOPE));/'
mistake "rule 6" "a scope that waits at its end is not cancelled from outside" scope.c \
    's/while \(scope && \(scope->shield \|\| /&scope->state == TMR_SCOPE_LEAVING || /'
mistake "rule 6" "behind a scope that was cancelled from outside the task goes on" scope.c \
    's/^    if \(body_cancelled \|\| \(tmr_task_reached.*$/    if (body_cancelled)/'
mistake "rule 7" "a cancelled scope that waits at its end takes tasks" spawn.c \
    's/^    if \(scope->cancelled\) \{$/    if (scope->cancelled \&\& scope->state == TMR_SCOPE_OPEN) {/'
mistake "rule 8" "a cancelled result gives a value" delayed.c \
    's/^    if \(delayed->state == TAMER_DONE\)$/    if (delayed->state != TAMER_FAILED)/'
mistake "rule 5" "cancelling a scope does not interrupt its body" scope.c \
    's/^    if \(scope->owner->head.scope == scope\)$/    if (false)/'
mistake "rule 9" "tamer_cancel does nothing to a scope that waits at its end" scope.c \
    's/^    tmr_scope_check\(scope, "tamer_cancel"\);$/    if (scope->state != TMR_SCOPE_OPEN) return;/'
mistake "rule 9" "calls of a cancelled plain body do something" call.c \
    's/^    bool skip = is_cancelled\(segment\);$/    bool skip = false;/'
mistake "rule 9" "a cancelled task that closes a group does not cancel it" group.c \
    's/^        tmr_scope_cancel\(self->group\);$/        ;/'
mistake "clean-ups" "a clean-up is not shielded" task.c \
    's/^    if \(task->head.shields > 0 \|\| !is_listed\(task\)\)$/    if (!is_listed(task))/'
mistake "options" "a group has no timeout" scope.c \
    's/^    set_deadline\(group, options\);$//'
mistake "options" "a shield keeps nothing out" scope.c \
    's/^    while \(scope && \(scope->shield \|\| /    while (scope \&\& (/'
mistake "options" "TAMER_MOVE_ON raises" scope.c \
    's/if \(scope->timed_out && !scope->moves_on\)/if (scope->timed_out)/'
finish
