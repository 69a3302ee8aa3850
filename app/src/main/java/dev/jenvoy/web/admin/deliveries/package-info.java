/** The resources of deliveries: list, detail, payload, redelivery and cancellation. */
@NullMarked
package dev.jenvoy.web.admin.deliveries;

import org.jspecify.annotations.NullMarked;
