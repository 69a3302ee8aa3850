/**
 * Requests that Jenvoy sends to services: checked addresses, requests with limits on time and size, no redirects, and when a
 * service asks to come back. Knows no service.
 */
@NullMarked
package dev.jenvoy.http;

import org.jspecify.annotations.NullMarked;
