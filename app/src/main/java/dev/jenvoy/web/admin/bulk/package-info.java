/** {@code /api/redeliveries}: many deliveries that are run again at once. */
@NullMarked
package dev.jenvoy.web.admin.bulk;

import org.jspecify.annotations.NullMarked;
