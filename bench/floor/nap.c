/* A hook that waits for something else: 200 ms, at the least cost for the processor. Linked statically. */
#include <stdio.h>
#include <time.h>

int main(void) {
  struct timespec pause = {0, 200000000};
  nanosleep(&pause, NULL);
  puts("deployed");
  return 0;
}
