#include "cre2.h"

#include <new>
#include <re2/re2.h>

struct strata_re2 {
  re2::RE2 expression;

  strata_re2(const re2::StringPiece &pattern, const re2::RE2::Options &options)
      : expression(pattern, options) {}
};

static re2::StringPiece piece(const uint8_t *bytes, size_t length) {
  return re2::StringPiece(reinterpret_cast<const char *>(bytes), length);
}

extern "C" strata_re2 *strata_re2_compile(
    const uint8_t *pattern, size_t length, int64_t max_memory) {
  try {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(max_memory);
    return new strata_re2(piece(pattern, length), options);
  } catch (...) {
    return nullptr;
  }
}

extern "C" int32_t strata_re2_state(const strata_re2 *expression) {
  switch (expression->expression.error_code()) {
  case re2::RE2::NoError: return STRATA_RE2_OK;
  case re2::RE2::ErrorPatternTooLarge: return STRATA_RE2_TOO_LARGE;
  default: return STRATA_RE2_INVALID;
  }
}

extern "C" const char *strata_re2_message(const strata_re2 *expression) {
  return expression->expression.error().c_str();
}

extern "C" bool strata_re2_matches(
    const strata_re2 *expression, const uint8_t *text, size_t length) {
  try {
    return expression->expression.ok() &&
           re2::RE2::PartialMatch(piece(text, length), expression->expression);
  } catch (...) {
    return false;
  }
}

extern "C" void strata_re2_free(strata_re2 *expression) { delete expression; }
