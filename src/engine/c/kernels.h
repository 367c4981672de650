/** What a build of the kernels offers to addon.c. */
#ifndef UNROLL_KERNELS_H
#define UNROLL_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/**
 * The names and arguments of `KernelExports` (../wasm/module.ts). Arguments come as JavaScript has them, addresses as
 * bytes from the begin of the memory.
 */
typedef struct {
  const char *name;
  size_t count;
  double (*play)(uint8_t *memory, const double *arguments);
} Kernel;

/** Lists end with a kernel without a name. */
typedef struct {
  const char *name;
  const Kernel *kernels;
  /** Of the kernels those that sum products of bytes in fours; not every processor that has the build's vectors can. */
  const Kernel *byFours;
} Build;

extern const Build unrollAvx512, unrollAvx2, unrollSse4, unrollNeon;

#endif
