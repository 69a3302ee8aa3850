/** The resources of deliveries: list, detail, payload, and what an operator may do with them. */
@NullMarked
package dev.jenvoy.web.admin.deliveries;

import org.jspecify.annotations.NullMarked;
