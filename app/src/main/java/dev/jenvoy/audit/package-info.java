/**
 * The audit log: who changed something, when, and what; durable, without secrets. {@link dev.jenvoy.audit.AuditLog} is
 * the contract; {@code audit.sqlite} keeps it. Knows nothing of HTTP and of deliveries.
 */
@NullMarked
package dev.jenvoy.audit;

import org.jspecify.annotations.NullMarked;
