/** Commands that a helper of the operator, such as sudo, runs as another account: how signals reach them. */
@NullMarked
package dev.jenvoy.process.account;

import org.jspecify.annotations.NullMarked;
