// Node-API 10 lets a module keep references to any value; Node-API 9 refuses those to texts, numbers and the like, and
// offers everything else that better-sqlite3 needs. Here such a reference keeps the value itself and gives it anew each
// time it is asked. Its lowest bit is set, so that it is told from one of Node's.
//
// What looks shorter, to announce the experimental version of Node-API instead, runs finalizers inside the garbage
// collector, and ends the process when an exception is pending at that moment.
#include <node_api.h>
#include <cstdint>
#include <string>
#include <vector>

namespace kept_references {

struct Kept {
  napi_valuetype type;
  std::u16string text;
  double number;
  bool truth;
  int sign;
  std::vector<std::uint64_t> words;
};

inline bool is_ours(napi_ref ref) { return (reinterpret_cast<std::uintptr_t>(ref) & 1) != 0; }

inline Kept* kept_of(napi_ref ref) {
  return reinterpret_cast<Kept*>(reinterpret_cast<std::uintptr_t>(ref) & ~std::uintptr_t{1});
}

inline napi_status read(napi_env env, napi_value value, Kept* kept) {
  std::size_t length = 0;
  switch (kept->type) {
    case napi_string: {
      napi_status status = napi_get_value_string_utf16(env, value, nullptr, 0, &length);
      if (status != napi_ok) return status;
      kept->text.resize(length);
      return napi_get_value_string_utf16(env, value, kept->text.data(), length + 1, &length);
    }
    case napi_number:
      return napi_get_value_double(env, value, &kept->number);
    case napi_boolean:
      return napi_get_value_bool(env, value, &kept->truth);
    case napi_bigint: {
      napi_status status = napi_get_value_bigint_words(env, value, nullptr, &length, nullptr);
      if (status != napi_ok) return status;
      kept->words.resize(length);
      return napi_get_value_bigint_words(env, value, &kept->sign, &length, kept->words.data());
    }
    default:
      return napi_ok;
  }
}

inline napi_status create(napi_env env, napi_value value, std::uint32_t count, napi_ref* result) {
  napi_valuetype type;
  napi_status status = napi_typeof(env, value, &type);
  if (status != napi_ok) return status;
  if (type == napi_object || type == napi_function || type == napi_symbol || type == napi_external) {
    return napi_create_reference(env, value, count, result);
  }
  Kept* kept = new Kept{type};
  status = read(env, value, kept);
  if (status != napi_ok) {
    delete kept;
    return status;
  }
  *result = reinterpret_cast<napi_ref>(reinterpret_cast<std::uintptr_t>(kept) | 1);
  return napi_ok;
}

inline napi_status get(napi_env env, napi_ref ref, napi_value* result) {
  if (!is_ours(ref)) return napi_get_reference_value(env, ref, result);
  const Kept* kept = kept_of(ref);
  switch (kept->type) {
    case napi_string:
      return napi_create_string_utf16(env, kept->text.data(), kept->text.size(), result);
    case napi_number:
      return napi_create_double(env, kept->number, result);
    case napi_boolean:
      return napi_get_boolean(env, kept->truth, result);
    case napi_bigint:
      return napi_create_bigint_words(env, kept->sign, kept->words.size(), kept->words.data(), result);
    case napi_null:
      return napi_get_null(env, result);
    default:
      return napi_get_undefined(env, result);
  }
}

inline napi_status remove(node_api_basic_env env, napi_ref ref) {
  if (!is_ours(ref)) return napi_delete_reference(env, ref);
  delete kept_of(ref);
  return napi_ok;
}

}  // namespace kept_references

#define napi_create_reference kept_references::create
#define napi_get_reference_value kept_references::get
#define napi_delete_reference kept_references::remove
