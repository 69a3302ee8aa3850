/** Where clients connect: TLS, Unix sockets, and sockets of a service manager, each with real clients. */
package dev.jenvoy.contract.listen;
