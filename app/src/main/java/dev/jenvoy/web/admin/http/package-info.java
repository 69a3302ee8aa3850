/**
 * Requests and results of the admin API, and how a result is sent: as JSON, as a stream of events, as a payload. Knows
 * no resource.
 */
@NullMarked
package dev.jenvoy.web.admin.http;

import org.jspecify.annotations.NullMarked;
