# SPDX-License-Identifier: BSD-3-Clause
# functions.awk NOTES DEFINITIONS: one row for each function that the program `name` defines in its own `file`: name, tamed or
# plain, function, reason. NOTES: what `tamerc adopt` says ("FILE:LINE:COLUMN: 'NAME' stays plain: REASON"); DEFINITIONS: gcc's
# -aux-info. `whole`: why adopt did not take the file at all.

match($0, /: '[^']*' stays plain: /) {
    function_name = substr($0, RSTART + 3, RLENGTH - 18)
    reason[function_name] = substr($0, RSTART + RLENGTH)
    next
}

# /* FILE:LINE:NF */ type NAME (parameters); ...
/^\/\* .*:[0-9]+:[NOI]F \*\// && index($0, "/* " file ":") == 1 {
    sub(/^\/\* .*:[NOI]F \*\/ /, "")
    if (/^[^(]*\(\*/)
        sub(/^[^(]*\(\*+/, "") # it returns a pointer to a function
    if (!match($0, /[A-Za-z_$][A-Za-z_0-9$]* \(/))
        next
    function_name = substr($0, RSTART, RLENGTH - 2)
    if (function_name in done)
        next
    done[function_name] = 1
    why = whole ? whole : reason[function_name]
    gsub(/'[^']*'/, "...", why) # the same for all names
    print name "\t" (why ? "plain" : "tamed") "\t" function_name "\t" why
}
