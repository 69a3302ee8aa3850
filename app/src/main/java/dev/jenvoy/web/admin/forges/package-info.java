/**
 * The part of the admin API about forges: their credentials, and deliveries that were missed. Uses a class of {@code forge}
 * only when a request asks for something and forges are configured.
 */
@NullMarked
package dev.jenvoy.web.admin.forges;

import org.jspecify.annotations.NullMarked;
