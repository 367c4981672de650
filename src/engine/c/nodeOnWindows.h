/**
 * Node's functions on Windows: a module looks them up in the program that loads it, which is node.exe, Code.exe or another, so that
 * no import may name one. Where they are in none (a Node built as a library), in libnode.dll.
 */
#ifndef UNROLL_NODE_ON_WINDOWS_H
#define UNROLL_NODE_ON_WINDOWS_H

#if defined(_WIN32)
#include <stdbool.h>

#define NODE_FUNCTIONS(each)                                                                                           \
  each(napi_throw_type_error) each(napi_get_cb_info) each(napi_get_arraybuffer_info) each(napi_get_value_double)       \
  each(napi_create_double) each(napi_create_object) each(napi_create_function) each(napi_set_named_property)

typedef void (*Found)(void);
__declspec(dllimport) void *GetModuleHandleA(const char *name);
__declspec(dllimport) Found GetProcAddress(void *module, const char *name);

#define PLACE(name) __typeof__(name) *name##Found;
static struct {
  NODE_FUNCTIONS(PLACE)
} node;

static Found lookUp(const char *name) {
  Found found = GetProcAddress(GetModuleHandleA(NULL), name);
  void *library = found ? NULL : GetModuleHandleA("libnode.dll");
  return library ? GetProcAddress(library, name) : found;
}

/** Whether all are there. */
static bool findNode(void) {
#define FIND(name) && (node.name##Found = (__typeof__(node.name##Found))lookUp(#name)) != NULL
  return true NODE_FUNCTIONS(FIND);
}

#define napi_throw_type_error node.napi_throw_type_errorFound
#define napi_get_cb_info node.napi_get_cb_infoFound
#define napi_get_arraybuffer_info node.napi_get_arraybuffer_infoFound
#define napi_get_value_double node.napi_get_value_doubleFound
#define napi_create_double node.napi_create_doubleFound
#define napi_create_object node.napi_create_objectFound
#define napi_create_function node.napi_create_functionFound
#define napi_set_named_property node.napi_set_named_propertyFound
#endif

#endif
