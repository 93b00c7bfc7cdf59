/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/launcher.h"

#include <stdbool.h>
#include <string.h>

#include "driver/files.h"

static const struct launcher {
    const char *name;
    const char *values; /* the letters of options that the next word is the value of; NULL: it has
                           no options */
    const char *longs;  /* likewise, long ones, each in blanks */
    size_t operands;    /* words of its own behind the options */
    bool has_variables; /* then NAME=VALUE */
} launchers[] = {
    {"tamerc", NULL, "", 0, true},
    {"ccache", NULL, "", 0, true},
    {"sccache", NULL, "", 0, true},
    {"distcc", NULL, "", 0, true},
    {"icecc", NULL, "", 0, true},
    {"icerun", NULL, "", 0, true},
    {"buildcache", NULL, "", 0, true},
    {"env", "uC", " --unset --chdir ", 0, true},
    {"nice", "n", " --adjustment ", 0, false},
    {"ionice", "cn", " --class --classdata ", 0, false},
    {"chrt", "TPD", " --sched-runtime --sched-period --sched-deadline ", 1, false},
    {"taskset", "", "", 1, false},
    {"setsid", "", "", 0, false},
    {"nohup", "", "", 0, false},
    {"chronic", "", "", 0, false},
    {"time", "fo", " --format --output ", 0, false},
    {"timeout", "ks", " --kill-after --signal ", 1, false},
    {"stdbuf", "ioe", " --input --output --error ", 0, false},
};

static const struct launcher *find(const char *word)
{
    const char *base = files_base(word);
    for (size_t i = 0; i < sizeof launchers / sizeof *launchers; i++)
        if (strcmp(base, launchers[i].name) == 0)
            return &launchers[i];
    return NULL;
}

/* Is the value of the option the next word? */
static bool takes_next(const struct launcher *launcher, const char *option)
{
    if (option[1] != '-')
        return option[1] != '\0' && strchr(launcher->values, option[strlen(option) - 1]) != NULL;
    size_t size = strlen(option);
    for (const char *at = launcher->longs; (at = strstr(at, option)) != NULL; at += size)
        if (at[-1] == ' ' && at[size] == ' ')
            return true;
    return false;
}

static size_t skip_options(const struct launcher *launcher, const char *const *words, size_t at,
                           size_t count)
{
    while (at < count && words[at][0] == '-') {
        if (strcmp(words[at], "--") == 0)
            return at + 1;
        at += takes_next(launcher, words[at]) ? 2 : 1;
    }
    return at;
}

size_t launcher_words(const char *const *words, size_t count)
{
    const struct launcher *launcher = count > 0 ? find(words[0]) : NULL;
    size_t at = 1;
    if (!launcher)
        return 0;
    if (launcher->values)
        at = skip_options(launcher, words, at, count);
    at += launcher->operands;
    while (launcher->has_variables && at < count && words[at][0] != '-' && strchr(words[at], '='))
        at++;
    return at < count ? at : count;
}
