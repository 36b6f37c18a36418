#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* RE2 is C++; this is what Strata needs of it, as C. No function throws; null stands for out of memory. */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct strata_re2 strata_re2;

/* How compiling ended. */
enum {
  STRATA_RE2_OK = 0,
  STRATA_RE2_INVALID = 1,
  STRATA_RE2_TOO_LARGE = 2,
};

/* Compiles a pattern in UTF-8, bounded in memory; to be freed whatever the state. */
strata_re2 *strata_re2_compile(const uint8_t *pattern, size_t length, int64_t max_memory);

int32_t strata_re2_state(const strata_re2 *expression);

/* The library's message where the state is not OK; lives as long as the expression. */
const char *strata_re2_message(const strata_re2 *expression);

/* Whether the pattern matches anywhere in the text, as Go's MatchString has it; false where the state is not OK. */
bool strata_re2_matches(const strata_re2 *expression, const uint8_t *text, size_t length);

void strata_re2_free(strata_re2 *expression);

#ifdef __cplusplus
}
#endif
