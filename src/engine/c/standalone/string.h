/** Of the standard library all that the kernels use: for machines whose own headers are not here. */
#ifndef UNROLL_STRING_H
#define UNROLL_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);

#endif
