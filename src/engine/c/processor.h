/** Which vectors this x86 processor has, and the system keeps; asked of the processor itself, so that no compiler's library is needed. */
#ifndef UNROLL_PROCESSOR_H
#define UNROLL_PROCESSOR_H

#if defined(__x86_64__)
#include <cpuid.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  bool sse4, avx2, avx512;
} Vectors;

/** Registers whose contents the system saves: bits 1 and 2 those of AVX, 5 to 7 those of AVX-512 (Intel's manual, volume 1, 13.3). */
static uint64_t savedRegisters(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

static Vectors vectorsHere(void) {
  uint32_t a, b = 0, c = 0, d, c7, d7;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return (Vectors){false, false, false};
  uint32_t features = c;
  if (!__get_cpuid_count(7, 0, &a, &b, &c7, &d7)) b = 0;
  uint64_t saved = features & bit_OSXSAVE ? savedRegisters() : 0;
  bool avx = (saved & 0x6) == 0x6, fused = features & bit_AVX && features & bit_FMA && b & bit_AVX2;
  bool wide = b & bit_AVX512F && b & bit_AVX512BW && b & bit_AVX512DQ && b & bit_AVX512VL;
  return (Vectors){features & bit_SSE4_1, avx && fused, avx && fused && wide && (saved & 0xe0) == 0xe0};
}
#endif

#endif
