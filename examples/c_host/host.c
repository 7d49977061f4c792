/* A program in C, which a broken pipe would end: it does not ignore SIGPIPE. The service resets in the middle of an upload
 * that is larger than the buffers between: the program lives.
 *
 * Segments are made small, and with them the send buffer, which the kernel makes as large as a few of them. */

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

size_t telemetry_open(uint16_t port);
void telemetry_statements(size_t connection, uint32_t count);
uint64_t telemetry_close(size_t connection, uint32_t millis);

static volatile int resets = 0;

/* Reads the beginning of a request, waits until the sender's buffer must be full, and resets. */
static void *service(void *listener) {
  for (;;) {
    int stream = accept((int)(intptr_t)listener, NULL, NULL);
    if (stream < 0) return NULL;
    char head[512];
    if (read(stream, head, sizeof head) > 0) {
      usleep(20 * 1000);
      resets++;
    }
    struct linger at_once = {1, 0};
    setsockopt(stream, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(stream);
  }
}

int main(void) {
  struct sigaction action;
  sigaction(SIGPIPE, NULL, &action);
  if (action.sa_handler != SIG_DFL) {
    fputs("this program ignores SIGPIPE, which is not what it is for\n", stderr);
    return 2;
  }
  int listener = socket(AF_INET, SOCK_STREAM, 0), segment = 600, buffer = 4096;
  setsockopt(listener, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
  setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 16)) return 2;
  getsockname(listener, (struct sockaddr *)&address, &length);
  pthread_t thread;
  if (pthread_create(&thread, NULL, service, (void *)(intptr_t)listener)) return 2;

  for (int round = 0; round < 10; round++) {
    size_t connection = telemetry_open(ntohs(address.sin_port));
    telemetry_statements(connection, 400);
    telemetry_close(connection, 500);
  }
  printf("alive after %d resets\n", resets);
  return resets > 0 ? 0 : 3;
}
