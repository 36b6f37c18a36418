#pragma once

#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#if LIBGIT2_VER_MAJOR != 1 || LIBGIT2_VER_MINOR < 5
#error "Strata is built and tested on libgit2 1.5 or later 1.x (Debian 12: apt-get install libgit2-dev)"
#endif

/* git_libgit2_opts is variadic, which Swift cannot call; deflateInit and inflateInit are macros. */

static inline int strata_git_set_flag(int option, int enabled) {
  return git_libgit2_opts(option, enabled);
}

static inline int strata_git_set_size(int option, size_t size) {
  return git_libgit2_opts(option, size);
}

static inline int strata_git_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

static inline int strata_deflate_start(z_stream *stream, int level) {
  memset(stream, 0, sizeof *stream);
  return deflateInit(stream, level);
}

static inline int strata_inflate_start(z_stream *stream) {
  memset(stream, 0, sizeof *stream);
  return inflateInit(stream);
}

/* Length of the common start of two byte strings, a word at a time. */
static inline size_t strata_common_prefix(const uint8_t *a, const uint8_t *b, size_t limit) {
  size_t i = 0;
  while (i + 8 <= limit) {
    uint64_t x, y;
    memcpy(&x, a + i, 8);
    memcpy(&y, b + i, 8);
    if (x != y) break;
    i += 8;
  }
  while (i < limit && a[i] == b[i]) i++;
  return i;
}

/* Length of the common end of two byte strings, given their ends. */
static inline size_t strata_common_suffix(const uint8_t *a, const uint8_t *b, size_t limit) {
  size_t i = 0;
  while (i + 8 <= limit) {
    uint64_t x, y;
    memcpy(&x, a - i - 8, 8);
    memcpy(&y, b - i - 8, 8);
    if (x != y) break;
    i += 8;
  }
  while (i < limit && a[-(ptrdiff_t)i - 1] == b[-(ptrdiff_t)i - 1]) i++;
  return i;
}
