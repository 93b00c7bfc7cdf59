# SPDX-License-Identifier: BSD-3-Clause
# Puts the files that lines #include "NAME" mean, and that are there in `directory`, in the place of these lines. What those
# include in turn is left to the compiler: some include themselves.

match($0, /^ *# *include *"[^"\/]*"/) {
    split($0, parts, "\"")
    name = directory "/" parts[2]
    found = 0
    while ((getline line <name) > 0) {
        print line
        found = 1
    }
    close(name)
    if (found)
        next
}
{ print }
