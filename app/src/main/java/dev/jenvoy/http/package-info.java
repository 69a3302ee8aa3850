/**
 * Requests that Jenvoy sends to services: checked addresses, requests with limits on time and size, no redirects, when a
 * service asks to come back, and what it said without secrets. Knows no service.
 */
@NullMarked
package dev.jenvoy.http;

import org.jspecify.annotations.NullMarked;
