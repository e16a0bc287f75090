/*
 * A wall clock that a test can move, for the app alone. Loaded before the app's libraries (LD_PRELOAD), in tests only.
 * The rule: only the clock on the wall moves; every other clock answers as before, and no call here takes memory, locks or
 * the environment. (libfaketime does within the call, while Chromium's other threads change them: a start in ten ended.)
 *
 * MOVABLE_CLOCK names a file of eight bytes: the seconds to add, a signed integer in this machine's byte order.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int64_t none = 0;
static const volatile int64_t *moved_s = &none;

/* Without the file nothing may run as if it had been moved. */
__attribute__((constructor)) static void open_file(void) {
  const char *name = getenv("MOVABLE_CLOCK");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  void *shared = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *moved_s, PROT_READ, MAP_SHARED, file, 0);
  if (shared == MAP_FAILED) _exit(70);
  close(file);
  moved_s = shared;
}

int clock_gettime(clockid_t clock, struct timespec *at) {
  int result = (int)syscall(SYS_clock_gettime, clock, at);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += *moved_s;
  return result;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  int result = (int)syscall(SYS_gettimeofday, at, zone);
  if (result == 0) at->tv_sec += *moved_s;
  return result;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
