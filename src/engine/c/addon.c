/**
 * The kernels as a Node-API module: an object of functions for every build that this processor can run, the best first.
 * Each function takes the memory's ArrayBuffer before its own arguments and works in it; nothing is kept between calls
 * (the memory may move when it grows, and several threads load this module), and no memory of C reaches JavaScript.
 */
#include <node_api.h>
#include <stdbool.h>
#include "kernels.h"
#include "nodeOnWindows.h"
#include "processor.h"

enum { mostArguments = 13 };

static napi_value fail(napi_env env, const char *message) {
  napi_throw_type_error(env, NULL, message);
  return NULL;
}

static napi_value play(napi_env env, napi_callback_info info) {
  napi_value values[mostArguments + 1];
  size_t count = mostArguments + 1;
  void *data = NULL;
  if (napi_get_cb_info(env, info, &count, values, NULL, &data) != napi_ok) return NULL;
  const Kernel *kernel = data;
  if (count < kernel->count + 1) return fail(env, "A kernel was called with too few arguments.");
  void *memory = NULL;
  size_t bytes = 0;
  if (napi_get_arraybuffer_info(env, values[0], &memory, &bytes) != napi_ok || memory == NULL)
    return fail(env, "A kernel needs the buffer of a memory.");
  double arguments[mostArguments];
  for (size_t i = 0; i < kernel->count; i++)
    if (napi_get_value_double(env, values[i + 1], &arguments[i]) != napi_ok)
      return fail(env, "A kernel takes numbers.");
  napi_value result = NULL;
  napi_create_double(env, kernel->play(memory, arguments), &result);
  return result;
}

static napi_status addTo(napi_env env, napi_value functions, const Kernel *kernel) {
  napi_status status = napi_ok;
  for (; kernel->name && status == napi_ok; kernel++) {
    napi_value function;
    // Node-API hands the data to the callback as it is; nothing writes to it.
    status = napi_create_function(env, kernel->name, NAPI_AUTO_LENGTH, play, (void *)(uintptr_t)kernel, &function);
    if (status == napi_ok) status = napi_set_named_property(env, functions, kernel->name, function);
  }
  return status;
}

static napi_status offer(napi_env env, napi_value exports, const Build *build, bool fours) {
  napi_value functions;
  napi_status status = napi_create_object(env, &functions);
  if (status == napi_ok) status = addTo(env, functions, build->kernels);
  if (status == napi_ok && fours) status = addTo(env, functions, build->byFours);
  return status == napi_ok ? napi_set_named_property(env, exports, build->name, functions) : status;
}

NAPI_MODULE_INIT() {
  napi_status status = napi_ok;
#if defined(_WIN32)
  if (!findNode()) return NULL;
#endif
#if defined(__x86_64__)
  Vectors here = vectorsHere();
  if (here.avx512) status = offer(env, exports, &unrollAvx512, here.foursOf512);
  if (here.avx2 && status == napi_ok) status = offer(env, exports, &unrollAvx2, here.foursOf256);
  if (here.sse4 && status == napi_ok) status = offer(env, exports, &unrollSse4, false);
#else
  status = offer(env, exports, &unrollNeon, false);
#endif
  return status == napi_ok ? exports : fail(env, "The kernels could not be offered.");
}
