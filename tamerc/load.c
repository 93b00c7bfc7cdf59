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

#include "translate.h"

typedef enum translate_result translate_function(const struct translate_options *options,
                                                 const char *name, const char *text, size_t size,
                                                 struct strbuf *out, FILE *messages);

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

static translate_function *load(void)
{
    void *module = open_module(), *symbol = module ? dlsym(module, "translate") : NULL;
    translate_function *function;
    /* ISO C has no cast between the two; POSIX says that they are alike. */
    memcpy(&function, &symbol, sizeof function);
    return function;
}

enum translate_result translate(const struct translate_options *options, const char *name,
                                const char *text, size_t size, struct strbuf *out, FILE *messages)
{
    translate_function *function = load();
    if (!function) {
        fprintf(messages, "tamerc: error: cannot load the translator: %s\n", dlerror());
        return TRANSLATE_FAILED;
    }
    return function(options, name, text, size, out, messages);
}
