/**
 * Connections that XNIO cannot accept itself: those of Unix sockets, and of sockets that a service manager opened. Loaded
 * only where there is such a socket. Knows nothing about HTTP.
 */
@NullMarked
package dev.jenvoy.web.socket;

import org.jspecify.annotations.NullMarked;
