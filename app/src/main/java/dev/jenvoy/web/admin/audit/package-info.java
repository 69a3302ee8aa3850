/** The audit log on the admin listener: what is recorded of which request, who may send which, and {@code /api/audit}. */
@NullMarked
package dev.jenvoy.web.admin.audit;

import org.jspecify.annotations.NullMarked;
