/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The translator proper is a module of its own, loaded when a file needs it: libclang takes longer
 * to load than the whole rest takes for a file that holds nothing tamed.
 */
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "adopt/adopt.h"
#include "translate.h"

typedef enum translate_result translate_function(const struct translate_options *options,
                                                 const char *name, const char *text, size_t size,
                                                 struct strbuf *out, FILE *messages);
typedef bool adopt_function(struct arena *arena, const struct adopt_options *options,
                            const struct adopt_host *host, struct adopt_result *ret,
                            FILE *messages);

/* Beside the tool, as it is built; where it is installed, from there. Both relative to the tool,
 * which may have been moved. */
static const char *const places[] = {"", TAMERC_MODULE_DIR "/"};

/* *ret_directory: of PATH_MAX bytes; the tool's own with its slash, or empty. */
static void find_self(char *ret_directory)
{
    ssize_t size = readlink("/proc/self/exe", ret_directory, PATH_MAX - 1);
    ret_directory[size > 0 ? size : 0] = '\0';
    char *slash = strrchr(ret_directory, '/');
    if (slash)
        slash[1] = '\0';
}

static void *open_module(void)
{
    char directory[PATH_MAX], path[2 * PATH_MAX];
    find_self(directory);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s%s%s", directory, places[i], TAMERC_MODULE);
        if (access(path, F_OK) == 0)
            return dlopen(path, RTLD_NOW | RTLD_LOCAL);
    }
    /* For the message that it is missing. */
    return dlopen(path, RTLD_NOW | RTLD_LOCAL);
}

/* ISO C has no cast from an object pointer to a function pointer; POSIX says that they are alike.
 */
static bool find(const char *name, void *ret_function, FILE *messages)
{
    void *module = open_module(), *symbol = module ? dlsym(module, name) : NULL;
    memcpy(ret_function, &symbol, sizeof symbol);
    if (!symbol)
        fprintf(messages, "tamerc: error: cannot load the translator: %s\n", dlerror());
    return symbol != NULL;
}

enum translate_result translate(const struct translate_options *options, const char *name,
                                const char *text, size_t size, struct strbuf *out, FILE *messages)
{
    translate_function *function;
    if (!find("translate", &function, messages))
        return TRANSLATE_FAILED;
    return function(options, name, text, size, out, messages);
}

bool adopt(struct arena *arena, const struct adopt_options *options, const struct adopt_host *host,
           struct adopt_result *ret, FILE *messages)
{
    adopt_function *function;
    return find("adopt", &function, messages) && function(arena, options, host, ret, messages);
}
