/** Which vectors this x86 processor has, and the system keeps; asked of the processor itself, so that no compiler's library is needed. */
#ifndef UNROLL_PROCESSOR_H
#define UNROLL_PROCESSOR_H

#if defined(__x86_64__)
#include <cpuid.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  bool sse4, avx2, avx512;
  /** Four products of bytes are summed by one instruction in vectors of 256 or 512 bits: AVX-VNNI, AVX512_VNNI. Older compilers have no names for their bits. */
  bool foursOf256, foursOf512;
} Vectors;

/** Registers whose contents the system saves: bits 1 and 2 those of AVX, 5 to 7 those of AVX-512 (Intel's manual, volume 1, 13.3). */
static uint64_t savedRegisters(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

static Vectors vectorsHere(void) {
  uint32_t a, b = 0, c = 0, d, b7, c7, a71 = 0, b71, c71, d71;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return (Vectors){.sse4 = false};
  uint32_t features = c;
  if (!__get_cpuid_count(7, 0, &a, &b7, &c7, &d)) a = b7 = c7 = 0;
  if (a >= 1 && !__get_cpuid_count(7, 1, &a71, &b71, &c71, &d71)) a71 = 0;
  uint64_t saved = features & bit_OSXSAVE ? savedRegisters() : 0;
  bool avx2 = (saved & 0x6) == 0x6 && features & bit_AVX && features & bit_FMA && b7 & bit_AVX2;
  bool wide = b7 & bit_AVX512F && b7 & bit_AVX512BW && b7 & bit_AVX512DQ && b7 & bit_AVX512VL;
  bool avx512 = avx2 && wide && (saved & 0xe0) == 0xe0;
  return (Vectors){.sse4 = features & bit_SSE4_1,
                   .avx2 = avx2,
                   .avx512 = avx512,
                   .foursOf256 = avx2 && a71 >> 4 & 1,
                   .foursOf512 = avx512 && c7 >> 11 & 1};
}
#endif

#endif
