/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/database.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/files.h"
#include "driver/json.h"

static void read_words(struct json *json, struct args *words)
{
    if (!json_expect(json, '[') || json_accept(json, ']'))
        return;
    do {
        const char *word = json_string(json);
        if (word)
            args_add(json->arena, words, word);
    } while (json_accept(json, ','));
    json_expect(json, ']');
}

static void read_member(struct json *json, struct database_entry *entry)
{
    const char *name = json_string(json);
    if (!name || !json_expect(json, ':'))
        return;
    if (strcmp(name, "directory") == 0) {
        entry->directory = json_string(json);
    } else if (strcmp(name, "file") == 0) {
        entry->file = json_string(json);
    } else if (strcmp(name, "arguments") == 0) {
        entry->words = (struct args){0};
        read_words(json, &entry->words);
    } else if (strcmp(name, "command") == 0 && entry->words.count == 0) {
        const char *command = json_string(json);
        if (command)
            args_split(json->arena, &entry->words, command);
    } else {
        json_skip(json);
    }
}

static void read_entry(struct json *json, struct database *database)
{
    struct database_entry entry = {0};
    if (!json_expect(json, '{'))
        return;
    if (!json_accept(json, '}')) {
        do
            read_member(json, &entry);
        while (json_accept(json, ','));
        json_expect(json, '}');
    }
    json->failed |= !entry.directory || !entry.file || entry.words.count == 0;
    if (!json->failed)
        vec_push(json->arena, database, entry);
}

static bool is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool database_read(struct arena *arena, const char *path, struct database *ret)
{
    struct strbuf text = {0};
    if (is_directory(path))
        path = arena_printf(arena, "%s/compile_commands.json", path);
    *ret = (struct database){0};
    strbuf_puts(&text, "");
    if (!files_read(path, &text)) {
        fprintf(stderr, "tamerc: error: cannot read '%s': %s\n", path, strerror(errno));
        strbuf_free(&text);
        return false;
    }
    struct json json = {
        .arena = arena, .text = text.text, .at = text.text, .end = text.text + text.size};
    if (json_expect(&json, '[') && !json_accept(&json, ']')) {
        do
            read_entry(&json, ret);
        while (json_accept(&json, ','));
        json_expect(&json, ']');
    }
    if (json.failed)
        fprintf(stderr, "tamerc: error: %s:%u: this is no compile database\n", path,
                json_line(&json));
    strbuf_free(&text);
    return !json.failed;
}
