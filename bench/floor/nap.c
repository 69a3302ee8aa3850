/* A hook that waits for something else, MILLIS milliseconds, at the least cost for the processor. Linked statically. */
#include <stdio.h>
#include <time.h>

int main(void) {
  struct timespec pause = {MILLIS / 1000, MILLIS % 1000 * 1000000L};
  nanosleep(&pause, NULL);
  puts("deployed");
  return 0;
}
