/** The resources of the server itself: status, overview, configuration, rejected requests. */
@NullMarked
package dev.jenvoy.web.admin.status;

import org.jspecify.annotations.NullMarked;
