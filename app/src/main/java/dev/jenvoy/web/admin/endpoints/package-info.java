/** The resources of registered endpoints. */
@NullMarked
package dev.jenvoy.web.admin.endpoints;

import org.jspecify.annotations.NullMarked;
